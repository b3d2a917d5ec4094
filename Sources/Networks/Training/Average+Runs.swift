import LinearAlgebra

extension Average {
  /// The mean over several trainings of what each gives for the same samples.
  ///
  /// Two things may move it: other samples, by the error e of the means of all trainings, one a sample; and
  /// other trainings, by the error f of the means of all samples, one a training. The standard error is
  /// √(e² + f²). What moves single answers of single trainings is in both, so it is rather too large than
  /// too small; with two or three trainings f itself is known roughly.
  ///
  /// - Parameter runs: The numbers of each training, one a sample, in the same order.
  /// - Precondition: There are as many numbers in each.
  /// - Complexity: O(trainings · samples).
  public init(runs: [[Double]]) {
    let count = runs.first?.count ?? 0
    require(
      runs.allSatisfy { $0.count == count },
      "the trainings have \(runs.map(\.count)) numbers; they must be equal")
    let bySample = Average((0..<count).map { i in Average(runs.map { $0[i] }).mean })
    let byRun = Average(runs.map { Average($0).mean })
    let squares = [bySample, byRun].map { $0.standardError * $0.standardError }
    self.init(mean: bySample.mean, standardError: (squares[0] + squares[1]).squareRoot())
  }

  /// The mean of paired differences: each training is compared with one of the others, sample by sample.
  ///
  /// - Precondition: There are as many trainings of both, and as many numbers in each.
  public init(runs: [[Double]], less others: [[Double]]) {
    require(
      runs.count == others.count,
      "\(runs.count) and \(others.count) trainings are no pairs")
    self.init(
      runs: zip(runs, others).map { run, other in
        require(
          run.count == other.count,
          "\(run.count) and \(other.count) numbers are no pairs")
        return zip(run, other).map { $0 - $1 }
      })
  }
}

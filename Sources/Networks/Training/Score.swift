import LinearAlgebra

/// The share of samples that a network puts into the right class.
public struct Score: Equatable, Sendable {
  /// How many were right.
  public let correct: Int

  /// Of how many.
  public let count: Int

  /// Creates the accuracy of so many right answers.
  public init(correct: Int, of count: Int) {
    self.correct = correct
    self.count = count
  }

  /// The share, from 0 to 1; 0 where there was none to judge.
  public var share: Double { count == 0 ? 0 : Double(correct) / Double(count) }

  /// √(p(1 − p)/n): how far the share may be off, as a standard deviation, because other samples of the
  /// same kind would have given another one.
  public var standardError: Double {
    count == 0 ? 0 : (share * (1 - share) / Double(count)).squareRoot()
  }
}

extension Score {
  /// The share and its standard error in percent: `95.4 ± 0.7`.
  public var percent: String {
    "\(share.tenthsOfPercent) ± \(standardError.tenthsOfPercent)"
  }
}

extension Network {
  /// The class with the largest logit for each sample, the first of them where several are equal.
  ///
  /// - Precondition: The inputs have `inputSize` columns.
  public func predictions(for inputs: Matrix<Float>) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(inputs.rows)
    forEachBatch(of: inputs) { logits in
      for i in 0..<logits.rows {
        var best = 0
        for j in 1..<max(logits.columns, 1) where logits[i, j] > logits[i, best] { best = j }
        result.append(best)
      }
    }
    return result
  }

  /// The logits of some samples, samples×outputs.
  ///
  /// - Precondition: The inputs have `inputSize` columns.
  public func logits(for inputs: Matrix<Float>) -> Matrix<Float> {
    var network = self
    network.forward(inputs)
    return network.logits
  }

  /// The share of `samples` that the network puts into their class.
  public func accuracy(on samples: Samples) -> Score {
    let right = zip(predictions(for: samples.inputs), samples.labels).count { $0 == $1 }
    return Score(correct: right, of: samples.count)
  }

  /// For each sample 1 where the network puts it into its class, 0 where not.
  public func hits(on samples: Samples) -> [Double] {
    zip(predictions(for: samples.inputs), samples.labels).map { $0 == $1 ? 1 : 0 }
  }

  /// Passes the inputs, some hundreds at a time, and hands over the logits of each part.
  private func forEachBatch(of inputs: Matrix<Float>, _ body: (Matrix<Float>) -> Void) {
    var network = self
    let size = 500
    var batch = Matrix<Float>(rows: 0, columns: 0)
    for start in stride(from: 0, to: inputs.rows, by: size) {
      batch.setToRows(start..<min(start + size, inputs.rows), of: inputs)
      network.forward(batch)
      body(network.logits)
    }
  }
}

import LinearAlgebra
import LowRank
import Testing

/// Entries of a matrix of low rank with a mean, of which a share is known.
private func sample(
  _ m: Int, _ n: Int, rank: Int, share: Double, seed: UInt64
) throws -> (matrix: Matrix<Double>, known: ObservedEntries, missing: ObservedEntries) {
  var generator = SeededGenerator(seed: seed)
  let u = Matrix<Double>.normal(rows: m, columns: rank, using: &generator)
  let v = Matrix<Double>.normal(rows: n, columns: rank, using: &generator)
  let matrix = u * v.transposed
  let all = ObservedEntries(matrix) { _, _ in true }
  let parts = try all.split(holdingOut: 1 - share, using: &generator)
  return (matrix, parts.kept, parts.heldOut)
}

/// The values of the entries with a number in the place of one.
private func changing(_ known: ObservedEntries, to value: Double) -> ObservedEntries {
  known.mapValues { _ in value }
}

@Suite struct ObservedEntriesTests {
  @Test func orderDoesNotMatter() throws {
    let one = try ObservedEntries(rows: 2, columns: 3, places: [(1, 2, 5), (0, 1, 4), (1, 0, 3)])
    #expect(one.entries.map(\.value) == [4, 3, 5])
    #expect(one.mean == 4)
    #expect(one.filledWithZeros() == [[0, 4, 0], [3, 0, 5]])
    #expect(ObservedEntries(one.filledWithZeros()) { $0 != 0 } == one)
  }

  @Test func refusesWhatIsNoEntry() {
    #expect(throws: CompletionError.outside(row: 2, column: 0, shape: "2×2")) {
      try ObservedEntries(rows: 2, columns: 2, places: [(2, 0, 1)])
    }
    #expect(throws: CompletionError.repeated(row: 1, column: 1)) {
      try ObservedEntries(rows: 2, columns: 2, places: [(1, 1, 1), (0, 0, 2), (1, 1, 1)])
    }
    #expect(throws: CompletionError.nonFinite(row: 0, column: 1)) {
      try ObservedEntries(rows: 2, columns: 2, places: [(0, 1, .nan)])
    }
  }

  @Test func splitsIntoTwoPartsBySeed() throws {
    let known = try sample(9, 7, rank: 1, share: 0.8, seed: 1).known
    var (first, second, third) = (
      SeededGenerator(seed: 3), SeededGenerator(seed: 3), SeededGenerator(seed: 4)
    )
    let parts = try known.split(holdingOut: 0.3, using: &first)
    #expect(parts.heldOut.count == Int((0.3 * Double(known.count)).rounded()))
    #expect(try parts.kept.joined(with: parts.heldOut) == known)
    #expect(try known.split(holdingOut: 0.3, using: &second) == parts)
    #expect(try known.split(holdingOut: 0.3, using: &third) != parts)
  }

  @Test func refusesToHoldOutNothing() throws {
    var generator = SeededGenerator(seed: 1)
    let one = try ObservedEntries(rows: 1, columns: 1, places: [(0, 0, 1)])
    #expect(throws: CompletionError.tooFewEntries(expected: 3, found: 1)) {
      try one.split(holdingOut: 0.2, using: &generator)
    }
    for share in [0, 1, -0.5, Double.nan] {
      #expect(throws: CompletionError.self) { try one.split(holdingOut: share, using: &generator) }
    }
  }
}

@Suite struct BaselineTests {
  @Test func byHand() throws {
    // μ = 3; without a penalty the sums of the rows and columns are explained at once.
    let known = ObservedEntries([[1, 3], [3, 5]]) { _, _ in true }
    let plain = try baseline(of: known, penalty: 0)
    #expect(plain == Baseline(mean: 3, rows: [-1, 1], columns: [-1, 1]))
    #expect(try baseline(of: known, penalty: 2, sweeps: 1).rows == [-0.5, 0.5])
  }

  /// Where the gradient of the penalised sum is 0 it is least, since it is convex.
  @Test func isStationary() throws {
    let known = try sample(8, 6, rank: 2, share: 0.6, seed: 5).known
    let found = try baseline(of: known, penalty: 1.5, sweeps: 500)
    for i in 0..<8 {
      let rest = known.entries.filter { $0.row == i }.reduce(0) {
        $0 + $1.value - found[i, $1.column]
      }
      #expect(abs(rest - 1.5 * found.rows[i]) < 1e-9)
    }
  }

  @Test func anEmptyRowHasNoBias() throws {
    let known = try ObservedEntries(rows: 2, columns: 2, places: [(0, 0, 1), (0, 1, 2)])
    let found = try baseline(of: known, penalty: 0)
    #expect(found.rows[1] == 0)
    #expect(throws: CompletionError.penalty(-1)) { try baseline(of: known, penalty: -1) }
  }
}

@Suite struct CompletionTests {
  /// Rank 2 and 70 % of the entries determine the rest; λ leaves an error of its own size.
  @Test func bothMethodsFindAMatrixOfLowRank() throws {
    let (_, known, missing) = try sample(30, 25, rank: 2, share: 0.7, seed: 7)
    let zero = Baseline(constant: 0, rows: 30, columns: 25)
    let als = try alternatingLeastSquares(
      known, rank: 2, penalty: 1e-6, baseline: zero, sweeps: 300, tolerance: 1e-12)
    #expect(als.rootMeanSquareError(on: missing) < 1e-3)
    let soft = try softImpute(
      known, penalty: 0.1, baseline: zero, sweeps: 2000, tolerance: 1e-9)
    #expect(soft.rootMeanSquareError(on: missing) < 0.1)
    let trap = try zeroFilledSVD(known, rank: 2)
    #expect(trap.rootMeanSquareError(on: missing) > 0.3)
  }

  @Test func bothMethodsMeetWhereTheyPromise() throws {
    let (_, known, _) = try sample(12, 20, rank: 3, share: 0.6, seed: 8)
    let soft = try softImpute(known, penalty: 3, sweeps: 5000, tolerance: 1e-12)
    let als = try alternatingLeastSquares(
      known, rank: 12, penalty: 3, baseline: soft.baseline, sweeps: 5000, tolerance: 1e-12)
    let (one, other) = (soft.history.last ?? 0, als.history.last ?? 1)
    #expect(abs(one - other) < 1e-6 * one)
  }

  @Test(arguments: [(12, 20), (20, 12), (7, 7)])
  func neitherObjectiveEverGrows(m: Int, n: Int) throws {
    let (_, known, _) = try sample(m, n, rank: 3, share: 0.5, seed: 9)
    let soft = try softImpute(known, penalty: 1, sweeps: 60, tolerance: 0).history
    let als = try alternatingLeastSquares(
      known, rank: 4, penalty: 1, sweeps: 60, tolerance: 0
    ).history
    for history in [soft, als] {
      #expect(history.count > 3)
      for (before, after) in zip(history, history.dropFirst()) {
        #expect(after <= before * (1 + 1e-12))
      }
    }
  }

  /// One step by the dense definition.
  @Test func softImputeIsWhatItsPaperSays() throws {
    let (_, known, _) = try sample(9, 6, rank: 2, share: 0.6, seed: 10)
    let zero = Baseline(constant: 0, rows: 9, columns: 6)
    let step = try softImpute(known, penalty: 0.8, baseline: zero, sweeps: 1)
    let factors = try svd(known.filledWithZeros())
    let values = factors.singularValues.map { max($0 - 0.8, 0) }
    let expected = factors.u.scalingColumns(by: values) * factors.v.transposed
    #expect((step.matrix() - expected).maxNorm < 1e-12)
    #expect(step.rank == values.count { $0 > 0 })
  }

  @Test func zeroFilledIsTheDecompositionCut() throws {
    let (_, known, _) = try sample(40, 90, rank: 3, share: 0.9, seed: 11)
    for rank in [0, 1, 3, 30] {
      let found = try zeroFilledSVD(known, rank: rank).matrix()
      let expected = try svd(known.filledWithZeros()).truncated(to: rank).reconstructed()
      // Of the largest three, far above the rest, the iteration keeps six digits and more.
      #expect((found - expected).frobeniusNorm < 1e-6 * (1 + expected.frobeniusNorm))
    }
  }

  @Test func whatIsNotKnownIsNotRead() throws {
    let (matrix, known, _) = try sample(10, 8, rank: 2, share: 0.5, seed: 12)
    let mask = changing(known, to: 1).filledWithZeros()
    let other = Matrix(rows: 10, columns: 8) { i, j in
      mask[i, j] == 1 ? matrix[i, j] : 1e6
    }
    let again = ObservedEntries(other) { mask[$0, $1] == 1 }
    for method in CompletionMethod.allCases {
      #expect(
        try method.completion(of: again, rank: 2, penalty: 1)
          == method.completion(of: known, rank: 2, penalty: 1))
    }
  }

  @Test func errorsAreThoseByHand() throws {
    let known = try ObservedEntries(rows: 2, columns: 2, places: [(0, 0, 1), (1, 1, -1)])
    let guess = Completion(Baseline(mean: 0.5, rows: [0, 0], columns: [0, -1.5]))
    #expect(guess.predictions(for: known) == [0.5, -1])
    #expect(guess.rootMeanSquareError(on: known) == 0.125.squareRoot())
    #expect(guess.accuracy(on: known, among: [-1, 1]) == 1)
    #expect(guess.accuracy(on: known, among: [-1, 0, 0.6, 1]) == 0.5)
  }

  @Test func emptyLinesAndConstantsAreNoTrouble() throws {
    let known = try ObservedEntries(
      rows: 4, columns: 5, places: [(0, 0, 2), (0, 1, 2), (2, 1, 2), (2, 4, 2)])
    for method in CompletionMethod.allCases {
      for penalty in [0, 1.0] {
        let found = try method.completion(of: known, rank: 4, penalty: penalty).matrix()
        #expect(found.maxNorm.isFinite, "\(method) \(penalty)")
      }
    }
    #expect(try penalties(for: known, beyond: Baseline(meanOf: known)) == [0])
  }

  @Test func decompositionIsThatOfTheProduct() throws {
    let (_, known, _) = try sample(10, 8, rank: 3, share: 0.8, seed: 13)
    let als = try alternatingLeastSquares(known, rank: 3, penalty: 0.1)
    let product = als.left * als.right.transposed
    let found = try als.decomposition()
    let values = try svd(product).singularValues.prefix(3)
    #expect((found.reconstructed() - product).maxNorm < 1e-12 * product.frobeniusNorm)
    #expect(zip(found.singularValues, values).allSatisfy { abs($0 - $1) < 1e-12 * $1 + 1e-12 })
  }

  @Test func settingsThatDoNotFit() throws {
    let known = try sample(4, 3, rank: 1, share: 0.9, seed: 14).known
    #expect(throws: CompletionError.self) {
      try alternatingLeastSquares(known, rank: 4, penalty: 1)
    }
    #expect(throws: CompletionError.penalty(-1)) { try softImpute(known, penalty: -1) }
    #expect(throws: CompletionError.self) { try softImpute(known, penalty: .infinity) }
    #expect(throws: CompletionError.self) { try zeroFilledSVD(known, rank: -1) }
    let wrong = Baseline(constant: 0, rows: 3, columns: 4)
    #expect(throws: CompletionError.self) { try softImpute(known, penalty: 1, baseline: wrong) }
  }

  @Test func theChoiceIsTheBestOfWhatWasTried() throws {
    let (_, all, test) = try sample(20, 15, rank: 2, share: 0.7, seed: 15)
    let tried = [8.0, 2, 0.5]
    let best = try CompletionMethod.alternatingLeastSquares.choice(
      rank: 3, among: tried, of: all, by: test)
    for penalty in tried {
      let error = try CompletionMethod.alternatingLeastSquares.completion(
        of: all, rank: 3, penalty: penalty
      ).rootMeanSquareError(on: test)
      #expect(best.error <= error)
    }
    #expect(tried.contains(best.penalty))
  }
}

import Foundation
import LinearAlgebra
import LowRank
import Testing

@Suite struct TensorTrainTests {
  private func random(_ sizes: [Int], seed: UInt64) -> Tensor<Double> {
    var generator = SeededGenerator(seed: seed)
    return Tensor(sizes: sizes) { _ in generator.nextNormal() }
  }

  @Test func aSineOfASumHasRankTwo() throws {
    let x = Tensor<Double>(sizes: [5, 6, 7, 8]) { sin(Double($0.reduce(0, +))) }
    let train = try tensorTrain(x, ranks: [2, 2, 2])
    // The eigenvectors of a matrix of inner products: some hundred roundings.
    #expect(x.relativeError(of: train.reconstructed()) < 1e-12)
    #expect(train.storedNumbers == 78 && train.ranks == [2, 2, 2])
    #expect(x.relativeError(of: try tensorTrain(x, ranks: [1, 2, 2]).reconstructed()) > 0.1)
  }

  @Test(arguments: [[7], [4, 6], [3, 4, 5], [2, 3, 2, 4]])
  func largeRanksAreExactAndCut(sizes: [Int]) throws {
    for unit in [1, 1e-200, 1e200] {
      let x = random(sizes, seed: 3) * unit
      let train = try tensorTrain(x, ranks: sizes.dropLast().map { _ in 99 })
      #expect(x.relativeError(of: train.reconstructed()) < 1e-12)
      #expect(zip(train.cores, sizes).allSatisfy { $0.sizes[1] == $1 })
    }
  }

  @Test func twoModesAreATruncatedDecomposition() throws {
    let x = random([9, 7], seed: 4)
    let train = try tensorTrain(x, ranks: [3])
    let best = try svd(x.unfolded(0)).truncated(to: 3).reconstructed()
    let expected = try Tensor(sizes: [9, 7], elements: best.elements)
    #expect((train.reconstructed() - expected).norm < 1e-12 * x.norm)
  }

  /// The bound of the source: squared, at most the sum of what each unfolding alone must lose.
  @Test func theErrorIsWithinTheBound() throws {
    let x = random([5, 6, 7], seed: 5)
    let error = x.relativeError(of: try tensorTrain(x, ranks: [3, 4]).reconstructed()) * x.norm
    func tail(_ rows: Int, _ rank: Int) throws -> Double {
      let matrix = Matrix(rows: rows, columns: 210 / rows, elements: x.elements)
      let values = try singularValues(of: matrix).dropFirst(rank)
      return values.reduce(0) { $0 + $1 * $1 }
    }
    let (first, second) = (try tail(5, 3), try tail(30, 4))
    #expect(error * error <= (first + second) * (1 + 1e-12))
    #expect(error * error >= max(first, second) * (1 - 1e-12))
  }

  @Test func badRanksAreErrors() {
    let x = random([3, 4, 5], seed: 6)
    #expect(throws: TensorError.self) { try tensorTrain(x, ranks: [2]) }
    #expect(throws: TensorError.self) { try tensorTrain(x, ranks: [2, 0]) }
    #expect(throws: TensorError.self) {
      try tensorTrain(x.map { _ in Double.nan }, ranks: [2, 2])
    }
  }

  @Test func consistencyFallsWhereThereIsATermTooMany() throws {
    for seed in UInt64(1)...3 {
      var generator = SeededGenerator(seed: seed)
      let factors = [12, 10, 8].map {
        Matrix<Double>.normal(rows: $0, columns: 3, using: &generator)
      }
      let clean = try CP(weights: [1, 1, 1], factors: factors)
      let x = clean.reconstructed()
      #expect(abs(try clean.coreConsistency(for: x) - 100) < 1e-8)
      let noise = x.map { _ in generator.nextNormal() }
      let noisy = x + noise * (0.05 * x.norm / noise.norm)
      func consistency(_ rank: Int) throws -> Double {
        let fits = try (1...4).map { try cpALS(noisy, rank: rank, sweeps: 300, seed: $0) }
        let best = fits.min { $0.errors.last ?? 1 < $1.errors.last ?? 1 }
        return try best?.cp.coreConsistency(for: noisy) ?? 0
      }
      #expect(try consistency(3) > 90)
      #expect(try consistency(4) < 60)
    }
    let other = try CP<Double>(weights: [1], factors: [[[1], [2]], [[1]]])
    #expect(throws: TensorError.self) {
      try other.coreConsistency(for: random([3, 1], seed: 1))
    }
  }
}

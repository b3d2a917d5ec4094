import LinearAlgebra
import LowRank
import Testing

@Suite struct TuckerTests {
  typealias Method = @Sendable (Tensor<Double>, [Int]) throws -> Tucker<Double>

  static let methods: [Method] = [
    { try hosvd($0, ranks: $1) }, { try sequentiallyTruncatedHOSVD($0, ranks: $1) },
    { try hooi($0, ranks: $1).tucker },
  ]

  /// What the backward errors of a few factorisations and products add up to.
  private func roundoff(_ x: Tensor<Double>) -> Double {
    20 * Double(x.sizes.max() ?? 1) * .ulpOfOne
  }

  private func expectOrthonormal(_ tucker: Tucker<Double>) {
    for factor in tucker.factors {
      let gap = factor.transposed * factor - .identity(factor.columns)
      #expect(gap.maxNorm <= 10 * Double(factor.rows) * .ulpOfOne)
    }
  }

  @Test(arguments: [[4, 5, 6], [2, 20, 3], [30, 2, 2], [3, 4], [2, 3, 2, 4], [7]])
  func fullRanksGiveTheTensorBack(sizes: [Int]) throws {
    let x = normalTensor(sizes)
    for method in Self.methods {
      let tucker = try method(x, sizes)
      expectOrthonormal(tucker)
      #expect(x.relativeError(of: tucker.reconstructed()) <= roundoff(x))
    }
  }

  /// Also where the values are graded, and eigenvalues of inner products would lose the small ones.
  @Test(arguments: [1, 1e-5, 1e-10]) func exactRanksAreFound(smallest: Double) throws {
    let factors = [(8, 2), (9, 3), (40, 4)].enumerated().map { mode, shape in
      normalMatrix(shape.0, shape.1, seed: UInt64(mode))
        .scalingColumns(by: (0..<shape.1).map { $0 == 1 ? smallest : 1 })
    }
    let x = try normalTensor([2, 3, 4]).times(factors)
    for method in Self.methods {
      let tucker = try method(x, [2, 3, 4])
      expectOrthonormal(tucker)
      #expect(x.relativeError(of: tucker.reconstructed()) <= roundoff(x))
    }
  }

  @Test func aMatrixIsTruncatedAsBySVD() throws {
    let a = normalMatrix(9, 7, seed: 5)
    let best = try svd(a).truncated(to: 3).reconstructed()
    for method in Self.methods {
      let found = try method(Tensor(a), [3, 3]).reconstructed()
      #expect((try found.unfolded(0) - best).maxNorm <= 1000 * .ulpOfOne * a.frobeniusNorm)
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>) func errorsAreInTheirOrder(seed: UInt64) throws {
    let x = normalTensor([8, 9, 30], seed: seed)
    let ranks = [3, 2, 5]
    let plain = x.relativeError(of: try hosvd(x, ranks: ranks).reconstructed())
    let found = try hooi(x, ranks: ranks, tolerance: 1e-9)
    expectOrthonormal(found.tucker)
    // The formula of the history loses a few digits to cancellation; the errors are near one.
    let slack = 1e-13
    #expect(found.errors[0] <= plain + slack)
    for (before, after) in zip(found.errors, found.errors.dropFirst()) {
      #expect(after <= before + slack)
    }
    // A random tensor leaves something to gain.
    #expect(found.errors.last.map { $0 < plain - 1e-3 } == true)
    let direct = x.relativeError(of: found.tucker.reconstructed())
    #expect(abs((found.errors.last ?? 0) - direct) <= slack)
    // Quasi-optimality: N times the squared error of the best, of which that of HOOI is a bound.
    #expect(plain * plain <= 3 * direct * direct)
  }

  @Test func theSweepsSquaredErrorsOfSequentialTruncationAddUp() throws {
    let x = normalTensor([6, 7, 8])
    let tucker = try sequentiallyTruncatedHOSVD(x, ranks: [2, 3, 4])
    let error = x.relativeError(of: tucker.reconstructed())
    let kept = tucker.core.norm / x.norm
    #expect(abs(error * error + kept * kept - 1) <= 1e-13)
  }

  @Test func sequentialTruncationCutsInTheOrderThatIsAskedFor() throws {
    let x = normalTensor([6, 7, 8])
    let ranks = [2, 3, 4]
    let own = try sequentiallyTruncatedHOSVD(x, ranks: ranks)
    #expect(try sequentiallyTruncatedHOSVD(x, ranks: ranks, order: [0, 1, 2]) == own)
    let other = try sequentiallyTruncatedHOSVD(x, ranks: ranks, order: [2, 0, 1])
    // The first mode that is cut is cut as HOSVD cuts it.
    #expect(other.factors[2] == (try hosvd(x, ranks: ranks)).factors[2])
    #expect(other.core.sizes == ranks && other != own)
    for order in [[], [0, 1], [0, 1, 1], [1, 2, 3], [0, 1, 2, 2]] {
      #expect(throws: TensorError.modeCount(name: "order", found: order.count, shape: "6×7×8")) {
        _ = try sequentiallyTruncatedHOSVD(x, ranks: ranks, order: order)
      }
    }
  }

  @Test func floatsKeepTheirPrecision() throws {
    let x = normalTensor([6, 7, 50], Float.self)
    let tucker = try hooi(x, ranks: [6, 7, 42]).tucker
    #expect(x.relativeError(of: tucker.reconstructed()) <= 1000 * Float.ulpOfOne)
  }

  @Test(arguments: [1e300, 1e-300]) func extremeScalesChangeNothing(scale: Double) throws {
    let x = normalTensor([5, 4, 6])
    let usual = try hooi(x, ranks: [2, 2, 2])
    let scaled = try hooi(x * scale, ranks: [2, 2, 2])
    #expect(abs((usual.errors.last ?? 0) - (scaled.errors.last ?? 1)) <= 1e-12)
    let ratio = scaled.tucker.core.norm / scale / usual.tucker.core.norm
    #expect(abs(ratio - 1) <= 1e-12)
  }

  @Test func zeroStaysZero() throws {
    let x = Tensor<Double>(sizes: [3, 20, 2]) { _ in 0 }
    for method in Self.methods {
      #expect(try method(x, [2, 5, 2]).reconstructed() == x)
    }
    #expect(try hooi(x, ranks: [1, 1, 1]).errors.allSatisfy { $0 == 0 })
  }

  @Test func storageIsCoreAndFactors() throws {
    let tucker = try hosvd(normalTensor([5, 6, 7]), ranks: [2, 3, 4])
    #expect(tucker.storedNumbers == 2 * 3 * 4 + 5 * 2 + 6 * 3 + 7 * 4)
  }

  /// At the end of what rounding lets a sweep gain, it gains nothing; the error is never larger for it.
  @Test(arguments: 1...6 as ClosedRange<UInt64>) func aSweepNeverMakesItWorse(seed: UInt64) throws {
    let x = normalTensor([6, 7, 8], seed: seed, Float.self)
    let found = try hooi(x, ranks: [3, 3, 3], sweeps: 200, tolerance: 1e-12)
    for (before, after) in zip(found.errors, found.errors.dropFirst()) {
      #expect(after <= before)
    }
    #expect(found.hasConverged)
  }
}

import LinearAlgebra
import LowRank
import Testing

@Suite struct CPTests {
  /// e₀∘e₀∘e₁ + e₀∘e₁∘e₀ + e₁∘e₀∘e₀, whose rank is 3, and as near as one likes to tensors of rank 2.
  static let w = Tensor<Double>(sizes: [2, 2, 2]) { $0.reduce(0, +) == 1 ? 1 : 0 }

  private func planted(_ sizes: [Int], rank: Int, seed: UInt64) throws -> CP<Double> {
    let factors = sizes.enumerated().map {
      normalMatrix($1, rank, seed: seed + UInt64($0))
    }
    return try CP(weights: Array(repeating: 1, count: rank), factors: factors)
  }

  @Test(arguments: [[6, 5, 4], [12, 3], [3, 4, 5, 6], [4, 9, 8], [20, 4, 4], [3, 3, 3, 3, 3]])
  func plantedTermsAreFound(sizes: [Int]) throws {
    let rank = sizes.count == 2 ? 2 : 3
    let truth = try planted(sizes, rank: rank, seed: 40)
    let x = truth.reconstructed()
    let fits = try (1...4).map {
      try cpALS(x, rank: rank, sweeps: 2000, tolerance: 1e-14, seed: $0)
    }
    // Some start may end in a local minimum; not every one.
    let errors = fits.compactMap(\.errors.last)
    #expect(errors.contains { $0 <= 1e-9 }, "\(errors)")
    guard sizes.count > 2,
      let best = fits.min(by: { ($0.errors.last ?? 1) < ($1.errors.last ?? 1) })
    else { return }
    // Unique: every planted vector is there, up to order, sign and length.
    for (mode, factor) in truth.factors.enumerated() {
      let unit = factor.scalingColumns(by: (0..<rank).map { 1 / factor.column($0).norm })
      let cosines = unit.transposed * best.cp.factors[mode]
      for r in 0..<rank {
        let cosine: Double = cosines.row(r).elements.map(abs).max() ?? 0
        #expect(cosine >= 1 - 1e-6)
      }
    }
  }

  @Test func theErrorIsTheErrorAndNeverGrows() throws {
    let x = normalTensor([6, 7, 8])
    let fit = try cpALS(x, rank: 4, sweeps: 60, tolerance: 0)
    #expect(fit.sweeps == 60)
    #expect(!fit.hasConverged)
    for (before, after) in zip(fit.errors, fit.errors.dropFirst()) {
      // The errors are near one, where the formula loses nothing.
      #expect(after <= before + 1e-13)
    }
    let direct = x.relativeError(of: fit.cp.reconstructed())
    #expect(abs(direct - (fit.errors.last ?? 0)) <= 1e-12)
    #expect(!fit.isDiverging)
    for factor in fit.cp.factors {
      for r in 0..<4 { #expect(abs(factor.column(r).norm - 1) <= 1e-14) }
    }
    #expect(fit.cp.weights == fit.cp.weights.sorted(by: >))
    #expect(fit.cp.weights.allSatisfy { $0 > 0 })
  }

  @Test func theWTensorHasNoBestApproximationOfRankTwo() throws {
    let fit = try cpALS(Self.w, rank: 2, sweeps: 400, tolerance: 0)
    #expect(fit.isDiverging)
    #expect(fit.cp.lowestCongruence < -0.9)
    let (error, norm) = (fit.errors, fit.componentNorms)
    #expect(error[399] < 0.5 * error[40])
    #expect(norm[399] > 1.2 * norm[40])
  }

  @Test func theWTensorHasRankThree() throws {
    let errors = try (1...6).map {
      try cpALS(Self.w, rank: 3, sweeps: 3000, tolerance: 0, seed: $0)
    }
    .compactMap(\.errors.last)
    #expect(errors.contains { $0 <= 1e-3 }, "\(errors)")
  }

  @Test func oneTermOfAMatrixIsTheFirstOfItsSVD() throws {
    let a = normalMatrix(9, 6, seed: 3)
    let fit = try cpALS(Tensor(a), rank: 1, sweeps: 500, tolerance: 1e-15)
    let sigma = try svd(a).singularValues[0]
    // The error of the value is the square of what the vectors still lack.
    #expect(abs(fit.cp.weights[0] - sigma) <= 1e-6 * sigma)
  }

  @Test(arguments: [1e300, 1e-300]) func extremeScalesChangeNothing(scale: Double) throws {
    let x = normalTensor([5, 4, 6])
    let usual = try cpALS(x, rank: 2, sweeps: 20, tolerance: 0)
    let scaled = try cpALS(x * scale, rank: 2, sweeps: 20, tolerance: 0)
    #expect(abs(scaled.cp.weights[0] / scale / usual.cp.weights[0] - 1) <= 1e-9)
  }

  @Test func zeroAndTooManyTermsDoNoHarm() throws {
    let zero = Tensor<Double>(sizes: [3, 2, 4]) { _ in 0 }
    #expect(try cpALS(zero, rank: 2).cp.reconstructed() == zero)
    let x = normalTensor([2, 3, 2])
    let fit = try cpALS(x, rank: 9, sweeps: 50)
    #expect(fit.errors.allSatisfy { $0.isFinite })
    #expect(fit.cp.storedNumbers == 9 * (1 + 2 + 3 + 2))
  }

  @Test func floatsWorkToo() throws {
    let x = normalTensor([6, 5, 20], Float.self)
    let fit = try cpALS(x, rank: 3, sweeps: 40)
    let direct = x.relativeError(of: fit.cp.reconstructed())
    #expect(abs(direct - (fit.errors.last ?? 0)) <= 1e-4)
  }

  /// Terms whose vectors differ by little: the equations hardly tell them apart, and a solution through the
  /// inverse of their matrix made the error several times as large, and called that convergence.
  @Test(arguments: [1e-2, 1e-3, 1e-4, 1e-6]) func collinearTermsNeverMakeItWorse(_ angle: Double)
    throws
  {
    func check<Scalar: RealScalar>(_: Scalar.Type) throws {
      for seed in 1...4 as ClosedRange<UInt64> {
        var generator = SeededGenerator(seed: seed)
        let factors = [8, 9, 10].map { size -> Matrix<Scalar> in
          let common = Matrix<Double>.normal(rows: size, columns: 1, using: &generator)
          let own = Matrix<Double>.normal(rows: size, columns: 3, using: &generator)
          return Matrix(rows: size, columns: 3) { i, j in
            Scalar(common[i, 0] + angle * own[i, j])
          }
        }
        let x = try CP<Scalar>(weights: [1, 1, 1], factors: factors).reconstructed()
        let fit = try cpALS(x, rank: 3, sweeps: 100, tolerance: 1e-12, seed: 7)
        for (before, after) in zip(fit.errors, fit.errors.dropFirst()) {
          #expect(after <= before)
        }
        // Three terms that differ by so little are one term and what the angle leaves.
        #expect(fit.errors.last.map { Double($0) < max(5 * angle * angle, 1e-6) } == true)
        let direct = x.relativeError(of: fit.cp.reconstructed())
        let last = fit.errors.last ?? 0
        #expect(abs(direct - last) <= 0.05 * last + 50 * Scalar.ulpOfOne)
      }
    }
    try check(Double.self)
    try check(Float.self)
  }
}

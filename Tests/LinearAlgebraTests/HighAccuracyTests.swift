import Foundation
import LinearAlgebra
import Testing

/// `accuracy: .high`: the contract of the standard accuracy, and every value to its own digits.
@Suite struct HighAccuracyTests {
  @Test(arguments: Families.general(Double.self))
  func contractHoldsInDouble(_ sample: Sample<Double>) throws { try check(sample) }

  @Test(arguments: Families.general(Float.self))
  func contractHoldsInFloat(_ sample: Sample<Float>) throws { try check(sample) }

  private func check<Scalar: RealScalar>(_ sample: Sample<Scalar>) throws {
    for a in [sample.matrix, sample.matrix.transposed] {
      for shape in [FactorShape.thin, .full] {
        let ratio = ErrorRatio.of(try svd(a, shape, accuracy: .high), of: a, shape)
        #expect(ratio < ErrorRatio.limit, "\(sample) \(shape)")
      }
    }
  }

  @Test(arguments: [(0, 0), (0, 4), (4, 0)])
  func emptyInEmptyOut(_ rows: Int, _ columns: Int) throws {
    let a = Matrix<Double>(rows: rows, columns: columns)
    for shape in [FactorShape.thin, .full] {
      #expect(try svd(a, shape, accuracy: .high) == svd(a, shape))
    }
  }

  @Test func standardIsTheOther() throws {
    let a: Matrix<Double> = [[1, 2], [3, 4], [5, 6]]
    #expect(try svd(a, accuracy: .standard) == svd(a))
    let s = a.transposed * a
    #expect(try symmetricEigen(s, accuracy: .standard) == symmetricEigen(s))
  }

  /// A 6×5 matrix of small integers with a condition number of 5.6, for scaling by powers of two.
  private let small = Matrix<Double>(rows: 6, columns: 5) { i, j in
    Double((3 * i * i + 5 * j + 7 * i * j) % 11 - 5)
  }

  private func power(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }

  /// Scaled on both sides by powers of two in no order, over 83 decades.
  ///
  /// mpmath with 120 digits: `svd_r(A, compute_uv=False)`, aᵢⱼ = sᵢⱼ·2^(−40r[i] − 30c[j]), with r and c
  /// as below and s as above.
  private var scaledOnBothSides: (matrix: Matrix<Double>, values: [Double]) {
    let (r, c) = ([0, 2, 4, 1, 3, 5], [0, 3, 1, 4, 2])
    return (
      small.scalingRows(by: r.map { power(-40 * $0) })
        .scalingColumns(by: c.map { power(-30 * $0) }),
      [
        5.0000000000000000022, 2.5410988417629010192e-21, 2.1045634536206319305e-42,
        1.6712199232537245791e-63, 5.6623133484148318075e-84,
      ]
    )
  }

  /// The theory gives ε times the condition number of the well-scaled matrix, 5.6, and a modest
  /// function of the size; 50 stands for both.
  private let closeness = 50 * Double.ulpOfOne

  @Test func everyValueOfABadlyScaledMatrix() throws {
    let (a, expected) = scaledOnBothSides
    for matrix in [a, a.transposed] {
      let values = try svd(matrix, accuracy: .high).singularValues
      for (value, other) in zip(values, expected) {
        #expect(abs(value / other - 1) < closeness)
      }
    }
    // The standard accuracy finds noise there, which is why there is another.
    #expect(abs(try svd(a).singularValues[4] / expected[4] - 1) > 0.5)
  }

  @Test func everyEigenvalueOfABadlyScaledMatrix() throws {
    // mpmath with 400 digits: eigsy(S), sᵢⱼ = (BᵀB)ᵢⱼ·2^(−50c[i] − 50c[j]), B as above.
    let c = [0, 3, 1, 4, 2]
    let scaling = c.map { power(-50 * $0) }
    let s = (small.transposed * small).scalingRows(by: scaling).scalingColumns(by: scaling)
    let expected = [
      62, 1.6387949127817148474e-29, 4.4313859880036350551e-59, 9.0902422003850778231e-90,
      1.6158055920578190035e-120,
    ]
    let eigen = try symmetricEigen(s, accuracy: .high)
    // The condition number of the well-scaled matrix is now that of BᵀB, at most 5.6².
    for (value, other) in zip(eigen.values, expected) {
      #expect(abs(value / other - 1) < 5 * closeness)
    }
    #expect(ErrorRatio.of(eigen, of: s) < ErrorRatio.limit)
  }

  @Test func lauchliBelowTheLastDigit() throws {
    // Its values are √(n + δ²) and n − 1 times δ; here δ is nothing beside one.
    let (n, delta) = (6, 1e-20)
    let a = Matrix<Double>(rows: n + 1, columns: n) { i, j in i == 0 ? 1 : i == j + 1 ? delta : 0 }
    let values = try svd(a, accuracy: .high).singularValues
    #expect(abs(values[0] / Double(n).squareRoot() - 1) < closeness)
    for value in values.dropFirst() { #expect(abs(value / delta - 1) < closeness) }
  }

  @Test func threeHundredDecades() throws {
    var generator = SeededGenerator(seed: 61)
    let decades = (0..<14).map { pow(10, -300 * Double($0) / 13) }.shuffled(using: &generator)
    let diagonal = Matrix<Double>.diagonal(decades)
    #expect(try svd(diagonal, accuracy: .high).singularValues == decades.sorted(by: >))
    // Between orthonormal columns and a scaling, the values are the lengths but for the factor that
    // the angles make; their product is that of the diagonal of R, each known to its digits.
    let b = Matrix<Double>.normal(rows: 14, columns: 14, using: &generator)
    let scaled = b.scalingColumns(by: decades)
    let logs = try svd(scaled, accuracy: .high).singularValues.map { log2($0) }
    let expected = try qr(b).r.diagonal.map { log2($0) } + decades.map { log2($0) }
    // A sum of logarithms of up to a thousand: its rounding is a few thousand ε.
    #expect(abs(logs.reduce(0, +) - expected.reduce(0, +)) < 1e5 * Double.ulpOfOne)
  }

  @Test func bidiagonalMatrixKeepsAllItsValues() throws {
    // Ill-conditioned in every scaling, which Jacobi's method pays for; its elements determine σ₃ to all digits.
    // The determinant is 10⁻¹⁰, and σ₁σ₂ is the length of all 2×2 minors: 10²² and 10¹⁹, and none else counts.
    let a: Matrix<Double> = [[1, 1e22, 0], [0, 1e-10, 1e-3], [0, 0, 1]]
    for matrix in [a, a.transposed] {
      let f = try svd(matrix, accuracy: .high)
      #expect(abs(f.singularValues[0] / 1e22 - 1) < closeness)
      #expect(abs(f.singularValues[1] / (1 + 1e-6).squareRoot() - 1) < closeness)
      #expect(abs(f.singularValues[2] / (1e-32 / (1 + 1e-6).squareRoot()) - 1) < closeness)
      #expect(ErrorRatio.of(f, of: matrix) < ErrorRatio.limit)
      #expect(ErrorRatio.of(try svd(matrix, .full, accuracy: .high), of: matrix, .full) < 5)
    }
  }

  @Test func wellScaledFactorSetsTheAccuracyInFloatToo() throws {
    // Against the same matrix in Double, whose values are exact beside those in Float.
    let scaling = [0, 3, 1, 4, 2].map { power(-15 * $0) }
    let a = small.scalingColumns(by: scaling)
    let exact = try svd(a, accuracy: .high).singularValues
    let values = try svd(
      Matrix<Float>(rows: 6, columns: 5) { Float(a[$0, $1]) }, accuracy: .high
    ).singularValues
    for (value, other) in zip(values, exact) {
      #expect(abs(Double(value) / other - 1) < 50 * Double(Float.ulpOfOne))
    }
  }

  @Test func notPositiveDefiniteIsNamed() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(pivot: 1)) {
      try symmetricEigen([[2, 0, 0], [0, -1, 0], [0, 0, 3]] as Matrix<Double>, accuracy: .high)
    }
    // Semidefinite: what is left of each element but the first is zero, or rounding.
    #expect(throws: LinearAlgebraError.self) {
      try symmetricEigen(Matrix<Double>(rows: 4, columns: 4, repeating: 0.1), accuracy: .high)
    }
    #expect(throws: LinearAlgebraError.notSquare(rows: 2, columns: 3)) {
      try symmetricEigen(Matrix<Double>(rows: 2, columns: 3), accuracy: .high)
    }
    #expect(throws: LinearAlgebraError.nonFinite(row: 0, column: 0)) {
      try svd([[.nan]] as Matrix<Double>, accuracy: .high)
    }
  }

  @Test func samplesSayWhatComesOut() throws {
    let f = try svd([[1, 1e-20], [1, 2e-20]] as Matrix<Double>, accuracy: .high)
    // mpmath with 120 digits.
    #expect(abs(f.singularValues[0] / 1.4142135623730950488 - 1) < closeness)
    #expect(abs(f.singularValues[1] / 7.0710678118654748562e-21 - 1) < closeness)
    let eigen = try symmetricEigen(
      [[2, 1e-10], [1e-10, 2e-20]] as Matrix<Double>, accuracy: .high)
    // 2 + 5·10⁻²¹, and the determinant, 3·10⁻²⁰, divided by it.
    #expect(abs(eigen.values[0] / 2 - 1) < closeness)
    #expect(abs(eigen.values[1] / 1.5e-20 - 1) < closeness)
  }
}

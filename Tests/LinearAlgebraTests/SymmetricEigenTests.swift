import Foundation
import LinearAlgebra
import Testing

/// The contract of `symmetricEigen` on every family, and its values against formulas.
@Suite struct SymmetricEigenTests {
  @Test func contractHoldsInDouble() throws {
    for sample in Families.symmetric(Double.self) { try check(sample) }
  }

  @Test func contractHoldsInFloat() throws {
    for sample in Families.symmetric(Float.self) { try check(sample) }
  }

  private func check<Scalar: RealScalar>(_ sample: Sample<Scalar>) throws {
    let ratio = ErrorRatio.of(try symmetricEigen(sample.matrix), of: sample.matrix)
    #expect(ratio < ErrorRatio.limit, "\(sample)")
  }

  @Test func largeMatricesToo() throws {
    var generator = SeededGenerator(seed: 22)
    // Large enough for both threads in every step.
    let b = Matrix<Double>.normal(rows: 520, columns: 520, using: &generator)
    let a = b + b.transposed
    #expect(ErrorRatio.of(try symmetricEigen(a), of: a) < ErrorRatio.limit)
  }

  @Test func secondDifferenceHasItsFormula() throws {
    let n = 40
    let values = try symmetricEigen(Families.toeplitz(n) as Matrix<Double>).values
    for (index, value) in values.enumerated() {
      let expected = 2 - 2 * cos(Double(n - index) * .pi / Double(n + 1))
      // A backward error of 5 n ε ‖A‖, ‖A‖ < 4, moves no value by more (Weyl).
      #expect(abs(value - expected) < 5 * Double(n) * Double.ulpOfOne * 4)
    }
  }

  @Test func wilkinsonsPairsAreAsPublished() throws {
    // Wilkinson, "The Algebraic Eigenvalue Problem", 1965, p. 309.
    let values = try symmetricEigen(Families.wilkinson() as Matrix<Double>).values
    #expect(abs(values[0] - 10.746194182903393) < 5 * 21 * Double.ulpOfOne * 11)
    #expect(abs(values[1] - 10.746194182903322) < 5 * 21 * Double.ulpOfOne * 11)
  }

  @Test func valuesAreTheSquaresOfSingularValues() throws {
    var generator = SeededGenerator(seed: 23)
    let a = Matrix<Double>.normal(rows: 12, columns: 7, using: &generator)
    let values = try symmetricEigen(a.transposed * a).values
    let singular = try svd(a).singularValues
    for (value, sigma) in zip(values, singular) {
      #expect(abs(value - sigma * sigma) < 10 * 12 * Double.ulpOfOne * singular[0] * singular[0])
    }
  }

  @Test func emptyInEmptyOut() throws {
    let eigen = try symmetricEigen(Matrix<Double>(rows: 0, columns: 0))
    #expect(eigen == SymmetricEigen(values: [], vectors: Matrix(rows: 0, columns: 0)))
  }

  @Test func asymmetryOfRoundingIsTaken() throws {
    // The two products round differently, so the matrix is not quite symmetric.
    var generator = SeededGenerator(seed: 24)
    let q = try qr(Matrix<Double>.normal(rows: 20, columns: 20, using: &generator)).q
    let a = q.scalingColumns(by: (1...20).map { Double($0) }) * q.transposed
    #expect(a != a.transposed)
    let values = try symmetricEigen(a).values
    #expect(abs(values[0] - 20) < 5 * 20 * Double.ulpOfOne * 20)
  }
}

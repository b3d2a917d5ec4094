import LinearAlgebra
import Testing

/// Input that no factorisation can take is refused at the door, by name.
@Suite struct ErrorTests {
  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func notFiniteIsNamedWithItsPlace(_ value: Double) {
    var a = Matrix<Double>(rows: 4, columns: 4, repeating: 1)
    a[2, 3] = value
    a[3, 1] = value
    let expected = LinearAlgebraError.nonFinite(row: 2, column: 3)
    #expect(throws: expected) { try svd(a) }
    #expect(throws: expected) { try svd(a, .full) }
    #expect(throws: expected) { try symmetricEigen(a) }
    #expect(throws: expected) { try qr(a) }
    #expect(throws: expected) { try a.spectralNorm() }
    #expect(throws: expected) { try a.rank() }
  }

  @Test func eigenNeedsASquareMatrix() {
    #expect(throws: LinearAlgebraError.notSquare(rows: 2, columns: 3)) {
      try symmetricEigen(Matrix<Double>(rows: 2, columns: 3))
    }
  }

  @Test func largestAsymmetryIsNamed() {
    var a = Matrix<Double>.identity(4)
    a[0, 3] = 0.25
    a[2, 1] = 0.5
    #expect(throws: LinearAlgebraError.notSymmetric(row: 1, column: 2, asymmetry: 0.5)) {
      try symmetricEigen(a)
    }
  }

  @Test func asymmetryIsMeasuredAgainstTheMatrix() throws {
    // 8 n ε times the largest element is taken for rounding; ten times that is not.
    var a = Matrix<Double>.identity(4) * 1e200
    a[0, 1] = 1e200 * Double.ulpOfOne * 16
    _ = try symmetricEigen(a)
    a[0, 1] *= 20
    #expect(throws: LinearAlgebraError.self) { try symmetricEigen(a) }
  }
}

import Foundation
import LinearAlgebra
import Testing

/// Singular values against formulas and published figures.
///
/// By Weyl's inequality a backward error of 5·max(m, n)·ε·σ₁ moves no value by more.
@Suite struct SVDValueTests {
  private func expectClose(
    _ values: [Double], _ expected: [Double], size: Int,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(values.count == expected.count, sourceLocation: sourceLocation)
    let tolerance = 5 * Double(size) * Double.ulpOfOne * (expected.first ?? 0)
    for (value, other) in zip(values, expected) {
      #expect(abs(value - other) <= tolerance, sourceLocation: sourceLocation)
    }
  }

  @Test func twoByTwo() throws {
    // AᵀA = [[25, 20], [20, 25]] has the eigenvalues 45 and 5.
    let f = try svd([[3, 0], [4, 5]] as Matrix<Double>)
    expectClose(f.singularValues, [(45.0).squareRoot(), (5.0).squareRoot()], size: 2)
  }

  @Test func diagonalWithSignsIsSorted() throws {
    let f = try svd(Matrix<Double>.diagonal([2, -5, 3]))
    #expect(f.singularValues == [5, 3, 2])
    #expect(f.v == [[0, 0, 1], [1, 0, 0], [0, 1, 0]])
    #expect(f.u == [[0, 0, 1], [-1, 0, 0], [0, 1, 0]])
  }

  @Test func secondDifference() throws {
    let n = 30
    let expected = (1...n).map { 2 - 2 * cos(Double(n + 1 - $0) * .pi / Double(n + 1)) }
    expectClose(try svd(Families.toeplitz(n)).singularValues, expected, size: n)
  }

  @Test func constantMatrixHasOneValue() throws {
    let f = try svd(Matrix<Double>(rows: 20, columns: 30, repeating: 1))
    expectClose(f.singularValues, [(600.0).squareRoot()] + Array(repeating: 0, count: 19), size: 30)
  }

  @Test func lauchliKeepsTheValueThatItsSquareLoses() throws {
    let small = 1e-9
    let a: Matrix<Double> = [[1, 1], [small, 0], [0, small]]
    let values = try svd(a).singularValues
    // AᵀA is all ones once rounded: its second eigenvalue says nothing of 10⁻⁹.
    expectClose(values, [(2 + small * small).squareRoot(), small], size: 3)
    #expect(abs(values[1] - small) < 1e-6 * small)
  }

  @Test func hilbertSixHasItsPublishedCondition() throws {
    // 1.49510586401312 · 10⁷, computed with 40 digits.
    let hilbert = Matrix<Double>(rows: 6, columns: 6) { i, j in 1 / Double(i + j + 1) }
    let condition = try hilbert.conditionNumber()
    // The smallest value has an error of up to 30 ε σ₁, which is 30 ε κ of itself.
    #expect(abs(condition / 1.49510586401312e7 - 1) < 30 * Double.ulpOfOne * 1.5e7)
  }

  @Test func bidiagonalValuesAreRelativelyAccurate() throws {
    // The values of this graded bidiagonal matrix span 40 decades; their product is that of the
    // diagonal, which an absolute error of ε σ₁ would drown.
    let n = 5
    let a = Matrix<Double>(rows: n, columns: n) { i, j in
      i == j ? pow(10, -10 * Double(i)) : i + 1 == j ? pow(10, -10 * Double(i) - 5) : 0
    }
    let product = try svd(a).singularValues.reduce(1, *)
    #expect(abs(product / 1e-100 - 1) < 1e-13)
  }

  @Test func truncationIsThatOfTheFactors() throws {
    var generator = SeededGenerator(seed: 8)
    let a = Matrix<Double>.normal(rows: 9, columns: 6, using: &generator)
    let f = try svd(a)
    let cut = f.truncated(to: 2)
    #expect(cut.u.columns == 2 && cut.v.columns == 2 && cut.singularValues.count == 2)
    // Eckart and Young: the spectral error is the first value left out.
    let error = try (a - cut.reconstructed()).spectralNorm()
    #expect(abs(error - f.singularValues[2]) < 5 * 9 * Double.ulpOfOne * f.singularValues[0])
    #expect(f.truncated(to: 0).reconstructed() == Matrix(rows: 9, columns: 6))
    #expect(f.truncated(to: 6) == f)
  }

  @Test(arguments: [-1, 7]) func rankOutOfRangeStops(_ rank: Int) async {
    await #expect(processExitsWith: .failure) { [rank] in
      let f = try svd(Matrix<Double>(rows: 9, columns: 6))
      _ = f.truncated(to: rank)
    }
  }
}

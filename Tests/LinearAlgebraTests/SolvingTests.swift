import LinearAlgebra
import Testing

/// `solve`, `leastSquares` and `pseudoinverse`.
@Suite struct SolvingTests {
  var generator = SeededGenerator(seed: 81)

  @Test(arguments: [1, 2, 5, 31, 32, 33, 80])
  mutating func residualIsRounding(_ n: Int) throws {
    let a = Matrix<Double>.normal(rows: n, columns: n, using: &generator)
    let b = Matrix<Double>.normal(rows: n, columns: 3, using: &generator)
    let x = try solve(a, b)
    // Higham, "Accuracy and Stability", §9.3: some nε times the growth of the elements, a few here.
    let scale = a.oneNorm * x.oneNorm
    #expect((a * x - b).oneNorm < 10 * Double(n) * Double.ulpOfOne * scale)
    #expect(try solve(a, b.column(1)) == x.column(1))
  }

  @Test mutating func scalesFarFromOne() throws {
    let a = Matrix<Double>.normal(rows: 6, columns: 6, using: &generator)
    let x = try solve(a, [1, 2, 3, 4, 5, 6])
    // Powers of two change no digit.
    #expect(try solve(a * 0x1p-1000, Vector([1, 2, 3, 4, 5, 6]) * 0x1p-1000) == x)
    #expect(try solve(a * 0x1p1000, Vector([1, 2, 3, 4, 5, 6]) * 0x1p1000) == x)
  }

  @Test func pivotingIsNeeded() throws {
    // Without an exchange of rows the first pivot is zero, or so small that all is lost.
    #expect(try solve([[0, 1], [1, 0]], [2, 3] as Vector<Double>) == [3, 2])
    let x = try solve([[1e-20, 1], [1, 1]], [1, 2] as Vector<Double>)
    #expect((x - [1, 1]).norm < 10 * Double.ulpOfOne)
  }

  @Test func singularIsNamed() {
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) {
      try solve([[1, 2], [2, 4]] as Matrix<Double>, [1, 1])
    }
    #expect(throws: LinearAlgebraError.singular(pivot: 0)) {
      try solve(Matrix<Float>(rows: 3, columns: 3), [1, 1, 1])
    }
  }

  @Test func shapesAreNamed() {
    let a = Matrix<Double>.identity(3)
    #expect(throws: LinearAlgebraError.notSquare(rows: 3, columns: 2)) {
      try solve(Matrix<Double>(rows: 3, columns: 2), [1, 2, 3])
    }
    #expect(
      throws: LinearAlgebraError.dimensionMismatch(
        operation: "solve", left: "3×3", right: "a vector of length 2")
    ) { try solve(a, [1, 2]) }
    #expect(
      throws: LinearAlgebraError.dimensionMismatch(
        operation: "leastSquares", left: "3×3", right: "2×1")
    ) { try leastSquares(a, Matrix(rows: 2, columns: 1)) }
    #expect(
      throws: LinearAlgebraError.dimensionMismatch(
        operation: "leastSquares", left: "3×3", right: "a vector of length 2")
    ) { try leastSquares(a, [1, 2]) }
  }

  @Test func notFiniteIsRefused() {
    let a = Matrix<Double>.identity(2)
    let bad: Matrix<Double> = [[1, 0], [.infinity, 1]]
    let expected = LinearAlgebraError.nonFinite(row: 1, column: 0)
    #expect(throws: expected) { try solve(bad, a) }
    #expect(throws: expected) { try solve(a, bad) }
    #expect(throws: expected) { try leastSquares(bad, a) }
    #expect(throws: expected) { try leastSquares(a, bad) }
    #expect(throws: expected) { try pseudoinverse(bad) }
    #expect(throws: expected) { try pivotedQR(bad) }
    #expect(throws: expected) { try covariance(ofRows: bad) }
    #expect(throws: expected) { try truncatedSVD(bad, rank: 1) }
  }

  @Test(arguments: [(9, 4), (4, 9), (6, 6)])
  mutating func shortestOfTheBest(_ rows: Int, _ columns: Int) throws {
    // Rank three: neither the residual nor the solution is determined by the equations alone.
    let a =
      Matrix<Double>.normal(rows: rows, columns: 3, using: &generator)
      * Matrix<Double>.normal(rows: 3, columns: columns, using: &generator)
    let b = Matrix<Double>.normal(rows: rows, columns: 2, using: &generator)
    let x = try leastSquares(a, b)
    // The residual is orthogonal to the columns of A, and x to what A takes to zero. The condition
    // number of such a product is under 10³.
    let tolerance = 1e3 * 10 * Double.ulpOfOne * a.oneNorm * max(b.oneNorm, x.oneNorm)
    #expect((a.transposed * (a * x - b)).oneNorm < tolerance * a.oneNorm)
    let null = try svd(a, .full).v[rows: 0..<columns, columns: 3..<columns]
    #expect((null.transposed * x).oneNorm < tolerance)
    #expect((x - (try pseudoinverse(a)) * b).oneNorm < tolerance)
    #expect(
      try leastSquares(a, b.column(0))
        == leastSquares(a, Matrix(rows: rows, columns: 1) { i, _ in b[i, 0] }).column(0))
  }

  @Test(arguments: [(7, 4), (4, 7), (5, 5)])
  mutating func penrosesFourConditions(_ rows: Int, _ columns: Int) throws {
    let a =
      Matrix<Double>.normal(rows: rows, columns: 3, using: &generator)
      * Matrix<Double>.normal(rows: 3, columns: columns, using: &generator)
    let p = try pseudoinverse(a)
    #expect(p.rows == columns && p.columns == rows)
    // As above: ε times a condition number under 10³, and the norms that take part.
    let unit = 1e3 * 10 * Double.ulpOfOne
    #expect((a * p * a - a).oneNorm < unit * a.oneNorm)
    #expect((p * a * p - p).oneNorm < unit * p.oneNorm)
    #expect((a * p - (a * p).transposed).oneNorm < unit)
    #expect((p * a - (p * a).transposed).oneNorm < unit)
  }

  @Test func toleranceDecidesWhatIsZero() throws {
    let a = Matrix<Double>.diagonal([4, 0.5, 1e-20])
    #expect(try pseudoinverse(a) == .diagonal([0.25, 2, 0]))
    #expect(try pseudoinverse(a, tolerance: 1) == .diagonal([0.25, 0, 0]))
    #expect(try leastSquares(a, [1, 1, 1], tolerance: 1) == [0.25, 0, 0])
    #expect(try pseudoinverse(Matrix<Double>(rows: 2, columns: 3)) == Matrix(rows: 3, columns: 2))
  }

  @Test func emptyInEmptyOut() throws {
    let empty = Matrix<Double>(rows: 0, columns: 0)
    #expect(try solve(empty, empty) == empty)
    #expect(try pseudoinverse(Matrix<Double>(rows: 0, columns: 2)).shape == "2×0")
    #expect(try leastSquares(Matrix<Double>(rows: 0, columns: 2), []) == [0, 0])
  }

  @Test func samplesSayWhatComesOut() throws {
    let x = try solve([[2, 1], [1, 3]], [3, 5] as Vector<Double>)
    #expect((x - [0.8, 1.4]).norm < 10 * Double.ulpOfOne)
    let line = try leastSquares([[1, 0], [1, 1], [1, 2]], [1, 2, 4] as Vector<Double>)
    #expect((line - [5.0 / 6, 1.5]).norm < 50 * Double.ulpOfOne)
    let p = try pseudoinverse([[1, 1], [1, 1]] as Matrix<Double>)
    #expect((p - Matrix(rows: 2, columns: 2, repeating: 0.25)).maxNorm < 10 * Double.ulpOfOne)
  }
}

import LinearAlgebra
import Testing

/// The matrix itself: construction, slices, arithmetic.
@Suite struct MatrixTests {
  let a: Matrix<Double> = [[1, 2, 3], [4, 5, 6]]

  @Test func elementsAreInRowOrder() {
    #expect(a.rows == 2 && a.columns == 3 && a.shape == "2×3")
    #expect(a.elements == [1, 2, 3, 4, 5, 6] && a[1, 0] == 4)
    #expect(a == Matrix(rows: 2, columns: 3) { i, j in Double(3 * i + j + 1) })
  }

  @Test func copyIsAValue() {
    var b = a
    b[0, 0] = 9
    b[1, 2] += 1
    #expect(a[0, 0] == 1 && b.elements == [9, 2, 3, 4, 5, 7])
  }

  @Test func slices() {
    #expect(a.transposed == [[1, 4], [2, 5], [3, 6]])
    #expect(a.row(1) == [4, 5, 6] && a.column(2) == [3, 6])
    #expect(a[rows: 0..<2, columns: 1..<3] == [[2, 3], [5, 6]])
    #expect(a.firstColumns(1) == [[1], [4]] && a.diagonal == [1, 5])
    #expect(a.firstColumns(0) == Matrix(rows: 2, columns: 0))
  }

  @Test(arguments: [(1, 40), (17, 16), (33, 50), (0, 3)])
  func transposingInTilesLosesNothing(_ rows: Int, _ columns: Int) {
    let b = Matrix<Float>(rows: rows, columns: columns) { i, j in Float(100 * i + j) }
    #expect(b.transposed == Matrix(rows: columns, columns: rows) { i, j in Float(100 * j + i) })
  }

  @Test func arithmetic() {
    #expect(a + a == a * 2)
    #expect(a - a == Matrix<Double>(rows: 2, columns: 3))
    #expect(-a == a * -1)
    #expect(2 * a == a * 4 / 2)
    #expect(a.scalingColumns(by: [1, 0, 2]) == [[1, 0, 6], [4, 0, 12]])
    #expect(a.scalingRows(by: [1, 10]) == [[1, 2, 3], [40, 50, 60]])
  }

  @Test func constructions() {
    #expect(Matrix<Float>.identity(2) == [[1, 0], [0, 1]])
    #expect(Matrix<Double>.diagonal([7], rows: 2, columns: 1) == [[7], [0]])
    var (first, second) = (SeededGenerator(seed: 4), SeededGenerator(seed: 4))
    let drawn = Matrix<Double>.normal(rows: 30, columns: 30, using: &first)
    #expect(drawn == .normal(rows: 30, columns: 30, using: &second))
    // The mean of 900 normal numbers has the deviation 1/30.
    let sum: Double = drawn.elements.reduce(0, +)
    #expect(abs(sum / 900) < 5.0 / 30)
  }

  @Test func rowsAtRunTime() throws {
    #expect(
      try Matrix(rows: [[1, 2, 3], [4, 5, 6]]) == [[1, 2, 3], [4, 5, 6]] as Matrix<Double>)
    #expect(try Matrix<Double>(rows: []).shape == "0×0")
    #expect(
      throws: LinearAlgebraError.dimensionMismatch(
        operation: "the rows of a matrix", left: "row 0 of length 2", right: "row 1 of length 1")
    ) { try Matrix<Float>(rows: [[1, 2], [3]]) }
  }

  @Test func eitherPrecision() {
    let x: Vector<Float> = [0.5, 2]
    #expect(Vector<Double>(x) == [0.5, 2])
    #expect(Vector<Float>([0.5, 2] as Vector<Double>) == x)
  }

  @Test func printedAsRows() {
    let a: Matrix<Double> = [[1, 0.5], [10, 1.0 / 3]]
    #expect("\(a)" == "[[ 1,     0.5],\n [10, 0.33333]]")
    #expect("\(Matrix<Float>(rows: 0, columns: 3))" == "[] (0×3)")
    let large = Matrix<Double>(rows: 100, columns: 2) { i, _ in Double(i) }
    let lines = "\(large)".split(separator: "\n")
    #expect(lines.count == 9)
    #expect(lines.last == " [99, 99]] (100×2)")
    #expect("\([1, 0.25] as Vector<Float>)" == "[1, 0.25]")
  }

  /// What the documentation says of seeds: s + 0x9E37… is one number ahead of s, and small seeds are far from
  /// each other.
  @Test func seedsAreApart() {
    let step: UInt64 = 0x9E37_79B9_7F4A_7C15
    for seed: UInt64 in [0, 1, 77] {
      var (first, second) = (SeededGenerator(seed: seed), SeededGenerator(seed: seed &+ step))
      _ = first.next()
      for _ in 0..<5 { #expect(first.next() == second.next()) }
    }
    // Seeds whose difference is d are d · step⁻¹ numbers apart, modulo 2⁶⁴, one way or the other. Newton's
    // method doubles the digits of an inverse.
    var inverse: UInt64 = 1
    for _ in 0..<6 { inverse = inverse &* (2 &- step &* inverse) }
    #expect(step &* inverse == 1)
    var generator = SeededGenerator(seed: 5)
    for count: UInt64 in 1...200_000 {
      let difference = count <= 100_000 ? count : generator.next() >> 32 | 1
      let steps = difference &* inverse
      #expect(min(steps, 0 &- steps) > 1_000_000_000)
    }
  }

  @Test func vectorNormNeitherOverflowsNorUnderflows() {
    #expect(Vector<Double>([3e300, 4e300]).norm == 5e300)
    #expect(Vector<Double>([3 * 0x1p-1060, 4 * 0x1p-1060]).norm == 5 * 0x1p-1060)
    #expect(Vector<Double>([]).norm == 0)
  }

  @Test func noElementsTakeNoTime() {
    let tall = Matrix<Double>(rows: 1 << 40, columns: 0)
    #expect(tall.transposed == Matrix(rows: 0, columns: 1 << 40))
    #expect(tall.transposed.transposed == tall)
  }

  @Test(arguments: [(-1, 0), (2, 0), (0, 3)])
  func elementOutsideStops(_ i: Int, _ j: Int) async {
    await #expect(processExitsWith: .failure) { [i, j] in
      let b: Matrix<Double> = [[1, 2, 3], [4, 5, 6]]
      _ = b[i, j]
    }
  }
}

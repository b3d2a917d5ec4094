import LinearAlgebra
import Testing

/// The product against three plain loops, on shapes at and beside every size that the kernel cuts
/// at: tiles of 8 rows and 4 to 32 columns, bands of 128 rows, depths of 384.
@Suite struct ProductTests {
  struct Shape: CustomStringConvertible, Sendable {
    let rows: Int
    let inner: Int
    let columns: Int
    init(_ rows: Int, _ inner: Int, _ columns: Int) {
      (self.rows, self.inner, self.columns) = (rows, inner, columns)
    }
    var description: String { "\(rows)×\(inner)×\(columns)" }
  }

  static let shapes = [
    Shape(0, 3, 2), Shape(3, 0, 2), Shape(2, 3, 0), Shape(1, 1, 1), Shape(1, 700, 1),
    Shape(1, 40, 50), Shape(50, 40, 1), Shape(3, 5, 7), Shape(16, 16, 16), Shape(17, 17, 17),
    Shape(8, 33, 32), Shape(9, 64, 33), Shape(7, 90, 31), Shape(23, 29, 65), Shape(40, 385, 9),
    Shape(130, 20, 17), Shape(129, 130, 131),
  ]

  @Test func agreesWithLoopsInDouble() {
    for shape in Self.shapes { compare(shape, Double.self) }
  }

  @Test func agreesWithLoopsInFloat() {
    for shape in Self.shapes { compare(shape, Float.self) }
  }

  private func compare<Scalar: RealScalar>(_ shape: Shape, _: Scalar.Type) {
    var generator = SeededGenerator(seed: 31)
    // Small whole numbers: every sum is exact, in any order and with or without fusing.
    let a = Matrix<Scalar>(rows: shape.rows, columns: shape.inner) { _, _ in
      Scalar(Int(generator.next() % 9)) - 4
    }
    let b = Matrix<Scalar>(rows: shape.inner, columns: shape.columns) { _, _ in
      Scalar(Int(generator.next() % 9)) - 4
    }
    #expect(a * b == Plain.product(a, b))
  }

  @Test func largeProductsAgreeInPart() {
    // Both threads, two depths and an odd edge on each side; a full check would take too long here.
    var generator = SeededGenerator(seed: 32)
    let a = Matrix<Float>.normal(rows: 261, columns: 400, using: &generator)
    let b = Matrix<Float>.normal(rows: 400, columns: 133, using: &generator)
    let c = a * b
    for (i, j) in [(0, 0), (127, 132), (128, 31), (255, 32), (260, 132), (131, 64)] {
      var exact = 0.0
      for k in 0..<400 { exact += Double(a[i, k]) * Double(b[k, j]) }
      // Rounding of 400 terms near one: γ₄₀₀ Σ|ab|, and Σ|ab| < 400 here.
      let tolerance: Double = 400 * 400 * Double(Float.ulpOfOne)
      #expect(abs(Double(c[i, j]) - exact) < tolerance)
    }
  }

  @Test(arguments: [4, 40]) func notANumberSpreadsAsInLoops(_ n: Int) {
    var a = Matrix<Double>(rows: n, columns: n, repeating: 1)
    var b = Matrix<Double>(rows: n, columns: n, repeating: 0)
    a[1, 2] = .infinity
    b[3, 0] = .nan
    // 0·NaN is NaN too: a loop that skips zeros would lose it.
    for i in 0..<n { a[i, 3] = 0 }
    let c = a * b
    for i in 0..<n {
      for j in 0..<n {
        // ∞·0 is NaN: row 1 and column 0 are lost, and nothing else is.
        #expect(c[i, j].isNaN == (i == 1 || j == 0))
      }
    }
    b = Matrix(rows: n, columns: n, repeating: 1)
    #expect((a * b)[1, 0] == .infinity && (a * b)[0, 0] == Double(n - 1))
  }

  @Test func matrixTimesVector() {
    for (rows, columns) in [(0, 3), (3, 0), (1, 1), (5, 7), (9, 33), (4, 100)] {
      let a = Matrix<Float>(rows: rows, columns: columns) { i, j in Float((3 * i + j) % 7) - 3 }
      let x = Vector<Float>((0..<columns).map { Float($0 % 5) - 2 })
      let expected = (0..<rows).map { i in (0..<columns).reduce(0) { $0 + a[i, $1] * x[$1] } }
      #expect(a * x == Vector(expected))
    }
  }

  @Test func mismatchNamesBothShapes() throws {
    let (a, b) = (Matrix<Double>(rows: 2, columns: 3), Matrix<Double>(rows: 4, columns: 5))
    let error = #expect(throws: LinearAlgebraError.self) { try product(a, b) }
    #expect(error == .dimensionMismatch(operation: "product", left: "2×3", right: "4×5"))
    #expect(try product(a, Matrix(rows: 3, columns: 1)) == Matrix(rows: 2, columns: 1))
  }
}

/// Threads of the caller's that work at the same time share the module's own threads.
@Suite struct SharedThreadsTests {
  /// Enough work that each product, and each step of a decomposition, is divided among threads.
  @Test func resultsAreTheSameFromManyThreadsAtOnce() async throws {
    var generator = SeededGenerator(seed: 11)
    let a = Matrix<Double>.normal(rows: 320, columns: 320, using: &generator)
    let alone = a * a
    let values = try svd(a).singularValues
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<6 {
        group.addTask {
          for _ in 0..<5 { #expect(a * a == alone) }
          let again = try svd(a).singularValues
          #expect(again == values)
        }
      }
      try await group.waitForAll()
    }
  }
}

/// The definition of a product, for comparison.
enum Plain {
  static func product<Scalar: RealScalar>(
    _ a: Matrix<Scalar>, _ b: Matrix<Scalar>
  ) -> Matrix<Scalar> {
    // On arrays, since a test is not optimised.
    let (x, y, inner, columns) = (a.elements, b.elements, a.columns, b.columns)
    var result = [Scalar](repeating: 0, count: a.rows * columns)
    for i in 0..<a.rows {
      for k in 0..<inner {
        for j in 0..<columns { result[i * columns + j] += x[i * inner + k] * y[k * columns + j] }
      }
    }
    return Matrix(rows: a.rows, columns: columns, elements: result)
  }
}

import LinearAlgebra
import Testing

/// The product into a matrix that is there, with each side plain or transposed, against the product.
@Suite struct SetToProductTests {
  static let shapes = [(1, 1, 1), (3, 5, 7), (9, 33, 20), (0, 2, 3), (2, 0, 3), (130, 70, 41)]

  @Test func agreesWithTheProduct() {
    for (rows, inner, columns) in Self.shapes {
      // Small whole numbers: every sum is exact in any order.
      let a = Matrix<Float>(rows: rows, columns: inner) { i, j in Float((7 * i + 3 * j) % 9) - 4 }
      let b = Matrix<Float>(rows: inner, columns: columns) { i, j in Float((5 * i + j) % 9) - 4 }
      let expected = a * b
      let (at, bt) = (a.transposed, b.transposed)
      var c = Matrix<Float>(rows: 0, columns: 0)
      for (left, right) in [
        (Factor.plain(a), Factor.plain(b)), (.transposed(at), .plain(b)),
        (.plain(a), .transposed(bt)), (.transposed(at), .transposed(bt)),
      ] {
        c.setToProduct(left, right)
        #expect(c == expected)
        c.setToProduct(left, right, adding: true)
        #expect(c == expected * 2)
      }
    }
  }

  @Test func aLargeTransposedSideIsSharedAmongThreads() {
    let b = Matrix<Float>(rows: 333, columns: 310) { i, j in Float((3 * i + j) % 5) }
    var c = Matrix<Float>(rows: 0, columns: 0)
    c.setToProduct(.plain(Matrix<Float>.identity(310)), .transposed(b))
    #expect(c == b.transposed)
  }

  @Test func passesOverActivations() {
    // Beyond 100 000 elements, where the threads share the columns, and below.
    for (rows, columns) in [(3, 5), (400, 301)] {
      var x = Matrix<Float>(rows: rows, columns: columns) { i, j in Float((i + j) % 5) - 2 }
      let bias = Matrix<Float>(rows: 1, columns: columns) { _, j in Float(j % 3) - 1 }
      let shifted = Matrix<Float>(rows: rows, columns: columns) { i, j in
        Float((i + j) % 5 + j % 3) - 3
      }
      var plain = x
      plain.addBias(bias, rectifying: false)
      #expect(plain == shifted)
      x.addBias(bias, rectifying: true)
      #expect(x == shifted.map { max($0, 0) })
      var gradient = Matrix<Float>(rows: rows, columns: columns, repeating: 1)
      gradient.mask(whereZero: x)
      #expect(gradient == shifted.map { $0 > 0 ? 1 : 0 })
      var sums = Matrix<Float>(rows: 0, columns: 0)
      sums.setToColumnSums(of: shifted)
      let ones = Matrix<Float>(rows: 1, columns: rows, repeating: 1)
      #expect(sums == ones * shifted)
    }
  }
}

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
}

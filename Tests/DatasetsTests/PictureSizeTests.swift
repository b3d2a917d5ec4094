import LinearAlgebra
import Testing

@testable import Datasets

@Suite struct PictureSizeTests {
  @Test func wholeSquaresBecomeTheirMeans() {
    let picture = Picture(grey: [[1, 3, 10, 20], [5, 7, 30, 40]])
    #expect(picture.reduced(width: 2, height: 1).grey == [[4, 25]])
    #expect(picture.reduced(width: 4, height: 2) == picture)
  }

  /// Shares of points that are cut; each sum rounds a handful of times.
  @Test(arguments: [(7, 3), (5, 5), (1, 1), (6, 1), (3, 4)])
  func theMeanStays(width: Int, height: Int) {
    let picture = Picture(
      grey: Matrix(rows: 5, columns: 7) { y, x in Double((31 * x + 17 * y * y) % 256) })
    let reduced = picture.reduced(width: width, height: height)
    #expect((reduced.width, reduced.height) == (width, height))
    func mean(_ picture: Picture) -> Double {
      picture.grey.elements.reduce(0, +) / Double(picture.width * picture.height)
    }
    #expect(abs(mean(reduced) - mean(picture)) < 1e-10)
    let even = Picture(grey: Matrix(rows: 5, columns: 7) { _, _ in 99 })
    let grey = even.reduced(width: width, height: height).grey
    #expect(grey.elements.allSatisfy { abs($0 - 99) < 1e-10 })
  }
}

import LinearAlgebra
import Presentation
import Testing

@testable import Notebook

@Suite struct PictureTests {
  private func cells(
    _ pixels: Matrix<Double>, _ range: PictureRange = .grey,
    colour: TerminalStyle.ColourDepth = .none, isPlain: Bool = false
  ) -> PictureCells {
    PictureCells(
      ShownPicture(caption: RichText(verbatim: ""), pixels: pixels, range: range), mostColumns: 40,
      mostLines: 20, style: TerminalStyle(width: 80, colour: colour, isPlain: isPlain))
  }

  @Test(arguments: [(400, 400), (200, 300), (300, 100), (1, 1000), (1000, 1), (41, 39)])
  func keepsTheAspectRatio(_ rows: Int, _ columns: Int) {
    let size = PictureScaling.size(rows: rows, columns: columns, mostColumns: 40, mostRows: 40)
    #expect((1...40).contains(size.rows) && (1...40).contains(size.columns))
    // Either number is rounded to a whole pixel.
    let error = abs(Double(size.rows) * Double(columns) / Double(rows) - Double(size.columns))
    #expect(
      error <= 0.51 * max(1, Double(columns) / Double(rows)) || size.rows == 1 || size.columns == 1)
  }

  @Test func smallPicturesGrowByWholeFactors() {
    let size = PictureScaling.size(rows: 5, columns: 7, mostColumns: 64, mostRows: 64)
    #expect(size == (20, 28))
  }

  @Test func meansKeepTheMean() {
    var generator = SeededGenerator(seed: 5)
    let pixels = Matrix<Double>.uniform(rows: 37, columns: 53, using: &generator)
    let small = PictureScaling.scaled(pixels, rows: 10, columns: 11)
    let mean = { (m: Matrix<Double>) in m.elements.reduce(0, +) / Double(m.elements.count) }
    // All areas are equal, so the means agree up to the rounding of about 2000 additions.
    #expect(abs(mean(small) - mean(pixels)) < 1e-12)
  }

  @Test func rampsGoFromDarkToBright() {
    let steps = Matrix<Double>(rows: 2, columns: 5) { _, j in 255 * Double(j) / 4 }
    let plain = cells(steps, isPlain: true).lines
    #expect(plain.first?.first == " " && plain.first?.last == "@")
    let shades = cells(steps).lines
    #expect(shades.first?.first == " " && shades.first?.last == "█")
  }

  @Test func coloursMatchTheTerminal() {
    let pixels: Matrix<Double> = [[0, 255], [255, 0]]
    #expect(cells(pixels, colour: .trueColour).lines[0].contains("38;2;0;0;0"))
    #expect(cells(pixels, colour: .palette256).lines[0].contains("38;5;16"))
    #expect(!cells(pixels, colour: .basic).lines[0].hasEscape)
    for colour in [TerminalStyle.ColourDepth.trueColour, .palette256] {
      #expect(cells(pixels, colour: colour).lines.allSatisfy { $0.hasSuffix("\u{1B}[0m") })
    }
  }

  @Test(arguments: [PictureRange.grey, .auto, .signed, .values(0, 0)])
  func anyElementsCanBeShown(_ range: PictureRange) {
    for pixels: Matrix<Double> in [
      [[.nan, .infinity], [-.infinity, 1e308]], [[0, 0]], [[-1e308], [1e308]], [[.nan]],
    ] {
      for colour in [TerminalStyle.ColourDepth.none, .palette256, .trueColour] {
        let shown = cells(pixels, range, colour: colour)
        #expect(shown.width > 0 && !shown.lines.isEmpty)
      }
    }
    #expect(cells([[.nan]]).lines.joined().contains("?"))
  }

  @Test func picturesStandSideBySideWhereTheyFit() {
    let pixels = Matrix<Double>(rows: 40, columns: 40, repeating: 200)
    let pictures = (1...3).map {
      ShownPicture(caption: RichText(verbatim: "number \($0)"), pixels: pixels, range: .grey)
    }
    for width in [40, 80, 120] {
      let text = rendered(.pictures(pictures), width: width)
      #expect(text.lines.allSatisfy { $0.displayWidth <= width })
      let captions = text.lines.filter { $0.contains("number") }.count
      #expect(captions == (width == 40 ? 3 : 2))
    }
  }

  @Test func noPixelsAreSaidSo() {
    let empty = ShownPicture(
      caption: RichText(verbatim: "x"), pixels: Matrix(rows: 0, columns: 4), range: .grey)
    #expect(rendered(.pictures([empty])).contains("no pixels"))
    #expect(rendered(.pictures([])).contains("no pixels"))
  }
}

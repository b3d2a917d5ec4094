import LinearAlgebra
import Testing

@testable import Networks

@Suite struct DrawingTests {
  private let image = ImageShape(1, 5, 5)

  /// One bright pixel in the middle and one in a corner, on a background of −1.
  private var dots: Samples {
    var pixels = [Float](repeating: -1, count: 25)
    (pixels[12], pixels[0]) = (2, 1)
    return Samples(inputs: Matrix(rows: 1, columns: 25, elements: pixels), labels: [7])
  }

  private func picture(_ samples: Samples) -> [[Float]] {
    (0..<5).map { i in (0..<5).map { samples.inputs[0, 5 * i + $0] } }
  }

  @Test func aThickPenDrawsDiscs() {
    let thick = dots.thickened(image, radius: 1)
    #expect(
      picture(thick) == [
        [1, 1, -1, -1, -1], [1, -1, 2, -1, -1], [-1, 2, 2, 2, -1], [-1, -1, 2, -1, -1],
        [-1, -1, -1, -1, -1],
      ])
    #expect(thick.labels == [7])
    #expect(dots.thickened(image, radius: 0).inputs == dots.inputs)
    // √2 reaches the neighbours at a corner, √2 less a little does not.
    #expect(dots.thickened(image, radius: 1.42).inputs[0, 6] == 2)
    #expect(dots.thickened(image, radius: 1.41).inputs[0, 6] == -1)
  }

  @Test func aQuarterTurnMovesEachPixel() {
    // The corner at the top left goes to the top right, and comes round after four turns. Sines and cosines are
    // rounded: what should be 0 of a pixel is 10⁻¹⁶ of it.
    let once = dots.turned(image, degrees: 90)
    #expect(abs(once.inputs[0, 4] - 1) < 1e-6 && abs(once.inputs[0, 12] - 2) < 1e-6)
    #expect(abs(once.inputs[0, 0] + 1) < 1e-6)
    let four = (0..<4).reduce(dots) { turned, _ in turned.turned(image, degrees: 90) }
    #expect((four.inputs - dots.inputs).maxNorm < 1e-5)
    #expect(dots.turned(image, degrees: 0).inputs == dots.inputs)
  }

  @Test func aTurnKeepsWhatIsFlat() {
    // Between four equal pixels stands the same; beyond the edge there is background.
    let flat = Samples(inputs: Matrix(rows: 2, columns: 25, repeating: 3), labels: [0, 1])
    #expect((flat.turned(image, degrees: 33).inputs - flat.inputs).maxNorm < 1e-5)
  }

  @Test func invertedTwiceIsTheSame() {
    let inverted = dots.inverted()
    #expect(inverted.inputs[0, 12] == -1 && inverted.inputs[0, 1] == 2)
    #expect(inverted.inverted().inputs == dots.inputs)
  }
}

import LinearAlgebra
import LowRank
import Testing

@Suite("Blurs and patches, the two that know of neighbours")
struct PatchShrinkageTests {
  private func error(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double {
    (a - b).frobeniusNorm / Double(a.elements.count).squareRoot()
  }

  private func normal(_ m: Int, _ n: Int) -> Matrix<Double> {
    var generator = SeededGenerator(seed: 3)
    return .normal(rows: m, columns: n, using: &generator)
  }

  @Test(
    "without noise a picture stays as it is, of any shape",
    arguments: [(1, 1), (1, 9), (9, 1), (5, 7), (8, 8), (21, 34)])
  func keepsCleanPictures(m: Int, n: Int) throws {
    let a = normal(m, n) * 50
    for (step, window) in [(1, nil), (8, nil), (3, 12), (1, 1)] as [(Int, Int?)] {
      let same = try patchesShrunk(a, deviation: 0, step: step, window: window)
      #expect(error(same, a) < 1e-12)
    }
  }

  @Test("patches of two kinds come back nearly clean; a mean of patches alone would not")
  func findsWhatPatchesShare() throws {
    // A wave across and a wave down, each in half of the picture.
    let a = Matrix<Double>(rows: 96, columns: 96) { i, j in
      i < 48 ? (j % 8 < 4 ? 50 : 150) : (i % 8 < 4 ? 20 : 120)
    }
    let noisy = a + normal(96, 96) * 10
    let (disjoint, overlapping) = (
      try patchesShrunk(noisy, deviation: 10, step: 8), try patchesShrunk(noisy, deviation: 10)
    )
    // Disjoint patches are rows of two kinds, and the rank-one matrix that remains without their mean
    // holds 1/64 of the noise.
    #expect(error(disjoint, a) < 10 * 0.25)
    #expect(error(overlapping, a) < 10 * 0.5)
    let local = try patchesShrunk(noisy, deviation: 10, window: 32)
    #expect(error(local, a) < error(overlapping, a))
  }

  @Test("patches larger than the picture are the picture; a step beyond their side leaves no gap")
  func clampsSizes() throws {
    let a = normal(6, 20)
    let b = try patchesShrunk(a, deviation: 1, side: 50, step: 50, window: 2)
    #expect(b.shape == a.shape && b.elements.allSatisfy(\.isFinite))
  }

  @Test("bad noise is refused")
  func refuses() {
    for deviation in [-1, .nan, .infinity] {
      #expect(throws: DenoisingError.self) { try patchesShrunk(normal(9, 9), deviation: deviation) }
    }
    #expect(throws: DenoisingError.self) {
      try patchesShrunk(Matrix<Double>(rows: 0, columns: 4), deviation: 1)
    }
  }

  @Test("a Gaussian blur keeps constants, spreads a point as a normal curve, and adds its widths")
  func blursAsANormalCurve() {
    let flat = Matrix<Double>(rows: 5, columns: 30, repeating: 7)
    #expect(error(gaussianBlurred(flat, down: 3, across: 0.4), flat) < 1e-13)
    var point = Matrix<Double>(rows: 41, columns: 41)
    point[20, 20] = 1
    #expect(gaussianBlurred(point, down: 0, across: 0) == point)
    let once = gaussianBlurred(point, down: 2, across: 0)
    let spread = (0..<41).reduce(0.0) { $0 + once[$1, 20] * Double(($1 - 20) * ($1 - 20)) }
    #expect(abs(spread - 4) < 0.02 && once[20, 19] == 0)
    let twice = gaussianBlurred(once, down: 1.5, across: 0)
    #expect(error(twice, gaussianBlurred(point, down: 2.5, across: 0)) < 1e-4)
    #expect(
      gaussianBlurred(point, down: 1, across: 2)
        == gaussianBlurred(point, down: 2, across: 1).transposed)
  }

  @Test(
    "the largest value of noise has the mean and spread that are foreseen", arguments: [40, 120])
  func largestValues(n: Int) throws {
    let noise = try WhiteNoise(rows: 40, columns: n, deviation: 2)
    var generator = SeededGenerator(seed: 8)
    let found = try (0..<200).map { _ in
      try singularValues(of: Matrix<Double>.normal(rows: 40, columns: n, using: &generator) * 2)[0]
    }
    let mean = found.reduce(0, +) / 200
    let variance = found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199
    let expected = noise.largestValue
    // Five standard errors: of a mean d/√200, of a deviation d/√400.
    #expect(abs(mean - expected.mean) < 5 * expected.deviation / 200.0.squareRoot())
    #expect(abs(variance.squareRoot() - expected.deviation) < 5 * expected.deviation / 20)
    #expect(expected.mean < noise.edge)
  }
}

import LinearAlgebra
import LowRank
import Testing

@Suite struct DecomposedPicturesTests {
  private let pictures: DecomposedPictures

  init() throws {
    var generator = SeededGenerator(seed: 31)
    pictures = try DecomposedPictures(
      .normal(rows: 5, columns: 24, using: &generator), height: 4)
  }

  /// Each error is known from the picture's own values; 10⁻¹² is far above rounding in 24 numbers.
  @Test(arguments: [0, 1, 3, 4]) func errorsFollowFromTheSpectra(rank: Int) {
    let errors = pictures.relativeErrors(of: pictures.truncated(to: rank))
    #expect(errors.count == 5 && pictures.count == 5)
    for (factors, error) in zip(pictures.factors, errors) {
      let values = factors.singularValues
      let expected = Vector(values[rank...]).norm / Vector(values).norm
      #expect(abs(error - expected) < 1e-12)
    }
  }

  @Test func picturesAreReadRowByRow() {
    #expect(pictures[2].shape == "4×6")
    #expect(pictures[2][1, 3] == pictures.pictures[2, 9])
  }

  @Test func aBlankPictureHasNoScale() throws {
    let blank = try DecomposedPictures(Matrix(rows: 1, columns: 4), height: 2)
    #expect(blank.relativeErrors(of: Matrix(rows: 1, columns: 4, repeating: 0.5)) == [1])
  }

  @Test func squaresTileAPicture() throws {
    let picture = Matrix(rows: 5, columns: 7) { Double(10 * $0 + $1) }
    let squares = try DecomposedPictures(squaresOf: picture, side: 2)
    #expect(squares.count == 6)
    #expect(squares[4] == [[22, 23], [32, 33]])
  }

  @Test func aHeadstandTurnsTheRowsRound() throws {
    let turned = try pictures.upsideDown()
    #expect(turned[3].row(0) == pictures[3].row(3))
    #expect(turned[3].row(2) == pictures[3].row(1))
  }

  /// The next triplet is what the next rank adds, whatever the sign.
  @Test(arguments: [1.0, -1]) func tripletsAddALayer(sign: Double) {
    let triplets = pictures.triplets(after: 1) { sign }
    #expect(triplets.shape == "5×11")
    let added = pictures.truncated(to: 1, adding: triplets)
    #expect((added - pictures.truncated(to: 2)).maxNorm < 1e-12)
  }

  @Test func nearestIsByAngle() {
    let others: Matrix<Double> = [[10, 0], [0, 0.1], [-1, 0], [0, 0]]
    let rows: Matrix<Double> = [[0.1, 0.2], [3, 1], [-5, 1]]
    #expect(DecomposedPictures.nearest(rows, among: others) == [1, 0, 2])
  }

  @Test func leftVectorsAreThoseOfTheTriplets() {
    let vectors = pictures.leftVectors(after: 2)
    #expect(vectors.shape == "5×4")
    #expect(vectors.row(1) == pictures.factors[1].u.column(2))
  }

  /// cos = 0.6 and −0.8 of lengths 5 and 10.
  @Test func directionsAreScored() {
    let score = DirectionScore([[3, 4], [6, -8]], against: [[1, 0], [0, 1]])
    #expect(abs(score.cosine - 0.7) < 1e-15)
    #expect(score.sameSign == 0.5 && score.length == 7.5)
  }
}

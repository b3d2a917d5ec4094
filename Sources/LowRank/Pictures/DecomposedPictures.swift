import LinearAlgebra

/// Pictures of one size, each with a singular value decomposition of its own.
///
/// ```swift
/// let digits = try DecomposedPictures(pixels, height: 28)  // one picture a row
/// digits.truncated(to: 2).row(0)                           // the first, of rank 2
/// ```
public struct DecomposedPictures: Sendable {
  /// The pictures, one a row, in it row after row of the picture: count×(height·width).
  public let pictures: Matrix<Double>

  /// The rows of a picture.
  public let height: Int

  /// The decomposition of each.
  public let factors: [SVD<Double>]

  /// Decomposes each picture.
  ///
  /// - Parameters:
  ///   - pictures: One a row.
  ///   - height: The rows of each, a divisor of the matrix's columns.
  /// - Throws: `nonFinite` for NaN or ∞.
  /// - Precondition: `height` is positive and divides the number of columns.
  /// - Complexity: O(count · height · width · min(height, width)).
  public init(_ pictures: Matrix<Double>, height: Int) throws(LinearAlgebraError) {
    require(
      height > 0 && pictures.columns % height == 0,
      "rows of \(pictures.columns) points are no pictures of height \(height)")
    self.pictures = pictures
    self.height = height
    var factors: [SVD<Double>] = []
    factors.reserveCapacity(pictures.rows)
    for i in 0..<pictures.rows { factors.append(try svd(Self.picture(i, pictures, height))) }
    self.factors = factors
  }

  /// Cuts a large picture into squares, row after row of them, and decomposes each; what is left over at its
  /// right and lower border is left out.
  ///
  /// - Precondition: `side` is positive.
  public init(squaresOf picture: Matrix<Double>, side: Int) throws(LinearAlgebraError) {
    require(side > 0, "a square needs a side above 0, not \(side)")
    let across = picture.columns / side
    try self.init(
      Matrix(rows: picture.rows / side * across, columns: elementCount(side, side)) {
        square, pixel in
        picture[square / across * side + pixel / side, square % across * side + pixel % side]
      }, height: side)
  }

  /// The pictures with their last row first. Their singular values are the same.
  public func upsideDown() throws(LinearAlgebraError) -> DecomposedPictures {
    let width = pictures.columns / height
    return try DecomposedPictures(
      Matrix(rows: pictures.rows, columns: pictures.columns) { i, pixel in
        pictures[i, (height - 1 - pixel / width) * width + pixel % width]
      }, height: height)
  }

  /// The pictures with independent normal noise on each point, decomposed anew.
  public func addingNoise(
    deviation: Double, using generator: inout SeededGenerator
  ) throws(LinearAlgebraError) -> DecomposedPictures {
    let noise = Matrix<Double>.normal(
      rows: pictures.rows, columns: pictures.columns, using: &generator)
    return try DecomposedPictures(pictures + noise * deviation, height: height)
  }

  /// How many there are.
  public var count: Int { factors.count }

  /// The picture at `index`, height×width.
  public subscript(index: Int) -> Matrix<Double> { Self.picture(index, pictures, height) }

  /// Each picture cut to its first `rank` layers, one a row.
  ///
  /// - Precondition: `rank` is from 0 to the shorter side of a picture.
  public func truncated(to rank: Int) -> Matrix<Double> {
    var elements: [Double] = []
    elements.reserveCapacity(pictures.rows * pictures.columns)
    for cut in factors { elements += cut.truncated(to: rank).reconstructed().elements }
    return Matrix(rows: pictures.rows, columns: pictures.columns, elements: elements)
  }

  /// How far a guess at each picture is off: ‖A − Â‖F/‖A‖F, and ‖Â‖F where A is zero.
  ///
  /// - Parameter guesses: One a row.
  public func relativeErrors(of guesses: Matrix<Double>) -> [Double] {
    let differences = pictures - guesses
    return (0..<count).map { i in
      let norm = pictures.row(i).norm
      return differences.row(i).norm / (norm > 0 ? norm : 1)
    }
  }

  private static func picture(
    _ index: Int, _ pictures: Matrix<Double>, _ height: Int
  ) -> Matrix<Double> {
    Matrix(
      rows: height, columns: pictures.columns / height, elements: pictures.row(index).elements)
  }
}

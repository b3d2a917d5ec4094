import LinearAlgebra

/// A grey picture: a matrix of levels from 0 (black) to 255 (white), one row of the matrix for each
/// row of the picture, from the top.
///
/// ```swift
/// let picture = try Picture(contentsOf: "photo.png")
/// let decomposition = try svd(picture.grey)
/// ```
///
/// Levels need not be whole numbers, nor lie within 0…255: a truncated factorisation gives both
/// kinds. They are rounded and clamped where the picture is written.
public struct Picture: Equatable, Sendable {
  /// The levels, a height×width matrix.
  public let grey: Matrix<Double>

  /// Creates a picture from its levels, a height×width matrix.
  public init(grey: Matrix<Double>) { self.grey = grey }

  /// The number of pixels in a row.
  public var width: Int { grey.columns }

  /// The number of rows.
  public var height: Int { grey.rows }

  /// The most pixels that a file may hold, 2²⁷: its matrix takes 1 GiB.
  ///
  /// A small file can unfold to a thousand times its size; this bounds what it may ask for.
  public static let pixelLimit = 1 << 27
}

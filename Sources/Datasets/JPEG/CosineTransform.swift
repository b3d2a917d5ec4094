import Foundation
import LinearAlgebra

/// The waves of the discrete cosine transform that a JPEG is made of, in numbers as they are defined.
///
/// The decoder works with whole numbers and takes them apart for speed; this is what it stands for.
///
/// Source: ITU-T T.81, A.3.3 and figure A.6.
public enum CosineTransform {
  /// The waves of a square of `side`×`side` points, a side²×side² orthonormal matrix.
  ///
  /// Each column is one wave, row of points after row; each is a wave down times a wave across. They
  /// stand in the zigzag order of a JPEG, the slow ones first.
  ///
  /// - Complexity: O(side⁴).
  public static func waves(side: Int) -> Matrix<Double> {
    let order = zigzag(side: side)
    return Matrix(rows: side * side, columns: side * side) { point, k in
      wave(order[k] / side, at: point / side, of: side)
        * wave(order[k] % side, at: point % side, of: side)
    }
  }

  /// The wave that swings `k` half times along `side` points, at point `i`; its squares add up to 1.
  static func wave(_ k: Int, at i: Int, of side: Int) -> Double {
    let size = ((k == 0 ? 1 : 2) / Double(side)).squareRoot()
    return size * cos(.pi * (Double(i) + 0.5) * Double(k) / Double(side))
  }

  /// Where each weight of a JPEG's order stands in the rows of a square: diagonal by diagonal, to and fro.
  static func zigzag(side: Int) -> [Int] {
    (0..<max(0, 2 * side - 1)).flatMap { diagonal -> [Int] in
      let rows = max(0, diagonal - side + 1)...min(side - 1, diagonal)
      let places = rows.map { side * $0 + diagonal - $0 }
      return diagonal % 2 == 0 ? places.reversed() : places
    }
  }
}

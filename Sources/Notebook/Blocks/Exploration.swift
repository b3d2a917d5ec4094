import Foundation
import LinearAlgebra

/// Something that a reader of the page can move; in a terminal it stands still.
///
/// ```swift
/// page.explore(.layers("The photograph", factors, of: picture, from: 30))
/// ```
public struct Exploration: Equatable, Sendable {
  /// What a figure can show.
  enum Kind: Equatable, Sendable {
    case layers(LayerStack)
    case ellipse(Matrix<Double>)
    case projection(PointCloud)
    case frames([ShownPicture])
    case steps([ShownValue])
  }

  var caption: RichText
  var kind: Kind

  private init(_ caption: String, _ kind: Kind) {
    self.caption = RichText(markdown: caption)
    self.kind = kind
  }

  /// A picture built up from the layers of a decomposition, as many as the reader chooses.
  ///
  /// - Parameters:
  ///   - svd: The decomposition of the picture or, where the two differ, of a noisy one.
  ///   - picture: What the result is held against, m×n, 0 black and 255 white.
  ///   - start: How many layers are shown first.
  ///   - most: How many layers the page carries, each in m + n bytes.
  public static func layers(
    _ caption: String, _ svd: SVD<Double>, of picture: Matrix<Double>, from start: Int,
    most: Int = 100
  ) -> Exploration {
    Exploration(
      caption, .layers(LayerStack(svd, of: picture, from: start, most: most)))
  }

  /// The unit circle and the ellipse that a 2×2 matrix turns it into, in the three moves of its
  /// decomposition.
  ///
  /// - Precondition: The matrix is 2×2.
  public static func ellipse(_ caption: String, of matrix: Matrix<Double>) -> Exploration {
    Exploration(caption, .ellipse(matrix))
  }

  /// Points in a plane, and a direction to turn: how much do they vary along it?
  ///
  /// - Parameters:
  ///   - points: A row of two numbers for each point.
  ///   - names: What each point is called.
  ///   - groups: The group that each belongs to, for its mark; one group unless given.
  ///   - axes: What the two numbers are.
  public static func projection(
    _ caption: String, _ points: Matrix<Double>, names: [String] = [], groups: [String] = [],
    axes: (String, String)
  ) -> Exploration {
    Exploration(
      caption,
      .projection(
        PointCloud(points: points, names: names, groups: groups, axes: [axes.0, axes.1])))
  }

  /// Matrices that a method goes through, one at a time.
  public static func steps(
    _ caption: String, _ matrices: [(String, Matrix<Double>)]
  ) -> Exploration {
    Exploration(
      caption,
      .steps(
        matrices.map {
          ShownValue(caption: RichText(markdown: $0.0), value: .matrix($0.1), digits: 4)
        }))
  }

  /// Pictures of one size, one at a time: the frames of a film, the layers of a sum.
  public static func frames(
    _ caption: String, _ pictures: [(String, Matrix<Double>)], range: PictureRange = .grey
  ) -> Exploration {
    Exploration(
      caption,
      .frames(
        pictures.map {
          ShownPicture(caption: RichText(markdown: $0.0), pixels: $0.1, range: range)
        }))
  }
}

/// The layers of a picture in 8 bits a number, and how far each number of them is from it.
struct LayerStack: Equatable, Sendable {
  var rows: Int
  var columns: Int
  var start: Int
  /// What the sum of the layers is held against.
  var picture: Matrix<Double>
  /// The singular values, all of them.
  var values: [Double]
  /// For each layer the step of its column and of its row, and the integers of both.
  var steps: [Double] = []
  var integers: [Int8] = []
  /// The peak signal-to-noise ratio with 0, 1, 2, … layers, dB; infinite where nothing is missing.
  var quality: [Double] = []

  /// The number of layers that are carried.
  var count: Int { steps.count }

  /// O(mn·k) for k layers.
  init(_ svd: SVD<Double>, of picture: Matrix<Double>, from start: Int, most: Int) {
    rows = svd.u.rows
    columns = svd.v.rows
    self.picture = picture
    values = svd.singularValues
    let count = max(0, min(most, values.count))
    self.start = min(max(start, 0), count)
    // uᵢᵀ R vᵢ for all i: what layer i takes from the squared distance to R.
    let shares = (svd.u.firstColumns(count).transposed * picture) * svd.v.firstColumns(count)
    var distance = picture.elements.reduce(0) { $0 + $1 * $1 }
    quality = [decibels(distance)]
    for i in 0..<count {
      let sigma = values[i]
      distance += sigma * sigma - 2 * sigma * shares[i, i]
      quality.append(decibels(max(distance, 0)))
      let root = sigma.squareRoot()
      let column = svd.u.column(i).elements.map { $0 * root }
      let row = svd.v.column(i).elements.map { $0 * root }
      let (a, b) = (Self.step(column), Self.step(row))
      steps.append(a * b)
      integers += column.map { Int8(($0 / a).rounded()) } + row.map { Int8(($0 / b).rounded()) }
    }
  }

  private func decibels(_ distance: Double) -> Double {
    let meanSquare = distance / Double(max(rows * columns, 1))
    return meanSquare > 1e-12 ? 10 * log10(255 * 255 / meanSquare) : .infinity
  }

  /// The step of integers from −127 to 127 that holds all numbers.
  private static func step(_ numbers: [Double]) -> Double {
    let largest = numbers.map(abs).max() ?? 0
    return largest > 0 && largest.isFinite ? largest / 127 : 1
  }
}

/// Points in a plane with their names and groups.
struct PointCloud: Equatable, Sendable {
  var points: Matrix<Double>
  var names: [String]
  var groups: [String]
  var axes: [String]
}

import LinearAlgebra

/// A matrix shown as a picture, one pixel an element.
struct Picture: Equatable, Sendable {
  var caption: RichText
  var pixels: Matrix<Double>
  var range: PictureRange
}

/// Which numbers a picture shows as black and which as white.
public enum PictureRange: Equatable, Sendable {
  /// 0 is black, 255 is white; what lies outside is cut off.
  case grey
  /// The smallest element is black, the largest is white.
  case auto
  /// The first is black, the second is white; what lies outside is cut off.
  case values(Double, Double)
  /// Zero is in the middle, ± the largest magnitude at the ends: for differences.
  case signed

  /// The numbers at the dark and the light end, for a picture with these elements.
  func bounds(of elements: [Double]) -> (low: Double, high: Double) {
    let finite = elements.lazy.filter(\.isFinite)
    switch self {
    case .grey: return (0, 255)
    case .values(let low, let high): return (low, high)
    case .auto: return (finite.min() ?? 0, finite.max() ?? 0)
    case .signed:
      let largest = finite.map(abs).max() ?? 0
      return (-largest, largest)
    }
  }
}

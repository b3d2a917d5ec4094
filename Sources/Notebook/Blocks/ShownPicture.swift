import LinearAlgebra

/// A matrix shown as a picture, one pixel an element.
struct ShownPicture: Equatable, Sendable {
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

  /// The numbers at the dark and the light end, for a picture with these pixels.
  func bounds(of pixels: Matrix<Double>) -> (low: Double, high: Double) {
    switch self {
    case .grey: return (0, 255)
    case .values(let low, let high): return (low, high)
    case .auto: return Self.extremes(of: pixels.elements)
    case .signed:
      let (low, high) = Self.extremes(of: pixels.elements)
      let largest = max(abs(low), abs(high))
      return (-largest, largest)
    }
  }

  /// The least and the largest number that is finite; zeros where there is none.
  private static func extremes(of elements: [Double]) -> (low: Double, high: Double) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for element in elements where element.isFinite {
      if element < low { low = element }
      if element > high { high = element }
    }
    return low <= high ? (low, high) : (0, 0)
  }
}

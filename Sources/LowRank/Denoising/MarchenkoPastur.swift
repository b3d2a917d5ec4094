import Foundation

/// The law that the squared singular values of white noise follow.
///
/// Let E be m×n with independent elements of mean 0 and variance 1, N the longer side and β the
/// shorter one divided by it. As both grow, the share of the σᵢ²/N below x tends to
/// `cumulative(x)`; all of them lie between (1 − √β)² and (1 + √β)².
///
/// V. A. Marchenko and L. A. Pastur, "Distribution of eigenvalues for some sets of random matrices",
/// Mathematics of the USSR-Sbornik 1, 1967, doi:10.1070/SM1967v001n04ABEH001994. The law does not
/// depend on the shape of the elements' own distribution.
public struct MarchenkoPastur: Equatable, Sendable {
  /// The aspect β = min(m, n)/max(m, n), above 0 and at most 1.
  public let aspect: Double

  /// Creates the law for an aspect.
  ///
  /// - Throws: `aspect` where it does not lie above 0 and at most at 1.
  public init(aspect: Double) throws(DenoisingError) {
    guard aspect > 0, aspect <= 1 else { throw .aspect(aspect) }
    self.aspect = aspect
  }

  /// Creates the law for matrices of a shape.
  ///
  /// - Throws: `emptyShape` where it has no row or no column.
  public init(rows: Int, columns: Int) throws(DenoisingError) {
    guard rows > 0, columns > 0 else { throw .emptyShape(rows: rows, columns: columns) }
    aspect = Double(min(rows, columns)) / Double(max(rows, columns))
  }

  /// The ends of the law, (1 − √β)² and (1 + √β)².
  public var support: ClosedRange<Double> {
    let root = aspect.squareRoot()
    return (1 - root) * (1 - root)...(1 + root) * (1 + root)
  }

  /// The density √((b − x)(x − a))/(2πβx) between the ends a and b, and 0 outside.
  public func density(_ x: Double) -> Double {
    let (a, b) = (support.lowerBound, support.upperBound)
    if x <= a || x >= b { return 0 }
    return ((b - x) * (x - a)).squareRoot() / (2 * .pi * aspect * x)
  }

  /// The share of the law below x, from 0 to 1.
  public func cumulative(_ x: Double) -> Double {
    if x <= support.lowerBound { return 0 }
    if x >= support.upperBound { return 1 }
    if x.isNaN { return x }
    let cosine = (1 + aspect - x) / (2 * aspect.squareRoot())
    return cumulative(angle: acos(min(max(cosine, -1), 1)))
  }

  /// The x below which a share of the law lies.
  ///
  /// - Parameter share: From 0 to 1; what lies outside counts as the nearer end.
  /// - Complexity: About 60 evaluations of the law.
  public func quantile(_ share: Double) -> Double {
    if share <= 0 { return support.lowerBound }
    if share >= 1 { return support.upperBound }
    if share.isNaN { return share }
    // Bisection in the angle: the law is steep at an end where β is near 1, the angle is not.
    var (low, high) = (0.0, Double.pi)
    while true {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { break }
      if cumulative(angle: middle) < share { low = middle } else { high = middle }
    }
    return 1 + aspect - 2 * aspect.squareRoot() * cos(low)
  }

  /// The median of the law: 0.6528 for square matrices, and nearer to 1 the longer they are.
  public var median: Double { quantile(0.5) }

  /// The law at x = 1 + β − 2r cos θ with r = √β, for θ from 0 to π.
  ///
  /// There its density is (2/π) sin²θ/(1 + r² − 2r cos θ). Since sin θ/(1 + r² − 2r cos θ) is the sum
  /// of rᵏ⁻¹ sin kθ over k ≥ 1, it can be integrated term by term, and gives (θ + S − T)/π. Here S is
  /// the sum of rᵏ sin(kθ)/k over k ≥ 1, which is the angle of 1 − r cos θ + i r sin θ, and T that of
  /// rᵏ sin((k + 2)θ)/(k + 2) over k ≥ 0, which is (S − r sin θ)/r².
  private func cumulative(angle theta: Double) -> Double {
    let r = aspect.squareRoot()
    let sum = atan2(r * sin(theta), 1 - r * cos(theta))
    let tail: Double
    if r < 0.1 {
      // The closed form would divide a small difference by r². Sixteen terms leave less than 10⁻¹⁷.
      tail = (0..<16).reduce(0.0) { tail, k in
        let order = Double(k + 2)
        return tail + pow(r, Double(k)) * sin(order * theta) / order
      }
    } else {
      tail = (sum - r * sin(theta)) / aspect
    }
    return (theta + sum - tail) / .pi
  }
}

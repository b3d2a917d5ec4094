import Foundation

/// The mean of numbers, one a sample, and how far other samples of the same kind may move it.
public struct Average: Equatable, Sendable {
  /// The mean; 0 where there is no number.
  public let mean: Double

  /// s/√n with the sample deviation s, whose divisor is n − 1; 0 for fewer than two numbers.
  public let standardError: Double

  /// Averages the numbers. O(n).
  public init(_ values: [Double]) {
    let count = Double(values.count)
    let mean = values.isEmpty ? 0 : values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    standardError = values.count < 2 ? 0 : (squares / (count - 1) / count).squareRoot()
  }

  /// The mean of the differences of paired numbers: what both of a pair share does not blur it. O(n).
  ///
  /// - Precondition: There are as many of both.
  public init(_ values: [Double], less others: [Double]) {
    precondition(values.count == others.count)
    self.init(zip(values, others).map { $0 - $1 })
  }

  /// Mean and standard error in percent: `46.1 ± 0.3`.
  public var percent: String {
    // No −0.0 for what rounds to nothing.
    let rounded = (1000 * mean).rounded() / 10
    return String(format: "%.1f ± %.1f", rounded == 0 ? 0 : rounded, 100 * standardError)
      .replacingOccurrences(of: "-", with: "−")
  }
}

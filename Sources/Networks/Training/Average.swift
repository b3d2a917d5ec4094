import Foundation
import LinearAlgebra

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

  init(mean: Double, standardError: Double) {
    self.mean = mean
    self.standardError = standardError
  }

  /// The mean of the differences of paired numbers: what both of a pair share does not blur it. O(n).
  ///
  /// For numbers that are 1 where a network is right and 0 where not, the error is McNemar's but for the
  /// divisor n − 1 (Psychometrika 12, 1947, doi:10.1007/BF02295996).
  ///
  /// - Precondition: There are as many of both.
  public init(_ values: [Double], less others: [Double]) {
    require(
      values.count == others.count,
      "\(values.count) and \(others.count) numbers are no pairs")
    self.init(zip(values, others).map { $0 - $1 })
  }

  /// Mean and standard error in percent: `46.1 ± 0.3`.
  public var percent: String {
    "\(mean.tenthsOfPercent) ± \(standardError.tenthsOfPercent)"
  }

  /// A difference and its standard error in points of percent, with a sign: `+0.4 ± 0.6`.
  public var points: String { percent.hasPrefix("−") ? percent : "+" + percent }

  /// What a difference says where two standard errors decide: `ahead`, `behind` or `even`.
  public var reading: String {
    abs(mean) <= 2 * standardError ? "even" : mean > 0 ? "ahead" : "behind"
  }
}

extension Double {
  /// A share in percent with one digit after the point and no sign where it rounds to nothing: `−0.4`.
  ///
  /// The number is a `Double` by its type: a literal 0 among the arguments of a format would be an `Int`.
  var tenthsOfPercent: String {
    let text = String(format: "%.1f", 100 * self)
    return text == "-0.0" ? "0.0" : text.replacingOccurrences(of: "-", with: "−")
  }
}

extension Network {
  /// By how much this network does better than another on the same samples, as a share of them.
  ///
  /// What both get right, or both wrong, says nothing of which is better. So the difference is known more
  /// exactly than either score.
  ///
  /// - Precondition: Both networks take inputs of the samples' size.
  public func difference(from other: Network, on samples: Samples) -> Average {
    Average(hits(on: samples), less: other.hits(on: samples))
  }
}

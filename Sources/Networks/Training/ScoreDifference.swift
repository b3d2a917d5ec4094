import Foundation
import LinearAlgebra

/// By how much one network does better than another on the same samples.
///
/// What both get right, or both wrong, says nothing of which is better. So the difference is known more
/// exactly than either score.
public struct ScoreDifference: Equatable, Sendable {
  /// How many samples only the first network got right.
  public let gained: Int

  /// How many only the second one did.
  public let lost: Int

  /// How many samples there were.
  public let count: Int

  /// Creates the difference from counts.
  public init(gained: Int, lost: Int, of count: Int) {
    self.gained = gained
    self.lost = lost
    self.count = count
  }

  /// The difference of the two shares, from −1 to 1; 0 where there was none to judge.
  public var share: Double { count == 0 ? 0 : Double(gained - lost) / Double(count) }

  /// How far the difference may be off, as a standard deviation: √((g + l)/n − ((g − l)/n)²)/√n.
  ///
  /// Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions or
  /// percentages", Psychometrika 12, 1947, doi:10.1007/BF02295996.
  public var standardError: Double {
    guard count > 0 else { return 0 }
    let n = Double(count)
    return ((Double(gained + lost) / n - share * share) / n).squareRoot()
  }

  /// The difference and its standard error in points of percent, with a sign: `+0.4 ± 0.6`.
  public var points: String {
    String(format: "%+.1f ± %.1f", 100 * share, 100 * standardError)
      .replacingOccurrences(of: "-", with: "−")
  }

  /// What it says where two standard errors decide: `ahead`, `behind` or `even`.
  public var reading: String {
    abs(share) <= 2 * standardError ? "even" : share > 0 ? "ahead" : "behind"
  }
}

extension Network {
  /// By how much this network does better than another on `samples`.
  ///
  /// - Precondition: Both networks take inputs of the samples' size.
  public func difference(from other: Network, on samples: Samples) -> ScoreDifference {
    let (ours, theirs) = (predictions(for: samples.inputs), other.predictions(for: samples.inputs))
    var (gained, lost) = (0, 0)
    for (label, (our, their)) in zip(samples.labels, zip(ours, theirs)) where our != their {
      if our == label { gained += 1 }
      if their == label { lost += 1 }
    }
    return ScoreDifference(gained: gained, lost: lost, of: samples.count)
  }
}

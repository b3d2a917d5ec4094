import Foundation
import LinearAlgebra

/// A rule that chooses, from the matrix alone, how many layers to keep.
///
/// ```swift
/// try RankRule.elbow.rank(of: try svd(a), a, seed: 1)
/// ```
public enum RankRule: Equatable, Sendable {
  /// The least rank that holds a share of Σσᵢ²: `energyRank`.
  case energy(Double)

  /// The rank before the elbow of the spectrum: `elbowRank`.
  case elbow

  /// The same with the logarithms of the values that are not zero to rounding, above the least of them.
  case logarithmicElbow

  /// The number of values above the threshold of Gavish and Donoho, the noise estimated from the median:
  /// `WhiteNoise`.
  case gavishDonoho

  /// The values that variational Bayes keeps: `variationalBayesRank`.
  case variationalBayes

  /// The rank of least held-out error, rows and columns in so many groups: `biCrossValidation`.
  case heldOut(groups: Int)

  /// What the rule is called in a table.
  public var name: String {
    switch self {
    case .energy(let share): "\(percent(share)) % energy"
    case .elbow: "elbow"
    case .logarithmicElbow: "elbow of log σ"
    case .gavishDonoho: "Gavish–Donoho"
    case .variationalBayes: "variational Bayes"
    case .heldOut(let groups): "held out, \(groups)×\(groups) blocks"
    }
  }

  /// The rank by this rule.
  ///
  /// - Parameters:
  ///   - factors: The decomposition of the matrix.
  ///   - matrix: The matrix, which only held-out blocks look at.
  ///   - seed: Deals rows and columns into groups.
  /// - Throws: `DenoisingError` for an empty matrix, for a value that is not finite, for a decomposition of
  ///   another shape, and for a share of the energy that is NaN; what `biCrossValidation` throws.
  public func rank(of factors: SVD<Double>, _ matrix: Matrix<Double>, seed: UInt64) throws -> Int {
    let values = factors.singularValues
    if let index = values.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw DenoisingError.value(index: index, found: values[index])
    }
    let count = min(matrix.rows, matrix.columns)
    guard values.count == count else {
      throw DenoisingError.valueCount(found: values.count, expected: count)
    }
    switch self {
    case .energy(let share):
      guard !share.isNaN else { throw DenoisingError.share(share) }
      return energyRank(of: values, keeping: share)
    case .elbow: return elbowRank(of: values)
    case .logarithmicElbow:
      let positive = values.prefix(factors.rank())
      return elbowRank(of: positive.map { log($0 / (positive.last ?? 1)) })
    case .gavishDonoho:
      let noise = try WhiteNoise(
        estimatedFrom: values, rows: matrix.rows, columns: matrix.columns)
      return thresholdRank(of: values, above: noise.hardThreshold)
    case .variationalBayes:
      return variationalBayesRank(of: values, rows: matrix.rows, columns: matrix.columns)
    case .heldOut(let groups):
      var generator = SeededGenerator(seed: seed)
      let errors = try biCrossValidation(
        matrix, maximumRank: values.count, folds: groups, using: &generator)
      return errors.indices.min { errors[$0] < errors[$1] } ?? 0
    }
  }
}

/// A share in whole percent; also one that no whole number can say.
private func percent(_ share: Double) -> String {
  let hundreds = (100 * share).rounded()
  return Int(exactly: hundreds).map { "\($0)" } ?? "\(hundreds)"
}

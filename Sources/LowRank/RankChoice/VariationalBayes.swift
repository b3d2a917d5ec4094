import Foundation
import LinearAlgebra

/// The rank that variational Bayesian matrix factorisation finds, empirical priors and all, for a matrix of a
/// low rank under white noise whose size nobody knows.
///
/// The free energy of this model has a closed solution: the values above a threshold stay, which depends on
/// the noise and the shape alone. The noise is what makes the free energy least, a search in one variable.
/// S. Nakajima, M. Sugiyama, S. D. Babacan and R. Tomioka, "Global analytic solution of fully-observed
/// variational Bayesian matrix factorization", Journal of Machine Learning Research 14, 2013, theorem 2 and
/// corollary 1, with the constant of their later "Condition for perfect dimensionality recovery by
/// variational Bayesian PCA", ibid. 16, 2015.
///
/// ```swift
/// variationalBayesRank(of: [3.1, 2.9, 1.0, 1.0, 0.9], rows: 5, columns: 5)
/// ```
///
/// - Parameters:
///   - singularValues: All values of the matrix, descending and not negative.
///   - rows: Its rows.
///   - columns: Its columns.
/// - Returns: How many values stand out; of a matrix whose values vanish from some place on, those before
///   it.
/// - Precondition: There are as many values as the shorter side is long, and none is NaN.
/// - Complexity: O(n) for each of some 200 tries at the noise.
public func variationalBayesRank(of singularValues: [Double], rows: Int, columns: Int) -> Int {
  require(
    singularValues.count == min(rows, columns),
    "a \(rows)×\(columns) matrix does not have \(singularValues.count) singular values")
  requireNumbers(singularValues)
  guard let largest = singularValues.first, largest > 0 else { return 0 }
  // Exact zeros are no noise; without any noise each value stands out.
  let tiny = Double(max(rows, columns)) * .ulpOfOne
  let squares = singularValues.map { ($0 / largest) * ($0 / largest) }
  guard (squares.last ?? 0) > tiny * tiny else { return squares.count { $0 > tiny * tiny } }
  let energy = FreeEnergy(squares: squares, rows: rows, columns: columns)
  let noise = energy.bestNoise
  let edge = energy.longer * noise * energy.threshold
  return squares.count { $0 > edge }
}

/// The free energy as a function of the noise's variance, all else at its best.
private struct FreeEnergy {
  let squares: [Double]
  let shorter: Double
  let longer: Double
  let aspect: Double

  /// What γ²/(longer · variance) must exceed to stay.
  let threshold: Double

  init(squares: [Double], rows: Int, columns: Int) {
    self.squares = squares
    (shorter, longer) = (Double(min(rows, columns)), Double(max(rows, columns)))
    aspect = shorter / longer
    let bound = 2.5129 * aspect.squareRoot()
    threshold = (1 + bound) * (1 + aspect / bound)
  }

  /// The variance of least energy: the best of a fine grid of logarithms between the paper's bounds, made
  /// finer around it.
  var bestNoise: Double {
    let count = squares.count
    let most = min(Int((shorter / (1 + aspect)).rounded(.up)) - 1, count - 1)
    let rest = squares[most...]
    var low = log(
      max(
        squares[most] / (longer * threshold),
        rest.reduce(0, +) / Double(rest.count) / longer))
    var high = log(squares.reduce(0, +) / (shorter * longer))
    // The energy may have several valleys, so look everywhere first.
    for steps in [100, 20, 20, 20, 20] where low < high {
      let width = (high - low) / Double(steps)
      let best =
        (0...steps).map { low + Double($0) * width }
        .min { self(exp($0)) < self(exp($1)) } ?? low
      (low, high) = (max(low, best - width), min(high, best + width))
    }
    return exp((low + high) / 2)
  }

  private func callAsFunction(_ variance: Double) -> Double {
    squares.reduce(0) { sum, square in
      let x = square / (longer * variance)
      guard x > threshold else { return sum + x - log(x) }
      let b = x - (1 + aspect)
      let t = (b + (b * b - 4 * aspect).squareRoot()) / 2
      return sum + x - t + log((t + 1) / x) + aspect * log(t / aspect + 1)
    }
  }
}

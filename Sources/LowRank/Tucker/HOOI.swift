import LinearAlgebra

/// What higher-order orthogonal iteration found, and how it came there.
public struct HOOI<Scalar: RealScalar>: Equatable, Sendable {
  /// The decomposition.
  public let tucker: Tucker<Scalar>

  /// The relative error ‖X − X̂‖/‖X‖ of the start, then after each sweep. It never grows, but for rounding
  /// where all sweeps were asked for: a sweep that would make it larger is not made.
  public let errors: [Scalar]

  /// Whether the last sweep gained less than the tolerance, or the next one would gain nothing but rounding.
  public let hasConverged: Bool

  /// How many sweeps were made.
  public var sweeps: Int { errors.count - 1 }
}

/// The Tucker decomposition by higher-order orthogonal iteration: alternating least squares with
/// orthonormal factors.
///
/// ```swift
/// let x = Tensor<Double>(sizes: [6, 5, 4]) { 1 / Double($0.reduce(1, +)) }
/// let found = try hooi(x, ranks: [2, 2, 2])
/// found.errors.last    // at most the error of `hosvd`
/// ```
///
/// With the other factors held, the best factor of a mode is known: the leading left singular vectors of
/// X projected on the others. One sweep takes each mode once, so the error never grows. It may end in a
/// local minimum; nothing is known that always finds the best.
///
/// It starts from the factors of `hosvd`, but for the longest mode, which takes its first such step at
/// once. So its first error is at most that of `hosvd` already, at a fraction of the work. Modes that
/// were done in a sweep stay projected for the rest of it, and leave the core at its end.
///
/// Source: L. De Lathauwer, B. De Moor and J. Vandewalle, "On the best rank-1 and rank-(R₁, R₂, …, Rₙ)
/// approximation of higher-order tensors", SIAM J. Matrix Anal. Appl. 21, 2000,
/// doi:10.1137/S0895479898346995.
///
/// - Parameters:
///   - x: A tensor with N modes.
///   - ranks: For each mode how many vectors to keep, from 1 to its size.
///   - sweeps: How many sweeps to make at most.
///   - tolerance: Ends when a sweep lowers the relative error by less; 0 makes all sweeps.
/// - Throws: As `hosvd`; `outOfRange` for a negative number of sweeps; `unsuitable` with `negative` for a
///   tolerance that is so or NaN.
/// - Complexity: O(min rₙ · the elements) a sweep, about.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func hooi<Scalar: RealScalar>(
  _ x: Tensor<Scalar>, ranks: [Int], sweeps: Int = 50, tolerance: Scalar = 1e-6
) throws(TensorError) -> HOOI<Scalar> {
  try x.checkRanks(ranks)
  guard sweeps >= 0 else {
    throw .outOfRange(name: "sweeps", value: sweeps, atLeast: 0, atMost: .max)
  }
  try checkTolerance(tolerance)
  let (scaled, scale) = try x.scaledForSquares()
  let norm = scaled.elements.squareSum().squareRoot()
  var tucker = try startOfIteration(scaled, ranks)
  var errors = [scaled.error(of: tucker, norm)]
  var hasConverged = false
  for _ in 0..<sweeps where !hasConverged {
    let next = try swept(scaled, tucker.factors, ranks)
    let (before, error) = (errors[errors.count - 1], scaled.error(of: next, norm))
    // What rounding does to the difference of squares that an error is the root of.
    let rounding = 16 * Scalar.ulpOfOne / max(before, Scalar.ulpOfOne.squareRoot())
    if error - before > (tolerance > 0 ? 0 : rounding) {
      hasConverged = error - before <= rounding
      break
    }
    tucker = next
    errors.append(error)
    hasConverged = tolerance > 0 && before - error < tolerance
  }
  return HOOI(
    tucker: tucker.multiplied(by: scale), errors: errors, hasConverged: hasConverged)
}

/// The factors of the truncated HOSVD, but in the longest mode the best one for the others.
private func startOfIteration<Scalar: RealScalar>(
  _ x: Tensor<Scalar>, _ ranks: [Int]
) throws(TensorError) -> Tucker<Scalar> {
  guard let longest = x.sizes.indices.max(by: { x.sizes[$0] < x.sizes[$1] }) else {
    return Tucker(trusted: x, [])
  }
  var factors: [(matrix: Matrix<Scalar>, mode: Int)] = []
  for mode in x.sizes.indices where mode != longest {
    factors.append((try x.leadingVectors(mode, ranks[mode]), mode))
  }
  let projected = x.product(with: factors.map { ($0.matrix.transposed, $0.mode) })
  let last = try projected.leadingVectors(longest, ranks[longest])
  factors.insert((last, longest), at: longest)
  return Tucker(trusted: projected.product(with: last.transposed, longest), factors.map(\.matrix))
}

/// One sweep: every factor replaced by the best one for the others as they are then.
private func swept<Scalar: RealScalar>(
  _ x: Tensor<Scalar>, _ before: [Matrix<Scalar>], _ ranks: [Int]
) throws(TensorError) -> Tucker<Scalar> {
  var (factors, done) = (before, x)
  let transposed = before.map(\.transposed)
  for mode in x.sizes.indices {
    let others = (mode + 1..<factors.count).map { (transposed[$0], $0) }
    factors[mode] = try done.product(with: others).leadingVectors(mode, ranks[mode])
    done = done.product(with: factors[mode].transposed, mode)
  }
  return Tucker(trusted: done, factors)
}

extension Tensor {
  /// The relative error of a projection onto orthonormal factors, of which ‖X − X̂‖² = ‖X‖² − ‖G‖².
  ///
  /// Where the two nearly cancel, to half of their digits, the error is computed as it is defined.
  fileprivate func error(of tucker: Tucker<Scalar>, _ norm: Scalar) -> Scalar {
    guard norm > 0 else { return 0 }
    let kept = tucker.core.norm / norm
    let rest = (1 - kept) * (1 + kept)
    return rest > Scalar.ulpOfOne.squareRoot()
      ? rest.squareRoot() : relativeError(of: tucker.reconstructed())
  }
}

import LinearAlgebra

/// What alternating least squares found for CP, and how it came there.
public struct CPFit<Scalar: RealScalar>: Equatable, Sendable {
  /// The decomposition, its weights positive and descending.
  public let cp: CP<Scalar>

  /// The relative error ‖X − X̂‖/‖X‖ after each sweep. It never grows, but for rounding where all sweeps
  /// were asked for: a sweep that would make it larger is not made.
  public let errors: [Scalar]

  /// The norm of the weights, √Σλᵣ², after each sweep.
  public let componentNorms: [Scalar]

  /// Whether the last sweep gained less than the tolerance, or the next one would gain nothing but rounding.
  ///
  /// It is not where the next one would make the error larger than rounding explains: then the factors are
  /// too nearly collinear for the equations to tell them apart in this scalar type.
  public let hasConverged: Bool

  /// How many sweeps were made.
  public var sweeps: Int { errors.count }

  /// Whether terms were still growing against each other when the sweeps ended: over the second half of
  /// them the norm of the weights grew by over 1 %, and two terms have a cosine below −0.9.
  ///
  /// Then a best approximation of this rank may not exist: the terms run to infinity while their sum comes
  /// nearer to X (V. de Silva and L.-H. Lim, "Tensor rank and the ill-posedness of the best low-rank
  /// approximation problem", SIAM J. Matrix Anal. Appl. 30, 2008, doi:10.1137/06066518X).
  public var isDiverging: Bool {
    guard let last = componentNorms.last else { return false }
    return last > 1.01 * componentNorms[componentNorms.count / 2] && cp.lowestCongruence < -0.9
  }
}

/// The CP decomposition with `rank` terms, by alternating least squares from a seeded random start.
///
/// ```swift
/// let x = Tensor<Double>(sizes: [4, 3, 2]) { Double(($0[0] + 1) * ($0[1] + 1) * ($0[2] + 1)) }
/// let fit = try cpALS(x, rank: 1)
/// fit.errors.last    // 0 but for rounding: every element is a product
/// ```
///
/// Each factor in turn is replaced by the best one for the others, and its columns are made of length one.
/// The error never grows, and that is all that is certain. It may end in a local minimum, may creep for
/// many sweeps, and a best approximation need not exist. So look at `isDiverging`, and try several seeds.
///
/// Source: T. G. Kolda and B. W. Bader, "Tensor Decompositions and Applications", SIAM Review 51, 2009,
/// doi:10.1137/07070111X, section 3.4.
///
/// - Parameters:
///   - x: A tensor with two modes or more, none of them empty.
///   - rank: The number of terms R, 1 or more. It may exceed the sizes.
///   - sweeps: How many sweeps to make at most.
///   - tolerance: Ends when a sweep lowers the relative error by less; 0 makes all sweeps.
///   - seed: The random numbers of the start. The same seed gives the same result.
/// - Throws: `outOfRange` for the number of modes, their sizes, the rank or the sweeps; `nonFinite`;
///   `unsuitable` with `negative` for a tolerance that is so or NaN, and with `notConverged`, which no finite
///   tensor is known to cause.
/// - Complexity: O(R · the elements + N·R³) a sweep: two products that read the tensor once each.
public func cpALS<Scalar: RealScalar>(
  _ x: Tensor<Scalar>, rank: Int, sweeps: Int = 200, tolerance: Scalar = 1e-8, seed: UInt64 = 1
) throws(TensorError) -> CPFit<Scalar> {
  guard rank >= 1 else {
    throw .outOfRange(name: "the rank", value: rank, atLeast: 1, atMost: .max)
  }
  var generator = SeededGenerator(seed: seed)
  var factors: [Matrix<Scalar>] = []
  for size in x.sizes {
    factors.append(.normal(rows: size, columns: rank, using: &generator))
  }
  return try cpALS(x, startingFrom: factors, sweeps: sweeps, tolerance: tolerance)
}

/// The CP decomposition by alternating least squares from given factors.
///
/// - Parameters:
///   - x: A tensor with two modes or more, none of them empty.
///   - factors: For each mode an Iₙ×R matrix, R ≥ 1. The first factor is replaced before it is used.
///   - sweeps: How many sweeps to make at most.
///   - tolerance: Ends when a sweep lowers the relative error by less; 0 makes all sweeps.
/// - Throws: As from a random start; `modeCount` and `dimensionMismatch` for the factors, and `unsuitable`
///   with `nonFinite` where one holds NaN or ∞.
/// - Complexity: O(R · the elements + N·R³) a sweep.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func cpALS<Scalar: RealScalar>(
  _ x: Tensor<Scalar>, startingFrom factors: [Matrix<Scalar>], sweeps: Int = 200,
  tolerance: Scalar = 1e-8
) throws(TensorError) -> CPFit<Scalar> {
  try x.checkStart(factors)
  guard sweeps >= 1 else {
    throw .outOfRange(name: "sweeps", value: sweeps, atLeast: 1, atMost: .max)
  }
  try checkTolerance(tolerance)
  let (scaled, scale) = try x.scaledForSquares()
  var iteration = CPIteration(scaled, factors)
  var errors: [Scalar] = []
  var norms: [Scalar] = []
  var hasConverged = false
  while errors.count < sweeps && !hasConverged {
    let before = iteration
    do throws(LinearAlgebraError) {
      try iteration.sweep()
    } catch {
      throw .unsuitable(error)
    }
    let growth = errors.isEmpty ? 0 : iteration.error - before.error
    let rounding = max(iteration.rounding, before.rounding)
    if growth > (tolerance > 0 ? 0 : rounding) {
      hasConverged = growth <= rounding
      iteration = before
      break
    }
    errors.append(iteration.error)
    norms.append(scale * Vector(iteration.weights).norm)
    hasConverged = tolerance > 0 && errors.count > 1 && -growth < tolerance
  }
  let order = iteration.weights.indices.sorted { iteration.weights[$0] > iteration.weights[$1] }
  return CPFit(
    cp: CP(
      trusted: order.map { scale * iteration.weights[$0] },
      iteration.factors.map { $0.columns(inOrder: order) }),
    errors: errors, componentNorms: norms, hasConverged: hasConverged)
}

extension Tensor {
  /// Throws where a CP decomposition cannot start from the given factors.
  fileprivate func checkStart(_ factors: [Matrix<Scalar>]) throws(TensorError) {
    guard modes >= 2 else {
      throw .outOfRange(name: "the number of modes", value: modes, atLeast: 2, atMost: .max)
    }
    if let empty = sizes.firstIndex(of: 0) {
      throw .outOfRange(name: "the size of mode \(empty)", value: 0, atLeast: 1, atMost: .max)
    }
    guard factors.count == modes else {
      throw .modeCount(name: "factors", found: factors.count, shape: shape)
    }
    guard factors[0].columns >= 1 else {
      throw .outOfRange(name: "the rank", value: 0, atLeast: 1, atMost: .max)
    }
    for (mode, factor) in factors.enumerated()
    where factor.rows != sizes[mode] || factor.columns != factors[0].columns {
      throw .dimensionMismatch(
        operation: "the factor of mode \(mode)",
        left: "a \(shape) tensor and \(factors[0].columns) terms",
        right: "a \(factor.shape) matrix")
    }
    for factor in factors {
      do throws(LinearAlgebraError) { try factor.checkFinite() } catch { throw .unsuitable(error) }
    }
  }
}

extension Matrix {
  /// The matrix with its columns in another order.
  fileprivate func columns(inOrder order: [Int]) -> Matrix {
    Matrix(rows: rows, columns: columns) { i, j in self[i, order[j]] }
  }
}

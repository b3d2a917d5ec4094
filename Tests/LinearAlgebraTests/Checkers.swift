import LinearAlgebra

/// How large an error is, in units of what rounding explains: the ratios of LAPACK's own tests
/// (Anderson et al., "LAPACK Users' Guide", 3rd edition, §4; Working Note 41), in the 1-norm.
///
/// A ratio of about one is usual. Five is the contract.
enum ErrorRatio {
  static let limit = 5.0

  /// ‖A − B‖ / (‖A‖ · max(m, n) · ε).
  ///
  /// Both are first multiplied by the power of two that brings the largest element of A near one, so
  /// that the norms neither overflow nor underflow. Where the norm itself is near the smallest
  /// number, no result can be closer than that number, which is allowed for.
  static func residual<Scalar: RealScalar>(_ a: Matrix<Scalar>, _ b: Matrix<Scalar>) -> Double {
    let size = Double(max(a.rows, a.columns, 1))
    let norm = a.oneNorm
    guard norm > 0 else { return b.oneNorm == 0 ? 0 : .infinity }
    let unit = max(Double(Scalar.ulpOfOne), Double(Scalar.leastNonzeroMagnitude) / Double(norm))
    return Double((a - b).oneNorm) / Double(norm) / (size * unit)
  }

  /// ‖QᵀQ − I‖ / (m · ε), for Q with m rows.
  static func orthogonality<Scalar: RealScalar>(_ q: Matrix<Scalar>) -> Double {
    let gram = q.transposed * q
    let error = (gram - Matrix.identity(q.columns)).oneNorm
    return Double(error) / (Double(max(q.rows, 1)) * Double(Scalar.ulpOfOne))
  }

  /// The largest of an SVD's three ratios, or ∞ where its shapes or values are not those of one.
  static func of<Scalar: RealScalar>(
    _ f: SVD<Scalar>, of a: Matrix<Scalar>, _ shape: FactorShape = .thin
  ) -> Double {
    let count = min(a.rows, a.columns)
    let (left, right) = shape == .thin ? (count, count) : (a.rows, a.columns)
    guard f.u.rows == a.rows, f.u.columns == left, f.v.rows == a.columns, f.v.columns == right,
      f.singularValues.count == count, f.singularValues.allSatisfy({ $0 >= 0 && $0.isFinite }),
      zip(f.singularValues, f.singularValues.dropFirst()).allSatisfy({ $0 >= $1 })
    else { return .infinity }
    let shift = exponent(a)
    let values = f.singularValues.map { scaled($0, shift) }
    let rebuilt = SVD(u: f.u, singularValues: values, v: f.v).reconstructed()
    return worst(
      residual(a.map { scaled($0, shift) }, rebuilt) / slack(a, shift),
      orthogonality(f.u), orthogonality(f.v))
  }

  /// The larger of an eigendecomposition's two ratios, or ∞ where it is none.
  static func of<Scalar: RealScalar>(
    _ f: SymmetricEigen<Scalar>, of a: Matrix<Scalar>
  ) -> Double {
    guard f.vectors.rows == a.rows, f.vectors.columns == a.rows, f.values.count == a.rows,
      zip(f.values, f.values.dropFirst()).allSatisfy({ $0 >= $1 })
    else { return .infinity }
    let shift = exponent(a)
    let work = a.map { scaled($0, shift) }
    let norm = max(Double(work.oneNorm), Double(Scalar.leastNonzeroMagnitude))
    let difference =
      work * f.vectors - f.vectors.scalingColumns(by: f.values.map { scaled($0, shift) })
    let unit = Double(max(a.rows, 1)) * Double(Scalar.ulpOfOne) * slack(a, shift)
    return worst(Double(difference.oneNorm) / norm / unit, orthogonality(f.vectors))
  }

  /// The larger of a QR factorisation's two ratios, or ∞ where R is no upper triangle.
  static func of<Scalar: RealScalar>(
    _ f: QR<Scalar>, of a: Matrix<Scalar>, _ shape: FactorShape = .thin
  ) -> Double {
    let count = shape == .thin ? min(a.rows, a.columns) : a.rows
    guard f.q.rows == a.rows, f.q.columns == count, f.r.rows == count, f.r.columns == a.columns
    else { return .infinity }
    for i in 0..<f.r.rows {
      for j in 0..<min(i, f.r.columns) where f.r[i, j] != 0 { return .infinity }
    }
    let shift = exponent(a)
    return worst(
      residual(a.map { scaled($0, shift) }, f.q * f.r.map { scaled($0, shift) })
        / slack(a, shift), orthogonality(f.q))
  }

  /// The largest, where NaN is larger than all.
  private static func worst(_ ratios: Double...) -> Double {
    ratios.reduce(0) { $1.isNaN ? .infinity : max($0, $1) }
  }

  private static func exponent<Scalar: RealScalar>(_ a: Matrix<Scalar>) -> Scalar.Exponent {
    a.maxNorm > 0 ? -a.maxNorm.exponent : 0
  }

  private static func scaled<Scalar: RealScalar>(
    _ value: Scalar, _ exponent: Scalar.Exponent
  ) -> Scalar {
    Scalar(sign: .plus, exponent: exponent, significand: value)
  }

  /// How much coarser than ε the numbers near A's largest are: over one for subnormal numbers alone.
  private static func slack<Scalar: RealScalar>(
    _ a: Matrix<Scalar>, _ exponent: Scalar.Exponent
  ) -> Double {
    guard a.maxNorm > 0 else { return 1 }
    return max(1, Double(scaled(Scalar.leastNonzeroMagnitude, exponent) / Scalar.ulpOfOne))
  }
}

// The values of a bidiagonal matrix are determined by its elements to all digits, whatever its condition
// number is, and the QR iteration finds them so (Demmel and Kahan, "Accurate Singular Values of Bidiagonal
// Matrices", SIAM J. Sci. Stat. Comput. 11, 1990, doi:10.1137/0911052). Jacobi's method does not: its error goes
// with the condition number that is left after scaling.

/// The decomposition of a square matrix that is bidiagonal, upper or lower, with every value to high relative
/// accuracy; nothing for any other matrix, and where elements differ by a factor of more than 2⁹⁰⁰, which
/// scaling could lose.
func bidiagonalSVD(
  _ a: Matrix<Double>, _ shape: FactorShape
) throws(LinearAlgebraError) -> SVD<Double>? {
  guard a.rows == a.columns, a.hasModestRange else { return nil }
  if a.isUpperBidiagonal { return try svd(a, shape) }
  let transposed = a.transposed
  guard transposed.isUpperBidiagonal else { return nil }
  let f = try svd(transposed, shape)
  // The sign goes with the right vectors, which were the left ones.
  let right = f.u.workingTransposed(.unit)
  let signs = (0..<a.columns).map { conventionalSign(right.row($0)) }
  return SVD(
    u: f.v.scalingColumns(by: signs), singularValues: f.singularValues,
    v: f.u.scalingColumns(by: signs))
}

extension Matrix<Double> {
  fileprivate var isUpperBidiagonal: Bool {
    for i in 0..<rows {
      for j in 0..<columns where j != i && j != i + 1 && elements[i * columns + j] != 0 {
        return false
      }
    }
    return true
  }

  /// Whether no element that is not zero is smaller than 2⁻⁹⁰⁰ times the largest.
  fileprivate var hasModestRange: Bool {
    let largest = maxNorm
    return elements.allSatisfy { $0 == 0 || abs($0) >= largest * 0x1p-900 }
  }
}

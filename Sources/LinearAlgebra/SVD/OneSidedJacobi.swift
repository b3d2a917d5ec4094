/// The rotations that make the rows of a matrix orthogonal to each other.
///
/// For a matrix G, rotations of its rows make JG = ΣUᵀ: rows whose norms are the singular values and
/// whose directions are singular vectors (Hestenes, "Inversion of Matrices by Biorthogonalization and
/// Related Results", J. SIAM 6, 1958, doi:10.1137/0106005). A pair counts as orthogonal when the
/// cosine between its rows is rounding, however short they are; that is why short rows keep their
/// digits (Demmel and Veselić, "Jacobi's Method is More Accurate than QR", SIAM J. Matrix Anal. Appl.
/// 13, 1992, doi:10.1137/0613074). In each sweep the longest row that is left comes first (de Rijk
/// 1989, doi:10.1137/0910023).
///
/// Rows of a triangle from a pivoted factorisation are nearly orthogonal from the start; four to
/// seven sweeps of 3n³ operations, or 6n³ with companions, are usual.
struct OneSidedJacobi {
  /// The rows to make orthogonal.
  private let rows: AlignedMatrix<Double>

  /// As many rows that take part in every rotation: the identity turns into J.
  private let companions: AlignedMatrix<Double>?

  private var norms: [Double] = []
  private let scratch: AlignedRow<Double>

  /// A cosine that rounding explains.
  private let tolerance: Double

  /// Makes the rows orthogonal, and returns their norms.
  static func norms(
    orthogonalizing rows: AlignedMatrix<Double>, companions: AlignedMatrix<Double>? = nil
  ) throws(LinearAlgebraError) -> [Double] {
    var state = OneSidedJacobi(rows, companions)
    // Some six sweeps are what it takes.
    let limit = 40
    for _ in 0..<limit {
      if !state.sweep() { return state.measuredNorms() }
    }
    throw .notConverged(algorithm: "one-sided Jacobi", iterations: limit)
  }

  private init(_ rows: AlignedMatrix<Double>, _ companions: AlignedMatrix<Double>?) {
    self.rows = rows
    self.companions = companions
    scratch = AlignedMatrix<Double>(rows: 1, columns: rows.columns).row(0)
    tolerance = Double(max(rows.columns, 4)).squareRoot() * Double.ulpOfOne / 2
  }

  private func measuredNorms() -> [Double] {
    (0..<rows.rows).map { rows.row($0).norm(from: 0) }
  }

  /// Visits every pair once.
  ///
  /// - Returns: Whether one was not orthogonal yet.
  private mutating func sweep() -> Bool {
    norms = measuredNorms()
    var changed = false
    for p in 0..<rows.rows {
      let longest = (p..<rows.rows).reduce(p) { norms[$1] > norms[$0] ? $1 : $0 }
      if longest != p {
        rows.row(p).swap(with: rows.row(longest))
        if let companions { companions.row(p).swap(with: companions.row(longest)) }
        norms.swapAt(p, longest)
      }
      for q in p + 1..<max(rows.rows, p + 1) where orthogonalize(p, q) { changed = true }
    }
    return changed
  }

  /// Makes a pair orthogonal, unless it is.
  private mutating func orthogonalize(_ p: Int, _ q: Int) -> Bool {
    let (x, y) = (rows.row(p), rows.row(q))
    let (a, b) = (norms[p], norms[q])
    guard b > 0 else { return false }
    let cosine = self.cosine(x, y, a, b)
    guard abs(cosine) > tolerance else { return false }

    if b <= Double.ulpOfOne * a {
      // The angle is below ε: x and the companions would stay as they are. Taking the share of x
      // out of y is all, in a form that no ratio of lengths makes underflow.
      scratch.becomeUnit(x, a)
      y.add(-scratch.dot(y, from: 0), scratch, from: 0)
      norms[q] = y.norm(from: 0)
      return true
    }

    // The smaller angle with (x', y') = 0: t² + 2ζt − 1 = 0 (Golub and Van Loan, §8.6.5).
    let zeta = (a / b - b / a) / (2 * cosine)
    let root = (1 + zeta * zeta).squareRoot()
    let tangent = zeta < 0 ? 1 / (zeta - root) : 1 / (zeta + root)
    let c = 1 / (1 + tangent * tangent).squareRoot()
    x.rotate(with: y, cosine: c, sine: c * tangent)
    if let companions {
      companions.row(p).rotate(with: companions.row(q), cosine: c, sine: c * tangent)
    }
    norms[p] = updated(a, by: 1 + tangent * cosine * (b / a), x)
    norms[q] = updated(b, by: 1 - tangent * cosine * (a / b), y)
    return true
  }

  /// The norm whose square has changed by a factor, measured anew where the factor lost digits.
  private func updated(_ norm: Double, by factor: Double, _ row: AlignedRow<Double>) -> Double {
    factor > 0.25 ? norm * factor.squareRoot() : row.norm(from: 0)
  }

  /// The cosine of the angle between two rows of the given norms.
  private func cosine(
    _ x: AlignedRow<Double>, _ y: AlignedRow<Double>, _ a: Double, _ b: Double
  ) -> Double {
    if a * b > Double.negligible { return x.dot(y, from: 0) / a / b }
    scratch.becomeUnit(x, a)
    return scratch.dot(y, from: 0) / b
  }
}

extension AlignedRow<Double> {
  /// Divides by a norm, which keeps the digits where the reciprocal would overflow.
  func divide(by norm: Double) {
    for index in 0..<count { self[index] /= norm }
  }

  /// Becomes a row of the given norm, divided by it.
  fileprivate func becomeUnit(_ other: AlignedRow, _ norm: Double) {
    for index in 0..<count { self[index] = other[index] / norm }
  }
}

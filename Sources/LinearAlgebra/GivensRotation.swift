/// A rotation of two coordinates that turns (f, g) into (r, 0): cf + sg = r ≥ 0, cg − sf = 0.
///
/// Golub and Van Loan, §5.1.8. On safe scaling, compare Anderson, "Algorithm 978: Safe Scaling in the
/// Level 1 BLAS", ACM TOMS 44, 2017, doi:10.1145/3061665. Many give r the sign of f. That costs a
/// branch which no processor foresees, and this is what the iterations spend their time on.
struct GivensRotation<Scalar: RealScalar> {
  let cosine: Scalar
  let sine: Scalar

  /// The length of (f, g).
  let length: Scalar

  @inline(__always)
  init(_ f: Scalar, _ g: Scalar) {
    let sum = f * f + g * g
    if sum > Scalar.leastNormalMagnitude / (Scalar.ulpOfOne * Scalar.ulpOfOne)
      && sum <= Scalar.greatestFiniteMagnitude
    {
      let root = sum.squareRoot()
      (cosine, sine, length) = (f / root, g / root, root)
    } else {
      (cosine, sine, length) = Self.scaled(f, g)
    }
  }

  /// The same where the squares underflow or overflow: divides by the larger first.
  @inline(never)
  private static func scaled(_ f: Scalar, _ g: Scalar) -> (Scalar, Scalar, Scalar) {
    let larger = max(abs(f), abs(g))
    guard larger > 0 else { return (1, 0, 0) }
    let (x, y) = (f / larger, g / larger)
    let root = (x * x + y * y).squareRoot()
    return (x / root, y / root, root * larger)
  }
}

/// A rotation of two coordinates that turns (f, g) into (r, 0): cf + sg = r, cg − sf = 0.
///
/// Golub and Van Loan, §5.1.8. On safe scaling, compare Anderson, "Algorithm 978: Safe Scaling in the
/// Level 1 BLAS", ACM TOMS 44, 2017, doi:10.1145/3061665.
struct GivensRotation<Scalar: RealScalar> {
  let cosine: Scalar
  let sine: Scalar

  /// The length of (f, g), with the sign of f.
  let length: Scalar

  @inline(__always)
  init(_ f: Scalar, _ g: Scalar) {
    let sum = f * f + g * g
    if g == 0 {
      (cosine, sine, length) = (1, 0, f)
    } else if f == 0 {
      (cosine, sine, length) = (0, 1, g)
    } else if sum > Scalar.leastNormalMagnitude / (Scalar.ulpOfOne * Scalar.ulpOfOne)
      && sum.isFinite
    {
      let root = f < 0 ? -sum.squareRoot() : sum.squareRoot()
      (cosine, sine, length) = (f / root, g / root, root)
    } else {
      // The squares underflow or overflow: divide by the larger first.
      let larger = max(abs(f), abs(g))
      let (x, y) = (f / larger, g / larger)
      let root = f < 0 ? -(x * x + y * y).squareRoot() : (x * x + y * y).squareRoot()
      (cosine, sine, length) = (x / root, y / root, root * larger)
    }
  }
}

import Grading

/// The shape of a matrix of noise and its deviation, which is all that the thresholds depend on.
struct NoiseShape: Sendable {
  let m: Int
  let n: Int
  let deviation: Double

  var longer: Double { Double(max(m, n)) }
  var shorter: Double { Double(min(m, n)) }

  /// β, from the shorter side over the longer.
  var aspect: Double { shorter / longer }

  /// σ√max(m, n).
  var scale: Double { deviation * longer.squareRoot() }

  /// σ(√m + √n).
  var edge: Double { deviation * (Double(m).squareRoot() + Double(n).squareRoot()) }

  /// λ(β) · σ√max(m, n).
  var hardThreshold: Double { Self.lambda(aspect) * scale }

  /// The coefficient of the optimal hard threshold.
  static func lambda(_ beta: Double) -> Double {
    let root = (beta * beta + 14 * beta + 1).squareRoot()
    return (2 * (beta + 1) + 8 * beta / (beta + 1 + root)).squareRoot()
  }

  static func probe(_ m: Int, _ n: Int, _ deviation: Double) -> Probe<NoiseShape> {
    Probe("\(m)×\(n) and σ = \(brief(deviation))", NoiseShape(m: m, n: n, deviation: deviation))
  }
}

/// Compares a number with what it should be. Some ten operations, none of which cancels, round by a few
/// ε of the result.
func discrepancy(_ found: Double, expected: Double) -> Discrepancy? {
  if let wrong = finiteDiscrepancy([found], "the result") { return wrong }
  let tolerance = roundoff(4, scale: abs(expected))
  let residual = abs(found - expected)
  return residual <= tolerance
    ? nil
    : Discrepancy(
      diagnosis: "value", message: "The number is not the expected one.",
      evidence: "expected \(brief(expected)), found \(brief(found)); "
        + residualText(residual, tolerance))
}

/// Whether a number is what a certain mistake would have given.
func resembles(_ found: Double, _ mistaken: Double...) -> Bool {
  mistaken.contains { resembles([found], [$0]) }
}

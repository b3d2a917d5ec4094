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

  /// s√max(m, n).
  var scale: Double { deviation * longer.squareRoot() }

  /// s(√m + √n).
  var edge: Double { deviation * (Double(m).squareRoot() + Double(n).squareRoot()) }

  /// λ(β) · s√max(m, n).
  var hardThreshold: Double { Self.lambda(aspect) * scale }

  /// The coefficient of the optimal hard threshold, in the form that Gavish and Donoho give it.
  static func lambda(_ beta: Double) -> Double {
    let root = (beta * beta + 14 * beta + 1).squareRoot()
    return (2 * (beta + 1) + 8 * beta / (beta + 1 + root)).squareRoot()
  }

  var probe: Probe<NoiseShape> { Probe("\(m)×\(n) and s = \(brief(deviation))", self) }

  static func probe(_ m: Int, _ n: Int, _ deviation: Double) -> Probe<NoiseShape> {
    NoiseShape(m: m, n: n, deviation: deviation).probe
  }

  /// Shapes and deviations drawn from a seed.
  static func seeded(_ seed: UInt64, count: Int) -> [NoiseShape] {
    var counts = SeededCounts(seed: seed)
    return (0..<count).map { _ in
      NoiseShape(
        m: counts.next(in: 1...900), n: counts.next(in: 1...900),
        deviation: Double(counts.next(in: 1...400)) / 8)
    }
  }
}

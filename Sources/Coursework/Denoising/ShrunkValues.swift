import Grading

/// Exercise 6.5: the values, shrunk by the rule that is best for the mean square error.
enum ShrunkValues {
  typealias Answers = DenoisingAnswers

  /// The values of a noisy matrix, and its noise.
  struct Spectrum: Sendable {
    let values: [Double]
    let shape: NoiseShape

    /// The formula for a value, whatever lies below the edge; other numbers may stand for its parts.
    func formula(
      _ value: Double, scale: Double? = nil, aspect: Double? = nil
    ) -> Double {
      let (scale, beta) = (scale ?? shape.scale, aspect ?? shape.aspect)
      let y = value / scale
      let bulk = y * y - beta - 1
      return scale * (bulk * bulk - 4 * beta).squareRoot() / y
    }

    /// The values above the edge changed by `rule`, the others 0.
    func above(_ edge: Double? = nil, _ rule: (Double) -> Double) -> [Double] {
      values.map { $0 > edge ?? shape.edge ? rule($0) : 0 }
    }

    /// What the exercise asks for.
    var shrunk: [Double] { above { formula($0) } }

    /// What it would be if the values were measured in another unit.
    func measured(in scale: Double) -> [Double] {
      above(scale * (1 + shape.aspect.squareRoot())) { formula($0, scale: scale) }
    }

    /// What it would be with another β.
    func with(aspect beta: Double) -> [Double] {
      above(shape.scale * (1 + beta.squareRoot())) { formula($0, aspect: beta) }
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Start with a square matrix, where β = 1: the rule is then √(σᵢ² − 4ns²), or 0.",
      "For any shape, let r = s√max(m, n) and y = σᵢ/r. Go back to the units of the matrix at the "
        + "end: multiply by r.",
      "Below the edge, y ≤ 1 + √β, the answer is 0. Ask that first: under the root the number may "
        + "be "
        + "negative there, and the root of that is NaN.",
      "Above it: `let bulk = y * y - beta - 1`, then "
        + "`scale * (bulk * bulk - 4 * beta).squareRoot() / y`.",
    ],
    checks: [
      Check(
        "spectra",
        // Most hold a value between the edge and the hard threshold; the wide ones also some below
        // 1 − √β, where the formula is positive again.
        probes: [
          spectrum([900, 120, 66, 42, 30, 11, 3], 100, 100, 2),
          spectrum([400, 90, 33, 22, 15, 8, 4], 100, 400, 1),
          spectrum([400, 90, 33, 22, 15, 8, 4], 400, 100, 1),
          spectrum([70, 30, 18.6, 9, 2], 9, 36, 2), spectrum([5, 1], 8, 8, 3),
          spectrum([40], 1, 16, 2), spectrum([], 3, 5, 1), spectrum([50, 30, 0, 0], 4, 9, 1),
          spectrum([12, 12, 12], 3, 4, 1),
          spectrum([70e-12, 30e-12, 18.6e-12, 9e-12, 2e-12], 9, 36, 2e-12),
          spectrum([70e12, 30e12, 18.6e12, 9e12, 2e12], 9, 36, 2e12),
          spectrum([7e-12, 3e-12, 2.4e-12, 1e-13], 4, 6, 0.5e-12),
        ] + seeded(65),
        call: { try $0.shrunkValues($1.values, $1.shape.m, $1.shape.n, $1.shape.deviation) },
        verify: { spectrum, found in
          // The root of a difference that is a twentieth of its terms at least: 20 times their rounding.
          discrepancy(
            found, expected: spectrum.shrunk,
            tolerance: 20 * roundoff(4, scale: spectrum.shrunk.first ?? 0), "value")
        })
    ],
    mistakes: mistakes + formulas,
    alternatives: [
      Alternative("the product of two differences", at: \.shrunkValues) {
        values, m, n, deviation in
        let shape = NoiseShape(m: m, n: n, deviation: deviation)
        let root = shape.aspect.squareRoot()
        let (inner, outer) = ((1 - root) * shape.scale, (1 + root) * shape.scale)
        return values.map { y in
          y > outer ? ((y * y - inner * inner) * (y * y - outer * outer)).squareRoot() / y : 0
        }
      },
      Alternative("in the units of the matrix", at: \.shrunkValues) { values, m, n, deviation in
        let variance = deviation * deviation
        let shape = NoiseShape(m: m, n: n, deviation: deviation)
        return values.map { y in
          guard y > shape.edge else { return 0 }
          let bulk = y * y - variance * Double(m + n)
          let rest = 4 * variance * variance * Double(m) * Double(n)
          return max(bulk * bulk - rest, 0).squareRoot() / y
        }
      },
      Alternative("as many as exceed the edge, then zeros", at: \.shrunkValues) {
        values, m, n, deviation in
        let spectrum = Spectrum(
          values: values, shape: NoiseShape(m: m, n: n, deviation: deviation))
        let count = values.count { $0 > spectrum.shape.edge }
        return (0..<values.count).map { $0 < count ? spectrum.formula(values[$0]) : 0 }
      },
    ])

  private static func spectrum(
    _ values: [Double], _ m: Int, _ n: Int, _ deviation: Double
  ) -> Probe<Spectrum> {
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe(
      "σ = (\(list)) of a \(m)×\(n) matrix with noise \(brief(deviation))",
      Spectrum(values: values, shape: NoiseShape(m: m, n: n, deviation: deviation)))
  }

  /// Twenty spectra that keep a distance of a twentieth from their edge.
  private static func seeded(_ seed: UInt64) -> [Probe<Spectrum>] {
    var counts = SeededCounts(seed: seed)
    return NoiseShape.seeded(seed, count: 20).map { shape in
      let values = (0..<6).map { _ in Double(counts.next(in: 1...60)) / 20 * shape.edge }
        .filter { abs($0 / shape.edge - 1) > 0.04 }
      return spectrum(values.sorted(by: >), shape.m, shape.n, shape.deviation)
    }
  }
}

import Grading

/// Exercise 6.2: the optimal hard threshold where the noise is known.
enum HardThreshold {
  typealias Answers = DenoisingAnswers

  static let exercise = Exercise<Answers>(
    hints: [
        "The answer must not change where rows and columns change places. Which side is m, and which n?",
        "β is the shorter side over the longer, so it is at most 1. The root that λ(β) and σ are "
          + "multiplied by is that of the longer side.",
        "Divide as `Double`: `min(m, n) / max(m, n)` of whole numbers is 0 or 1.",
        "Test yourself: λ(1) = √(4 + 8/6) = 4/√3 ≈ 2.3094, and λ(1/4) ≈ 1.7580.",
      ],
    checks: [
      Check(
        "thresholds",
        probes: [
          NoiseShape.probe(400, 400, 25), NoiseShape.probe(100, 400, 2),
          NoiseShape.probe(400, 100, 0.5), NoiseShape.probe(50, 100, 3),
          NoiseShape.probe(300, 3, 10), NoiseShape.probe(1, 1, 7), NoiseShape.probe(5, 7, 0),
        ],
        call: { try $0.hardThreshold($1.m, $1.n, $1.deviation) },
        verify: { discrepancy($1, expected: $0.hardThreshold) },
        symptoms: symptoms)
    ],
    mistakes: mistakes,
    alternatives: [
      // λ(1/β)² = λ(β)²/β: with the rows over the columns, it is the columns whatever the shape.
      Alternative("m/n with √n") {
        $0.hardThreshold = { m, n, deviation in
          NoiseShape.lambda(Double(m) / Double(n)) * deviation * Double(n).squareRoot()
        }
      },
      Alternative("all under one root") {
        $0.hardThreshold = { m, n, deviation in
          let (a, b) = (Double(m), Double(n))
          let root = (a * a + 14 * a * b + b * b).squareRoot()
          return deviation * (2 * (a + b) + 8 * a * b / (a + b + root)).squareRoot()
        }
      },
    ])

  private static var mistakes: [Mistake<Answers>] {
    [
      mistake("√min(m, n)", "shorter-side") {
        NoiseShape.lambda($0.aspect) * $0.deviation * $0.shorter.squareRoot()
      },
      mistake("β = max/min", "aspect-upside-down") { NoiseShape.lambda(1 / $0.aspect) * $0.scale },
      mistake("β = m/n with the longer side", "aspect-upside-down") {
        NoiseShape.lambda(Double($0.m) / Double($0.n)) * $0.scale
      },
      mistake("β divided as whole numbers", "whole-division") {
        NoiseShape.lambda(Double(min($0.m, $0.n) / max($0.m, $0.n))) * $0.scale
      },
      mistake("4/√3 for every shape", "square-constant") { 4 / 3.0.squareRoot() * $0.scale },
      mistake("λ² for λ", "lambda-squared") {
        NoiseShape.lambda($0.aspect) * NoiseShape.lambda($0.aspect) * $0.scale
      },
      mistake("the inner root forgotten", "inner-root") { withoutInnerRoot($0) },
      mistake("the edge", "edge") { $0.edge },
      mistake("2.858", "median-coefficient") { 2.858 * $0.scale },
      mistake("σ forgotten", "deviation-forgotten") {
        NoiseShape.lambda($0.aspect) * $0.longer.squareRoot()
      },
      mistake("σ² for σ", "variance") { $0.hardThreshold * $0.deviation },
      mistake("the side without its root", "side-not-rooted") {
        NoiseShape.lambda($0.aspect) * $0.deviation * $0.longer
      },
    ]
  }

  private static var symptoms: [Symptom<NoiseShape, Double>] {
    [
      Symptom(
        "deviation-forgotten", "The deviation is missing: twice the noise, twice the threshold."
      ) { resembles($1, NoiseShape.lambda($0.aspect) * $0.longer.squareRoot()) },
      Symptom(
        "shorter-side",
        "This scales with √min(m, n). The threshold must lie above the noise, whose edge follows the "
          + "longer side: √max(m, n)."
      ) { resembles($1, NoiseShape.lambda($0.aspect) * $0.deviation * $0.shorter.squareRoot()) },
      Symptom(
        "whole-division", "β was divided as whole numbers, which makes it 0 unless m = n."
      ) { resembles($1, NoiseShape.lambda($0.aspect < 1 ? 0 : 1) * $0.scale) },
      Symptom(
        "aspect-upside-down",
        "β is the shorter side over the longer, at most 1; here it exceeded 1."
      ) { resembles($1, NoiseShape.lambda(1 / $0.aspect) * $0.scale) },
      Symptom("square-constant", "4/√3 is λ(1), for square matrices; λ depends on the shape.") {
        resembles($1, 4 / 3.0.squareRoot() * $0.scale)
      },
      Symptom("lambda-squared", "The outer root of λ is missing: λ(1) is 4/√3, not 16/3.") {
        let lambda = NoiseShape.lambda($0.aspect)
        return resembles($1, lambda * lambda * $0.scale)
      },
      Symptom("inner-root", "The inner root is missing: √(β² + 14β + 1), which is 4 for β = 1.") {
        resembles($1, withoutInnerRoot($0))
      },
      Symptom(
        "edge",
        "This is the edge of the noise. The threshold lies above it: a layer just outside has vectors "
          + "that are mostly noise."
      ) { resembles($1, $0.edge) },
      Symptom(
        "median-coefficient",
        "2.858 multiplies the median singular value, where σ is unknown. Here σ is known: λ(β)."
      ) { abs($1 - 2.858 * $0.scale) <= 1e-3 * $0.scale },
      Symptom("variance", "The variance σ² stands for the deviation σ.") {
        resembles($1, $0.deviation * $0.hardThreshold)
      },
      Symptom("side-not-rooted", "The side counts with its root: σ√max(m, n), not σ max(m, n).") {
        resembles($1, $0.hardThreshold * $0.longer.squareRoot())
      },
    ]
  }

  private static func withoutInnerRoot(_ shape: NoiseShape) -> Double {
    let beta = shape.aspect
    let sum = beta + 1 + beta * beta + 14 * beta + 1
    return (2 * (beta + 1) + 8 * beta / sum).squareRoot() * shape.scale
  }

  private static func mistake(
    _ name: String, _ diagnosis: String, _ threshold: @escaping @Sendable (NoiseShape) -> Double
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.hardThreshold = { threshold(NoiseShape(m: $0, n: $1, deviation: $2)) }
    }
  }
}

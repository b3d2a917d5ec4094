import Foundation
import Grading

/// Exercise 6.2: the threshold above which it pays to keep a layer.
enum HardThreshold {
  typealias Answers = DenoisingAnswers
  typealias Threshold = @Sendable (NoiseShape) -> Double

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "The answer must not change where rows and columns change places. Start with r = s√max(m, "
        + "n) and "
        + "with β, the shorter side over the longer, as a `Double`: of whole numbers it is 0 or 1.",
      "By a search: η(y) − y/2 is negative at y = 1 + √β and positive at y = 3. Halve that "
        + "interval until "
        + "its ends no longer move.",
      "By algebra: with t = y², η(y) = y/2 becomes (t − β − 1)² − 4β = t²/4. Of the two solutions "
        + "of this "
        + "quadratic equation, the larger one lies above the edge. Its root is y.",
      "¾t² − 2(β + 1)t + (1 − β)² = 0. Test yourself: y = 4/√3 ≈ 2.3094 for β = 1, and 1.7580 for "
        + "β = 1/4.",
    ],
    checks: [
      Check(
        "thresholds",
        probes: [
          NoiseShape.probe(400, 400, 25), NoiseShape.probe(100, 400, 2),
          NoiseShape.probe(400, 100, 0.5), NoiseShape.probe(50, 100, 3),
          NoiseShape.probe(300, 3, 10), NoiseShape.probe(1, 1, 7), NoiseShape.probe(5, 7, 0),
          NoiseShape.probe(1, 100_000, 3), NoiseShape.probe(60, 20, 1e-12),
          NoiseShape.probe(20, 30, 1e12),
        ] + NoiseShape.seeded(62, count: 50).map(\.probe),
        call: { try $0.hardThreshold($1.m, $1.n, $1.deviation) },
        verify: {
          discrepancy($1, expected: $0.hardThreshold, tolerance: 1e-10 * $0.hardThreshold)
        })
    ],
    mistakes: units + conditions + brackets,
    alternatives: [
      Alternative("the published λ(β)", at: \.hardThreshold) { m, n, deviation in
        NoiseShape(m: m, n: n, deviation: deviation).hardThreshold
      },
      // λ(1/β)² = λ(β)²/β: with the rows over the columns, it is the columns whatever the shape.
      Alternative("m/n with √n", at: \.hardThreshold) { m, n, deviation in
        NoiseShape.lambda(Double(m) / Double(n)) * deviation * Double(n).squareRoot()
      },
      Alternative("bisection", at: \.hardThreshold) { m, n, deviation in
        let shape = NoiseShape(m: m, n: n, deviation: deviation)
        var (low, high) = (1 + shape.aspect.squareRoot(), 3.0)
        for _ in 0..<60 {
          let y = (low + high) / 2
          if picturePart(y, shape.aspect) > y / 2 { high = y } else { low = y }
        }
        return low * shape.scale
      },
      Alternative("bisection in grey levels", at: \.hardThreshold) { m, n, deviation in
        let shape = NoiseShape(m: m, n: n, deviation: deviation)
        guard deviation > 0 else { return 0 }
        var (low, high) = (shape.edge, 4 * shape.edge)
        while high - low > 1e-13 * high {
          let y = (low + high) / 2
          if picturePart(y / shape.scale, shape.aspect) * shape.scale < y / 2 {
            low = y
          } else {
            high = y
          }
        }
        return (low + high) / 2
      },
      Alternative("Newton's method", at: \.hardThreshold) { m, n, deviation in
        let shape = NoiseShape(m: m, n: n, deviation: deviation)
        let b = shape.aspect
        var t = 8.0
        for _ in 0..<100 {
          let value = 0.75 * t * t - 2 * (b + 1) * t + (1 - b) * (1 - b)
          t -= value / (1.5 * t - 2 * (b + 1))
        }
        return (t * shape.longer).squareRoot() * deviation
      },
    ])

  /// η(y) above the edge; 0 where rounding makes it less.
  private static func picturePart(_ y: Double, _ beta: Double) -> Double {
    let bulk = y * y - beta - 1
    return max(bulk * bulk - 4 * beta, 0).squareRoot() / y
  }

  /// The larger solution y of η(y) = cy, or of one that differs in its terms: of
  /// (t − middle)² − rest = (ct)² with t = y². NaN where there is none.
  private static func solution(
    half c: Double = 0.5, middle: Double, rest: Double
  ) -> Double {
    let (p, q, r) = (1 - c * c, middle, middle * middle - rest)
    return ((q + (q * q - p * r).squareRoot()) / p).squareRoot()
  }

  /// Slips in β, in s and in the units.
  private static let units: [Mistake<Answers>] = [
    mistake(
      "shorter-side",
      "This scales with √min(m, n). The unit r follows the longer side: s√max(m, n).",
      ["√min(m, n)": { NoiseShape.lambda($0.aspect) * $0.deviation * $0.shorter.squareRoot() }]),
    mistake(
      "one-side",
      "This scales with √m or √n alone. The unit r follows the longer side, whichever it is: "
        + "s√max(m, n).",
      [
        "√m": { NoiseShape.lambda($0.aspect) * $0.deviation * Double($0.m).squareRoot() },
        "√n": { NoiseShape.lambda($0.aspect) * $0.deviation * Double($0.n).squareRoot() },
      ]),
    mistake(
      "aspect-upside-down",
      "β is the shorter side over the longer, at most 1; here it exceeded 1.",
      [
        "max/min": { NoiseShape.lambda(1 / $0.aspect) * $0.scale },
        "m/n": { NoiseShape.lambda(Double($0.m) / Double($0.n)) * $0.scale },
        "n/m": { NoiseShape.lambda(Double($0.n) / Double($0.m)) * $0.scale },
      ]),
    mistake(
      "whole-division", "β was divided as whole numbers, which makes it 0 unless m = n.",
      [
        "min / max": { NoiseShape.lambda(Double(min($0.m, $0.n) / max($0.m, $0.n))) * $0.scale }
      ]),
    mistake(
      "square-constant",
      "4/√3 is the answer for β = 1, for square matrices; y depends on the "
        + "shape.",
      ["4/√3": { 4 / 3.0.squareRoot() * $0.scale }]),
    mistake(
      "deviation-forgotten", "The deviation is missing: twice the noise, twice the threshold.",
      ["√max(m, n)": { NoiseShape.lambda($0.aspect) * $0.longer.squareRoot() }]),
    mistake(
      "unit-forgotten", "This is y. Multiply by r = s√max(m, n) again.",
      [
        "y": { NoiseShape.lambda($0.aspect) },
        "y·s": { NoiseShape.lambda($0.aspect) * $0.deviation },
        "y/r": { NoiseShape.lambda($0.aspect) / max($0.scale, .leastNormalMagnitude) },
      ]),
    mistake(
      "variance", "The variance s² stands for the deviation s.",
      ["s²": { $0.hardThreshold * $0.deviation }]),
    mistake(
      "side-not-rooted", "The side counts with its root: s√max(m, n), not s max(m, n).",
      ["max(m, n)": { NoiseShape.lambda($0.aspect) * $0.deviation * $0.longer }]),
    mistake(
      "sum-of-sides", "The unit r is s√max(m, n); here it has both sides in it.",
      [
        "√(m + n)": {
          NoiseShape.lambda($0.aspect) * $0.deviation * ($0.longer + $0.shorter).squareRoot()
        },
        "√m + √n": { NoiseShape.lambda($0.aspect) * $0.edge },
        "√(mn)": {
          NoiseShape.lambda($0.aspect) * $0.deviation * ($0.longer * $0.shorter).squareRoot()
        },
      ]),
  ]

  /// Another equation was solved, or the right one wrongly.
  private static let conditions: [Mistake<Answers>] = [
    mistake(
      "not-rooted",
      "This is t = y², not y: take the root of the solution before it is multiplied by r.",
      ["t·r": { NoiseShape.lambda($0.aspect) * $0.hardThreshold }]),
    mistake(
      "smaller-solution",
      "This is the smaller solution of the quadratic equation, below the edge, where the picture "
        + "part is 0. "
        + "The larger one is meant.",
      [
        "the smaller t": {
          let (q, r) = ($0.aspect + 1, (1 - $0.aspect) * (1 - $0.aspect))
          return ((q - max(q * q - 0.75 * r, 0).squareRoot()) / 0.75).squareRoot() * $0.scale
        }
      ]),
    mistake(
      "edge",
      "This is the edge of the noise, where the picture part starts from 0. Keeping pays only "
        + "where it is "
        + "more than half of y.",
      ["1 + √β": { $0.edge }]),
    mistake(
      "half-a-unit",
      "The picture part was compared with a fixed number. It must be half of y "
        + "itself.",
      [
        "η(y) = 1": { shape in search(shape) { _ in 1 } },
        "η(y) = √β/2": { shape in search(shape) { _ in shape.aspect.squareRoot() / 2 } },
      ]),
    mistake(
      "half-not-squared",
      "The half was not squared with the rest: (y/2)² is y²/4, and with t = y² the right side is "
        + "t²/4.",
      [
        "t²/2": {
          solution(half: 0.5.squareRoot(), middle: $0.aspect + 1, rest: 4 * $0.aspect) * $0.scale
        }
      ]),
    mistake(
      "another-share",
      "The picture part is another share of y than a half here: keeping pays from η(y) = y/2 on.",
      [
        "a quarter": {
          solution(half: 0.25, middle: $0.aspect + 1, rest: 4 * $0.aspect) * $0.scale
        },
        "nine tenths": {
          solution(half: 0.9, middle: $0.aspect + 1, rest: 4 * $0.aspect) * $0.scale
        },
        "three quarters": {
          solution(half: 0.75, middle: $0.aspect + 1, rest: 4 * $0.aspect) * $0.scale
        },
      ]),
    mistake(
      "not-divided",
      "A y is missing: the picture part √((y² − β − 1)² − 4β)/y, divided by y, is compared with "
        + "y/2, not "
        + "with 1/2.",
      [
        "√(…) = y/2": { shape in
          // t² − (2(β + 1) + 1/4)t + (1 − β)² = 0.
          let (q, r) = (shape.aspect + 1.125, (1 - shape.aspect) * (1 - shape.aspect))
          return (q + (q * q - r).squareRoot()).squareRoot() * shape.scale
        }
      ]),
    mistake(
      "root-forgotten", "The root is missing from η(y) = √((y² − β − 1)² − 4β)/y.",
      [
        "(…)/y = y/2": { shape in
          // t² − (2(β + 1) + 1/2)t + (1 − β)² = 0.
          let (q, r) = (shape.aspect + 1.25, (1 - shape.aspect) * (1 - shape.aspect))
          return (q + (q * q - r).squareRoot()).squareRoot() * shape.scale
        }
      ]),
    mistake(
      "term-lost", "A term of (y² − β − 1)² − 4β is missing or has the wrong sign.",
      [
        "no 4β": { solution(middle: $0.aspect + 1, rest: 0) * $0.scale },
        "+ 4β": { solution(middle: $0.aspect + 1, rest: -4 * $0.aspect) * $0.scale },
        "β for 4β": { solution(middle: $0.aspect + 1, rest: $0.aspect) * $0.scale },
        "no 1": { solution(middle: $0.aspect, rest: 4 * $0.aspect) * $0.scale },
        "no β": { solution(middle: 1, rest: 4 * $0.aspect) * $0.scale },
        "− β + 1": { solution(middle: $0.aspect - 1, rest: 4 * $0.aspect) * $0.scale },
        "4β²": { solution(middle: $0.aspect + 1, rest: 4 * $0.aspect * $0.aspect) * $0.scale },
      ]),
    mistake(
      "median-coefficient",
      "2.858 multiplies the median singular value, where s is unknown. Here s is known.",
      ["2.858": { 2.858 * $0.scale }]),
  ]

  /// The published λ(β), typed in wrongly.
  private static let brackets: [Mistake<Answers>] = [
    mistake(
      "inner-root",
      "This looks like the published λ(β) without its inner root: √(β² + 14β + 1), which is 4 for "
        + "β = 1.",
      [
        "β² + 14β + 1": { shape in
          published(shape) { b in 2 * (b + 1) + 8 * b / (b + 1 + b * b + 14 * b + 1) }
        },
        "not at all": { shape in published(shape) { b in 2 * (b + 1) + 8 * b / (b + 1) } },
      ]),
    mistake(
      "brackets",
      "This looks like the published λ(β) with its brackets in other places, or a term lost. You "
        + "can check "
        + "it: η(y) must be y/2.",
      [
        "8β/(β + 1) + √…": { shape in
          published(shape) { b in 2 * (b + 1) + 8 * b / (b + 1) + inner(b) }
        },
        "8β/β + 1 + √…": { shape in
          published(shape) { b in 2 * (b + 1) + 8 * b / b + 1 + inner(b) }
        },
        "2β + 1": { shape in
          published(shape) { b in 2 * b + 1 + 8 * b / (b + 1 + inner(b)) }
        },
        "(2(β + 1) + 8β)/(…)": { shape in
          published(shape) { b in (2 * (b + 1) + 8 * b) / (b + 1 + inner(b)) }
        },
        "√(2(β + 1)) + …": { shape in
          let b = shape.aspect
          return ((2 * (b + 1)).squareRoot() + 8 * b / (b + 1 + inner(b))) * shape.scale
        },
        "8β lost": { shape in published(shape) { b in 2 * (b + 1) + 8 / (b + 1 + inner(b)) } },
        "14 + 1": { shape in
          published(shape) { b in
            2 * (b + 1) + 8 * b / (b + 1 + (b * b + 14 * (b + 1)).squareRoot())
          }
        },
        "β + 14β + 1": { shape in
          published(shape) { b in
            2 * (b + 1) + 8 * b / (b + 1 + (b + 14 * b + 1).squareRoot())
          }
        },
      ]),
  ]

  private static func inner(_ b: Double) -> Double { (b * b + 14 * b + 1).squareRoot() }

  private static func published(
    _ shape: NoiseShape, _ square: (Double) -> Double
  ) -> Double {
    square(shape.aspect).squareRoot() * shape.scale
  }

  /// Where the picture part reaches a limit.
  private static func search(_ shape: NoiseShape, limit: (Double) -> Double) -> Double {
    var (low, high) = (1 + shape.aspect.squareRoot(), 50.0)
    for _ in 0..<100 {
      let y = (low + high) / 2
      if picturePart(y, shape.aspect) > limit(y) { high = y } else { low = y }
    }
    return low * shape.scale
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Threshold>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      put(way, into: &answers)
    }
  }

  private static func put(_ threshold: @escaping Threshold, into answers: inout Answers) {
    answers.hardThreshold = { threshold(NoiseShape(m: $0, n: $1, deviation: $2)) }
  }
}

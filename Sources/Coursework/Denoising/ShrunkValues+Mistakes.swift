import Grading

extension ShrunkValues {
  typealias Shrinkage = @Sendable (Spectrum) -> [Double]

  /// Slips in the edge, the unit and β.
  static let mistakes: [Mistake<Answers>] = [
    mistake(
      "no-edge",
      "Below the edge, y ≤ 1 + √β, the answer is 0. The formula does not say so by itself: its "
        + "root "
        + "is NaN there, and for y < 1 − √β it is positive again.",
      [
        "the formula everywhere": { spectrum in spectrum.values.map { spectrum.formula($0) } },
        "negative radicands as 0": { spectrum in
          spectrum.values.map { value in
            let result = spectrum.formula(value)
            return result.isFinite ? result : 0
          }
        },
        "negative radicands as 0, divided by y": { spectrum in
          let (scale, beta) = (spectrum.shape.scale, spectrum.shape.aspect)
          return spectrum.values.map { value in
            let y = value / scale
            let bulk = y * y - beta - 1
            return scale * max(bulk * bulk - 4 * beta, 0).squareRoot() / y
          }
        },
        "radicands without sign": { spectrum in
          let (scale, beta) = (spectrum.shape.scale, spectrum.shape.aspect)
          return spectrum.values.map { value in
            let y = value / scale
            let bulk = y * y - beta - 1
            return y > 0 ? scale * abs(bulk * bulk - 4 * beta).squareRoot() / y : 0
          }
        },
      ]),
    mistake(
      "wrong-edge",
      "The edge is at y = 1 + √β, and here it is elsewhere. Below it the answer is 0, where the "
        + "formula gives "
        + "NaN or a number; above it nothing becomes 0.",
      [
        "1": { spectrum in above(spectrum, 1) },
        "√β": { spectrum in above(spectrum, spectrum.shape.aspect.squareRoot()) },
        "1 + β": { spectrum in above(spectrum, 1 + spectrum.shape.aspect) },
        "1 − √β": { spectrum in above(spectrum, 1 - spectrum.shape.aspect.squareRoot()) },
        "2": { spectrum in above(spectrum, 2) },
        "√(1 + β)": { spectrum in above(spectrum, (1 + spectrum.shape.aspect).squareRoot()) },
        "not measured": { spectrum in
          spectrum.above(1 + spectrum.shape.aspect.squareRoot()) { spectrum.formula($0) }
        },
      ]),
    mistake(
      "cut-too-high",
      "Values between the edge and the hard threshold became 0. Shrinkage needs no second "
        + "threshold: "
        + "it lets them fade out by itself.",
      [
        "at the hard threshold": { spectrum in
          spectrum.above(spectrum.shape.hardThreshold) { spectrum.formula($0) }
        }
      ]),
    mistake(
      "hard", "The values above the edge are unchanged. They are too large: shrink them as well.",
      [
        "above the edge": { spectrum in spectrum.above { $0 } },
        "above the threshold": { spectrum in
          spectrum.above(spectrum.shape.hardThreshold) { $0 }
        },
      ]),
    mistake(
      "soft",
      "The edge was subtracted from every value. That is soft thresholding, which shrinks the "
        + "strong "
        + "layers far too much.",
      ["σ − the edge": { spectrum in spectrum.above { $0 - spectrum.shape.edge } }]),
    mistake(
      "below-unchanged", "Values that do not exceed the edge become 0; here they stay as they are.",
      [
        "as they are": { spectrum in
          zip(spectrum.values, spectrum.shrunk).map { $1 > 0 ? $1 : $0 }
        }
      ]),
    mistake(
      "left-out",
      "Values that do not exceed the edge are missing. They become 0 and keep their "
        + "places.",
      ["the shrunk ones alone": { $0.shrunk.filter { $0 > 0 } }]),
    mistake(
      "unit-forgotten",
      "The result is in another unit: divide the root by y, not by σᵢ, and "
        + "multiply by s√max(m, n) once.",
      [
        "divided by r": { spectrum in spectrum.shrunk.map { $0 / spectrum.shape.scale } },
        "times s alone": { spectrum in
          spectrum.shrunk.map { $0 / spectrum.shape.longer.squareRoot() }
        },
        "times r twice": { spectrum in spectrum.shrunk.map { $0 * spectrum.shape.scale } },
      ]),
    mistake(
      "wrong-unit", "The unit of y is s√max(m, n): the deviation and the root of the longer side.",
      [
        "s": { $0.measured(in: $0.shape.deviation) },
        "s√min(m, n)": { $0.measured(in: $0.shape.deviation * $0.shape.shorter.squareRoot()) },
        "1": { $0.measured(in: 1) },
        "√max(m, n)": { $0.measured(in: $0.shape.longer.squareRoot()) },
        "s max(m, n)": { $0.measured(in: $0.shape.deviation * $0.shape.longer) },
        "s√m": { $0.measured(in: $0.shape.deviation * Double($0.shape.m).squareRoot()) },
        "s√n": { $0.measured(in: $0.shape.deviation * Double($0.shape.n).squareRoot()) },
        "s√(m + n)": {
          $0.measured(in: $0.shape.deviation * Double($0.shape.m + $0.shape.n).squareRoot())
        },
        "s² max(m, n)": { $0.measured(in: $0.shape.scale * $0.shape.scale) },
        "s²√max(m, n)": { $0.measured(in: $0.shape.deviation * $0.shape.scale) },
      ]),
    mistake(
      "aspect-upside-down", "β is the shorter side over the longer, at most 1.",
      [
        "max/min": { $0.with(aspect: 1 / $0.shape.aspect) },
        "m/n": { $0.with(aspect: Double($0.shape.m) / Double($0.shape.n)) },
        "n/m": { $0.with(aspect: Double($0.shape.n) / Double($0.shape.m)) },
      ]),
    mistake(
      "whole-division", "β was divided as whole numbers, which makes it 0 unless m = n.",
      ["min / max": { $0.with(aspect: $0.shape.aspect < 1 ? 0 : 1) }]),
    mistake(
      "square-only",
      "√(σᵢ² − 4ns²) is the rule of square matrices; β changes it for all others.",
      [
        "4 max(m, n)": { squareRule($0, $0.shape.longer) },
        "4n": { squareRule($0, Double($0.shape.n)) },
        "4m": { squareRule($0, Double($0.shape.m)) },
        "β = 1": { $0.with(aspect: 1) },
      ]),
    mistake(
      "absolute-threshold",
      "Small values were set to 0 before they were measured, or a small number was added. The "
        + "values and "
        + "the noise may be of any size.",
      [
        "10⁻¹⁰": { spectrum in
          spectrum.above { $0 > 1e-10 ? spectrum.formula($0) : 0 }
        },
        "r + 10⁻¹⁰": { $0.measured(in: $0.shape.scale + 1e-10) },
      ]),
  ]

  /// Slips in the formula.
  static let formulas: [Mistake<Answers>] = [
    mistake(
      "not-divided", "The division by y is missing.",
      [
        "√(…)": { spectrum in
          spectrum.above { spectrum.formula($0) * $0 / spectrum.shape.scale }
        }
      ]),
    mistake(
      "divided-wrongly",
      "The root was not divided by y once: √((y² − β − 1)² − 4β)/y, with y outside of the root.",
      [
        "by y²": { spectrum in
          spectrum.above { spectrum.formula($0) * spectrum.shape.scale / $0 }
        },
        "divided under the root": { spectrum in
          spectrum.above { value in
            spectrum.formula(value) * (value / spectrum.shape.scale).squareRoot()
          }
        },
      ]),
    mistake(
      "no-root", "The root is missing: √((y² − β − 1)² − 4β)/y.",
      ["(…)/y": { formula($0) { y, b in ((y * y - b - 1) * (y * y - b - 1) - 4 * b) / y } }]),
    mistake(
      "no-square", "A square is missing: √((y² − β − 1)² − 4β)/y.",
      [
        "y² − β − 1 not squared": {
          formula($0) { y, b in max(y * y - b - 1 - 4 * b, 0).squareRoot() / y }
        },
        "y for y²": {
          formula($0) { y, b in
            let bulk = y - b - 1
            return max(bulk * bulk - 4 * b, 0).squareRoot() / y
          }
        },
      ]),
    mistake(
      "term-lost",
      "A term of (y² − β − 1)² − 4β is missing or has the wrong sign: brackets?",
      [
        "no 4β": { formula($0) { y, b in (y * y - b - 1) / y } },
        "+ 4β": {
          formula($0) { y, b in
            let bulk = y * y - b - 1
            return (bulk * bulk + 4 * b).squareRoot() / y
          }
        },
        "β for 4β": {
          formula($0) { y, b in
            let bulk = y * y - b - 1
            return max(bulk * bulk - b, 0).squareRoot() / y
          }
        },
        "4 for 4β": {
          formula($0) { y, b in
            let bulk = y * y - b - 1
            return max(bulk * bulk - 4, 0).squareRoot() / y
          }
        },
        "− β + 1": {
          formula($0) { y, b in
            let bulk = y * y - b + 1
            return max(bulk * bulk - 4 * b, 0).squareRoot() / y
          }
        },
        "no 1": {
          formula($0) { y, b in
            let bulk = y * y - b
            return max(bulk * bulk - 4 * b, 0).squareRoot() / y
          }
        },
        "no β": {
          formula($0) { y, b in
            let bulk = y * y - 1
            return max(bulk * bulk - 4 * b, 0).squareRoot() / y
          }
        },
        "√(…)² − 4β": { formula($0) { y, b in ((y * y - b - 1) - 4 * b) / y } },
      ]),
  ]

  /// The formula above an edge in units of s.
  private static func above(_ spectrum: Spectrum, _ edge: Double) -> [Double] {
    spectrum.above(edge * spectrum.shape.scale) { spectrum.formula($0) }
  }

  /// Another formula in y and β above the right edge.
  private static func formula(
    _ spectrum: Spectrum, _ rule: (_ y: Double, _ beta: Double) -> Double
  ) -> [Double] {
    let scale = spectrum.shape.scale
    return spectrum.above { scale * rule($0 / scale, spectrum.shape.aspect) }
  }

  /// √(σᵢ² − 4s² times a side), or 0.
  private static func squareRule(_ spectrum: Spectrum, _ side: Double) -> [Double] {
    let variance = spectrum.shape.deviation * spectrum.shape.deviation
    return spectrum.values.map { max($0 * $0 - 4 * variance * side, 0).squareRoot() }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Shrinkage>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      put(way, into: &answers)
    }
  }

  private static func put(_ shrunk: @escaping Shrinkage, into answers: inout Answers) {
    answers.shrunkValues = { values, m, n, deviation in
      shrunk(Spectrum(values: values, shape: NoiseShape(m: m, n: n, deviation: deviation)))
    }
  }
}

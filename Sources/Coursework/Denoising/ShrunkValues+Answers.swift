import Grading

extension ShrunkValues {
  /// Wrong answers to exercise 6.5.
  static var mistakes: [Mistake<Answers>] {
    [
      mistake("kept as they are", "hard") { spectrum in spectrum.above { $0 } },
      mistake("the edge subtracted", "soft") { spectrum in
        spectrum.above { $0 - spectrum.shape.edge }
      },
      mistake("cut at the hard threshold", "cut-too-high") { spectrum in
        spectrum.above(spectrum.shape.hardThreshold) { spectrum.formula($0) }
      },
      mistake("no cut at the edge", "no-edge") { spectrum in
        spectrum.values.map { spectrum.formula($0) }
      },
      mistake("no cut, negative radicands as 0", "no-edge") { spectrum in
        spectrum.values.map {
          let value = spectrum.formula($0)
          return value.isNaN ? 0 : value
        }
      },
      mistake("not multiplied by s again", "unit-forgotten") { spectrum in
        spectrum.shrunk.map { $0 / spectrum.shape.scale }
      },
      mistake("measured in σ", "wrong-unit") { $0.measured(in: $0.shape.deviation) },
      mistake("measured in σ√min(m, n)", "wrong-unit") {
        $0.measured(in: $0.shape.deviation * $0.shape.shorter.squareRoot())
      },
      mistake("not measured at all", "wrong-unit") { $0.measured(in: 1) },
      mistake("not divided by y", "not-divided") { spectrum in
        spectrum.above { spectrum.formula($0) * $0 / spectrum.shape.scale }
      },
      mistake("the root forgotten", "no-root") { spectrum in
        spectrum.above { rootless(spectrum, $0) }
      },
      mistake("β upside down", "aspect-upside-down") { $0.upsideDown },
      mistake("the rule of square matrices", "square-only") { squareRule($0) },
    ]
  }

  static var symptoms: [Symptom<Spectrum, [Double]>] {
    [
      Symptom(
        "no-edge",
        "Below the edge, y ≤ 1 + √β, the answer is 0. The formula does not say so by itself: its root "
          + "is NaN there, and for y < 1 − √β it is positive again."
      ) { spectrum, found in
        let pairs = zip(zip(spectrum.values, spectrum.shrunk), found)
        return found.count == spectrum.values.count
          && pairs.allSatisfy { pair, value in
            let (original, expected) = pair
            return expected > 0
              ? resembles(value, expected)
              : value.isNaN || value == 0 || resembles(value, spectrum.formula(original))
          }
      },
      Symptom(
        "cut-too-high",
        "Values between the edge and the hard threshold became 0. Shrinkage needs no second threshold: "
          + "it lets them fade out by itself."
      ) { spectrum, found in
        resembles(
          found, spectrum.above(spectrum.shape.hardThreshold) { spectrum.formula($0) })
      },
      Symptom(
        "hard", "The values above the edge are unchanged. They are too large: shrink them as well."
      ) { spectrum, found in resembles(found, spectrum.above { $0 }) },
      Symptom(
        "soft",
        "The edge was subtracted from every value. That is soft thresholding, which shrinks the strong "
          + "layers far too much."
      ) { spectrum, found in
        resembles(found, spectrum.above { $0 - spectrum.shape.edge })
      },
      Symptom(
        "unit-forgotten", "The values are still measured in σ√max(m, n): multiply by it again."
      ) { spectrum, found in
        resembles(found, spectrum.shrunk.map { $0 / spectrum.shape.scale })
      },
      Symptom(
        "wrong-unit", "The unit of y is σ√max(m, n): the deviation and the root of the longer side."
      ) { spectrum, found in
        let shape = spectrum.shape
        let units = [shape.deviation, shape.deviation * shape.shorter.squareRoot(), 1]
        return units.contains { resembles(found, spectrum.measured(in: $0)) }
      },
      Symptom("not-divided", "The division by y is missing.") { spectrum, found in
        resembles(
          found, spectrum.above { spectrum.formula($0) * $0 / spectrum.shape.scale })
      },
      Symptom("no-root", "The root is missing: √((y² − β − 1)² − 4β)/y.") { spectrum, found in
        resembles(found, spectrum.above { rootless(spectrum, $0) })
      },
      Symptom("aspect-upside-down", "β is the shorter side over the longer, at most 1.") {
        resembles($1, $0.upsideDown)
      },
      Symptom(
        "square-only", "√(σᵢ² − 4nσ²) is the rule of square matrices; β changes it for all others."
      ) { resembles($1, squareRule($0)) },
    ]
  }

  /// The formula without its root.
  private static func rootless(_ spectrum: Spectrum, _ value: Double) -> Double {
    let y = value / spectrum.shape.scale
    let bulk = y * y - spectrum.shape.aspect - 1
    return spectrum.shape.scale * (bulk * bulk - 4 * spectrum.shape.aspect) / y
  }

  /// √(σᵢ² − 4s²), or 0.
  private static func squareRule(_ spectrum: Spectrum) -> [Double] {
    let scale = spectrum.shape.scale
    return spectrum.values.map { max($0 * $0 - 4 * scale * scale, 0).squareRoot() }
  }

  private static func mistake(
    _ name: String, _ diagnosis: String, _ shrunk: @escaping @Sendable (Spectrum) -> [Double]
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.shrunkValues = { values, m, n, deviation in
        shrunk(Spectrum(values: values, shape: NoiseShape(m: m, n: n, deviation: deviation)))
      }
    }
  }
}

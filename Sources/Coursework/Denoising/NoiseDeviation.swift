import Grading

/// Exercise 6.3: the deviation of the noise, from the median singular value.
enum NoiseDeviation {
  typealias Answers = DenoisingAnswers

  /// The spectrum of a noisy matrix.
  struct Spectrum: Sendable {
    let values: [Double]
    let m: Int
    let n: Int

    /// The median of the Marchenko–Pastur law for the shape.
    let lawMedian: Double

    var longer: Double { Double(max(m, n)) }
    var middle: Double { (values[(values.count - 1) / 2] + values[values.count / 2]) / 2 }
    var mean: Double { values.reduce(0, +) / Double(values.count) }

    /// The deviation, were `typical` the median.
    func deviation(_ typical: Double) -> Double { typical / (longer * lawMedian).squareRoot() }
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "Of noise alone, half of the σᵢ²/(σ² max(m, n)) lie below μ. So where is the median of the σᵢ?",
        "It is at σ√(max(m, n) · μ). Divide the median that you found by √(max(m, n) · μ).",
        "The values descend, so the median is in the middle: `values[count / 2]`, for an odd count. "
          + "For an even one, take the mean with `values[count / 2 - 1]`.",
      ],
    checks: [
      Check(
        "deviations",
        // The medians are those of β = 1, 1/2 and 1/4, integrated with mpmath to 18 digits.
        probes: [
          spectrum([90, 40, 12, 7, 1], 5, 5, 0.652775941633570),
          spectrum([500, 36, 24, 10], 4, 8, 0.830465881581364),
          spectrum([70, 9], 8, 2, 0.916004070686612),
          spectrum([61, 32, 20, 18, 11, 3], 6, 6, 0.652775941633570),
          spectrum([5], 1, 1, 0.652775941633570), spectrum([4, 0, 0], 3, 6, 0.830465881581364),
        ],
        call: { try $0.noiseDeviation($1.values, $1.m, $1.n, $1.lawMedian) },
        verify: { discrepancy($1, expected: $0.deviation($0.middle)) },
        symptoms: symptoms)
    ],
    mistakes: [
      mistake("√μ without its root", "law-not-rooted") {
        $0.middle / $0.longer.squareRoot() / $0.lawMedian
      },
      mistake("μ forgotten", "law-forgotten") { $0.middle / $0.longer.squareRoot() },
      mistake("multiplied by √μ", "law-multiplied") {
        $0.middle * ($0.lawMedian / $0.longer).squareRoot()
      },
      mistake("√min(m, n)", "shorter-side") {
        $0.middle / (Double(min($0.m, $0.n)) * $0.lawMedian).squareRoot()
      },
      mistake("the variance", "variance") {
        $0.deviation($0.middle) * $0.deviation($0.middle)
      },
      mistake("the upper of the two in the middle", "one-of-two") {
        $0.deviation($0.values[($0.values.count - 1) / 2])
      },
      mistake("the lower of the two in the middle", "one-of-two") {
        $0.deviation($0.values[$0.values.count / 2])
      },
      mistake("the mean for the median", "mean-for-median") { $0.deviation($0.mean) },
      mistake("the median itself", "not-divided") { $0.middle },
      mistake("the side without its root", "side-not-rooted") {
        $0.middle / ($0.longer * $0.lawMedian.squareRoot())
      },
    ],
    alternatives: [
      Alternative("sorted again, upwards") {
        $0.noiseDeviation = { values, m, n, lawMedian in
          let (sorted, half) = (values.sorted(), values.count / 2)
          let odd = values.count % 2 == 1
          let median = odd ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
          return median / Double(max(m, n)).squareRoot() / lawMedian.squareRoot()
        }
      },
      Alternative("the root of the squared median") {
        $0.noiseDeviation = { values, m, n, lawMedian in
          let spectrum = Spectrum(values: values, m: m, n: n, lawMedian: lawMedian)
          return (spectrum.middle * spectrum.middle / spectrum.longer / lawMedian).squareRoot()
        }
      },
    ])

  private static func spectrum(
    _ values: [Double], _ m: Int, _ n: Int, _ lawMedian: Double
  ) -> Probe<Spectrum> {
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe(
      "σ = (\(list)) of a \(m)×\(n) matrix",
      Spectrum(values: values, m: m, n: n, lawMedian: lawMedian))
  }

  private static var symptoms: [Symptom<Spectrum, Double>] {
    [
      Symptom("law-forgotten", "The median of the law is missing: divide by √μ as well.") {
        resembles($1, $0.middle / $0.longer.squareRoot())
      },
      Symptom(
        "law-not-rooted", "μ is the median of squared values: it counts with its root, √μ."
      ) { resembles($1, $0.middle / $0.longer.squareRoot() / $0.lawMedian) },
      Symptom(
        "law-multiplied", "The median of noise is √μ times the rest, so divide by √μ to undo it."
      ) { resembles($1, $0.middle * ($0.lawMedian / $0.longer).squareRoot()) },
      Symptom("shorter-side", "This divides by √min(m, n); noise grows with √max(m, n).") {
        resembles($1, $0.middle / (Double(min($0.m, $0.n)) * $0.lawMedian).squareRoot())
      },
      Symptom("not-divided", "This is the median itself. What would it be for σ = 1? Divide by it.")
      {
        resembles($1, $0.middle)
      },
      Symptom("side-not-rooted", "The side counts with its root: √max(m, n).") {
        resembles($1, $0.middle / $0.longer / $0.lawMedian.squareRoot())
      },
      Symptom("variance", "This is the variance σ²; asked for is the deviation σ.") {
        let deviation = $0.deviation($0.middle)
        return resembles($1, deviation * deviation)
      },
      Symptom(
        "one-of-two",
        "Of an even number of values the median is the mean of the two in the middle, not one of them."
      ) { spectrum, found in
        let count = spectrum.values.count
        return count.isMultiple(of: 2)
          && (resembles(found, spectrum.deviation(spectrum.values[count / 2]))
            || resembles(found, spectrum.deviation(spectrum.values[count / 2 - 1])))
      },
      Symptom(
        "mean-for-median",
        "This takes the mean of the values. A few large ones, the signal, drag the mean along; the "
          + "median does not care how large they are."
      ) { resembles($1, $0.deviation($0.mean)) },
    ]
  }

  private static func mistake(
    _ name: String, _ diagnosis: String, _ deviation: @escaping @Sendable (Spectrum) -> Double
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.noiseDeviation = { values, m, n, lawMedian in
        guard !values.isEmpty else { return 0 }
        return deviation(Spectrum(values: values, m: m, n: n, lawMedian: lawMedian))
      }
    }
  }
}

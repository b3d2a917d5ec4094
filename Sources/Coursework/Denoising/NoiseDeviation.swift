import Grading

/// Exercise 6.3: the deviation of the noise, from the median singular value.
enum NoiseDeviation {
  typealias Answers = DenoisingAnswers
  typealias Deviation = @Sendable (Spectrum) -> Double

  /// The spectrum of a noisy matrix.
  struct Spectrum: Sendable {
    let values: [Double]
    let m: Int
    let n: Int

    /// The median of the Marchenko–Pastur law for the shape.
    let lawMedian: Double

    var longer: Double { Double(max(m, n)) }
    var shorter: Double { Double(min(m, n)) }
    var middle: Double { (values[(values.count - 1) / 2] + values[values.count / 2]) / 2 }
    var mean: Double { values.reduce(0, +) / Double(values.count) }

    /// The deviation, were `typical` the median.
    func deviation(_ typical: Double) -> Double { typical / (longer * lawMedian).squareRoot() }

    /// The value at a place, or at the nearest one that there is.
    func value(_ index: Int) -> Double { values[min(max(index, 0), values.count - 1)] }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Of noise alone, half of the σᵢ²/(s² max(m, n)) lie below μ. So where is the median of the "
        + "σᵢ?",
      "It is at s√(max(m, n) · μ). Divide the median that you found by √(max(m, n) · μ).",
      "The values descend, so the median is in the middle: `values[count / 2]`, for an odd count. "
        + "For an even one, take the mean with `values[count / 2 - 1]`.",
    ],
    checks: [
      Check(
        "deviations",
        // The medians are those of β = 1, 1/2 and 1/4, integrated with mpmath to 18 digits.
        probes: [
          spectrum([90, 40, 12, 7, 1], 5, 5, square), spectrum([500, 36, 24, 10], 4, 8, half),
          spectrum([70, 9], 8, 2, quarter), spectrum([61, 32, 20, 18, 11, 3], 6, 6, square),
          spectrum([5], 1, 1, square), spectrum([4, 0, 0], 3, 6, half),
          spectrum([9, 0, 0, 0, 0], 10, 5, half), spectrum([7, 7, 7, 7], 16, 4, quarter),
          spectrum([9e-12, 4e-12, 2e-12], 3, 6, half), spectrum([9e12, 4e12, 2e12], 6, 3, half),
        ] + seeded(63),
        call: { try $0.noiseDeviation($1.values, $1.m, $1.n, $1.lawMedian) },
        verify: {
          let expected = $0.deviation($0.middle)
          // Some ten operations, none of which cancels.
          return discrepancy($1, expected: expected, tolerance: roundoff(4, scale: expected))
        })
    ],
    mistakes: medians + divisors,
    alternatives: [
      Alternative("sorted again, upwards", at: \.noiseDeviation) { values, m, n, lawMedian in
        let (sorted, half) = (values.sorted(), values.count / 2)
        let odd = values.count % 2 == 1
        let median = odd ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
        return median / Double(max(m, n)).squareRoot() / lawMedian.squareRoot()
      },
      Alternative("the root of the squared median", at: \.noiseDeviation) {
        values, m, n, lawMedian in
        let spectrum = Spectrum(values: values, m: m, n: n, lawMedian: lawMedian)
        return (spectrum.middle * spectrum.middle / spectrum.longer / lawMedian).squareRoot()
      },
      Alternative("the median of measured values", at: \.noiseDeviation) {
        values, m, n, lawMedian in
        let unit = (Double(max(m, n)) * lawMedian).squareRoot()
        let measured = values.map { $0 / unit }
        let (low, high) = (measured[(values.count - 1) / 2], measured[values.count / 2])
        return low + (high - low) / 2
      },
    ])

  private static let square = 0.652775941633570
  private static let half = 0.830465881581364
  private static let quarter = 0.916004070686612

  private static func spectrum(
    _ values: [Double], _ m: Int, _ n: Int, _ lawMedian: Double
  ) -> Probe<Spectrum> {
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe(
      "σ = (\(list)) of a \(m)×\(n) matrix",
      Spectrum(values: values, m: m, n: n, lawMedian: lawMedian))
  }

  private static func seeded(_ seed: UInt64) -> [Probe<Spectrum>] {
    var counts = SeededCounts(seed: seed)
    return (0..<50).map { i in
      let shorter = counts.next(in: 1...9)
      let (factor, median) = [(1, square), (2, half), (4, quarter)][i % 3]
      let values = (0..<shorter).map { _ in Double(counts.next(in: 1...999)) / 8 }.sorted(by: >)
      return i % 2 == 0
        ? spectrum(values, shorter, factor * shorter, median)
        : spectrum(values, factor * shorter, shorter, median)
    }
  }

  /// Another value for the median.
  private static let medians: [Mistake<Answers>] = [
    mistake(
      "one-of-two",
      "Of an even number of values the median is the mean of the two in the middle, not one of "
        + "them.",
      [
        "the upper": { $0.deviation($0.value(($0.values.count - 1) / 2)) },
        "the lower": { $0.deviation($0.value($0.values.count / 2)) },
      ]),
    mistake(
      "beside-the-middle",
      "This is a value beside the middle. Indices count from 0: of an odd number of values the "
        + "middle one has "
        + "the index `count / 2`.",
      [
        "one above": { $0.deviation($0.value($0.values.count / 2 - 1)) },
        "one below": { $0.deviation($0.value($0.values.count / 2 + 1)) },
        "the mean with one above": {
          $0.deviation(($0.value($0.values.count / 2 - 1) + $0.value($0.values.count / 2)) / 2)
        },
        "the mean with one below": {
          $0.deviation(($0.value($0.values.count / 2) + $0.value($0.values.count / 2 + 1)) / 2)
        },
        "of an even count the wrong two": {
          let half = $0.values.count / 2
          return $0.deviation(
            $0.values.count.isMultiple(of: 2)
              ? ($0.value(half) + $0.value(half + 1)) / 2 : $0.middle)
        },
        "of an even count the wrong two, where there are more": {
          let half = $0.values.count / 2
          guard $0.values.count.isMultiple(of: 2) else { return $0.deviation($0.middle) }
          return $0.deviation(
            half == 1 ? $0.value(1) : ($0.value(half) + $0.value(half + 1)) / 2)
        },
      ]),
    mistake(
      "odd-for-even",
      "Odd and even counts are exchanged: of an odd number of values the median is the one in the "
        + "middle, of "
        + "an even number the mean of two.",
      [
        "exchanged": {
          let half = $0.values.count / 2
          return $0.deviation(
            $0.values.count.isMultiple(of: 2)
              ? $0.value(half) : ($0.value(half) + $0.value(half - 1)) / 2)
        }
      ]),
    mistake(
      "not-halved", "Of the two values in the middle the mean is meant, not the sum.",
      [
        "the sum, for an even count": {
          $0.deviation($0.values.count.isMultiple(of: 2) ? 2 * $0.middle : $0.middle)
        },
        "a + b/2": {
          let (upper, lower) = ($0.value(($0.values.count - 1) / 2), $0.value($0.values.count / 2))
          return $0.deviation($0.values.count.isMultiple(of: 2) ? upper + lower / 2 : upper)
        },
        "b + a/2": {
          let (upper, lower) = ($0.value(($0.values.count - 1) / 2), $0.value($0.values.count / 2))
          return $0.deviation($0.values.count.isMultiple(of: 2) ? lower + upper / 2 : upper)
        },
      ]),
    mistake(
      "squares-averaged",
      "The squares of the two in the middle, or the two in another way, were averaged. The median "
        + "of an even "
        + "number of values is the mean of the two.",
      [
        "the median of squares": {
          let (upper, lower) = ($0.value(($0.values.count - 1) / 2), $0.value($0.values.count / 2))
          return $0.deviation(((upper * upper + lower * lower) / 2).squareRoot())
        },
        "the geometric mean": {
          let (upper, lower) = ($0.value(($0.values.count - 1) / 2), $0.value($0.values.count / 2))
          return $0.deviation((upper * lower).squareRoot())
        },
      ]),
    mistake(
      "mean-for-median",
      "This takes the mean of the values. A few large ones, the signal, drag the mean along; the "
        + "median does not care how large they are.",
      [
        "the mean": { $0.deviation($0.mean) },
        "the root mean square": {
          $0.deviation(
            ($0.values.reduce(0) { $0 + $1 * $1 } / Double($0.values.count)).squareRoot())
        },
      ]),
    mistake(
      "end-for-middle", "This takes the first or the last value; the median stands in the middle.",
      [
        "the largest": { $0.deviation($0.values[0]) },
        "the smallest": { $0.deviation($0.value($0.values.count - 1)) },
        "the mean of both": { $0.deviation(($0.values[0] + $0.value($0.values.count - 1)) / 2) },
      ]),
    mistake(
      "zeros-left-out",
      "Values that are 0, or small, were left out. The median is one of all values.",
      [
        "0": { spectrum in
          let values = spectrum.values.filter { $0 > 0 }
          guard !values.isEmpty else { return 0 }
          return spectrum.deviation((values[(values.count - 1) / 2] + values[values.count / 2]) / 2)
        },
        "10⁻¹⁰": { spectrum in
          let values = spectrum.values.filter { $0 > 1e-10 }
          guard !values.isEmpty else { return 0 }
          return spectrum.deviation((values[(values.count - 1) / 2] + values[values.count / 2]) / 2)
        },
      ]),
  ]

  /// Another divisor.
  private static let divisors: [Mistake<Answers>] = [
    mistake(
      "law-forgotten", "The median of the law is missing: divide by √μ as well.",
      ["√max(m, n)": { $0.middle / $0.longer.squareRoot() }]),
    mistake(
      "law-not-rooted", "μ is the median of squared values: it counts with its root, √μ.",
      ["√max(m, n)·μ": { $0.middle / $0.longer.squareRoot() / $0.lawMedian }]),
    mistake(
      "root-forgotten",
      "The root is missing: the median of noise is at s√(max(m, n)·μ), so divide by that root.",
      ["max(m, n)·μ": { $0.middle / ($0.longer * $0.lawMedian) }]),
    mistake(
      "law-multiplied", "The median of noise is √μ times the rest, so divide by √μ to undo it.",
      [
        "times √μ": { $0.middle * ($0.lawMedian / $0.longer).squareRoot() },
        "times μ": { $0.middle * $0.lawMedian / $0.longer.squareRoot() },
      ]),
    mistake(
      "multiplied", "The median was multiplied by √(max(m, n)·μ); divide, to find s.",
      ["times √(max(m, n)·μ)": { $0.middle * ($0.longer * $0.lawMedian).squareRoot() }]),
    mistake(
      "upside-down", "The quotient stands upside down: s is the median over √(max(m, n)·μ).",
      ["√…/median": { $0.middle > 0 ? ($0.longer * $0.lawMedian).squareRoot() / $0.middle : 0 }]),
    mistake(
      "shorter-side", "This divides by √min(m, n); noise grows with √max(m, n).",
      ["√min(m, n)": { $0.middle / ($0.shorter * $0.lawMedian).squareRoot() }]),
    mistake(
      "one-side", "This divides by √m or √n alone; the longer side counts, whichever it is.",
      [
        "√m": { $0.middle / (Double($0.m) * $0.lawMedian).squareRoot() },
        "√n": { $0.middle / (Double($0.n) * $0.lawMedian).squareRoot() },
      ]),
    mistake(
      "sum-of-sides", "Both sides are in the divisor; it is the longer one alone, √(max(m, n)·μ).",
      [
        "√(m + n)": { $0.middle / (($0.longer + $0.shorter) * $0.lawMedian).squareRoot() },
        "√m + √n": {
          $0.middle / ($0.longer.squareRoot() + $0.shorter.squareRoot()) / $0.lawMedian.squareRoot()
        },
        "√(mn)": { $0.middle / ($0.longer * $0.shorter * $0.lawMedian).squareRoot() },
      ]),
    mistake(
      "variance", "This is the variance s²; asked for is the deviation s.",
      ["s²": { $0.deviation($0.middle) * $0.deviation($0.middle) }]),
    mistake(
      "not-divided", "This is the median itself. What would it be for s = 1? Divide by it.",
      ["the median": { $0.middle }]),
    mistake(
      "side-forgotten",
      "The side is missing: noise grows with √max(m, n), so divide by it as "
        + "well.",
      [
        "√μ": { $0.middle / $0.lawMedian.squareRoot() }, "μ": { $0.middle / $0.lawMedian },
      ]),
    mistake(
      "side-not-rooted", "The side counts with its root: √max(m, n).",
      ["max(m, n)·√μ": { $0.middle / ($0.longer * $0.lawMedian.squareRoot()) }]),
    mistake(
      "fixed-median",
      "A fixed number stands for μ. It depends on the shape of the matrix, and is given as "
        + "`lawMedian`.",
      [
        "0.6528": { $0.middle / ($0.longer * 0.6528).squareRoot() },
        "0.652776": { $0.middle / ($0.longer * square).squareRoot() },
        "0.6745": { $0.middle / $0.longer.squareRoot() / 0.6745 },
      ]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Deviation>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      put(way, into: &answers)
    }
  }

  private static func put(_ deviation: @escaping Deviation, into answers: inout Answers) {
    answers.noiseDeviation = { values, m, n, lawMedian in
      guard !values.isEmpty else { return 0 }
      return deviation(Spectrum(values: values, m: m, n: n, lawMedian: lawMedian))
    }
  }
}

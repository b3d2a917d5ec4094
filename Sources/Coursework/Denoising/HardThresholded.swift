import Grading
import LinearAlgebra

/// Exercise 6.4: a matrix without the layers that do not exceed a threshold.
enum HardThresholded {
  typealias Answers = DenoisingAnswers
  typealias Function = @Sendable (SVD<Double>, Double) throws -> Matrix<Double>

  /// A matrix with its decomposition, and a threshold.
  struct Cut: Sendable {
    let known: KnownMatrix
    let threshold: Double

    var expected: Matrix<Double> {
      known.svd.truncated(to: known.values.count { $0 > threshold }).reconstructed()
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "First the decomposition. The threshold is for the singular values, not for the elements.",
      "The values descend, so those above the threshold come first. How many are there?",
      "`factors.singularValues.count { $0 > threshold }` is the rank to keep.",
      "`factors.truncated(to: rank).reconstructed()` is the answer, with nothing clamped.",
    ],
    checks: [
      Check(
        "matrices",
        // Square and with all layers kept first, where every product fits.
        probes: [
          cut(4, 4, [700, 300, 90, 20], 10, seed: 60),
          cut(6, 4, [900, 420, 150, 60], 100, seed: 61),
          cut(4, 6, [900, 420, 150, 60], 500, seed: 62),
          cut(5, 5, [2000, 800, 31, 30, 4], 50, seed: 63), cut(5, 3, [40, 9, 0.5], 0.1, seed: 64),
          cut(4, 4, [70, 60, 50, 3], 100, seed: 65), cut(1, 4, [700], 300, seed: 66),
          cut(4, 5, [9, 6, 0.9, 0.4], 2, seed: 67), cut(3, 4, [8, 5, 2], 0, seed: 68),
          cut(3, 4, [0, 0, 0], 0, seed: 69), cut(3, 4, [0, 0, 0], 1, seed: 69),
          cut(4, 5, [9e-12, 6e-12, 2e-12, 1e-12], 4e-12, seed: 60),
          cut(5, 4, [8e-13, 6e-13, 2e-13, 1e-13], 4e-13, seed: 59),
          cut(4, 5, [9e12, 6e12, 2e12, 1e12], 4e12, seed: 67), tie(-3), tie(250),
        ] + seeded(640),
        call: { try $0.hardThresholded($1.known.a, $1.threshold) },
        verify: { cut, found in
          // The decomposition's own error, ε‖A‖, grows in the sum of the layers kept by σ₁ over the
          // gap at the cut (Wedin). In these matrices that is 10 at most.
          let size = max(cut.known.a.rows, cut.known.a.columns)
          return discrepancy(
            found, expected: cut.expected,
            tolerance: 10 * roundoff(size, scale: cut.known.values[0]))
        }),
      .refusal(
        "matrices that have no decomposition",
        probes: [
          Probe("a matrix with NaN in it", [[1, .nan], [2, 3]] as Matrix<Double>),
          Probe("a matrix with ∞ in it", [[1, 2, 3], [4, .infinity, 5]] as Matrix<Double>),
        ],
        call: { try $0.hardThresholded($1, 1) }),
    ],
    mistakes: choices + values,
    alternatives: [
      Alternative("less the layers below", at: \.hardThresholded) { noisy, threshold in
        let factors = try svd(noisy)
        let small = factors.singularValues.map { $0 > threshold ? 0 : $0 }
        return noisy - factors.u.scalingColumns(by: small) * factors.v.transposed
      },
      Alternative("projected on the left vectors", at: \.hardThresholded) { noisy, threshold in
        let factors = try svd(noisy)
        let u = factors.u.firstColumns(factors.singularValues.count { $0 > threshold })
        return u * (u.transposed * noisy)
      },
      Alternative("the other values set to 0", at: \.hardThresholded) { noisy, threshold in
        let factors = try svd(noisy)
        let values = factors.singularValues.map { $0 > threshold ? $0 : 0 }
        return factors.u.scalingColumns(by: values) * factors.v.transposed
      },
      Alternative("layer by layer, with the accurate decomposition", at: \.hardThresholded) {
        noisy, threshold in
        let factors = try svd(noisy, accuracy: .high)
        var sum = Matrix<Double>(rows: noisy.rows, columns: noisy.columns)
        for (k, value) in factors.singularValues.enumerated() where value > threshold {
          let (u, v) = (factors.u.column(k), factors.v.column(k))
          sum = sum + Matrix(rows: sum.rows, columns: sum.columns) { value * u[$0] * v[$1] }
        }
        return sum
      },
    ])

  private static func cut(
    _ m: Int, _ n: Int, _ values: [Double], _ threshold: Double, seed: UInt64
  ) -> Probe<Cut> {
    let known = KnownMatrix(rows: m, columns: n, values: values, seed: seed)
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe(
      "a \(m)×\(n) matrix with σ = (\(list)) and τ = \(brief(threshold))",
      Cut(known: known, threshold: threshold))
  }

  /// A 1×1 matrix, whose value is its element without the sign, however it is computed.
  private static func tie(_ element: Double) -> Probe<Cut> {
    let svd = SVD<Double>(u: [[element < 0 ? -1 : 1]], singularValues: [abs(element)], v: [[1]])
    return Probe(
      "the 1×1 matrix \(brief(element)) and τ = \(brief(abs(element)))",
      Cut(known: KnownMatrix(svd), threshold: abs(element)))
  }

  private static func seeded(_ seed: UInt64) -> [Probe<Cut>] {
    var counts = SeededCounts(seed: seed)
    return (0..<10).map { i in
      let (m, n) = (counts.next(in: 2...9), counts.next(in: 2...9))
      let values = (0..<min(m, n)).map { Double(100 * (min(m, n) - $0)) }
      let threshold = Double(100 * counts.next(in: 0...min(m, n)) + 50)
      return cut(m, n, values, threshold, seed: seed + UInt64(i))
    }
  }

  /// How many values exceed the threshold.
  private static func rank(_ factors: SVD<Double>, _ threshold: Double) -> Int {
    factors.singularValues.count { $0 > threshold }
  }

  private static func right(_ factors: SVD<Double>, _ threshold: Double) -> Matrix<Double> {
    factors.truncated(to: rank(factors, threshold)).reconstructed()
  }

  /// The matrix with its values changed, each by its place and size.
  private static func rebuilt(
    _ factors: SVD<Double>, _ change: (Int, Double) -> Double
  ) -> Matrix<Double> {
    factors.u.scalingColumns(by: factors.singularValues.enumerated().map(change))
      * factors.v.transposed
  }

  /// Other layers are kept.
  private static let choices: [Mistake<Answers>] = [
    mistake(
      "not-cut", "This is the noisy matrix itself; nothing was dropped.",
      ["Y": { factors, _ in factors.reconstructed() }]),
    mistake(
      "none-below",
      "Where all values exceed the threshold, all layers are kept. A search for the first that "
        + "does not finds "
        + "nothing then.",
      [
        "0 layers": { factors, tau in
          factors.truncated(to: factors.singularValues.firstIndex { $0 <= tau } ?? 0)
            .reconstructed()
        },
        "all but one": { factors, tau in
          let count = factors.singularValues.count
          return factors.truncated(to: factors.singularValues.firstIndex { $0 <= tau } ?? count - 1)
            .reconstructed()
        },
      ]),
    mistake(
      "all-dropped", "All layers are gone: those with σᵢ > τ are to be kept.",
      [
        "0": { factors, _ in rebuilt(factors) { _, _ in 0 } }
      ]),
    mistake(
      "kept-below", "These are the layers below the threshold, the noise; keep the others.",
      ["σ ≤ τ": { factors, tau in rebuilt(factors) { $1 > tau ? 0 : $1 } }]),
    mistake(
      "smallest-kept",
      "As many layers as should be kept, but the weakest ones: the largest values come first.",
      [
        "the last": { factors, tau in
          let dropped = factors.singularValues.count - rank(factors, tau)
          return rebuilt(factors) { $0 < dropped ? 0 : $1 }
        }
      ]),
    mistake(
      "not-strict",
      "A layer with σᵢ = τ was kept. Those that exceed the threshold are: compare with >, not "
        + "with ≥.",
      ["≥": { factors, tau in rebuilt(factors) { $1 >= tau ? $1 : 0 } }]),
    mistake(
      "squares-compared", "The squares were compared; the threshold is one for σᵢ itself.",
      [
        "σ² with τ": { factors, tau in rebuilt(factors) { $1 * $1 > tau ? $1 : 0 } },
        "σ with τ²": { factors, tau in rebuilt(factors) { $1 > tau * tau ? $1 : 0 } },
        "σ with √τ": { factors, tau in rebuilt(factors) { $1 > tau.squareRoot() ? $1 : 0 } },
      ]),
    mistake(
      "relative",
      "The threshold was taken relative to the largest value, or to another. It is compared with "
        + "σᵢ as it is.",
      [
        "τσ₁": { factors, tau in
          let largest = factors.singularValues.first ?? 0
          return rebuilt(factors) { $1 > tau * largest ? $1 : 0 }
        },
        "a share of the sum": { factors, tau in
          let sum = factors.singularValues.reduce(0, +)
          return rebuilt(factors) { sum > 0 && $1 / sum > tau ? $1 : 0 }
        },
      ]),
    mistake(
      "one-short", "One layer too few: a count is meant, not the index of the last value kept.",
      [
        "the last index": { factors, tau in
          factors.truncated(to: max(rank(factors, tau) - 1, 0)).reconstructed()
        }
      ]),
    mistake(
      "one-over", "One layer too many: its value does not exceed the threshold.",
      [
        "one more": { factors, tau in
          factors.truncated(to: min(rank(factors, tau) + 1, factors.singularValues.count))
            .reconstructed()
        }
      ]),
    mistake(
      "first-kept",
      "A layer is kept where none exceeds the threshold. Then the answer is all zeros.",
      [
        "at least one": { factors, tau in
          factors.truncated(to: max(rank(factors, tau), 1)).reconstructed()
        },
        "all": { factors, tau in
          rank(factors, tau) == 0 ? factors.reconstructed() : right(factors, tau)
        },
        "an empty matrix": { factors, tau in
          rank(factors, tau) == 0 ? Matrix(rows: 0, columns: 0) : right(factors, tau)
        },
      ]),
    mistake(
      "absolute-threshold",
      "Small values were dropped, whatever τ is. The matrix may be of any size: compare with τ "
        + "alone.",
      [
        "10⁻¹⁰": { factors, tau in rebuilt(factors) { $1 > max(tau, 1e-10) ? $1 : 0 } },
        "τ + 10⁻¹⁰": { factors, tau in rebuilt(factors) { $1 > tau + 1e-10 ? $1 : 0 } },
      ]),
    mistake(
      "elements",
      "The threshold was applied to the elements of the matrix. It is one for its singular values.",
      [
        "small elements as 0": { factors, tau in
          factors.reconstructed().map { abs($0) > tau ? $0 : 0 }
        },
        "elements not above τ as 0": { factors, tau in
          factors.reconstructed().map { $0 > tau ? $0 : 0 }
        },
      ]),
  ]

  /// The layers of the matrix without some means, which are added again, or are not.
  private static func centred(
    _ factors: SVD<Double>, _ tau: Double, isAdded: Bool = true,
    _ means: (Matrix<Double>) -> Matrix<Double>
  ) throws -> Matrix<Double> {
    let noisy = factors.reconstructed()
    let means = means(noisy)
    let cut = right(try svd(noisy - means), tau)
    return isAdded ? cut + means : cut
  }

  private static func meanOfAll(_ a: Matrix<Double>) -> Matrix<Double> {
    let mean = a.elements.reduce(0, +) / Double(a.elements.count)
    return a.map { _ in mean }
  }

  private static func meansOfColumns(_ a: Matrix<Double>) -> Matrix<Double> {
    let means = (0..<a.columns).map { a.column($0).reduce(0, +) / Double(a.rows) }
    return Matrix(rows: a.rows, columns: a.columns) { means[$1] }
  }

  /// The right layers, changed.
  private static let values: [Mistake<Answers>] = [
    mistake(
      "centred",
      "A mean was subtracted before the decomposition. The layers are those of the matrix as it is.",
      [
        "of all elements": { try centred($0, $1, meanOfAll) },
        "of all elements, and not added again": {
          try centred($0, $1, isAdded: false, meanOfAll)
        },
        "of the columns": { try centred($0, $1, meansOfColumns) },
        "of the columns, and not added again": {
          try centred($0, $1, isAdded: false, meansOfColumns)
        },
        "of the rows": {
          try centred($0, $1) { meansOfColumns($0.transposed).transposed }
        },
      ]),
    mistake(
      "soft",
      "The threshold was subtracted from the values, which is soft thresholding. Hard thresholding "
        + "leaves the values that it keeps as they are.",
      ["σ − τ": { factors, tau in rebuilt(factors) { max($1 - tau, 0) } }]),
    mistake(
      "clipped", "The values were limited to τ. Those above it stay, the others become 0.",
      [
        "at most τ": { factors, tau in rebuilt(factors) { min($1, tau) } },
        "at least τ": { factors, tau in rebuilt(factors) { max($1, tau) } },
        "τ for those kept": { factors, tau in rebuilt(factors) { $1 > tau ? tau : 0 } },
      ]),
    mistake(
      "sigma-forgotten", "The layers kept have lost their singular values: keep them as they are.",
      ["1 for those kept": { factors, tau in rebuilt(factors) { $1 > tau ? 1 : 0 } }]),
    mistake(
      "sigma-squared", "The values kept are squared: keep them as they are.",
      ["σ²": { factors, tau in rebuilt(factors) { $1 > tau ? $1 * $1 : 0 } }]),
    mistake(
      "v-for-vt",
      "V stands where Vᵀ belongs: the columns of `v` are the vectors, so transpose.",
      [
        "UΣV": { factors, tau in
          guard factors.v.rows == factors.v.columns else { return right(factors, tau) }
          return factors.u.scalingColumns(by: factors.singularValues.map { $0 > tau ? $0 : 0 })
            * factors.v
        },
        "the first rows of V": { factors, tau in
          let rank = rank(factors, tau)
          guard factors.v.rows == factors.v.columns else { return right(factors, tau) }
          let cut = factors.truncated(to: rank)
          return cut.u.scalingColumns(by: cut.singularValues)
            * factors.v[rows: 0..<rank, columns: 0..<factors.v.columns]
        },
      ]),
    mistake(
      "rows-scaled", "Σ multiplied the rows of U; in UΣ it multiplies the columns: column i by σᵢ.",
      [
        "ΣUVᵀ": { factors, tau in
          guard factors.u.rows == factors.u.columns else { return right(factors, tau) }
          return factors.u.scalingRows(by: factors.singularValues.map { $0 > tau ? $0 : 0 })
            * factors.v.transposed
        }
      ]),
    mistake(
      "transposed", "The result is transposed; it has the shape of the noisy matrix.",
      ["VΣUᵀ": { factors, tau in right(factors, tau).transposed }]),
    mistake(
      "clamped",
      "The numbers were clamped. Negative ones are no error: noise is as often below as above.",
      [
        "0 … 255": { factors, tau in right(factors, tau).map { min(max($0, 0), 255) } },
        "not below 0": { factors, tau in right(factors, tau).map { max($0, 0) } },
        "not above 255": { factors, tau in right(factors, tau).map { min($0, 255) } },
        "without signs": { factors, tau in right(factors, tau).map { abs($0) } },
      ]),
    mistake(
      "rounded", "The numbers were rounded to whole ones. Nothing is rounded here.",
      ["rounded": { factors, tau in right(factors, tau).map { $0.rounded() } }]),
    mistake(
      "one-layer",
      "Of the layers to keep there is only one. Their sum is asked for: is there `=` where `+=` "
        + "belongs?",
      [
        "the last": { factors, tau in
          let last = rank(factors, tau) - 1
          return rebuilt(factors) { $0 == last ? $1 : 0 }
        },
        "the first": { factors, tau in rebuilt(factors) { $0 == 0 && $1 > tau ? $1 : 0 } },
      ]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Function>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      put(way, into: &answers)
    }
  }

  private static func put(_ result: @escaping Function, into answers: inout Answers) {
    answers.hardThresholded = { noisy, threshold in try result(try svd(noisy), threshold) }
  }
}

import Grading
import LinearAlgebra
import Synchronization

/// Exercise 13.5: start from what rounding lost.
enum RoundedStart {
  typealias Answers = LowRankAdaptersAnswers
  typealias Rounded = (Matrix<Double>) throws -> Matrix<Double>
  typealias Start = (q: Matrix<Double>, b: Matrix<Double>, a: Matrix<Double>)
  typealias Function = @Sendable (Matrix<Double>, Int, Int, @escaping Rounded) throws -> Start

  /// Weights, to be rounded to the integers from −3 to 3 times a step of each row.
  struct Layer: Sendable {
    let w: Matrix<Double>
    let rank: Int
    let steps: Int

    /// The row's largest magnitude becomes ±3. With a step that never changes W − BA would nearly always be
    /// rounded to the same Q as W: it lies nearer to it.
    func rounded(_ matrix: Matrix<Double>) -> Matrix<Double> {
      let steps = (0..<matrix.rows).map { i in
        (0..<matrix.columns).reduce(0) { max($0, abs(matrix[i, $1])) } / 3
      }
      return Matrix(rows: matrix.rows, columns: matrix.columns) { i, j in
        steps[i] > 0 ? (matrix[i, j] / steps[i]).rounded() * steps[i] : 0
      }
    }

    /// The last Q, and the product BA that belongs to it.
    func expected() throws -> (q: Matrix<Double>, product: Matrix<Double>) {
      var q = w
      var product = w * 0
      for _ in 0..<steps {
        q = rounded(w - product)
        product = try svd(w - q).truncated(to: rank).reconstructed()
      }
      return (q, product)
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "With one step: Q is the rounded W, and BA the best approximation of rank r of what was lost, W − Q.",
      "With the next step, what is rounded is W − BA, since BA will be added again. What was lost is still counted "
        + "from W: W − Q.",
      "B = U√Σ and A = √ΣVᵀ: your `principalStart(weights - q, rank: rank)` gives both.",
      "Begin with B and A of zeros, so that W − BA is W: `Matrix(rows: weights.rows, columns: rank)`.",
    ],
    checks: [
      // Square first, where every product fits and a mistake is told by name.
      check(
        "one step",
        [
          layer(5, 5, 3, steps: 1, seed: 1381), layer(4, 6, 2, steps: 1, seed: 1382),
          layer(6, 4, 1, steps: 1, seed: 1383), layer(4, 4, 4, steps: 1, seed: 1384),
        ]),
      check(
        "several steps",
        [
          layer(5, 5, 2, steps: 2, seed: 1385), layer(4, 6, 2, steps: 3, seed: 1386),
          layer(7, 5, 1, steps: 5, seed: 1387), layer(5, 4, 3, steps: 2, seed: 1388),
          layer(8, 9, 3, steps: 4, seed: 1389),
          layer(5, 4, 2, steps: 2, seed: 1390, size: 1e-12),
          layer(4, 5, 2, steps: 2, seed: 1391, size: 1e12),
        ]),
      check(
        "nothing lost, and one row or column",
        [
          onGrid, zeros, layer(1, 1, 1, steps: 2, seed: 1392), layer(1, 5, 1, steps: 2, seed: 1393),
          layer(5, 1, 1, steps: 1, seed: 1394),
        ]),
      // A number of calls tells no mistake from another.
      .measured(
        "rounded once in each step",
        probes: [layer(5, 4, 2, steps: 3, seed: 1395), layer(4, 5, 1, steps: 1, seed: 1396)],
        call: { (answers: Answers, layer: Layer) -> Int in
          let calls = Mutex(0)
          _ = try answers.roundedStart(layer.w, layer.rank, layer.steps) { w in
            calls.withLock { $0 += 1 }
            return layer.rounded(w)
          }
          return calls.withLock { $0 }
        },
        verify: { layer, calls in
          calls == layer.steps
            ? nil
            : Discrepancy(
              diagnosis: "rounded-again",
              message:
                "The result is right, but the rounding was not called once in each step: keep what it gives.",
              evidence: "expected \(layer.steps) calls, found \(calls).")
        },
        measure: { _, _ in nil }),
    ],
    mistakes: loops + results + places,
    alternatives: [
      Alternative("what is lost kept in the place of the factors") {
        $0.roundedStart = { w, rank, steps, rounded in
          var q = try rounded(w)
          for _ in 1..<steps {
            let cut = try svd(w - q).truncated(to: rank)
            q = try rounded(w - cut.reconstructed())
          }
          let factors = try AdapterStart.factors(w - q, rank: rank)
          return (q, factors.b, factors.a)
        }
      },
      Alternative("signs changed") {
        $0.roundedStart = { w, rank, steps, rounded in
          let start = try Answers.reference.roundedStart(w, rank, steps, rounded)
          return (start.q, -start.b, -start.a)
        }
      },
      Alternative("of the transposed weights") {
        $0.roundedStart = { w, rank, steps, rounded in
          let start = try Answers.reference.roundedStart(w.transposed, rank, steps) {
            try rounded($0.transposed).transposed
          }
          return (start.q.transposed, start.a.transposed, start.b.transposed)
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Layer>]) -> Check<Answers> {
    .measured(
      title, probes: probes,
      call: { try $0.roundedStart($1.w, $1.rank, $1.steps, $1.rounded) },
      verify: verify,
      measure: { AdapterStart(still: $1.q, b: $1.b, a: $1.a).measured })
  }

  private static func verify(_ layer: Layer, _ found: Start) -> Discrepancy? {
    guard let expected = try? layer.expected() else { return nil }
    let w = layer.w
    let size = max(w.rows, w.columns)
    // The steps follow from W − BA, which is rounded as a truncation is.
    let tolerance = 100 * roundoff(size, scale: w.maxNorm)
    if let wrong = discrepancy(found.q, expected: expected.q, tolerance: tolerance) {
      return Discrepancy(
        diagnosis: wrong.diagnosis == "value" ? "rounded" : wrong.diagnosis,
        message: "Q is not what the last rounding gives.", evidence: wrong.evidence)
    }
    // What was lost is a difference of W and Q; a truncation is known to that over the gap of its values.
    return AdapterStart(still: found.q, b: found.b, a: found.a).discrepancyOfFactors(
      product: expected.product, rank: layer.rank,
      what: "the best approximation of rank r of W − Q",
      tolerance: tolerance)
  }

  private static func layer(
    _ m: Int, _ n: Int, _ rank: Int, steps: Int, seed: UInt64, size: Double = 1
  ) -> Probe<Layer> {
    let remark = size == 1 ? "" : " of the size \(brief(size))"
    return Probe(
      "\(m)×\(n) weights\(remark), r = \(rank), \(steps) step\(steps == 1 ? "" : "s")",
      Layer(
        w: randomMatrix(m, n, seed: seed) * size, rank: rank, steps: steps))
  }

  /// Weights that rounding leaves alone.
  private static let onGrid = Probe(
    "4×3 weights that rounding does not change",
    Layer(
      w: [[1.5, -0.5, 1], [0, 3, -2], [-0.75, 0.25, 0.75], [6, 2, 0]], rank: 2, steps: 2))

  private static let zeros = Probe(
    "3×4 weights of zeros",
    Layer(w: Matrix(rows: 3, columns: 4), rank: 2, steps: 2))
}

import Grading
import LinearAlgebra

/// Exercise 13.2: what A and B learn from.
enum AdapterGradients {
  typealias Answers = LowRankAdaptersAnswers
  typealias Gradients = (b: Matrix<Double>, a: Matrix<Double>)
  typealias Output = @Sendable (Pass) throws -> Gradients

  /// A batch, the gradient at its sums, and an adapter.
  struct Pass: Sendable {
    let g: Matrix<Double>
    let x: Matrix<Double>
    let b: Matrix<Double>
    let a: Matrix<Double>
    let alpha: Double

    var rank: Int { a.rows }
    var scale: Double { alpha / Double(rank) }
    /// What they are before α/r.
    var ofB: Matrix<Double> { g.transposed * (x * a.transposed) }
    var ofA: Matrix<Double> { (g * b).transposed * x }
    var expected: Gradients { scaled(by: scale) }

    func scaled(by factor: Double) -> Gradients { (ofB * factor, ofA * factor) }

    /// Bounds of the terms that the sums add up.
    var sizes: (b: Double, a: Double) {
      let common = abs(scale) * g.frobeniusNorm * x.frobeniusNorm
      return (common * a.frobeniusNorm, common * b.frobeniusNorm)
    }

    var isSquare: Bool {
      g.rows == g.columns && g.rows == x.columns && x.columns == a.rows
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Take one sample, and one number of B: y_i has the term (α/r)B_ik(Ax)_k. So ∂L/∂B_ik is (α/r)g_i(Ax)_k: "
        + "the column g times the row (Ax)ᵀ.",
      "One number of A: y_i has the term (α/r)B_ik A_kj x_j, for every i. So ∂L/∂A_kj is (α/r)(Σ B_ik g_i)x_j: "
        + "the column Bᵀg times the row xᵀ.",
      "The sum over samples of a column times a row is a product of matrices: with samples in rows it is Gᵀ(XAᵀ) "
        + "for B, and (GB)ᵀX for A.",
      "`outputGradient.transposed * (inputs * a.transposed) * scale` and "
        + "`(outputGradient * b).transposed * inputs * scale`",
    ],
    checks: [
      check(
        "gradients",
        // Square first, where every product fits and a mistake is told by name.
        [
          pass(5, 5, 5, 5, alpha: 3, seed: 1321), pass(6, 5, 4, 2, alpha: 8, seed: 1322),
          pass(3, 4, 7, 3, alpha: 4.5, seed: 1323), pass(1, 7, 3, 1, alpha: 16, seed: 1324),
          pass(8, 3, 6, 2, alpha: 2, seed: 1325), pass(4, 4, 4, 4, alpha: 7, seed: 1326),
          pass(2, 1, 1, 1, alpha: -2, seed: 1327), pass(3, 2, 2, 5, alpha: 8, seed: 1328),
          pass(5, 6, 4, 2, alpha: 3, seed: 1329, size: 1e-6),
          pass(5, 6, 4, 2, alpha: 3, seed: 1330, size: 1e6),
          pass(4, 5, 3, 2, alpha: 3, seed: 1331, zeroB: true),
          pass(20, 30, 25, 6, alpha: 1, seed: 1332),
        ]),
      check(
        "a gradient that does not fit into memory",
        [pass(4, 200_000, 1000, 1, alpha: 2, seed: 1333)]
      ).exhausting(
        "A matrix as large as W was built: it takes 1.6 GB here. Multiply G by B, or the samples by Aᵀ, first: "
          + "both leave r numbers for each sample."),
    ],
    mistakes: factors + parts + products,
    alternatives: [
      Alternative("sample by sample") {
        $0.adapterGradients = { g, x, b, a, alpha in
          let scale = alpha / Double(a.rows)
          var (ofB, ofA) = (b * 0, a * 0)
          for s in 0..<x.rows {
            let hidden = a * x.row(s)
            let back = b.transposed * g.row(s)
            for k in 0..<a.rows {
              for i in 0..<b.rows { ofB[i, k] += scale * g[s, i] * hidden[k] }
              for j in 0..<a.columns { ofA[k, j] += scale * back[k] * x[s, j] }
            }
          }
          return (ofB, ofA)
        }
      },
      Alternative("transposed and turned back, α first") {
        $0.adapterGradients = { g, x, b, a, alpha in
          let hidden = (a * x.transposed * alpha) / Double(a.rows)
          let back = b.transposed * g.transposed * (alpha / Double(a.rows))
          return ((hidden * g).transposed, (x.transposed * back.transposed).transposed)
        }
      },
      Alternative("G scaled first") {
        $0.adapterGradients = { g, x, b, a, alpha in
          let scaled = g * (alpha / Double(a.rows))
          return (scaled.transposed * (x * a.transposed), b.transposed * scaled.transposed * x)
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Pass>]) -> Check<Answers> {
    .measured(
      title, probes: probes,
      call: { try $0.adapterGradients($1.g, $1.x, $1.b, $1.a, $1.alpha) },
      verify: { pass, found in
        // As many terms as samples and a row's length; few of 200 000 numbers' roundings add up.
        let size = pass.g.rows + min(pass.x.columns, 1000) + min(pass.g.columns, 1000)
        return named(
          "∂L/∂B",
          discrepancy(
            found.b, expected: pass.expected.b, tolerance: roundoff(size, scale: pass.sizes.b)))
          ?? named(
            "∂L/∂A",
            discrepancy(
              found.a, expected: pass.expected.a, tolerance: roundoff(size, scale: pass.sizes.a)))
      },
      measure: { $1.b.measured + $1.a.measured })
  }

  private static func named(_ name: String, _ discrepancy: Discrepancy?) -> Discrepancy? {
    discrepancy.map {
      Discrepancy(
        diagnosis: $0.diagnosis, message: $0.message, evidence: "\(name): \($0.evidence)")
    }
  }

  private static func pass(
    _ samples: Int, _ inputs: Int, _ outputs: Int, _ rank: Int, alpha: Double, seed: UInt64,
    size: Double = 1, zeroB: Bool = false
  ) -> Probe<Pass> {
    let remark =
      size == 1
      ? zeroB ? ", B of zeros" : "" : ", G and X of the size \(brief(size))"
    return Probe(
      "\(samples) samples, \(inputs) inputs, \(outputs) outputs, r = \(rank), α = \(brief(alpha))"
        + remark,
      Pass(
        g: randomMatrix(samples, outputs, seed: seed + 100) * size,
        x: randomMatrix(samples, inputs, seed: seed) * size,
        b: randomMatrix(outputs, rank, seed: seed + 200) * (zeroB ? 0 : 1),
        a: randomMatrix(rank, inputs, seed: seed + 300), alpha: alpha))
  }

  /// Slips in the factor.
  private static let factors: [Mistake<Answers>] = [
    mistake(
      "scale-lost", "The factor α/r is missing: it stands before BAx, so both gradients have it.",
      ["of both": { $0.scaled(by: 1) }]),
    mistake(
      "scale-lost-once", "One of the two gradients lacks the factor α/r; both have it.",
      [
        "that of B": { ($0.ofB, $0.expected.a) }, "that of A": { ($0.expected.b, $0.ofA) },
      ]),
    mistake(
      "alpha-alone",
      "The gradients were multiplied by α alone; divide by r, the number of rows of A.",
      ["α": { $0.scaled(by: $0.alpha) }]),
    mistake(
      "rank-alone", "The gradients were divided by r, and not multiplied by α.",
      ["1/r": { $0.scaled(by: 1 / Double($0.rank)) }]),
    mistake(
      "inverse", "The factor stands upside down: it is α/r, not r/α.",
      ["r/α": { $0.scaled(by: Double($0.rank) / $0.alpha) }]),
    mistake(
      "root-of-rank", "α was divided by √r; divide by r itself.",
      ["α/√r": { $0.scaled(by: $0.alpha / Double($0.rank).squareRoot()) }]),
    mistake(
      "scale-twice", "The factor α/r was multiplied in twice; each gradient has it once.",
      ["squared": { $0.scaled(by: $0.scale * $0.scale) }]),
    mistake(
      "another-size",
      "α was divided by another size; r is the number of rows of A, and of columns of B.",
      [
        "inputs": { $0.scaled(by: $0.alpha / Double($0.x.columns)) },
        "outputs": { $0.scaled(by: $0.alpha / Double($0.b.rows)) },
      ]),
    mistake(
      "whole-division",
      "α/r was divided as whole numbers, which drops what is behind the point: `alpha / Double(a.rows)`.",
      ["Int(α)/r": { $0.scaled(by: Double(Int($0.alpha) / $0.rank)) }]),
    mistake(
      "averaged",
      "The gradients were divided by the number of samples. Where the loss is a mean, G has that already.",
      [
        "mean": { $0.scaled(by: $0.scale / Double($0.g.rows)) },
        "that of B": { ($0.expected.b / Double($0.g.rows), $0.expected.a) },
        "that of A": { ($0.expected.b, $0.expected.a / Double($0.g.rows)) },
      ]),
    mistake(
      "doubled", "The gradients are twice as large: no square is derived here, G is given.",
      ["2": { $0.scaled(by: 2 * $0.scale) }]),
    mistake(
      "downhill",
      "The gradients have the wrong sign: they point uphill, and the descent subtracts them.",
      ["−": { $0.scaled(by: -$0.scale) }]),
  ]

  /// Slips in what comes back.
  private static let parts: [Mistake<Answers>] = [
    mistake(
      "exchanged", "The two gradients stand in each other's place: that of B first.",
      ["A first": { ($0.expected.a, $0.expected.b) }]),
    mistake(
      "transposed", "A gradient is transposed: it has the shape of what it belongs to.",
      [
        "both": { ($0.expected.b.transposed, $0.expected.a.transposed) },
        "that of B": { ($0.expected.b.transposed, $0.expected.a) },
        "that of A": { ($0.expected.b, $0.expected.a.transposed) },
      ]),
    mistake(
      "step-taken",
      "A step was taken: these are B and A after it. The gradients alone are asked for.",
      [
        "downhill": { ($0.b - $0.expected.b, $0.a - $0.expected.a) },
        "uphill": { ($0.b + $0.expected.b, $0.a + $0.expected.a) },
      ]),
    mistake(
      "one-sample", "One sample alone was used; the sum runs over all of them.",
      [
        "the first": { pass in of(pass, rows: 0..<1) },
        "the last": { pass in of(pass, rows: pass.g.rows - 1..<pass.g.rows) },
        "all but the first": { pass in
          pass.g.rows == 1 ? (pass.b * 0, pass.a * 0) : of(pass, rows: 1..<pass.g.rows)
        },
        "all but the last": { pass in
          pass.g.rows == 1 ? (pass.b * 0, pass.a * 0) : of(pass, rows: 0..<pass.g.rows - 1)
        },
      ]),
    mistake(
      "one-is-zero", "One of the gradients is zero; it is only where the other factor is zero.",
      [
        "that of A": { ($0.expected.b, $0.a * 0) }, "that of B": { ($0.b * 0, $0.expected.a) },
      ]),
    mistake(
      "step-between",
      "The gradient of A was taken at a B that had moved already. Both belong to the same B and A.",
      [
        "B after its step": { pass in
          let moved = pass.b - pass.expected.b
          return (pass.expected.b, (pass.g * moved).transposed * pass.x * pass.scale)
        }
      ]),
  ]

  /// Slips in the products.
  private static let products: [Mistake<Answers>] = [
    mistake(
      "product-built",
      "The gradient with respect to W was built, GᵀX: it is as large as W. Multiply G by B, and the samples by "
        + "Aᵀ, first.",
      [
        "GᵀX": { pass in
          guard pass.b.rows * pass.x.columns < 1_000_000 else {
            throw LowRankForward.OutOfMemory()
          }
          return pass.expected
        }
      ]),
    square(
      "input-for-hidden",
      "∂L/∂B was made with x where Ax belongs: B sees only what A has let through.",
      ["GᵀX": { ($0.g.transposed * $0.x * $0.scale, $0.expected.a) }]),
    square(
      "b-left-out",
      "∂L/∂A was made with g where Bᵀg belongs: the gradient comes to A through B.",
      ["GᵀX": { ($0.expected.b, $0.g.transposed * $0.x * $0.scale) }]),
    square(
      "a-for-at", "A stands where Aᵀ belongs: with samples in rows, Ax is XAᵀ.",
      ["XA": { ($0.g.transposed * ($0.x * $0.a) * $0.scale, $0.expected.a) }]),
    square(
      "bt-for-b", "Bᵀ stands where B belongs: with samples in rows, Bᵀg is GB.",
      ["GBᵀ": { ($0.expected.b, ($0.g * $0.b.transposed).transposed * $0.x * $0.scale) }]),
    square(
      "factors-mixed-up",
      "A and B stand in each other's place: ∂L/∂B has A in it, and ∂L/∂A has B.",
      [
        "Gᵀ(XBᵀ) and (GA)ᵀX": {
          (
            $0.g.transposed * ($0.x * $0.b.transposed) * $0.scale,
            ($0.g * $0.a).transposed * $0.x * $0.scale
          )
        },
        "its own factor": {
          (
            $0.g.transposed * ($0.x * $0.b) * $0.scale,
            ($0.g * $0.a.transposed).transposed * $0.x * $0.scale
          )
        },
      ]),
    square(
      "samples-as-columns",
      "The samples were taken for columns of G and X. They are their rows.",
      [
        "G(…)ᵀ": {
          (
            $0.g * ($0.a * $0.x).transposed * $0.scale,
            $0.b.transposed * $0.g * $0.x.transposed * $0.scale
          )
        }
      ]),
  ]

  /// The gradients of some samples alone.
  private static func of(_ pass: Pass, rows: Range<Int>) -> Gradients {
    Pass(
      g: pass.g[rows: rows, columns: 0..<pass.g.columns],
      x: pass.x[rows: rows, columns: 0..<pass.x.columns], b: pass.b, a: pass.a, alpha: pass.alpha
    ).expected
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Output>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in put(way, into: &answers) }
  }

  /// A mistake that can be made where all matrices are square.
  private static func square(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Output>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      put({ $0.isSquare ? try way($0) : $0.expected }, into: &answers)
    }
  }

  private static func put(_ output: @escaping Output, into answers: inout Answers) {
    answers.adapterGradients = { try output(Pass(g: $0, x: $1, b: $2, a: $3, alpha: $4)) }
  }
}

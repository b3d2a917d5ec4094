import Grading
import LinearAlgebra

/// Exercise 5.3: what a factorised layer puts out.
enum LowRankForward {
  typealias Answers = NetworkCompressionAnswers

  /// A layer and a batch.
  struct Pass: Sendable {
    let x: Matrix<Double>
    let u: Matrix<Double>
    let vTransposed: Matrix<Double>
    let bias: [Double]

    /// The sums before bias and ReLU.
    var sums: Matrix<Double> { x * vTransposed.transposed * u.transposed }
    var expected: Matrix<Double> { rectified(biased(sums)) }

    func biased(_ y: Matrix<Double>) -> Matrix<Double> {
      Matrix(rows: y.rows, columns: y.columns) { i, j in y[i, j] + bias[j] }
    }

    /// A bound of the terms that a sum adds up.
    var scale: Double {
      x.frobeniusNorm * u.frobeniusNorm * vTransposed.frobeniusNorm + 10
    }
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "A sample is a row x of X. What the layer computes for it is U(Vᵀx) + b. Written as a row, "
          + "every product turns round.",
        "All samples at once: XV, samples×D, and then (XV)Uᵀ, samples×outputs. V is "
          + "`vTransposed.transposed`.",
        "To each row add the biases, then replace what is negative by 0, in that order: "
          + "`max(0, sums[i, j] + bias[j])`.",
      ],
    checks: [
      Check(
        "outputs",
        probes: [
          pass(6, 5, 4, 2, seed: 521), pass(3, 4, 4, 4, seed: 522), pass(1, 7, 3, 1, seed: 523),
          pass(5, 5, 5, 5, seed: 524),
        ],
        call: { try $0.lowRankForward($1.x, $1.u, $1.vTransposed, $1.bias) },
        verify: { pass, found in
          discrepancy(
            found, expected: pass.expected,
            tolerance: roundoff(pass.x.columns + pass.u.columns, scale: pass.scale))
        },
        symptoms: symptoms)
    ],
    mistakes: [
      mistake("bias lost", "bias-lost") { rectified($0.sums) },
      mistake("ReLU lost", "relu-lost") { $0.biased($0.sums) },
      mistake("bias after ReLU", "bias-after-relu") { $0.biased(rectified($0.sums)) },
      mistake("ReLU between the factors", "relu-between") { pass in
        rectified(pass.biased(rectified(pass.x * pass.vTransposed.transposed) * pass.u.transposed))
      },
      mistake("samples in columns", "transposed") { $0.expected.transposed },
      mistake("neither bias nor ReLU", "product-only") { $0.sums },
    ],
    alternatives: [
      Alternative("through UVᵀ, which is right but slow") {
        $0.lowRankForward = { x, u, v, bias in
          let pass = Pass(x: x, u: u, vTransposed: v, bias: bias)
          return rectified(pass.biased(x * (u * v).transposed))
        }
      },
      Alternative("with samples in columns, turned back") {
        $0.lowRankForward = { x, u, v, bias in
          let y = (u * (v * x.transposed)).transposed
          return rectified(Pass(x: x, u: u, vTransposed: v, bias: bias).biased(y))
        }
      },
    ])

  private static var symptoms: [Symptom<Pass, Matrix<Double>>] {
    [
      Symptom("bias-lost", "The biases are missing: each output adds its own before ReLU.") {
        resembles($1, rectified($0.sums))
      },
      Symptom("relu-lost", "ReLU is missing: what is negative becomes 0.") {
        resembles($1, $0.biased($0.sums))
      },
      Symptom("product-only", "Biases and ReLU are missing: this is XVUᵀ alone.") {
        resembles($1, $0.sums)
      },
      Symptom("bias-after-relu", "The biases were added after ReLU; they come before it.") {
        resembles($1, $0.biased(rectified($0.sums)))
      },
      Symptom(
        "relu-between",
        "ReLU stands between the factors too. Vᵀx is no layer of its own: UVᵀ replaces one matrix."
      ) { pass, found in
        resembles(
          found,
          rectified(
            pass.biased(rectified(pass.x * pass.vTransposed.transposed) * pass.u.transposed)))
      },
      Symptom("transposed", "The result is transposed: a sample is a row, going in and coming out.")
      { resembles($1, $0.expected.transposed) },
    ]
  }

  private static func rectified(_ y: Matrix<Double>) -> Matrix<Double> { y.map { max(0, $0) } }

  private static func pass(
    _ samples: Int, _ inputs: Int, _ outputs: Int, _ rank: Int, seed: UInt64
  ) -> Probe<Pass> {
    Probe(
      "\(samples) samples, \(inputs) inputs, \(outputs) outputs, D = \(rank)",
      Pass(
        x: randomMatrix(samples, inputs, seed: seed),
        u: randomMatrix(outputs, rank, seed: seed + 100),
        vTransposed: randomMatrix(rank, inputs, seed: seed + 200),
        bias: biases(outputs)))
  }

  /// 0.5, −1, 1.5, −2, …
  private static func biases(_ count: Int) -> [Double] {
    (1...count).map { j in
      let size = 0.5 * Double(j)
      return j % 2 == 1 ? size : -size
    }
  }

  private static func mistake(
    _ name: String, _ diagnosis: String, _ output: @escaping @Sendable (Pass) -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.lowRankForward = { output(Pass(x: $0, u: $1, vTransposed: $2, bias: $3)) }
    }
  }
}

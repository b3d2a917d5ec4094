import Foundation
import Grading
import LinearAlgebra

/// Exercise 5.3: what a factorised layer puts out.
enum LowRankForward {
  typealias Answers = NetworkCompressionAnswers
  typealias Output = @Sendable (Pass) throws -> Matrix<Double>

  /// A layer and a batch.
  struct Pass: Sendable {
    let x: Matrix<Double>
    let u: Matrix<Double>
    let vTransposed: Matrix<Double>
    let bias: [Double]

    /// What stands between the factors, samples×D.
    var hidden: Matrix<Double> { x * vTransposed.transposed }
    /// The sums before bias and ReLU.
    var sums: Matrix<Double> { hidden * u.transposed }
    var expected: Matrix<Double> { rectified(biased(sums)) }

    func biased(_ y: Matrix<Double>) -> Matrix<Double> {
      Matrix(rows: y.rows, columns: y.columns) { i, j in y[i, j] + bias[j] }
    }

    /// A bound of the terms that a sum adds up.
    var scale: Double {
      x.frobeniusNorm * u.frobeniusNorm * vTransposed.frobeniusNorm
        + bias.reduce(0) { max($0, abs($1)) }
    }

    /// Whether both factors are square, so that every product of them fits.
    var isSquare: Bool { x.columns == u.rows && u.columns == u.rows }
  }

  /// What a machine has to say to a product of this size.
  struct OutOfMemory: Error {}

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "A sample is a row x of X. What the layer computes for it is U(Vᵀx) + b. Written as a row, "
        + "every product turns round.",
      "All samples at once: XV, samples×D, and then (XV)Uᵀ, samples×outputs. V is "
        + "`vTransposed.transposed`.",
      "To each row add the biases, then replace what is negative by 0, in that order: "
        + "`max(0, sums[i, j] + bias[j])`.",
    ],
    checks: [
      check(
        "outputs",
        // Square first, where every product fits and a mistake is told by name.
        [
          pass(5, 5, 5, 5, seed: 524), pass(6, 5, 4, 2, seed: 521), pass(3, 4, 4, 4, seed: 522),
          pass(1, 7, 3, 1, seed: 523), pass(8, 3, 6, 2, seed: 525), pass(4, 9, 4, 3, seed: 526),
          pass(2, 1, 1, 1, seed: 527), pass(5, 6, 4, 2, seed: 528, size: 1e-12),
          pass(5, 6, 4, 2, seed: 529, size: 1e12), pass(20, 30, 25, 6, seed: 530),
        ]),
      check(
        "a product that does not fit into memory",
        [pass(4, 200_000, 1000, 1, seed: 519)]
      ).exhausting(
        "UVᵀ was built: it takes 1.6 GB here, and the two factors 1.6 MB. Multiply x by one factor after the "
          + "other."),
    ],
    mistakes: activations + biases + products,
    alternatives: [
      Alternative("with samples in columns, turned back", at: \.lowRankForward) { x, u, v, bias in
        let y = (u * (v * x.transposed)).transposed
        return rectified(Pass(x: x, u: u, vTransposed: v, bias: bias).biased(y))
      },
      Alternative("sample by sample", at: \.lowRankForward) { x, u, v, bias in
        var elements: [Double] = []
        for i in 0..<x.rows {
          let sums = u * (v * x.row(i))
          for j in 0..<u.rows { elements.append(max(sums[j] + bias[j], 0)) }
        }
        return Matrix(rows: x.rows, columns: u.rows, elements: elements)
      },
      Alternative("added up backwards, with a condition", at: \.lowRankForward) { x, u, v, bias in
        let hidden = x * v.transposed
        return Matrix(rows: x.rows, columns: u.rows) { i, j in
          let sum = (0..<u.columns).reversed().reduce(bias[j]) { $0 + u[j, $1] * hidden[i, $1] }
          return sum > 0 ? sum : 0
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Pass>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.lowRankForward($1.x, $1.u, $1.vTransposed, $1.bias) },
      verify: { pass, found in
        discrepancy(
          found, expected: pass.expected,
          tolerance: roundoff(
            min(pass.x.columns, 1000) + pass.u.columns, scale: pass.scale))
      })
  }

  private static func rectified(_ y: Matrix<Double>) -> Matrix<Double> { y.map { max(0, $0) } }

  private static func pass(
    _ samples: Int, _ inputs: Int, _ outputs: Int, _ rank: Int, seed: UInt64, size: Double = 1
  ) -> Probe<Pass> {
    let remark = size == 1 ? "" : ", numbers of the size \(brief(size))"
    return Probe(
      "\(samples) samples, \(inputs) inputs, \(outputs) outputs, D = \(rank)\(remark)",
      Pass(
        x: randomMatrix(samples, inputs, seed: seed) * size,
        u: randomMatrix(outputs, rank, seed: seed + 100),
        vTransposed: randomMatrix(rank, inputs, seed: seed + 200),
        bias: someBiases(outputs).map { $0 * size }))
  }

  /// 0.5, −1, 1.5, −2, …, and from the start again after ten.
  private static func someBiases(_ count: Int) -> [Double] {
    (0..<count).map { j in
      let size = 0.5 * Double(j % 10 + 1)
      return j % 2 == 0 ? size : -size
    }
  }

  /// Slips in what follows the sums.
  private static let activations: [Mistake<Answers>] = [
    mistake(
      "product-only", "Biases and ReLU are missing: this is XVUᵀ alone.", ["XVUᵀ": { $0.sums }]),
    mistake(
      "bias-lost", "The biases are missing: each output adds its own before ReLU.",
      ["no bias": { rectified($0.sums) }]),
    mistake(
      "relu-lost", "ReLU is missing: what is negative becomes 0.",
      ["no ReLU": { $0.biased($0.sums) }]),
    mistake(
      "bias-after-relu", "The biases were added after ReLU; they come before it.",
      ["after": { $0.biased(rectified($0.sums)) }]),
    mistake(
      "relu-between",
      "ReLU stands between the factors. Vᵀx is no layer of its own: UVᵀ replaces one matrix, and "
        + "ReLU comes "
        + "once, at the end.",
      [
        "and at the end": { rectified($0.biased(rectified($0.hidden) * $0.u.transposed)) },
        "and not at the end": { $0.biased(rectified($0.hidden) * $0.u.transposed) },
      ]),
    mistake(
      "absolute-value", "Negative sums become 0 under ReLU; here they became positive.",
      ["|…|": { pass in pass.biased(pass.sums).map { abs($0) } }]),
    mistake(
      "negative-kept", "Here the positive sums became 0. ReLU keeps them: max(0, …), not min.",
      ["min": { pass in pass.biased(pass.sums).map { min(0, $0) } }]),
    mistake(
      "another-activation",
      "Another activation stands in the place of ReLU. Asked for is max(0, …), and no upper bound.",
      [
        "at most 1": { $0.expected.map { min($0, 1) } },
        "sigmoid": { pass in pass.biased(pass.sums).map { 1 / (1 + exp(-$0)) } },
        "tanh": { pass in pass.biased(pass.sums).map { tanh($0) } },
        "leaky ReLU": { pass in pass.biased(pass.sums).map { $0 > 0 ? $0 : 0.01 * $0 } },
        "1 where positive": { pass in pass.biased(pass.sums).map { $0 > 0 ? 1 : 0 } },
      ]),
    mistake(
      "absolute-threshold", "Small positive sums became 0; only negative ones do.",
      ["10⁻¹⁰": { pass in pass.biased(pass.sums).map { $0 > 1e-10 ? $0 : 0 } }]),
  ]

  /// Slips in the biases.
  private static let biases: [Mistake<Answers>] = [
    mistake(
      "bias-subtracted", "The biases were subtracted; they are added.",
      [
        "− b": { pass in
          let y = pass.sums
          return rectified(
            Matrix(rows: y.rows, columns: y.columns) { i, j in y[i, j] - pass.bias[j] })
        }
      ]),
    mistake(
      "bias-by-sample",
      "A bias was added for each sample. It belongs to an output, which is a column here.",
      [
        "b of the row, over again where there are more": { pass in
          let (y, count) = (pass.sums, max(pass.bias.count, 1))
          return rectified(
            Matrix(rows: y.rows, columns: y.columns) { i, j in y[i, j] + pass.bias[i % count] })
        },
        "b of the row, as far as there are such": { pass in
          let y = pass.sums
          return rectified(
            Matrix(rows: y.rows, columns: y.columns) { i, j in
              y[i, j] + (i < pass.bias.count ? pass.bias[i] : 0)
            })
        },
        "b of the row": { pass in
          let y = pass.sums
          guard y.rows <= pass.bias.count else { return pass.expected }
          return rectified(
            Matrix(rows: y.rows, columns: y.columns) { i, j in y[i, j] + pass.bias[i] })
        },
      ]),
    mistake(
      "bias-of-one", "Not every output of every sample got its own bias.",
      [
        "the first sample alone": { pass in
          let y = pass.sums
          return rectified(
            Matrix(rows: y.rows, columns: y.columns) { i, j in
              i == 0 ? y[i, j] + pass.bias[j] : y[i, j]
            })
        },
        "the first bias for all": { pass in rectified(pass.sums.map { $0 + pass.bias[0] }) },
        "the sum of all": { pass in
          rectified(pass.sums.map { $0 + pass.bias.reduce(0, +) })
        },
      ]),
    mistake(
      "bias-twice", "The biases are added twice.",
      ["twice": { rectified($0.biased($0.biased($0.sums))) }]),
    mistake(
      "bias-between",
      "Biases were added between the factors. There are none: b belongs to the outputs.",
      [
        "between alone": { pass in
          guard pass.u.columns <= pass.bias.count else { return pass.expected }
          return rectified(pass.biased(pass.hidden) * pass.u.transposed)
        },
        "at both places": { pass in
          guard pass.u.columns <= pass.bias.count else { return pass.expected }
          return rectified(pass.biased(pass.biased(pass.hidden) * pass.u.transposed))
        },
      ]),
  ]

  /// Slips in the products.
  private static let products: [Mistake<Answers>] = [
    mistake(
      "product-built",
      "UVᵀ was built. It is outputs×inputs, as large as the weights that the factors replace: "
        + "multiply "
        + "the samples by V first, then by Uᵀ.",
      [
        "X(UVᵀ)ᵀ": { pass in
          guard pass.u.rows * pass.x.columns < 1_000_000 else { throw OutOfMemory() }
          return rectified(pass.biased(pass.x * (pass.u * pass.vTransposed).transposed))
        }
      ]),
    mistake(
      "transposed", "The result is transposed: a sample is a row, going in and coming out.",
      ["samples in columns": { $0.expected.transposed }]),
    mistake(
      "v-for-vt",
      "Vᵀ stands where V belongs. For samples in rows the first product is XV, samples×D, and V is "
        + "`vTransposed.transposed`.",
      [
        "XVᵀ": { pass in
          guard pass.isSquare else { return pass.expected }
          return rectified(pass.biased(pass.x * pass.vTransposed * pass.u.transposed))
        }
      ]),
    mistake(
      "u-for-ut", "U stands where Uᵀ belongs. For samples in rows the second product is (XV)Uᵀ.",
      [
        "(XV)U": { pass in
          guard pass.isSquare else { return pass.expected }
          return rectified(pass.biased(pass.hidden * pass.u))
        }
      ]),
    mistake(
      "factors-reversed",
      "The factors stand in the wrong order or are not transposed. (UVᵀx)ᵀ is xᵀVUᵀ: for samples "
        + "in rows "
        + "the products are XV, then (XV)Uᵀ.",
      [
        "XUVᵀ": { pass in
          guard pass.isSquare else { return pass.expected }
          return rectified(pass.biased(pass.x * pass.u * pass.vTransposed))
        },
        "XUᵀV": { pass in
          guard pass.isSquare else { return pass.expected }
          return rectified(
            pass.biased(pass.x * pass.u.transposed * pass.vTransposed.transposed))
        },
        "XVᵀU": { pass in
          guard pass.isSquare else { return pass.expected }
          return rectified(pass.biased(pass.x * pass.vTransposed * pass.u))
        },
      ]),
    mistake(
      "samples-as-columns",
      "The samples were taken for columns of X. They are its rows, going in and coming out.",
      [
        "UVᵀX": { pass in
          guard pass.isSquare, pass.x.rows == pass.u.rows else { return pass.expected }
          return rectified(pass.biased(pass.u * (pass.vTransposed * pass.x)))
        },
        "UVᵀX, a bias a row": { pass in
          guard pass.isSquare, pass.x.rows == pass.u.rows else { return pass.expected }
          let y = pass.u * (pass.vTransposed * pass.x)
          return rectified(pass.biased(y.transposed)).transposed
        },
      ]),
    mistake(
      "last-direction-lost",
      "One of the D directions between the factors is missing from the sums.",
      [
        "the last": { pass in
          let k = pass.u.columns - 1
          let hidden = pass.hidden.firstColumns(k)
          return rectified(pass.biased(hidden * pass.u.firstColumns(k).transposed))
        },
        "the first": { pass in
          let range = 1..<pass.u.columns
          let (h, u) = (pass.hidden, pass.u)
          return rectified(
            pass.biased(
              h[rows: 0..<h.rows, columns: range] * u[rows: 0..<u.rows, columns: range].transposed))
        },
      ]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Output>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      put(way, into: &answers)
    }
  }

  private static func put(_ output: @escaping Output, into answers: inout Answers) {
    answers.lowRankForward = { try output(Pass(x: $0, u: $1, vTransposed: $2, bias: $3)) }
  }
}

import Grading
import LinearAlgebra

/// Exercise 13.1: the pass through an adapter.
enum AdaptedSums {
  typealias Answers = LowRankAdaptersAnswers
  typealias Output = @Sendable (Pass) throws -> Matrix<Double>

  /// A batch, what the weights give for it, and an adapter.
  struct Pass: Sendable {
    let x: Matrix<Double>
    let sums: Matrix<Double>
    let b: Matrix<Double>
    let a: Matrix<Double>
    let alpha: Double

    var rank: Int { a.rows }
    /// α/r; 0 without an adapter.
    var scale: Double { rank == 0 ? 0 : alpha / Double(rank) }
    /// XAᵀBᵀ.
    var product: Matrix<Double> { x * a.transposed * b.transposed }
    var expected: Matrix<Double> { scaled(by: scale) }

    func scaled(by factor: Double) -> Matrix<Double> { sums + product * factor }

    /// A bound of the terms that a sum adds up.
    var size: Double {
      sums.maxNorm + abs(scale) * x.frobeniusNorm * a.frobeniusNorm * b.frobeniusNorm
    }

    /// Whether all matrices are square and of one size.
    var isSquare: Bool {
      x.rows == x.columns && x.columns == a.rows && a.rows == b.rows
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "For one sample x the adapter computes Ax, r numbers, and then B(Ax), one number for each output. "
        + "Written as a row, every product turns round.",
      "All samples at once: XAᵀ, samples×r, and then (XAᵀ)Bᵀ, samples×outputs.",
      "Multiply by α/r, with r = `a.rows`, and add the sums. Where r is 0, α/r is no number: give back the "
        + "sums.",
      "`sums + inputs * a.transposed * b.transposed * (alpha / Double(a.rows))`",
    ],
    checks: [
      check(
        "sums",
        // Square first, where every product fits and a mistake is told by name.
        [
          pass(5, 5, 5, 5, alpha: 3, seed: 1301), pass(6, 5, 4, 2, alpha: 8, seed: 1302),
          pass(3, 4, 7, 3, alpha: 4.5, seed: 1303), pass(1, 7, 3, 1, alpha: 16, seed: 1304),
          pass(8, 3, 6, 2, alpha: 2, seed: 1305), pass(4, 4, 4, 4, alpha: 7, seed: 1306),
          pass(2, 1, 1, 1, alpha: -2, seed: 1307), pass(3, 2, 2, 5, alpha: 8, seed: 1308),
          pass(5, 6, 4, 2, alpha: 3, seed: 1309, size: 1e-12),
          pass(5, 6, 4, 2, alpha: 3, seed: 1310, size: 1e12),
          pass(4, 5, 3, 2, alpha: 0, seed: 1311), pass(20, 30, 25, 6, alpha: 1, seed: 1312),
        ]),
      check("without an adapter", [pass(3, 4, 5, 0, alpha: 8, seed: 1313)]),
      check(
        "a product that does not fit into memory",
        [pass(4, 200_000, 1000, 1, alpha: 2, seed: 1314)]
      ).exhausting(
        "BA was built: it takes 1.6 GB here, and the two factors 1.6 MB. Multiply the samples by Aᵀ, and "
          + "then by Bᵀ."),
    ],
    mistakes: factors + parts + products,
    alternatives: [
      Alternative("with samples in columns, turned back") {
        $0.adaptedSums = { x, sums, b, a, alpha in
          guard a.rows > 0 else { return sums }
          let y = b * (a * x.transposed)
          return (sums.transposed + y * (alpha / Double(a.rows))).transposed
        }
      },
      Alternative("A scaled first") {
        $0.adaptedSums = { x, sums, b, a, alpha in
          a.rows == 0
            ? sums : x * (a * (alpha / Double(a.rows))).transposed * b.transposed + sums
        }
      },
      Alternative("sample by sample, added up backwards") {
        $0.adaptedSums = { x, sums, b, a, alpha in
          let hidden = x * a.transposed
          return Matrix(rows: sums.rows, columns: sums.columns) { i, j in
            (0..<a.rows).reversed().reduce(sums[i, j]) {
              $0 + alpha * b[j, $1] * hidden[i, $1] / Double(a.rows)
            }
          }
        }
      },
      Alternative("term by term, in place") {
        $0.adaptedSums = { x, sums, b, a, alpha in
          var result = sums
          for k in 0..<a.rows {
            for i in 0..<x.rows {
              let hidden = (0..<x.columns).reduce(0) { $0 + x[i, $1] * a[k, $1] }
              for j in 0..<b.rows { result[i, j] += alpha / Double(a.rows) * hidden * b[j, k] }
            }
          }
          return result
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Pass>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.adaptedSums($1.x, $1.sums, $1.b, $1.a, $1.alpha) },
      verify: { pass, found in
        discrepancy(
          found, expected: pass.expected,
          tolerance: roundoff(min(pass.x.columns, 1000) + pass.rank, scale: pass.size))
      })
  }

  private static func pass(
    _ samples: Int, _ inputs: Int, _ outputs: Int, _ rank: Int, alpha: Double, seed: UInt64,
    size: Double = 1
  ) -> Probe<Pass> {
    let remark = size == 1 ? "" : ", numbers of the size \(brief(size))"
    return Probe(
      "\(samples) samples, \(inputs) inputs, \(outputs) outputs, r = \(rank), α = \(brief(alpha))"
        + remark,
      Pass(
        x: randomMatrix(samples, inputs, seed: seed) * size,
        sums: randomMatrix(samples, outputs, seed: seed + 100) * size,
        b: randomMatrix(outputs, rank, seed: seed + 200),
        a: randomMatrix(rank, inputs, seed: seed + 300), alpha: alpha))
  }

  /// Slips in α/r.
  private static let factors: [Mistake<Answers>] = [
    mistake(
      "scale-lost", "The factor α/r is missing: the adapter adds (α/r)BAx.",
      ["BAx": { $0.scaled(by: $0.rank == 0 ? 0 : 1) }]),
    mistake(
      "alpha-alone", "The adapter was multiplied by α alone; divide by r, the number of rows of A.",
      ["αBAx": { $0.scaled(by: $0.rank == 0 ? 0 : $0.alpha) }]),
    mistake(
      "rank-alone", "The adapter was divided by r, and not multiplied by α.",
      ["BAx/r": { $0.scaled(by: $0.rank == 0 ? 0 : 1 / Double($0.rank)) }]),
    mistake(
      "multiplied-by-rank", "The adapter was multiplied by r; divide by it: α/r.",
      ["αrBAx": { $0.scaled(by: $0.alpha * Double($0.rank)) }]),
    mistake(
      "inverse", "The factor stands upside down: it is α/r, not r/α.",
      [
        "r/α": {
          $0.scaled(by: $0.rank == 0 || $0.alpha == 0 ? 0 : Double($0.rank) / $0.alpha)
        }
      ]),
    mistake(
      "root-of-rank", "α was divided by √r; divide by r itself.",
      ["α/√r": { $0.scaled(by: $0.rank == 0 ? 0 : $0.alpha / Double($0.rank).squareRoot()) }]),
    mistake(
      "another-size",
      "α was divided by another size; r is the number of rows of A, and of columns of B.",
      [
        "inputs": { $0.scaled(by: $0.alpha / Double($0.x.columns)) },
        "outputs": { $0.scaled(by: $0.alpha / Double($0.b.rows)) },
        "samples": { $0.scaled(by: $0.alpha / Double($0.x.rows)) },
        "r + 1": { $0.scaled(by: $0.alpha / Double($0.rank + 1)) },
        "inputs and outputs": { $0.scaled(by: $0.alpha / Double($0.x.columns + $0.b.rows)) },
      ]),
    mistake(
      "scale-twice", "The factor α/r was multiplied in twice; the product has it once.",
      ["on both factors": { $0.scaled(by: $0.scale * $0.scale) }]),
    mistake(
      "whole-division",
      "α/r was divided as whole numbers, which drops what is behind the point: `alpha / Double(a.rows)`.",
      [
        "Int(α)/r": { $0.scaled(by: $0.rank == 0 ? 0 : Double(Int($0.alpha) / $0.rank)) }
      ]),
    mistake(
      "sums-scaled", "The sums were multiplied by α/r, too; only what the adapter adds is.",
      [
        "both": { $0.rank == 0 ? $0.sums : ($0.sums + $0.product) * $0.scale },
        "the sums alone": { $0.rank == 0 ? $0.sums : $0.sums * $0.scale + $0.product },
      ]),
    mistake(
      "zero-rank",
      "With r = 0 there is no adapter. α/0 is infinite, and infinity times 0 is NaN: give back the sums.",
      [
        "α/0 · 0": { $0.rank == 0 ? $0.sums.map { _ in .nan } : $0.expected }
      ]),
  ]

  /// Slips in what is added to what.
  private static let parts: [Mistake<Answers>] = [
    mistake(
      "sums-lost", "This is what the adapter gives, alone; add the sums of W and b.",
      [
        "(α/r)BAx": { $0.product * $0.scale },
        "BAx": { $0.product },
      ]),
    mistake(
      "adapter-lost", "The sums came back as they were: what the adapter gives is missing.",
      ["sums": { $0.sums }]),
    mistake(
      "subtracted", "The adapter's part was subtracted; it is added.",
      ["−": { $0.scaled(by: -$0.scale) }]),
    mistake(
      "relu", "Something negative became 0. The sums are asked for, before any activation.",
      [
        "at the end": { $0.expected.map { max(0, $0) } },
        "between A and B": { pass in
          let hidden = (pass.x * pass.a.transposed).map { max(0, $0) }
          return pass.sums + hidden * pass.b.transposed * pass.scale
        },
        "the adapter's part": { pass in
          pass.sums + (pass.product * pass.scale).map { max(0, $0) }
        },
      ]),
    mistake(
      "multiplied", "The adapter's part was multiplied with the sums; it is added to them.",
      [
        "element by element": { pass in
          let part = pass.product * pass.scale
          return Matrix(rows: part.rows, columns: part.columns) { i, j in
            pass.sums[i, j] * part[i, j]
          }
        }
      ]),
    mistake(
      "one-sample", "Only one sample got the adapter's part, or all got the part of one.",
      [
        "the first": { pass in
          let all = pass.expected
          return Matrix(rows: all.rows, columns: all.columns) { i, j in
            i == 0 ? all[i, j] : pass.sums[i, j]
          }
        },
        "that of the first for all": { pass in
          let part = pass.product * pass.scale
          return Matrix(rows: part.rows, columns: part.columns) { i, j in
            pass.sums[i, j] + part[0, j]
          }
        },
      ]),
  ]

  /// Slips in the products.
  private static let products: [Mistake<Answers>] = [
    mistake(
      "product-built",
      "BA was built. It is outputs×inputs, as large as W: multiply the samples by Aᵀ first, then by Bᵀ.",
      [
        "X(BA)ᵀ": { pass in
          guard pass.b.rows * pass.x.columns < 1_000_000 else {
            throw LowRankForward.OutOfMemory()
          }
          return pass.expected
        }
      ]),
    mistake(
      "transposed", "The result is transposed: a sample is a row, going in and coming out.",
      ["samples in columns": { $0.expected.transposed }]),
    square(
      "a-for-at",
      "A stands where Aᵀ belongs. For samples in rows the first product is XAᵀ, samples×r.",
      ["XABᵀ": { $0.x * $0.a * $0.b.transposed }]),
    square(
      "b-for-bt", "B stands where Bᵀ belongs. For samples in rows the second product is (XAᵀ)Bᵀ.",
      ["XAᵀB": { $0.x * $0.a.transposed * $0.b }]),
    square(
      "factors-reversed",
      "The factors stand in the wrong order or are not transposed. (BAx)ᵀ is xᵀAᵀBᵀ: for samples in rows the "
        + "products are XAᵀ, then (XAᵀ)Bᵀ.",
      [
        "XBA": { $0.x * $0.b * $0.a },
        "XBᵀAᵀ": { $0.x * $0.b.transposed * $0.a.transposed },
        "XAB": { $0.x * $0.a * $0.b },
      ]),
    square(
      "samples-as-columns",
      "The samples were taken for columns of X. They are its rows, going in and coming out.",
      ["BAX": { $0.b * ($0.a * $0.x) }]),
    mistake(
      "last-direction-lost",
      "One of the r directions between A and B is missing.",
      [
        "the last": { pass in
          guard pass.rank > 0 else { return pass.sums }
          let hidden = (pass.x * pass.a.transposed).firstColumns(pass.rank - 1)
          return pass.sums + hidden * pass.b.firstColumns(pass.rank - 1).transposed * pass.scale
        },
        "the first": { pass in
          guard pass.rank > 0 else { return pass.sums }
          let range = 1..<pass.rank
          let hidden = (pass.x * pass.a.transposed)[rows: 0..<pass.x.rows, columns: range]
          let b = pass.b[rows: 0..<pass.b.rows, columns: range]
          return pass.sums + hidden * b.transposed * pass.scale
        },
        "all but the first": { pass in
          guard pass.rank > 0 else { return pass.sums }
          let hidden = (pass.x * pass.a.transposed).firstColumns(1)
          return pass.sums + hidden * pass.b.firstColumns(1).transposed * pass.scale
        },
      ]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Output>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in put(way, into: &answers) }
  }

  /// A mistake that can be made where all matrices are square: another product in the place of XAᵀBᵀ.
  private static func square(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<String, @Sendable (Pass) -> Matrix<Double>>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      put({ $0.isSquare ? $0.sums + way($0) * $0.scale : $0.expected }, into: &answers)
    }
  }

  private static func put(_ output: @escaping Output, into answers: inout Answers) {
    answers.adaptedSums = { try output(Pass(x: $0, sums: $1, b: $2, a: $3, alpha: $4)) }
  }
}

import Foundation
import Grading
import LinearAlgebra

/// Exercise 7.4: the softmax at a temperature.
enum Softened {
  typealias Answers = DistillationAnswers
  typealias Function = @Sendable (Matrix<Double>, Double) throws -> Matrix<Double>

  /// Logits and a temperature.
  struct Warmth: Sendable {
    let logits: Matrix<Double>
    let temperature: Double

    /// exp((z − shift)/T), element by element; `shift` is given the row and the column.
    func powers(less shift: (Int, Int) -> Double = { _, _ in 0 }) -> Matrix<Double> {
      Matrix(rows: logits.rows, columns: logits.columns) { i, j in
        exp((logits[i, j] - shift(i, j)) / temperature)
      }
    }

    /// The largest logit of a row.
    func largest(_ i: Int) -> Double { logits.row(i).reduce(-.infinity, max) }

    /// The powers that do not overflow.
    var safePowers: Matrix<Double> { powers { i, _ in largest(i) } }

    var right: Matrix<Double> { softmax(logits, 1 / temperature) }
  }

  /// softmax(factor · z) of each row, without overflow.
  static func softmax(_ logits: Matrix<Double>, _ factor: Double) -> Matrix<Double> {
    var elements: [Double] = []
    for i in 0..<logits.rows {
      let scaled = logits.row(i).elements.map { factor * $0 }
      let largest = scaled.reduce(-.infinity, max)
      let powers = scaled.map { exp($0 - largest) }
      let sum = powers.reduce(0, +)
      elements += powers.map { $0 / sum }
    }
    return Matrix(rows: logits.rows, columns: logits.columns, elements: elements)
  }

  static func normalised(_ powers: Matrix<Double>) -> Matrix<Double> {
    let sums = (0..<powers.rows).map { powers.row($0).reduce(0, +) }
    return Matrix(rows: powers.rows, columns: powers.columns) { powers[$0, $1] / sums[$0] }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "A row of logits becomes a row of probabilities. Divide the logits by T before `exp`.",
      "Subtract the row's largest logit first, for `exp` of 1000 is infinite.",
      "Divide each row by its own sum: `scalingRows(by:)` with the reciprocals of the sums.",
    ],
    checks: [
      check(
        "logits of ordinary size",
        [
          warmth([[1, 2, 3], [0.5, 0, -1], [2, -1, 0.25]], 2),
          warmth([[2, -1, 0, 0.25], [1, 1, 3, -2]], 4), warmth([[3, 1], [0, 2], [-1, -1]], 0.5),
          warmth([[0.5, -0.5, 2]], 1.5), warmth([[0.5, -0.5, 2], [1, 0, 2.5]], 1),
          warmth([[1.5], [-3]], 2), warmth([[2, 2, 2], [-1, -1, -1]], 3),
          warmth([[1, 2], [4, -3]], 1000), warmth([[0.25, 0], [0, 0.5]], 0.01),
          warmth([[-20, 0, -30], [3, 14, -16]], 1.25),
        ] + seeded(74)),
      check(
        "logits of some thousands, of either sign",
        [
          warmth([[1000, 998, 990]], 2), warmth([[-2000, -2001], [800, 1600]], 1),
          warmth([[-900, 900, 0]], 0.5), warmth([[3000, 3001], [2999, 3000.5]], 0.75),
          warmth([[-4000, -4002, -4001], [-1500, -1501, -1499]], 1.5),
          warmth([[1600, 1598], [1604, 1600]], 2),
          warmth([[-5000, -5001], [0, 1], [5000, 5002]], 2), warmth([[4000], [-4000]], 1),
          warmth([[900, -900], [-700, 800]], 0.25),
          warmth([[1000, -1000, 0], [500, 1500, -400]], 800),
          warmth([[0, 2000, 900, 100]], 600),
        ]),
      check(
        "no samples, and classes far apart",
        [
          warmth(Matrix(rows: 0, columns: 3), 2), warmth([[0, -100_000], [-100_000, 0]], 1),
        ]),
    ],
    mistakes: temperatures + sums + functions + overflows,
    alternatives: [
      Alternative("through the logarithm of the sum", at: \.softened) { logits, temperature in
        let z = logits / temperature
        return Matrix(rows: z.rows, columns: z.columns) { i, j in
          let largest = z.row(i).reduce(-.infinity, max)
          let sum = z.row(i).reduce(0) { $0 + exp($1 - largest) }
          return exp(z[i, j] - largest - log(sum))
        }
      },
      Alternative("by the differences of the logits", at: \.softened) { logits, temperature in
        Matrix(rows: logits.rows, columns: logits.columns) { i, j in
          1 / logits.row(i).reduce(0) { $0 + exp(($1 - logits[i, j]) / temperature) }
        }
      },
      Alternative("by a product with ones, the last class first", at: \.softened) {
        logits, temperature in
        var result = logits
        for i in 0..<logits.rows {
          let largest = logits.row(i).elements.sorted().last ?? 0
          var sum = 0.0
          for j in (0..<logits.columns).reversed() {
            result[i, j] = exp(logits[i, j] / temperature - largest / temperature)
            sum += result[i, j]
          }
          for j in 0..<logits.columns { result[i, j] *= 1 / sum }
        }
        return result
      },
      Alternative("powers of 2", at: \.softened) { logits, temperature in
        let input = Warmth(logits: logits, temperature: temperature)
        let bits = 1 / (temperature * log(2))
        return normalised(
          Matrix(rows: logits.rows, columns: logits.columns) { i, j in
            exp2((logits[i, j] - input.largest(i)) * bits)
          })
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Warmth>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.softened($1.logits, $1.temperature) },
      verify: { input, found in
        // `exp` turns the rounding of its argument, ε times its size, into a relative error, and sums of
        // rows go on with it. Probabilities are at most 1.
        let size = max(input.logits.maxNorm / input.temperature, 1)
        return discrepancy(
          found, expected: input.right, tolerance: roundoff(input.logits.columns, scale: size))
      })
  }

  private static func warmth(_ logits: Matrix<Double>, _ temperature: Double) -> Probe<Warmth> {
    let lists = (0..<logits.rows).map { i in logits.row(i).map { brief($0) }.joined(separator: ", ")
    }
    return Probe(
      logits.rows == 0
        ? "a \(logits.shape) matrix and T = \(brief(temperature))"
        : "z = (\(lists.joined(separator: "; "))) and T = \(brief(temperature))",
      Warmth(logits: logits, temperature: temperature))
  }

  /// Fifteen batches of some samples, classes and temperatures.
  private static func seeded(_ seed: UInt64) -> [Probe<Warmth>] {
    var counts = SeededCounts(seed: seed)
    return (0..<15).map { i -> Probe<Warmth> in
      let (m, n) = (counts.next(in: 1...5), counts.next(in: 2...7))
      let temperature = Double(counts.next(in: 2...24)) / 4
      return Probe(
        "\(m)×\(n) seeded logits and T = \(brief(temperature))",
        Warmth(logits: randomMatrix(m, n, seed: seed + UInt64(i)) * 2, temperature: temperature))
    }
  }
}

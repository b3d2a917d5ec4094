import Foundation
import Grading
import LinearAlgebra

/// Exercise 7.4: the softmax at a temperature.
enum Softened {
  typealias Answers = DistillationAnswers

  /// Logits and a temperature.
  struct Warmth: Sendable {
    let logits: Matrix<Double>
    let temperature: Double
  }

  /// softmax(factor · z) of each row, without overflow.
  static func softmax(_ logits: Matrix<Double>, _ factor: Double) -> Matrix<Double> {
    let powers = Matrix(rows: logits.rows, columns: logits.columns) { i, j in
      exp(factor * logits[i, j] - logits.row(i).map { factor * $0 }.reduce(-.infinity, max))
    }
    return powers.scalingRows(by: (0..<logits.rows).map { 1 / powers.row($0).reduce(0, +) })
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
          // Square first: rows and columns fit either way.
          warmth([[1, 2, 3], [0.5, 0, -1], [2, -1, 0.25]], 2),
          warmth([[1, 2, 3], [0.5, 0, -1]], 2), warmth([[2, -1, 0, 0.25], [1, 1, 3, -2]], 4),
          warmth([[3, 1], [0, 2], [-1, -1]], 0.5), warmth([[0.5, -0.5, 2]], 1),
        ] + seeded),
      check(
        "logits of a thousand",
        [
          warmth([[1000, 998, 990]], 2), warmth([[-2000, -2001], [800, 1600]], 1),
          warmth([[-900, 900, 0]], 0.75), warmth([[1200, 1199]], 4),
          warmth([[-1500, -1499], [-1, 0], [1500, 1501]], 1),
        ]),
      check(
        "a single class, equal logits, no samples, and T far from 1",
        [
          warmth([[5], [-2]], 3), warmth([[2, 2, 2, 2]], 0.25), warmth([[0, 0]], 1),
          warmth(Matrix(rows: 0, columns: 3), 2), warmth([[1, 2, 3]], 1e3),
          warmth([[1, 1.001]], 1e-3), warmth([[3e12, 1e12]], 2e12), warmth([[3e-12, 0]], 2e-12),
        ]),
    ],
    mistakes: temperatures + sums,
    alternatives: [
      Alternative("through the logarithm of the sum", at: \.softened) { logits, temperature in
        let z = logits / temperature
        return Matrix(rows: z.rows, columns: z.columns) { i, j in
          let largest = z.row(i).reduce(-.infinity, max)
          let sum: Double = z.row(i).reduce(0) { $0 + exp($1 - largest) }
          return exp(z[i, j] - largest - log(sum))
        }
      },
      Alternative("by differences", at: \.softened) { logits, temperature in
        Matrix(rows: logits.rows, columns: logits.columns) { i, j in
          1 / logits.row(i).reduce(0) { $0 + exp(($1 - logits[i, j]) / temperature) }
        }
      },
      Alternative("row by row, the largest subtracted after the division", at: \.softened) {
        logits, temperature in
        var result = logits
        for i in 0..<logits.rows {
          let z: [Double] = logits.row(i).map { $0 / temperature }
          let largest = z.max() ?? 0
          let powers: [Double] = z.map { exp($0 - largest) }
          let sum: Double = powers.reversed().reduce(0, +)
          for j in 0..<logits.columns { result[i, j] = powers[j] / sum }
        }
        return result
      },
      Alternative("the last bit changed", at: \.softened) { logits, temperature in
        softmax(logits, 1 / temperature).map(\.nextDown)
      },
    ])

  /// `exp` turns the rounding of its argument, ε times its size, into a relative error; most of the
  /// arguments is subtracted. Probabilities are at most 1.
  private static func check(_ title: String, _ probes: [Probe<Warmth>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.softened($1.logits, $1.temperature) },
      verify: { input, found in
        let size = max(input.logits.maxNorm / input.temperature, 1)
        return discrepancy(
          found, expected: softmax(input.logits, 1 / input.temperature),
          tolerance: roundoff(input.logits.columns, scale: size))
      })
  }

  private static func warmth(_ logits: Matrix<Double>, _ temperature: Double) -> Probe<Warmth> {
    Probe(
      "\(logits.shape) logits and T = \(brief(temperature))",
      Warmth(logits: logits, temperature: temperature))
  }

  /// Twenty tables of seeded logits.
  private static var seeded: [Probe<Warmth>] {
    var counts = SeededCounts(seed: 7400)
    return (0..<20).map { i in
      let (m, n) = (counts.next(in: 1...5), counts.next(in: 2...6))
      let temperature = Double(counts.next(in: 1...20)) / 4
      return warmth(randomMatrix(m, n, seed: 7400 + UInt64(i)) * 3, temperature)
    }
  }

  /// Powers that nothing was divided by.
  private static func powers(_ input: Warmth, shifted: Bool = false) -> Matrix<Double> {
    Matrix(rows: input.logits.rows, columns: input.logits.columns) { i, j in
      let largest = shifted ? input.logits.row(i).reduce(-.infinity, max) : 0
      return exp((input.logits[i, j] - largest) / input.temperature)
    }
  }

  /// Each row over its sum, as it comes.
  private static func divided(_ powers: Matrix<Double>) -> Matrix<Double> {
    let sums: [Double] = (0..<powers.rows).map { powers.row($0).reduce(0, +) }
    return Matrix(rows: powers.rows, columns: powers.columns) { powers[$0, $1] / sums[$0] }
  }

  /// What is done to the logits before the powers are taken, and where T stands.
  private static let temperatures: [Mistake<Answers>] = [
    mistake(
      "temperature-forgotten", "This is softmax(z): the temperature is not looked at.",
      ["the temperature forgotten": { softmax($0.logits, 1) }]),
    mistake(
      "multiplied",
      "The logits were multiplied by T, which makes the probabilities sharper. Divide by T.",
      ["multiplied by T": { softmax($0.logits, $0.temperature) }]),
    mistake(
      "divided-twice", "The logits were divided by T². The factor T² belongs to the loss.",
      ["divided by T²": { softmax($0.logits, 1 / ($0.temperature * $0.temperature)) }]),
    mistake(
      "root-of-t", "The logits were divided by √T; divide them by T.",
      ["divided by √T": { softmax($0.logits, 1 / $0.temperature.squareRoot()) }]),
    mistake(
      "after-softmax",
      "T divides the probabilities here; it must divide the logits, before `exp`.",
      ["probabilities divided by T": { softmax($0.logits, 1) / $0.temperature }]),
    mistake(
      "shift-not-divided",
      "The largest logit was subtracted from z/T without being divided by T. Subtract first and divide the "
        + "difference.",
      [
        "z/T − max z": { input in
          divided(
            Matrix(rows: input.logits.rows, columns: input.logits.columns) { i, j in
              let largest: Double = input.logits.row(i).reduce(-.infinity, max)
              return exp(input.logits[i, j] / input.temperature - largest)
            })
        }
      ]),
    mistake(
      "softmax-twice", "Softmax was taken twice. Divide the logits by T, and take it once.",
      [
        "softmax of the probabilities": { softmax(softmax($0.logits, 1), 1 / $0.temperature) },
        "of those at T": { softmax(softmax($0.logits, 1 / $0.temperature), 1) },
      ]),
    mistake(
      "sign", "The sign of the logits is turned round: the largest gets the smallest probability.",
      ["exp(−z/T)": { softmax($0.logits, -1 / $0.temperature) }]),
    mistake(
      "power-of-two", "These are powers of 2 (or of 10), not of e.",
      [
        "exp2": { softmax($0.logits, 0.6931471805599453 / $0.temperature) },
        "of 10": { softmax($0.logits, 2.302585092994046 / $0.temperature) },
      ]),
  ]

  /// The powers are right, and what they are divided by is not.
  private static let sums: [Mistake<Answers>] = [
    mistake(
      "columns", "The sums go down the columns; a sample is a row.",
      ["along the columns": { softmax($0.logits.transposed, 1 / $0.temperature).transposed }]),
    mistake(
      "whole-matrix", "All elements together have sum 1; each row must.",
      [
        "over the whole matrix": { input in
          let all = powers(input)
          return all / all.elements.reduce(0, +)
        },
        "with the largest of all": { input in
          let largest: Double = input.logits.elements.max() ?? 0
          let all = input.logits.map { exp(($0 - largest) / input.temperature) }
          return all / all.elements.reduce(0, +)
        },
      ]),
    mistake(
      "not-normalised", "The rows do not have sum 1: divide each by its sum.",
      [
        "not divided by the sum": { powers($0) },
        "divided by the largest": { powers($0, shifted: true) },
      ]),
    mistake(
      "mean",
      "The powers were divided by their mean; divide by their sum, so that a row has sum 1.",
      ["divided by the mean": { divided(powers($0, shifted: true)) * Double($0.logits.columns) }]),
    mistake(
      "euclidean", "Each row has length 1 here, in the Euclidean norm. Its sum must be 1.",
      [
        "divided by the norm": { input in
          let all = powers(input, shifted: true)
          return all.scalingRows(by: (0..<all.rows).map { 1 / all.row($0).norm })
        }
      ]),
    mistake(
      "first-row-for-all", "All rows were divided by the sum of one; each has its own.",
      [
        "of the first": { input in
          let all = powers(input, shifted: true)
          return all.rows == 0 ? all : all / all.row(0).reduce(0, +)
        }
      ]),
    mistake(
      "logarithm", "These are logarithms of the probabilities; leave the logarithm out.",
      [
        "log-softmax": { input in
          Matrix(rows: input.logits.rows, columns: input.logits.columns) { i, j in
            let largest: Double = input.logits.row(i).reduce(-.infinity, max)
            let t = input.temperature
            let sum: Double = input.logits.row(i).reduce(0) { $0 + exp(($1 - largest) / t) }
            return (input.logits[i, j] - largest) / t - log(sum)
          }
        }
      ]),
    mistake(
      "hardened", "This gives the largest logit all. At a temperature the others get a share too.",
      [
        "one-hot": { input in
          Matrix(rows: input.logits.rows, columns: input.logits.columns) { i, j in
            let row = input.logits.row(i)
            return row.firstIndex(of: row.reduce(-.infinity, max)) == j ? 1 : 0
          }
        }
      ]),
    mistake(
      "overflow",
      "`exp` of a large logit is infinite, and of very negative ones all sums are 0. Subtract the row's "
        + "largest logit first.",
      [
        "`exp` at once": { divided(powers($0)) },
        "the largest of all rows subtracted": { input in
          let largest: Double = input.logits.elements.max() ?? 0
          return divided(input.logits.map { exp(($0 - largest) / input.temperature) })
        },
        "held below infinity": { input in
          divided(input.logits.map { min(exp($0 / input.temperature), 1e300) })
        },
      ]),
    mistake(
      "tiny-added",
      "A number was added to the sum to keep it from 0. With the row's largest logit subtracted the sum is 1 "
        + "or more; nothing need be added.",
      [
        "10⁻⁶": { input in
          let all = powers(input, shifted: true)
          return all.scalingRows(by: (0..<all.rows).map { 1 / (all.row($0).reduce(0, +) + 1e-6) })
        }
      ]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<String, @Sendable (Warmth) -> Matrix<Double>>
  ) -> Mistake<Answers> {
    let first = ways[0]
    var mistake = Mistake<Answers>(diagnosis, message, as: first.key) {
      $0.softened = { first.value(Warmth(logits: $0, temperature: $1)) }
    }
    for way in ways.dropFirst() {
      mistake = mistake.or(way.key) {
        $0.softened = { way.value(Warmth(logits: $0, temperature: $1)) }
      }
    }
    return mistake
  }
}

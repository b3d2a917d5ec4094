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
      Check(
        "logits of ordinary size",
        probes: [
          warmth([[1, 2, 3], [0.5, 0, -1]], 2), warmth([[2, -1, 0, 0.25], [1, 1, 3, -2]], 4),
          warmth([[3, 1], [0, 2], [-1, -1]], 0.5), warmth([[0.5, -0.5, 2]], 1),
        ],
        call: call, verify: verify),
      Check(
        "logits of a thousand",
        probes: [
          warmth([[1000, 998, 990]], 2), warmth([[-2000, -2001], [800, 1600]], 1),
          warmth([[-900, 900, 0]], 0.5),
        ],
        call: call, verify: verify),
    ],
    mistakes: [
      mistake("the temperature forgotten", "temperature-forgotten") { softmax($0.logits, 1) },
      mistake("multiplied by T", "multiplied") { softmax($0.logits, $0.temperature) },
      mistake("divided by T²", "divided-twice") {
        softmax($0.logits, 1 / ($0.temperature * $0.temperature))
      },
      mistake("probabilities divided by T", "after-softmax") {
        softmax($0.logits, 1) / $0.temperature
      },
      mistake("softmax of the probabilities", "softmax-twice") {
        softmax(softmax($0.logits, 1), 1 / $0.temperature)
      },
      mistake("along the columns", "columns") {
        softmax($0.logits.transposed, 1 / $0.temperature).transposed
      },
      mistake("over the whole matrix", "whole-matrix") { wholeMatrix($0) },
      mistake("not divided by the sum", "not-normalised") { unnormalised($0) },
      mistake("divided by the largest", "not-normalised") { unnormalised($0, shifted: true) },
      Mistake("overflow", messages["overflow"], as: "`exp` at once") {
        $0.softened = { logits, temperature in
          let powers = logits.map { exp($0 / temperature) }
          let sums = (0..<logits.rows).map { powers.row($0).reduce(0, +) }
          return Matrix(rows: logits.rows, columns: logits.columns) { powers[$0, $1] / sums[$0] }
        }
      },
    ],
    alternatives: [
      Alternative("through the logarithm of the sum") {
        $0.softened = { logits, temperature in
          let z = logits / temperature
          return Matrix(rows: z.rows, columns: z.columns) { i, j in
            let largest = z.row(i).reduce(-.infinity, max)
            let sum = z.row(i).reduce(0) { $0 + exp($1 - largest) }
            return exp(z[i, j] - largest - log(sum))
          }
        }
      },
      Alternative("the largest of the whole matrix subtracted, row by row") {
        $0.softened = { logits, temperature in
          Matrix(rows: logits.rows, columns: logits.columns) { i, j in
            1 / logits.row(i).reduce(0) { $0 + exp(($1 - logits[i, j]) / temperature) }
          }
        }
      },
    ])

  private static let call: @Sendable (Answers, Warmth) throws -> Matrix<Double> = {
    try $0.softened($1.logits, $1.temperature)
  }

  /// `exp` turns the rounding of its argument, ε times its size, into a relative error; the arguments are
  /// at most 4000 and most of that is subtracted. Probabilities are at most 1.
  private static let verify: @Sendable (Warmth, Matrix<Double>) -> Discrepancy? = { input, found in
    let size = max(input.logits.maxNorm / input.temperature, 1)
    return discrepancy(
      found, expected: softmax(input.logits, 1 / input.temperature),
      tolerance: roundoff(input.logits.columns, scale: size))
  }

  private static func unnormalised(_ input: Warmth, shifted: Bool = false) -> Matrix<Double> {
    Matrix(rows: input.logits.rows, columns: input.logits.columns) { i, j in
      let largest = shifted ? input.logits.row(i).reduce(-.infinity, max) : 0
      return exp((input.logits[i, j] - largest) / input.temperature)
    }
  }

  private static func wholeMatrix(_ input: Warmth) -> Matrix<Double> {
    let powers = unnormalised(input)
    return powers / powers.elements.reduce(0, +)
  }

  private static func warmth(_ logits: Matrix<Double>, _ temperature: Double) -> Probe<Warmth> {
    Probe(
      "\(logits.shape) logits and T = \(brief(temperature))",
      Warmth(logits: logits, temperature: temperature))
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "overflow":
      "`exp` of a large logit is infinite, and of very negative ones all sums are 0. Subtract the "
      + "row's largest logit first.",
    "temperature-forgotten": "This is softmax(z): the temperature is not looked at.",
    "multiplied":
      "The logits were multiplied by T, which makes the probabilities sharper. Divide by T.",
    "divided-twice": "The logits were divided by T². The factor T² belongs to the loss.",
    "after-softmax": "T divides the probabilities here; it must divide the logits, before `exp`.",
    "softmax-twice": "Softmax was taken twice. Divide the logits by T, and take it once.",
    "columns": "The sums go down the columns; a sample is a row.",
    "whole-matrix": "All elements together have sum 1; each row must.",
    "not-normalised": "The rows do not have sum 1: divide each by its sum.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ result: @escaping @Sendable (Warmth) -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.softened = { result(Warmth(logits: $0, temperature: $1)) }
    }
  }
}

import Foundation
import Grading
import LinearAlgebra

extension Softened {
  /// The temperature in the wrong place.
  static let temperatures: [Mistake<Answers>] = [
    mistake(
      "temperature-forgotten",
      "This is softmax(z): T is not looked at, or cancels, as it does beside `exp` and in z − max/T. Divide the "
        + "logits themselves by T, inside `exp`.",
      ["T = 1": { softmax($0.logits, 1) }]),
    mistake(
      "multiplied",
      "The logits were multiplied by T, which makes the probabilities sharper. Divide by T.",
      ["z·T": { softmax($0.logits, $0.temperature) }]),
    mistake(
      "divided-twice",
      "The logits were divided by T². They are divided by T; the factor T² belongs to the loss.",
      ["z/T²": { softmax($0.logits, 1 / ($0.temperature * $0.temperature)) }]),
    mistake(
      "root-of-temperature", "The logits were divided by √T. Divide them by T.",
      ["z/√T": { softmax($0.logits, 1 / $0.temperature.squareRoot()) }]),
    mistake(
      "after-softmax",
      "T divides, or multiplies, the probabilities here; it must divide the logits, before `exp`.",
      [
        "softmax(z)/T": { softmax($0.logits, 1) / $0.temperature },
        "softmax(z)·T": { softmax($0.logits, 1) * $0.temperature },
        "softmax(z/T)/T": { $0.right / $0.temperature },
        "softmax(z/T)·T": { $0.right * $0.temperature },
      ]),
    mistake(
      "not-normalised-again",
      "softmax(z) was raised to 1/T. That is right but for the sum: divide each row by its sum again, or "
        + "divide the logits by T first.",
      [
        "softmax(z)^(1/T)": { input in
          softmax(input.logits, 1).map { pow($0, 1 / input.temperature) }
        }
      ]),
    mistake(
      "temperature-subtracted",
      "T was subtracted from the logits, or added, which changes nothing. Divide.",
      [
        "z − T, unnormalised": { input in
          input.logits.map { exp($0 - input.temperature) }
        }
      ]),
    mistake(
      "softmax-twice", "Softmax was taken twice. Divide the logits by T, and take it once.",
      [
        "of softmax(z), at T": { softmax(softmax($0.logits, 1), 1 / $0.temperature) },
        "of softmax(z/T), at T": { softmax($0.right, 1 / $0.temperature) },
        "of softmax(z/T)": { softmax($0.right, 1) },
      ]),
    mistake(
      "negative", "The sign is turned round: the largest logit has the largest probability.",
      [
        "−z/T": { softmax($0.logits, -1 / $0.temperature) },
        "−z": { softmax($0.logits, -1) },
      ]),
  ]

  /// Something else in the place of a row's own sum.
  static let sums: [Mistake<Answers>] = [
    mistake(
      "columns", "The sums go down the columns; a sample is a row.",
      [
        "of columns": { softmax($0.logits.transposed, 1 / $0.temperature).transposed },
        "powers of rows, sums of columns": {
          normalised($0.safePowers.transposed).transposed
        },
        "powers divided by sums of columns": { input in
          let powers = input.powers()
          return powers.rows == powers.columns
            ? Matrix(rows: powers.rows, columns: powers.columns) {
              powers[$0, $1] / powers.row($1).reduce(0, +)
            } : normalised(powers)
        },
      ]),
    mistake(
      "transposed", "This is the transposed matrix: a sample stays a row.",
      ["softmaxᵀ": { $0.right.transposed }]),
    mistake(
      "whole-matrix", "All elements together have sum 1; each row must.",
      [
        "the sum of all": { input in
          let powers = input.powers()
          return powers / powers.elements.reduce(0, +)
        },
        "shifted by row": { input in
          let powers = input.safePowers
          return powers / powers.elements.reduce(0, +)
        },
      ]),
    mistake(
      "one-sum-for-all", "All rows were divided by the sum of one row; each has its own.",
      [
        "the first": { input in
          let powers = input.powers()
          return powers.rows > 0 ? powers / powers.row(0).reduce(0, +) : powers
        },
        "the first, shifted": { input in
          let powers = input.safePowers
          return powers.rows > 0 ? powers / powers.row(0).reduce(0, +) : powers
        },
        "the last": { input in
          let powers = input.powers()
          return powers.rows > 0 ? powers / powers.row(powers.rows - 1).reduce(0, +) : powers
        },
      ]),
    mistake(
      "sum-not-reset",
      "The sum goes on from row to row: it must start at 0 for each.",
      [
        "as it is": { running($0.powers()) },
        "shifted": { running($0.safePowers) },
      ]),
    mistake(
      "overwritten",
      "The sum was taken anew while the row was being overwritten: from the second class on it holds "
        + "probabilities. Add up first.",
      [
        "as it is": { overwritten($0.powers()) },
        "shifted": { overwritten($0.safePowers) },
      ]),
    mistake(
      "not-normalised", "The rows do not have sum 1: divide each by its sum.",
      [
        "exp(z/T)": { $0.powers() },
        "exp((z − max)/T)": { $0.safePowers },
        "exp(z)": { $0.logits.map { exp($0) } },
      ]),
    mistake(
      "divided-by-largest",
      "Each row was divided by its largest power, or by their number; divide by the sum.",
      [
        "by the mean": { $0.right * Double($0.logits.columns) },
        "by the number": { $0.powers() / Double($0.logits.columns) },
        "by the number, shifted": { $0.safePowers / Double($0.logits.columns) },
      ]),
    mistake(
      "norm-for-sum",
      "The rows have norm 1, not sum 1: add up the powers, not their squares.",
      [
        "√Σp²": { input in
          let powers = input.safePowers
          return powers.scalingRows(by: (0..<powers.rows).map { 1 / powers.row($0).norm })
        },
        "Σp²": { input in
          let powers = input.powers()
          return powers.scalingRows(
            by: (0..<powers.rows).map { 1 / powers.row($0).dot(powers.row($0)) })
        },
      ]),
    mistake(
      "logits-normalised",
      "The logits themselves were divided by their sum: `exp` is missing.",
      [
        "z/Σz": { normalised($0.logits / $0.temperature) },
        "exp after dividing": { normalised($0.logits / $0.temperature).map { exp($0) } },
      ]),
    mistake(
      "own-left-out",
      "Each power was divided by the sum of the others; its own belongs to the sum.",
      [
        "Σ without j": { input in
          let powers = input.safePowers
          return Matrix(rows: powers.rows, columns: powers.columns) { i, j in
            powers[i, j] / (powers.row(i).reduce(0, +) - powers[i, j])
          }
        }
      ]),
    mistake(
      "last-left-out", "The last class is missing from the sums.",
      [
        "0 ..< n − 1": { input in
          let powers = input.powers()
          return Matrix(rows: powers.rows, columns: powers.columns) { i, j in
            powers[i, j] / powers.row(i).dropLast().reduce(0, +)
          }
        },
        "shifted": { input in
          let powers = input.safePowers
          return Matrix(rows: powers.rows, columns: powers.columns) { i, j in
            powers[i, j] / powers.row(i).dropLast().reduce(0, +)
          }
        },
      ]),
  ]

  /// Another function in the place of softmax.
  static let functions: [Mistake<Answers>] = [
    mistake(
      "logarithm", "This is the logarithm of softmax. Asked for are the probabilities themselves.",
      [
        "ln softmax(z/T)": { $0.right.map { log($0) } },
        "ln softmax(z)/T": { input in softmax(input.logits, 1).map { log($0) / input.temperature }
        },
        "z/T − ln Σ": { input in
          Matrix(rows: input.logits.rows, columns: input.logits.columns) { i, j in
            let largest = input.largest(i)
            let sum = input.safePowers.row(i).reduce(0, +)
            return (input.logits[i, j] - largest) / input.temperature - log(sum)
          }
        },
      ]),
    mistake(
      "sigmoid",
      "Each logit was turned into a probability by itself, 1/(1 + exp(−z/T)). Softmax weighs the classes of "
        + "a row against each other.",
      [
        "1/(1 + exp(−z/T))": { input in input.logits.map { 1 / (1 + exp(-$0 / input.temperature)) }
        }
      ]),
    mistake(
      "magnitudes", "The logits lost their signs: a very negative one has a probability near 0.",
      [
        "|z|": { softmax($0.logits.map { abs($0) }, 1 / $0.temperature) }
      ]),
    mistake(
      "largest-only",
      "This is 1 for the largest logit and 0 elsewhere. Soft targets tell of the other classes, too.",
      [
        "argmax": { input in
          Matrix(rows: input.logits.rows, columns: input.logits.columns) { i, j in
            input.logits.row(i).firstIndex(of: input.largest(i)) == j ? 1 : 0
          }
        }
      ]),
    mistake(
      "clamped",
      "Small probabilities were lifted, or added to. They stay as they are: the rows have sum 1.",
      [
        "at least 10⁻⁷": { $0.right.map { max($0, 1e-7) } },
        "at least 10⁻¹²": { $0.right.map { max($0, 1e-12) } },
        "10⁻⁹ added to the sum": { input in
          let powers = input.safePowers
          return Matrix(rows: powers.rows, columns: powers.columns) { i, j in
            powers[i, j] / (powers.row(i).reduce(0, +) + 1e-9)
          }
        },
      ]),
    mistake(
      "no-samples", "Where there are no samples, the answer is a matrix of no rows, 0×classes.",
      [
        "0×0": { input in
          input.logits.rows == 0 ? Matrix(rows: 0, columns: 0) : input.right
        },
        "an error": { input in
          guard input.logits.rows > 0 else { throw shapesDoNotFit }
          return input.right
        },
      ]),
  ]

  /// What is subtracted before `exp`, and what overflows or is 0 altogether.
  static let overflows: [Mistake<Answers>] = [
    mistake(
      "shift-in-one",
      "The largest logit was subtracted above the line or below it only; it cancels where it is in both.",
      [
        "above": { input in quotient(input.safePowers, input.powers()) },
        "below": { input in quotient(input.powers(), input.safePowers) },
      ]),
    mistake(
      "shift-of-columns",
      "Each column's largest logit was subtracted. That changes the probabilities; subtract each row's.",
      [
        "the column's": { input in
          normalised(
            input.powers { _, j in input.logits.column(j).reduce(-.infinity, max) })
        }
      ]),
    mistake(
      "divided-by-shift",
      "The logits were divided by the row's largest, or their distance was; subtract it.",
      [
        "z/max": { input in
          normalised(
            Matrix(rows: input.logits.rows, columns: input.logits.columns) { i, j in
              exp(input.logits[i, j] / input.largest(i) / input.temperature)
            })
        }
      ]),
    mistake(
      "overflow",
      "`exp` of a large logit is infinite, and of very negative ones all powers are 0. Subtract the "
        + "row's largest logit first.",
      [
        "`exp` at once": { normalised($0.powers()) },
        "times the reciprocal": { input in
          let powers = input.powers()
          return powers.scalingRows(by: (0..<powers.rows).map { 1 / powers.row($0).reduce(0, +) })
        },
        "NaN made 0": { normalised($0.powers()).map { $0.isNaN ? 0 : $0 } },
        "NaN made 1": { normalised($0.powers()).map { $0.isNaN ? 1 : $0 } },
        "exp(z)^(1/T)": { input in
          normalised(input.logits.map { pow(exp($0), 1 / input.temperature) })
        },
        "softmax(z)^(1/T), normalised": { input in
          normalised(
            normalised(input.logits.map { exp($0) }).map { pow($0, 1 / input.temperature) })
        },
      ]),
    mistake(
      "powers-lost",
      "softmax(z) was raised to 1/T: where T is large, a probability that is 0 in a double stays 0. Divide "
        + "the logits by T first.",
      [
        "softmax(z)^(1/T), normalised": { input in
          normalised(softmax(input.logits, 1).map { pow($0, 1 / input.temperature) })
        }
      ]),
    mistake(
      "largest-of-all",
      "The largest logit of another row, or of the whole matrix, was subtracted. Of a row that is far from it "
        + "all powers are 0, or infinite: each row has its own largest.",
      [
        "of the matrix": { input in
          let largest = input.logits.elements.reduce(-.infinity, max)
          return normalised(input.powers { _, _ in largest })
        },
        "of the first row": { input in
          normalised(input.powers { _, _ in input.largest(0) })
        },
      ]),
    mistake(
      "shift-not-divided",
      "The largest logit was subtracted after the division by T, and not divided itself: that neither keeps "
        + "all powers from being infinite nor from being 0. Subtract first, or divide both.",
      [
        "z/T − max": { input in
          normalised(
            Matrix(rows: input.logits.rows, columns: input.logits.columns) { i, j in
              exp(input.logits[i, j] / input.temperature - input.largest(i))
            })
        }
      ]),
    mistake(
      "wrong-shift",
      "Something else than the row's largest logit was subtracted: what is far above it still overflows.",
      [
        "the smallest": { input in
          normalised(input.powers { i, _ in input.logits.row(i).reduce(.infinity, min) })
        },
        "the mean": { input in
          normalised(
            input.powers { i, _ in
              input.logits.row(i).reduce(0, +) / Double(input.logits.columns)
            })
        },
        "the first": { input in normalised(input.powers { i, _ in input.logits[i, 0] }) },
        "the last": { input in
          normalised(input.powers { i, _ in input.logits[i, input.logits.columns - 1] })
        },
      ]),
    mistake(
      "shift-too-high",
      "What was subtracted is more than the largest logit of a row of negative ones: of a very negative row "
        + "all powers are 0. Start the search for the largest at the row's first, not at 0.",
      [
        "the largest size": { input in
          normalised(input.powers { i, _ in input.logits.row(i).map { abs($0) }.max() ?? 0 })
        },
        "the largest, 0 at least": { input in
          normalised(input.powers { i, _ in max(input.largest(i), 0) })
        },
      ]),
    mistake(
      "logits-limited",
      "The logits were limited before `exp`: two that are beyond the limit become equal. Subtract the row's "
        + "largest.",
      [
        "±700": { limited($0, 700) }, "±500": { limited($0, 500) }, "±100": { limited($0, 100) },
        "at most 700": { input in
          normalised(input.logits.map { exp(min($0 / input.temperature, 700)) })
        },
      ]),
  ]

  private static func limited(_ input: Warmth, _ limit: Double) -> Matrix<Double> {
    normalised(input.logits.map { exp(min(max($0 / input.temperature, -limit), limit)) })
  }

  private static func quotient(
    _ above: Matrix<Double>, _ below: Matrix<Double>
  ) -> Matrix<Double> {
    let sums = (0..<below.rows).map { below.row($0).reduce(0, +) }
    return Matrix(rows: above.rows, columns: above.columns) { above[$0, $1] / sums[$0] }
  }

  private static func running(_ powers: Matrix<Double>) -> Matrix<Double> {
    var sum = 0.0
    var result = powers
    for i in 0..<powers.rows {
      for j in 0..<powers.columns { sum += powers[i, j] }
      for j in 0..<powers.columns { result[i, j] = powers[i, j] / sum }
    }
    return result
  }

  private static func overwritten(_ powers: Matrix<Double>) -> Matrix<Double> {
    var result = powers
    for i in 0..<powers.rows {
      for j in 0..<powers.columns { result[i, j] /= result.row(i).reduce(0, +) }
    }
    return result
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<String, @Sendable (Warmth) throws -> Matrix<Double>>
  ) -> Mistake<Answers> {
    let first = answer(ways[0].value)
    var mistake = Mistake<Answers>(diagnosis, message, as: ways[0].key) { $0.softened = first }
    for way in ways.dropFirst() {
      let other = answer(way.value)
      mistake = mistake.or(way.key) { $0.softened = other }
    }
    return mistake
  }

  private static func answer(
    _ result: @escaping @Sendable (Warmth) throws -> Matrix<Double>
  ) -> Function {
    { logits, temperature in
      let input = Warmth(logits: logits, temperature: temperature)
      return try result(input)
    }
  }
}

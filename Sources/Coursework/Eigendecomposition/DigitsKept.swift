import Foundation
import Grading
import LinearAlgebra

/// Exercise 1.5: how many digits of the singular values are right after the way through AᵀA.
enum DigitsKept {
  typealias Answers = EigendecompositionAnswers
  typealias Function = @Sendable (Matrix<Double>, [Double]) throws -> [Double]

  /// A matrix, and what somebody computed for its singular values.
  struct Claim: Sendable {
    let known: KnownMatrix
    let values: [Double]

    /// The digits that are right.
    var digits: [Double] { zip(values, known.values).map { digitsRight($0 - $1, $1) } }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "What is right? Not what AᵀA says: take the singular values from `svd(a)`, which never forms it.",
      "The error counts in relation to the value: |v − σ|/σ. An error of 0.001 in 3 leaves three to four "
        + "digits; in 0.003 it leaves none.",
      "−log₁₀ turns 10⁻⁴ into 4. The functions are `log10` and `abs`.",
      "Now the edges: an error larger than σ gives a negative number, count it as 0. An error of 0 "
        + "has the logarithm −∞. `min(max(digits, 0), 12)` holds both.",
    ],
    checks: [
      check(
        "values that are off by a little and by a lot",
        [
          claim("a 4×4 matrix", 4, [9, 5, 2, 0.5], off: [1e-3, -2e-5, 4e-7, -1e-2], seed: 70),
          claim("a 6×3 matrix", 6, [7, 0.4, 0.01], off: [1e-9, -3e-4, 0.2], seed: 71),
          claim(
            "a 5×3 matrix with ever smaller values", 5, [1, 1e-3, 1e-6], off: [1e-8, 1e-5, -0.3],
            seed: 72),
          claim("a 3×1 matrix", 3, [4], off: [-0.01], seed: 73),
        ]),
      check(
        "very small and very large numbers",
        [
          claim(
            "a 5×3 matrix, times 10⁻¹²", 5, [6e-12, 3e-12, 1e-12], off: [1e-3, -1e-6, 0.1], seed: 74
          ),
          claim(
            "a 5×3 matrix, times 10¹²", 5, [6e12, 3e12, 1e12], off: [1e-3, -1e-6, 0.1], seed: 75),
        ]),
      check(
        "values without a right digit",
        [
          claim(
            "a 3×2 matrix whose last value was lost", 3, [2, 1e-9], off: [1e-5, -1], seed: 76),
          claim(
            "a 3×2 matrix whose last value is noise", 3, [2, 1e-9], off: [1e-5, 14], seed: 77),
        ]),
      check(
        "values that are right to the last digit",
        [
          claim("a 4×3 matrix and its own values", 4, [3, 2, 1], off: [0, 0, 0], seed: 78),
          claim("a 4×3 matrix, one value off", 4, [5, 3, 1], off: [0, 1e-5, 1e-15], seed: 79),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      variant("through the natural logarithm") { a, values in
        zip(values, try singularValues(of: a)).map { value, sigma in
          value == sigma ? 12 : max(0, min(12, -log(abs(value / sigma - 1)) / log(10)))
        }
      },
      variant("with the logarithm's own −∞") { a, values in
        zip(values, try singularValues(of: a)).map {
          min(12, max(0, log10($1) - log10(abs($0 - $1))))
        }
      },
      variant("with the high accuracy of `svd`") { a, values in
        zip(values, try svd(a, accuracy: .high).singularValues).map { digitsRight($0 - $1, $1) }
      },
    ])

  private static func claim(
    _ name: String, _ m: Int, _ values: [Double], off: [Double], seed: UInt64
  ) -> Probe<Claim> {
    let known = KnownMatrix(rows: m, columns: values.count, values: values, seed: seed)
    return Probe(name, Claim(known: known, values: zip(values, off).map { $0 * (1 + $1) }))
  }

  private static func check(_ title: String, _ probes: [Probe<Claim>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.digitsKept($1.known.a, $1.values) },
      verify: { claim, found in
        let expected = claim.digits
        guard found.count == expected.count else {
          return Discrepancy(
            diagnosis: "shape",
            message: "The result has the wrong length: one number for each value.",
            evidence: "expected \(expected.count) numbers, found \(found.count).")
        }
        if let wrong = finiteDiscrepancy(found, "the result") { return wrong }
        for i in found.indices {
          // σᵢ is known to rounding of σ₁, also by `svd`; beside the error of the claim that is a
          // share, and log₁₀ turns a share into less than half of it.
          let doubt = roundoff(claim.known.a.rows, scale: claim.known.values[0])
          let off = abs(claim.values[i] - claim.known.values[i])
          let tolerance = off > 0 && expected[i] < 12 ? max(doubt / off, 1e-9) : 1e-9
          let residual = abs(found[i] - expected[i])
          guard !(residual <= tolerance) else { continue }
          let (wanted, given) = apart(expected[i], found[i])
          return Discrepancy(
            diagnosis: "value", message: "The numbers of digits are not the expected ones.",
            evidence: "for value \(i), \(brief(claim.values[i])) where σ is "
              + "\(brief(claim.known.values[i])): expected \(wanted), found \(given); "
              + residualText(residual, tolerance))
        }
        return nil
      },
      symptoms: [
        // Above 12 the digits are those of rounding, and differ from one decomposition to the other.
        Symptom("above-twelve", aboveTwelve) { claim, found in
          explains(claim, found) { $0 == 12 ? $1 >= 12 : abs($0 - $1) <= 1e-6 }
            && found.contains { $0 > 12 }
        },
        // Where a number is nearly whole, rounding decides which way it went.
        Symptom("whole-digits", wholeDigits) { claim, found in
          explains(claim, found) { abs($0 - $1) <= 1 + 1e-6 && $1 == $1.rounded() }
        },
      ])
  }

  private static let aboveTwelve =
    "More than 12 digits count as 12, also where the error is 0: −log₁₀ of 0 is ∞."
  private static let wholeDigits =
    "The number of digits need not be whole: 3.141 has 3.7 of π. Do not round."

  /// Whether each of the numbers found fits to what was expected.
  private static func explains(
    _ claim: Claim, _ found: [Double], _ fits: (_ expected: Double, _ found: Double) -> Bool
  ) -> Bool {
    found.count == claim.digits.count && zip(claim.digits, found).allSatisfy { fits($0, $1) }
  }

  /// The digits that an error leaves of a value.
  private static func digitsRight(_ error: Double, _ value: Double) -> Double {
    min(max(-log10(abs(error) / value), 0), 12)
  }

  /// What a mistaken count of one value leads to, from the claim and σ.
  private static func counting(
    _ digits: @escaping @Sendable (Double, Double) -> Double
  ) -> Function {
    { a, values in zip(values, try singularValues(of: a)).map { digits($0, $1) } }
  }

  private static func limited(_ digits: Double) -> Double { min(max(digits, 0), 12) }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "equal-is-none",
      "Where both numbers are equal, every digit is right: that counts as 12, not as 0.",
      counting { $0 == $1 || abs($0 - $1) < 1e-13 * $1 ? 0 : digitsRight($0 - $1, $1) }
    )
    .or("only where they are the same") {
      $0.digitsKept = counting { $0 == $1 ? 0 : digitsRight($0 - $1, $1) }
    },
    mistake(
      "above-twelve", aboveTwelve,
      counting { max(-log10(max(abs($0 - $1) / $1, 1e-17)), 0) }
    )
    .or("up to infinity, of the accurate values") {
      $0.digitsKept = { a, values in
        zip(values, try svd(a, accuracy: .high).singularValues).map {
          max(0, -log10(abs($0 - $1) / $1))
        }
      }
    }
    .or("up to infinity") { $0.digitsKept = counting { max(-log10(abs($0 - $1) / $1), 0) } }
    .or("up to 15") { $0.digitsKept = counting { min(max(-log10(abs($0 - $1) / $1), 0), 15) } }
    .or("up to 16") { $0.digitsKept = counting { min(max(-log10(abs($0 - $1) / $1), 0), 16) } },
    mistake(
      "below-zero",
      "A number that is further off than σ itself has no right digit: that counts 0, not less.",
      counting { min(-log10(abs($0 - $1) / $1), 12) }),
    mistake(
      "compared-with-itself",
      "These values were compared with √λ of AᵀA, which has lost the same digits. What is right is told "
        + "by `svd(a)`."
    ) { a, values in
      let same = try eigenvalues(of: a.transposed * a).map { max($0, 0).squareRoot() }
      return zip(values, same).map { $1 > 0 ? digitsRight($0 - $1, $1) : 0 }
    },
    mistake(
      "relative-to-the-largest",
      "The error was divided by σ₁; each value is measured by its own size, σᵢ."
    ) { a, values in
      let sigma = try singularValues(of: a)
      return zip(values, sigma).map { digitsRight($0 - $1, sigma[0]) }
    },
    mistake(
      "not-relative",
      "The error was not divided by σᵢ: how many digits it costs depends on the size of the "
        + "value.",
      counting { digitsRight($0 - $1, 1) }),
    mistake(
      "relative-to-the-claim",
      "The error was divided by the value that is in doubt; divide it by the one that is right, σᵢ.",
      counting { $0 == 0 ? 0 : digitsRight($0 - $1, $0) }),
    mistake(
      "natural-logarithm", "This is the natural logarithm; decimal digits are counted by log₁₀.",
      counting { limited(-log(abs($0 - $1) / $1)) }
    )
    .or("base two") { $0.digitsKept = counting { limited(-log2(abs($0 - $1) / $1)) } },
    mistake(
      "sign-of-the-logarithm",
      "The logarithm of an error below 1 is negative; its digits are −log₁₀.",
      counting { limited(log10(abs($0 - $1) / $1)) }
    )
    .or("not limited either") { $0.digitsKept = counting { log10(abs($0 - $1) / $1) } },
    mistake(
      "of-the-squares",
      "The squares were compared, λ with σ². Asked for are the digits of the singular values.",
      counting { digitsRight($0 * $0 - $1 * $1, $1 * $1) }),
    mistake(
      "sign-of-the-error",
      "The error has no magnitude: where the value is too small, v − σ is negative and has no logarithm.",
      counting { value, sigma in
        let digits = -log10((value - sigma) / sigma)
        return value == sigma ? 12 : digits.isNaN ? .nan : limited(digits)
      }
    )
    .or("0 where there is no logarithm") {
      $0.digitsKept = counting { value, sigma in
        let digits = -log10((value - sigma) / sigma)
        return value == sigma ? 12 : digits.isNaN ? 0 : limited(digits)
      }
    },
    mistake(
      "whole-digits", wholeDigits,
      counting { digitsRight($0 - $1, $1).rounded(.down) }
    )
    .or("to the nearest") { $0.digitsKept = counting { digitsRight($0 - $1, $1).rounded() } }
    .or("down, of the accurate values") {
      $0.digitsKept = { a, values in
        zip(values, try svd(a, accuracy: .high).singularValues).map {
          $0 == $1 ? 12 : digitsRight($0 - $1, $1).rounded(.down)
        }
      }
    },
    mistake(
      "digits-lost",
      "These are the digits that were lost, of 16 or of 12. Asked for are those that are right.",
      counting { 16 - digitsRight($0 - $1, $1) }
    )
    .or("of 12") { $0.digitsKept = counting { 12 - digitsRight($0 - $1, $1) } },
    mistake(
      "errors", "These are the relative errors; their digits are −log₁₀ of them.",
      counting { abs($0 - $1) / $1 }),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ digits: @escaping Function
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.digitsKept = digits }
  }

  private static func variant(_ name: String, _ digits: @escaping Function) -> Alternative<Answers>
  {
    Alternative(name) { $0.digitsKept = digits }
  }
}

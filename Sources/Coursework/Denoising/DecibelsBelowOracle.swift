import Foundation
import Grading
import LinearAlgebra

/// Exercise 6.6: a denoised picture, judged against the oracle.
enum DecibelsBelowOracle {
  typealias Answers = DenoisingAnswers
  typealias Judgement = @Sendable (Case) throws -> Double

  /// Three pictures.
  struct Case: Sendable {
    let denoised: Matrix<Double>
    let noisy: Matrix<Double>
    let clean: Matrix<Double>

    /// The decomposition of the noisy picture, which has one: all of its numbers are finite.
    var factors: SVD<Double> { get throws { try svd(noisy) } }

    /// dₖ = uₖᵀAvₖ.
    var parts: [Double] {
      get throws { try Self.parts(of: clean, in: try factors) }
    }

    var oracle: Matrix<Double> { get throws { try rebuilt(try parts) } }

    /// The mean square error of a picture.
    func error(_ picture: Matrix<Double>, against truth: Matrix<Double>? = nil) -> Double {
      let norm = (picture - (truth ?? clean)).frobeniusNorm
      return norm * norm / Double(clean.rows * clean.columns)
    }

    func decibels(_ picture: Matrix<Double>) -> Double {
      10 * log10(255 * 255 / error(picture))
    }

    /// The decibels of the denoised picture below those of another.
    func below(_ oracle: Matrix<Double>) -> Double { 10 * log10(error(denoised) / error(oracle)) }

    func rebuilt(_ values: [Double]) throws -> Matrix<Double> {
      let factors = try factors
      return factors.u.scalingColumns(by: values) * factors.v.transposed
    }

    static func parts(of a: Matrix<Double>, in factors: SVD<Double>) throws -> [Double] {
      (factors.u.transposed * a * factors.v).diagonal
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Three steps: the oracle's numbers dₖ, the oracle's picture O, and two errors that are "
        + "compared.",
      "dₖ = uₖᵀAvₖ is element (k, k) of UᵀAV, with U and V from the decomposition of the noisy "
        + "picture. "
        + "`diagonal` gives all of them.",
      "O is `factors.u.scalingColumns(by: parts) * factors.v.transposed`. Both X and O are "
        + "compared with A.",
      "The decibels of O less those of X are 10 log₁₀(eₓ/eₒ), in which 255 and the number of "
        + "elements "
        + "cancel: 20 log₁₀ of ‖X − A‖F/‖O − A‖F.",
    ],
    checks: [
      Check(
        "decibels",
        // Square first, where every product fits.
        probes: [
          noisy(6, 6, noise: 20, seed: 661), noisy(9, 5, noise: 20, seed: 662),
          noisy(5, 9, noise: 40, seed: 663), noisy(12, 12, noise: 60, seed: 664, .shrunk),
          noisy(8, 7, noise: 10, seed: 665, .clean), noisy(7, 8, noise: 30, seed: 666, .oracle),
          noisy(6, 8, noise: 90, seed: 667, .zero), noisy(2, 3, noise: 25, seed: 668),
          noisy(1, 6, noise: 30, seed: 669), noisy(20, 16, noise: 300, seed: 670, .shrunk),
          noisy(7, 6, noise: 20, seed: 671, size: 1e-12),
          noisy(7, 6, noise: 20, seed: 672, size: 1e12), negativeParts,
        ],
        call: { try $0.decibelsBelowOracle($1.denoised, $1.noisy, $1.clean) },
        verify: { input, found in
          // Where O is near A, the error of O is a difference; here it is a thousandth of A at least.
          guard let oracle = try? input.oracle else { return nil }
          return discrepancy(found, expected: input.below(oracle), tolerance: 1e-9)
        })
    ],
    mistakes: oracles + measures,
    alternatives: [
      Alternative("two decibels, subtracted", at: \.decibelsBelowOracle) { x, y, a in
        let input = Case(denoised: x, noisy: y, clean: a)
        return input.decibels(try input.oracle) - input.decibels(x)
      },
      Alternative("the error of the oracle by Pythagoras", at: \.decibelsBelowOracle) { x, y, a in
        let input = Case(denoised: x, noisy: y, clean: a)
        let captured = try input.parts.reduce(0) { $0 + $1 * $1 }
        let whole = a.elements.reduce(0) { $0 + $1 * $1 }
        let error = (x - a).elements.reduce(0) { $0 + $1 * $1 }
        return 10 * log10(error / (whole - captured))
      },
      Alternative("layer by layer", at: \.decibelsBelowOracle) { x, y, a in
        let factors = try svd(y, accuracy: .high)
        var rest = a
        for k in factors.singularValues.indices {
          let (u, v) = (factors.u.column(k), factors.v.column(k))
          let part = u.dot(a * v)
          rest = rest - Matrix(rows: a.rows, columns: a.columns) { part * u[$0] * v[$1] }
        }
        return 20 * log10((a - x).frobeniusNorm / rest.frobeniusNorm)
      },
      Alternative("natural logarithms, converted", at: \.decibelsBelowOracle) { x, y, a in
        let input = Case(denoised: x, noisy: y, clean: a)
        return 10 / log(10) * (log(input.error(x)) - log(input.error(try input.oracle)))
      },
    ])

  /// What is done against the noise before the picture is judged.
  enum Rule { case cut, shrunk, clean, oracle, zero }

  /// A smooth picture with noise on it.
  static func noisy(
    _ m: Int, _ n: Int, noise: Double, seed: UInt64, _ rule: Rule = .cut, size: Double = 1
  ) -> Probe<Case> {
    let clean = Matrix<Double>(rows: m, columns: n) { i, j in
      size * (90 + 20 * Double(i) - 9 * Double(j) + 4 * Double((i * j) % 5))
    }
    let y = clean + randomMatrix(m, n, seed: seed) * (noise * size)
    return picture(clean, y, rule, size: size, "with noise \(brief(noise * size))")
  }

  /// A picture that some layers of the noisy one have to be subtracted for.
  private static var negativeParts: Probe<Case> {
    let clean: Matrix<Double> = [[200, -30, 10], [0, -80, 5], [20, 40, -70]]
    let y: Matrix<Double> = [[210, 0, 0], [0, 90, 0], [0, 0, 60]]
    return picture(clean, y, .cut, size: 1, "with negative parts")
  }

  static func picture(
    _ clean: Matrix<Double>, _ y: Matrix<Double>, _ rule: Rule, size: Double, _ remark: String
  ) -> Probe<Case> {
    let input = Case(denoised: y, noisy: y, clean: clean)
    let values = (try? input.factors.singularValues) ?? []
    let kept = (values.first ?? 0) / 4
    let x: Matrix<Double>?
    let name: String
    switch rule {
    case .cut: (x, name) = (try? input.rebuilt(values.map { $0 > kept ? $0 : 0 }), "cut")
    case .shrunk: (x, name) = (try? input.rebuilt(values.map { $0 * 0.8 }), "shrunk")
    case .clean: (x, name) = (clean.map { $0 + size }, "nearly clean")
    case .oracle: (x, name) = (try? input.oracle.map { $0 + 0.5 * size }, "nearly the oracle's")
    case .zero: (x, name) = (clean * 0, "all 0")
    }
    return Probe(
      "a \(name) picture of \(clean.rows)×\(clean.columns) \(remark)",
      Case(denoised: x ?? y, noisy: y, clean: clean))
  }
}

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
  private enum Rule { case cut, shrunk, clean, oracle, zero }

  /// A smooth picture with noise on it.
  private static func noisy(
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

  private static func picture(
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

  /// Another oracle.
  private static let oracles: [Mistake<Answers>] = [
    mistake(
      "oracle-cut",
      "The oracle cuts here, at its best rank, and keeps the values of Y. The oracle of the "
        + "exercise gives "
        + "each layer a number of its own, dₖ = uₖᵀAvₖ.",
      [
        "the best rank": { input in
          let values = try input.factors.singularValues
          let pictures = try (0...values.count).map { k in
            try input.rebuilt(values.enumerated().map { $0 < k ? $1 : 0 })
          }
          let best = pictures.min { input.error($0) < input.error($1) } ?? input.noisy
          return input.below(best)
        }
      ]),
    mistake(
      "oracle-keeps-or-drops",
      "The oracle keeps a layer of Y as it is, or drops it. It gives each layer the number uₖᵀAvₖ, whatever it is.",
      [
        "whichever is nearer": { input in
          let values = try input.factors.singularValues
          return input.below(
            try input.rebuilt(zip(try input.parts, values).map { $0 > $1 / 2 ? $1 : 0 }))
        },
        "where it is positive": { input in
          let values = try input.factors.singularValues
          return input.below(
            try input.rebuilt(zip(try input.parts, values).map { $0 > 0 ? $1 : 0 }))
        },
      ]),
    mistake(
      "oracle-of-y",
      "The oracle's picture is the noisy one here: uₖᵀYvₖ is σₖ again. Its numbers are uₖᵀAvₖ, of the clean one.",
      [
        "uᵀYv": { input in
          input.below(
            try input.rebuilt(try Case.parts(of: input.noisy, in: try input.factors)))
        },
        "σ": { input in input.below(try input.rebuilt(try input.factors.singularValues)) },
      ]),
    mistake(
      "oracle-values-of-a",
      "The oracle's numbers are the singular values of A here. The layers of Y have other "
        + "directions: "
        + "dₖ = uₖᵀAvₖ.",
      ["σₖ of A": { input in input.below(try input.rebuilt(try singularValues(of: input.clean))) }]),
    mistake(
      "oracle-layers-of-a",
      "The oracle uses the layers of A. It has only those of the noisy picture, U and V of Y.",
      [
        "Y in the layers of A": { input in
          let factors = try svd(input.clean)
          let parts = try Case.parts(of: input.noisy, in: factors)
          return input.below(factors.u.scalingColumns(by: parts) * factors.v.transposed)
        }
      ]),
    mistake(
      "oracle-of-x",
      "The oracle uses the layers of the denoised picture. It has those of the noisy one.",
      [
        "the layers of X": { input in
          let factors = try svd(input.denoised)
          let parts = try Case.parts(of: input.clean, in: factors)
          return input.below(factors.u.scalingColumns(by: parts) * factors.v.transposed)
        }
      ]),
    mistake(
      "negative-dropped",
      "A negative dₖ was set to 0 or lost its sign. The oracle's numbers may have either sign.",
      [
        "0 for negative": { input in
          input.below(try input.rebuilt(try input.parts.map { max($0, 0) }))
        },
        "without signs": { input in
          input.below(try input.rebuilt(try input.parts.map { abs($0) }))
        },
        "at most σₖ": { input in
          let values = try input.factors.singularValues
          return input.below(
            try input.rebuilt(zip(try input.parts, values).map { min(max($0, 0), $1) }))
        },
      ]),
    mistake(
      "noise-parts", "These are the parts of the noise, uₖᵀ(Y − A)vₖ; the oracle uses those of A.",
      [
        "of Y − A": { input in
          let parts = try Case.parts(of: input.noisy - input.clean, in: try input.factors)
          return input.below(try input.rebuilt(parts))
        }
      ]),
    mistake(
      "v-for-vt",
      "V and Vᵀ, or U and Uᵀ, are exchanged somewhere: dₖ is on the diagonal of UᵀAV, and O is "
        + "UDVᵀ.",
      [
        "UᵀAVᵀ": { input in
          let (u, v) = (try input.factors.u, try input.factors.v)
          guard v.rows == v.columns else { return input.below(try input.oracle) }
          return input.below(
            u.scalingColumns(by: (u.transposed * input.clean * v.transposed).diagonal)
              * v.transposed)
        },
        "UAV": { input in
          let (u, v) = (try input.factors.u, try input.factors.v)
          guard u.rows == u.columns else { return input.below(try input.oracle) }
          return input.below(
            u.scalingColumns(by: (u * input.clean * v).diagonal) * v.transposed)
        },
        "UDV": { input in
          let (u, v) = (try input.factors.u, try input.factors.v)
          guard v.rows == v.columns else { return input.below(try input.oracle) }
          return input.below(u.scalingColumns(by: try input.parts) * v)
        },
        "UAVᵀ": { input in
          try square(input) { u, v in
            input.below(
              u.scalingColumns(by: (u * input.clean * v.transposed).diagonal) * v.transposed)
          }
        },
      ]),
    mistake(
      "sides-exchanged", "This is the diagonal of VᵀAU; the left vectors belong on the left: UᵀAV.",
      [
        "VᵀAU": { input in
          try square(input) { u, v in
            input.below(
              u.scalingColumns(by: (v.transposed * input.clean * u).diagonal) * v.transposed)
          }
        }
      ]),
    mistake(
      "all-of-a",
      "All of UᵀAV was used, not its diagonal alone: that is A itself, or A in the directions of "
        + "Y. The oracle "
        + "has one number for each layer.",
      [
        "U(UᵀAV)Vᵀ": { input in
          let factors = try input.factors
          let middle = factors.u.transposed * input.clean * factors.v
          let oracle = factors.u * middle * factors.v.transposed
          // Of a square picture this is A, to rounding: there is no number that all would find.
          guard input.clean.rows != input.clean.columns else { return .infinity }
          return input.below(oracle)
        }
      ]),
    mistake(
      "no-oracle",
      "X was compared with Y or with A, or judged alone: compare it with the "
        + "oracle's picture.",
      [
        "against Y": { input in input.below(input.noisy) },
        "against Y, gained": { input in -input.below(input.noisy) },
        "alone": { input in input.decibels(input.denoised) },
        "the oracle alone": { input in input.decibels(try input.oracle) },
        "the oracle against Y": { input in
          input.decibels(try input.oracle) - input.decibels(input.noisy)
        },
      ]),
    mistake(
      "against-oracle",
      "The error of X was measured against O. Both X and O are compared with the clean picture A.",
      [
        "X − O": { input in
          10 * log10(255 * 255 / input.error(input.denoised, against: try input.oracle))
        },
        "X − O over O − A": { input in
          let oracle = try input.oracle
          return 10 * log10(input.error(input.denoised, against: oracle) / input.error(oracle))
        },
      ]),
    mistake(
      "against-noisy", "The errors were measured against the noisy picture; the clean one is A.",
      [
        "both against Y": { input in
          let oracle = try input.oracle
          return 10
            * log10(
              input.error(input.denoised, against: input.noisy)
                / input.error(oracle, against: input.noisy))
        }
      ]),
  ]

  /// The right pictures, compared in another way.
  private static let measures: [Mistake<Answers>] = [
    mistake(
      "sign", "The sign is turned: where X is worse than O, the answer is positive.",
      ["X less O": { input in -input.below(try input.oracle) }]),
    mistake(
      "without-sign", "The sign is lost: where X is better than O, the answer is negative.",
      [
        "|…|": { input in abs(input.below(try input.oracle)) },
        "not below 0": { input in max(input.below(try input.oracle), 0) },
      ]),
    mistake(
      "twice",
      "20 log₁₀ is for the roots of the errors. For mean squares it is 10 log₁₀.",
      ["20 log₁₀ of squares": { input in 2 * input.below(try input.oracle) }]),
    mistake(
      "half",
      "10 log₁₀ is for mean squares; for their roots, such as norms, it is 20 log₁₀.",
      ["10 log₁₀ of norms": { input in input.below(try input.oracle) / 2 }]),
    mistake(
      "not-times-ten", "These are bels, the logarithm alone: decibels are ten times as many.",
      ["log₁₀": { input in input.below(try input.oracle) / 10 }]),
    mistake(
      "natural-logarithm",
      "The logarithm to the base 10 is meant, log₁₀, not the natural one or "
        + "log₂.",
      [
        "ln": { input in input.below(try input.oracle) * log(10) },
        "log₂": { input in input.below(try input.oracle) * log2(10) },
      ]),
    mistake(
      "ratio", "This is a ratio or a difference of errors; asked for are decibels.",
      [
        "eₓ/eₒ": { input in input.error(input.denoised) / input.error(try input.oracle) },
        "eₒ/eₓ": { input in input.error(try input.oracle) / input.error(input.denoised) },
        "√(eₓ/eₒ)": { input in
          (input.error(input.denoised) / input.error(try input.oracle)).squareRoot()
        },
        "eₓ − eₒ": { input in input.error(input.denoised) - input.error(try input.oracle) },
      ]),
    mistake(
      "sum-for-mean",
      "One of the two errors is a sum of squares and the other a mean: the number of elements "
        + "must cancel.",
      [
        "a sum for O": { input in
          input.below(try input.oracle)
            - 10 * log10(Double(input.clean.rows * input.clean.columns))
        },
        "a sum for X": { input in
          input.below(try input.oracle)
            + 10 * log10(Double(input.clean.rows * input.clean.columns))
        },
        "a sum for O, twice": { input in
          input.below(try input.oracle)
            - 20 * log10(Double(input.clean.rows * input.clean.columns))
        },
      ]),
    mistake(
      "decibels-divided",
      "The decibels were divided by each other; they are subtracted: O's less X's.",
      [
        "O over X": { input in
          input.decibels(try input.oracle) / input.decibels(input.denoised)
        },
        "X over O": { input in
          input.decibels(input.denoised) / input.decibels(try input.oracle)
        },
      ]),
    mistake(
      "another-error",
      "The errors are mean squares of the elements of X − A. Here it is another measure.",
      [
        "absolute values": { input in
          10
            * log10(
              absolute(input.denoised - input.clean) / absolute(try input.oracle - input.clean))
        },
        "the largest": { input in
          20
            * log10(
              (input.denoised - input.clean).maxNorm / (try input.oracle - input.clean).maxNorm)
        },
        "the spectral norm": { input in
          20
            * log10(
              try (input.denoised - input.clean).spectralNorm()
                / (try input.oracle - input.clean).spectralNorm())
        },
      ]),
    mistake(
      "clamped",
      "The pictures were clamped or rounded before they were compared. Nothing is "
        + "clamped.",
      [
        "O to 0 … 255": { input in input.below(try input.oracle.map { min(max($0, 0), 255) }) },
        "both to 0 … 255": { input in
          let clamped = Case(
            denoised: input.denoised.map { min(max($0, 0), 255) }, noisy: input.noisy,
            clean: input.clean)
          return clamped.below(try input.oracle.map { min(max($0, 0), 255) })
        },
      ]),
  ]

  private static func absolute(_ a: Matrix<Double>) -> Double {
    a.elements.reduce(0) { $0 + abs($1) }
  }

  /// What square factors give; the right answer where they are not square, and a product does not fit.
  private static func square(
    _ input: Case, _ judgement: (_ u: Matrix<Double>, _ v: Matrix<Double>) -> Double
  ) throws -> Double {
    let factors = try input.factors
    guard factors.u.rows == factors.v.rows else { return input.below(try input.oracle) }
    return judgement(factors.u, factors.v)
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Judgement>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      put(way, into: &answers)
    }
  }

  private static func put(_ judgement: @escaping Judgement, into answers: inout Answers) {
    answers.decibelsBelowOracle = {
      try judgement(Case(denoised: $0, noisy: $1, clean: $2))
    }
  }
}

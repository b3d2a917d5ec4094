import Foundation
import Grading
import LinearAlgebra

extension DecibelsBelowOracle {
  /// Another oracle.
  static let oracles: [Mistake<Answers>] = [
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
  static let measures: [Mistake<Answers>] = [
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
  static func square(
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

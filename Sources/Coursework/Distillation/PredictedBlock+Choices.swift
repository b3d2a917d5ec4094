import Grading
import LinearAlgebra

extension PredictedBlock {
  /// Right products of the wrong layers.
  static let choices: [Mistake<Answers>] = [
    mistake(
      "rank-ignored", "This is B D⁺ C with all layers of D; cut D to rank k first.",
      ["D⁺": { given in given.product(0..<given.factors.rank()) }]),
    mistake(
      "smallest-kept",
      "These are the k smallest values of D, whose inverses are the largest. The first k layers of D are "
        + "inverted.",
      [
        "the last k": { given in
          let rank = given.factors.rank()
          return given.product(rank - given.count..<rank)
        }
      ]),
    mistake(
      "rest-inverted", "These are the layers of D after the first k; the first k are inverted.",
      ["k ..< n": { given in given.product(given.count..<given.factors.rank()) }]),
    mistake(
      "one-layer",
      "This is one layer alone; the sum of k of them is asked for. Is there `=` where `+=` belongs?",
      [
        "the last": { given in given.product(max(given.count - 1, 0)..<given.count) },
        "the first": { given in given.product(0..<min(given.count, 1)) },
      ]),
    mistake(
      "first-dropped",
      "The first layer, the strongest, is missing: the columns are counted from 0.",
      [
        "1 ..< k": { given in given.product(1..<max(given.count, 1)) },
        "1 ... k": { given in given.product(1..<given.count + 1) },
      ]),
    mistake(
      "one-short", "One layer of D too few.",
      [
        "k − 1": { given in given.product(0..<max(given.rank - 1, 0)) },
        "one less than there are": { given in
          given.product(0..<max(min(given.rank, given.factors.rank() - 1), 0))
        },
      ]),
    mistake(
      "one-over", "One layer of D too many.",
      ["k + 1": { given in given.product(0..<given.rank + 1) }]),
    mistake(
      "whole-decomposed",
      "B or C was decomposed, or cut to rank k, as well. Only D is.",
      [
        "Bₖ": { given in
          let b = try svd(given.b)
          return b.truncated(to: min(given.rank, b.singularValues.count)).reconstructed()
            * given.pseudoinverse * given.c
        },
        "Cₖ": { given in
          let c = try svd(given.c)
          return given.b * given.pseudoinverse
            * c.truncated(to: min(given.rank, c.singularValues.count)).reconstructed()
        },
      ]),
    mistake(
      "nothing-inverted", "For k = 0 no layer is used, and the prediction is all zeros, r×s.",
      [
        "at least one layer": { given in given.product(0..<max(given.count, 1)) },
        "all layers": { given in
          given.product(0..<(given.rank == 0 ? given.factors.rank() : given.rank))
        },
        "an empty matrix": { given in
          given.rank == 0 ? Matrix(rows: 0, columns: 0) : given.right
        },
      ]),
  ]

  /// What is taken for zero, and what is not.
  static let zeros: [Mistake<Answers>] = [
    mistake(
      "threshold",
      "Small values were taken for 0. As many layers as `rank()` counts are inverted, and it measures them "
        + "by the largest: in small numbers all are small.",
      [
        "10⁻⁶": { above($0, 1e-6) },
        "10⁻⁸": { above($0, 1e-8) },
        "10⁻⁹": { above($0, 1e-9) },
        "10⁻¹⁰": { above($0, 1e-10) },
        "10⁻¹²": { above($0, 1e-12) },
        "10⁻¹⁴": { above($0, 1e-14) },
        "10⁻¹⁵": { above($0, 1e-15) },
        "ε": { above($0, .ulpOfOne) },
        "10⁻⁶ of the largest": { above($0, 1e-6 * $0.factors.singularValues[0]) },
        "10⁻⁸ of the largest": { above($0, 1e-8 * $0.factors.singularValues[0]) },
        "10⁻¹⁰ of the largest": { above($0, 1e-10 * $0.factors.singularValues[0]) },
      ]),
    mistake(
      "added-to-sigma",
      "A small number was added to each σᵢ, or put in its place. Where D is small that changes everything: "
        + "invert σᵢ itself, and leave out those that are zero to rounding.",
      [
        "σ + 10⁻¹²": { given in given.product(0..<given.rank) { 1 / ($0 + 1e-12) } },
        "at least 10⁻¹²": { given in given.product(0..<given.rank) { 1 / max($0, 1e-12) } },
        "at least 10⁻¹⁰": { given in given.product(0..<given.rank) { 1 / max($0, 1e-10) } },
        "at least 10⁻⁸": { given in given.product(0..<given.rank) { 1 / max($0, 1e-8) } },
        "σ/(σ² + 10⁻²⁴)": { given in given.product(0..<given.rank) { $0 / ($0 * $0 + 1e-24) } },
      ]),
    mistake(
      "given-up",
      "Where D has fewer than k values that can be inverted, all that there are serve: it is no reason to "
        + "return zeros, or to throw.",
      [
        "zeros": { given in
          given.factors.rank() < given.rank
            ? Matrix(rows: given.b.rows, columns: given.c.columns) : given.right
        },
        "an error": { given in
          guard given.factors.rank() >= given.rank else { throw shapesDoNotFit }
          return given.right
        },
      ]),
    mistake(
      "zero-matrix", "Where D is zero no layer can be inverted: the prediction is all zeros, r×s.",
      [
        "an empty matrix": { given in
          given.factors.rank() == 0 && given.rank > 0
            ? Matrix(rows: 0, columns: 0) : given.right
        },
        "ones": { given in
          given.factors.rank() == 0 && given.rank > 0
            ? Matrix(rows: given.b.rows, columns: given.c.columns, repeating: 1) : given.right
        },
      ]),
    mistake(
      "through-gram",
      "Was D taken apart through DᵀD or DDᵀ, or were its values squared? The squares of very small or large numbers "
        + "are 0 or infinite. Decompose D itself, and invert σᵢ.",
      [
        "zeros where σ² is 0": { given in
          try squared(given) { Matrix(rows: given.b.rows, columns: given.c.columns) }
        },
        "NaN where σ² is 0": { given in
          try squared(given) {
            Matrix(rows: given.b.rows, columns: given.c.columns, repeating: .nan)
          }
        },
      ]),
    // What rounding makes of zeros is not predicted but told by its size.
    mistake(
      "zero-inverted", nil,
      [
        "`rank()` not asked": { given in
          let cut = given.factors.truncated(to: given.rank)
          return (given.b * cut.v).scalingColumns(by: cut.singularValues.map { 1 / $0 })
            * (cut.u.transposed * given.c)
        },
        "the pseudoinverse multiplied out first": { given in
          let cut = given.factors.truncated(to: given.rank)
          let inverses = cut.singularValues.map { 1 / $0 }
          return given.b * (cut.v.scalingColumns(by: inverses) * cut.u.transposed) * given.c
        },
        "multiplied out first, only exact zeros left out": { given in
          let cut = given.factors.truncated(to: given.rank)
          let inverses = cut.singularValues.map { $0 > 0 ? 1 / $0 : 0 }
          return given.b * (cut.v.scalingColumns(by: inverses) * cut.u.transposed) * given.c
        },
        "only exact zeros left out": { given in
          let cut = given.factors.truncated(to: given.rank)
          let inverses = cut.singularValues.map { $0 > 0 ? 1 / $0 : 0 }
          return (given.b * cut.v).scalingColumns(by: inverses) * (cut.u.transposed * given.c)
        },
      ]),
  ]

  /// The right answer as far as the squares of the values are in range.
  private static func squared(
    _ given: Given, _ lost: () -> Matrix<Double>
  ) throws -> Matrix<Double> {
    let largest = given.factors.singularValues[0]
    guard (largest * largest).isFinite else { throw shapesDoNotFit }
    return largest > 0 && largest * largest == 0 && given.rank > 0 ? lost() : given.right
  }

  private static func above(_ given: Given, _ threshold: Double) -> Matrix<Double> {
    given.product(0..<given.count) { $0 > threshold ? 1 / $0 : 0 }
  }

  /// Right ways to go about it.
  static let alternatives: [Alternative<Answers>] = [
    alternative("by the library's pseudoinverse") { b, c, d, k in
      let factors = try svd(d)
      return b * factors.truncated(to: min(k, factors.rank())).pseudoinverse() * c
    },
    alternative("the pseudoinverse of the cut decomposition, zeros and all") { b, c, d, k in
      b * (try svd(d)).truncated(to: k).pseudoinverse() * c
    },
    alternative("half of 1/σ on each side") { b, c, d, k in
      let factors = try svd(d)
      let cut = factors.truncated(to: min(k, factors.rank()))
      let roots = cut.singularValues.map { 1 / $0.squareRoot() }
      return (b * cut.v).scalingColumns(by: roots)
        * (cut.u.transposed * c).scalingRows(by: roots)
    },
    alternative("layer by layer") { b, c, d, k in
      let factors = try svd(d)
      var sum = Matrix<Double>(rows: b.rows, columns: c.columns)
      for layer in 0..<min(k, factors.rank()) {
        for i in 0..<b.rows {
          for j in 0..<c.columns {
            sum[i, j] +=
              b.row(i).dot(factors.v.column(layer)) * factors.u.column(layer).dot(c.column(j))
              / factors.singularValues[layer]
          }
        }
      }
      return sum
    },
    alternative("with a matrix Σ⁺, by one-sided Jacobi") { b, c, d, k in
      let factors = try svd(d, accuracy: .high)
      let count = min(k, factors.rank())
      let inverses = factors.singularValues.enumerated().map { $0 < count ? 1 / $1 : 0 }
      return b * (factors.v * Matrix<Double>.diagonal(inverses) * factors.u.transposed) * c
    },
    alternative("of the transposed block, from the right") { b, c, d, k in
      let factors = try svd(d.transposed)
      let cut = factors.truncated(to: min(k, factors.rank()))
      return b * (cut.u * (cut.v.transposed * c).scalingRows(by: cut.singularValues.map { 1 / $0 }))
    },
    alternative("values above the library's tolerance") { b, c, d, k in
      let cut = try svd(d).truncated(to: k)
      let largest = cut.singularValues.first ?? 0
      let tolerance = largest * Double(max(d.rows, d.columns)) * Double.ulpOfOne
      let inverses = cut.singularValues.map { $0 > tolerance ? 1 / $0 : 0 }
      return (b * cut.v).scalingColumns(by: inverses) * (cut.u.transposed * c)
    },
  ]

  private static func alternative(_ name: String, _ function: @escaping Function)
    -> Alternative<Answers>
  { Alternative(name, at: \.predictedBlock, function) }
}

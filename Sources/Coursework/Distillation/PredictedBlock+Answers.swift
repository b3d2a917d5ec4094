import Grading
import LinearAlgebra

extension PredictedBlock {
  /// Three blocks as a mistaken answer is given them, with the decomposition of D.
  struct Given {
    let b: Matrix<Double>
    let c: Matrix<Double>
    let d: Matrix<Double>
    let rank: Int
    let factors: SVD<Double>

    /// How many layers are inverted.
    var count: Int { min(rank, factors.rank()) }

    /// BXC, where X is the sum of weight(σⱼ)·vⱼuⱼᵀ over layers that can be inverted.
    func product(
      _ layers: Range<Int>, _ weight: (Double) -> Double = { 1 / $0 }
    ) -> Matrix<Double> {
      b * middle(layers, weight) * c
    }

    func middle(_ layers: Range<Int>, _ weight: (Double) -> Double = { 1 / $0 }) -> Matrix<Double> {
      let rank = factors.rank()
      let weights = factors.singularValues.enumerated().map {
        layers.contains($0) && $0 < rank ? weight($1) : 0
      }
      return factors.v.scalingColumns(by: weights) * factors.u.transposed
    }

    var right: Matrix<Double> { product(0..<count) }
    var pseudoinverse: Matrix<Double> { middle(0..<count) }

    /// Whether all blocks are square, of one size.
    var isSquare: Bool {
      let n = d.rows
      return d.columns == n && b.rows == n && c.columns == n
    }

    /// A product of square factors at full rank; the right answer where it does not fit.
    func square(
      _ product: (_ u: Matrix<Double>, _ inverses: [Double], _ v: Matrix<Double>) -> Matrix<Double>
    ) -> Matrix<Double> {
      guard isSquare, rank == d.rows, factors.rank() == rank else { return right }
      return b * product(factors.u, factors.singularValues.map { 1 / $0 }, factors.v) * c
    }

    /// A product that fits where all blocks are square; the right answer elsewhere.
    func fitting(_ product: () -> Matrix<Double>) -> Matrix<Double> {
      isSquare ? product() : right
    }
  }

  /// Wrong products of the right parts.
  static let products: [Mistake<Answers>] = [
    mistake(
      "not-transposed",
      "U and V have changed places: the inverse of the layer σuvᵀ is vuᵀ/σ, not uvᵀ/σ.",
      ["UΣ⁻¹Vᵀ": { given in given.fitting { given.b * given.pseudoinverse.transposed * given.c } }]),
    mistake(
      "v-transposed",
      "Vᵀ stands where V belongs: D⁺ = VΣ⁻¹Uᵀ starts with V, whose columns are the vectors.",
      [
        "VᵀΣ⁻¹Uᵀ": { given in
          given.square { u, s, v in v.transposed.scalingColumns(by: s) * u.transposed }
        },
        "VᵀΣ⁻¹U": { given in given.square { u, s, v in v.transposed.scalingColumns(by: s) * u } },
      ]),
    mistake(
      "u-not-transposed",
      "U stands where Uᵀ belongs: D⁺ = VΣ⁻¹Uᵀ ends with the vectors as rows.",
      [
        "VΣ⁻¹U": { given in given.square { u, s, v in v.scalingColumns(by: s) * u } },
        "the first k rows of U": { given in
          guard given.isSquare else { return given.right }
          let cut = given.factors.truncated(to: given.count)
          return (given.b * cut.v).scalingColumns(by: cut.singularValues.map { 1 / $0 })
            * given.factors.u[rows: 0..<given.count, columns: 0..<given.d.columns] * given.c
        },
      ]),
    mistake(
      "v-for-vt",
      "V stands where Vᵀ belongs, and U where V does: the pseudoinverse is VΣ⁻¹Uᵀ.",
      [
        "UΣ⁻¹V": { given in given.square { u, s, v in u.scalingColumns(by: s) * v } },
        "UᵀΣ⁻¹V": { given in given.square { u, s, v in u.transposed.scalingColumns(by: s) * v } },
        "UᵀΣ⁻¹Vᵀ": { given in
          given.square { u, s, v in u.transposed.scalingColumns(by: s) * v.transposed }
        },
      ]),
    mistake(
      "sigma-misplaced",
      "The inverses multiplied the wrong side: in VΣ⁻¹ it is the columns of V, column i by 1/σᵢ; in Σ⁻¹Uᵀ "
        + "the rows of Uᵀ.",
      [
        "Σ⁻¹VUᵀ": { given in given.square { u, s, v in v.scalingRows(by: s) * u.transposed } },
        "VUᵀΣ⁻¹": { given in
          given.square { u, s, v in v * u.transposed.scalingColumns(by: s) }
        },
        "Σ⁻¹ on the rows of BV": { given in
          guard given.isSquare, given.count == given.d.rows else { return given.right }
          let inverses = given.factors.singularValues.map { 1 / $0 }
          return (given.b * given.factors.v).scalingRows(by: inverses)
            * (given.factors.u.transposed * given.c)
        },
      ]),
    mistake(
      "one-factor-twice",
      "One of the factors stands on both sides: D⁺ = VΣ⁻¹Uᵀ needs V on the left and U on the right.",
      [
        "UΣ⁻¹Uᵀ": { given in
          given.square { u, s, _ in u.scalingColumns(by: s) * u.transposed }
        },
        "VΣ⁻¹Vᵀ": { given in
          given.square { _, s, v in v.scalingColumns(by: s) * v.transposed }
        },
      ]),
    mistake(
      "exchanged", "C stands on the left and B on the right; A is predicted by B Dₖ⁺ C.",
      [
        "C D⁺ B": { given in given.fitting { given.c * given.pseudoinverse * given.b } }
      ]),
    mistake(
      "order", "The pseudoinverse stands between B and C: the rows of B have the columns of D.",
      [
        "D⁺ B C": { given in given.fitting { given.pseudoinverse * given.b * given.c } },
        "B C D⁺": { given in given.fitting { given.b * given.c * given.pseudoinverse } },
      ]),
    mistake(
      "block-transposed", "B or C was transposed. Both stand in the product as they are.",
      [
        "Bᵀ": { given in given.fitting { given.b.transposed * given.pseudoinverse * given.c } },
        "Cᵀ": { given in given.fitting { given.b * given.pseudoinverse * given.c.transposed } },
        "both": { given in
          given.fitting { given.b.transposed * given.pseudoinverse * given.c.transposed }
        },
      ]),
    mistake(
      "transposed", "This is the prediction transposed, s×r.",
      ["Aᵀ": { $0.right.transposed }]),
    mistake(
      "block-forgotten", "One of the three blocks is missing: A is predicted by B Dₖ⁺ C.",
      [
        "B D⁺": { given in given.fitting { given.b * given.pseudoinverse } },
        "D⁺ C": { given in given.fitting { given.pseudoinverse * given.c } },
        "B C": { given in given.fitting { given.b * given.c } },
        "D⁺": { given in given.fitting { given.pseudoinverse } },
      ]),
    mistake(
      "sign", "The sign is turned round: A is B Dₖ⁺ C; A − B D⁺ C is what is left of it.",
      ["−B D⁺ C": { -$0.right }]),
  ]

  /// Something else in the place of the inverses.
  static let values: [Mistake<Answers>] = [
    mistake(
      "elements-inverted",
      "The elements of D were inverted one by one. The pseudoinverse inverts its singular values.",
      [
        "1/dᵢⱼ": { given in
          given.fitting { given.b * given.d.map { 1 / $0 } * given.c }
        },
        "1/dⱼᵢ": { given in
          // Of a D with zeros it gives NaN, but others are tried first.
          guard !given.d.elements.contains(0) else { return given.right }
          return given.b * given.d.map { 1 / $0 }.transposed * given.c
        },
      ]),
    mistake(
      "not-inverted", "The values of D must be inverted: here each layer is multiplied by its σᵢ.",
      [
        "VΣUᵀ": { given in given.product(0..<given.count) { $0 } },
        "Dₖ": { given in
          given.fitting {
            given.b * given.factors.truncated(to: given.rank).reconstructed() * given.c
          }
        },
        "D": { given in given.fitting { given.b * given.d * given.c } },
      ]),
    mistake(
      "sigma-forgotten", "The values of D are missing: divide each layer by its σᵢ.",
      [
        "VUᵀ": { given in given.product(0..<given.count) { _ in 1 } },
        "UVᵀ": { given in
          given.fitting { given.b * given.middle(0..<given.count) { _ in 1 }.transposed * given.c }
        },
      ]),
    mistake(
      "sigma-squared", "The values enter twice: each layer is divided by σᵢ once.",
      ["Σ⁻²": { given in given.product(0..<given.count) { 1 / ($0 * $0) } }]),
    mistake(
      "sigma-rooted", "Each layer was divided by √σᵢ; divide by σᵢ itself.",
      ["Σ^−½": { given in given.product(0..<given.count) { 1 / $0.squareRoot() } }]),
    mistake(
      "one-value-for-all", "All layers were divided by the same number; each has its own, σᵢ.",
      [
        "σ₁": { given in
          let first = given.factors.singularValues[0]
          return given.product(0..<given.count) { _ in 1 / first }
        },
        "σₖ": { given in
          let last = given.factors.singularValues[max(given.count - 1, 0)]
          return given.product(0..<given.count) { _ in 1 / last }
        },
        "‖D‖F": { given in
          let norm = given.d.frobeniusNorm
          return given.product(0..<given.count) { _ in 1 / norm }
        },
      ]),
    mistake(
      "backwards",
      "The inverses stand in the order of the smallest value first, beside vectors that do not.",
      [
        "reversed": { given in
          let cut = given.factors.truncated(to: given.count)
          let inverses = cut.singularValues.reversed().map { 1 / $0 }
          return (given.b * cut.v).scalingColumns(by: inverses) * (cut.u.transposed * given.c)
        },
        "the last k values": { given in
          let cut = given.factors.truncated(to: given.count)
          let inverses = given.factors.singularValues.prefix(given.factors.rank())
            .suffix(given.count).map { 1 / $0 }
          return (given.b * cut.v).scalingColumns(by: inverses) * (cut.u.transposed * given.c)
        },
      ]),
    mistake(
      "not-separated",
      "The inverse of the sum stands for the sum of the inverses: each layer is inverted by itself.",
      [
        "1/Σσ": { given in
          let sum = given.factors.singularValues.prefix(given.count).reduce(0, +)
          return given.product(0..<given.count) { _ in 1 / sum }
        }
      ]),
  ]

  typealias Prediction = @Sendable (Given) throws -> Matrix<Double>

  static func mistake(
    _ diagnosis: String, _ message: String?, _ ways: KeyValuePairs<String, Prediction>
  ) -> Mistake<Answers> {
    let first = answer(ways[0].value)
    var mistake = Mistake<Answers>(diagnosis, message, as: ways[0].key) {
      $0.predictedBlock = first
    }
    for way in ways.dropFirst() {
      let other = answer(way.value)
      mistake = mistake.or(way.key) { $0.predictedBlock = other }
    }
    return mistake
  }

  private static func answer(_ prediction: @escaping Prediction) -> Function {
    { b, c, d, k in
      try prediction(Given(b: b, c: c, d: d, rank: k, factors: try svd(d)))
    }
  }
}

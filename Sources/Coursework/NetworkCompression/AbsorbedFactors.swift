import Grading
import LinearAlgebra

/// Exercise 5.2: the factors that start the fine-tuning.
enum AbsorbedFactors {
  typealias Answers = NetworkCompressionAnswers
  typealias Factors = NetworkCompressionAnswers.Factors
  typealias Function = @Sendable (SVD<Double>, Int) throws -> Factors

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "W is near U₁..D S V₁..Dᵀ. Two factors have to make that product: where does S go?",
      "The exercise puts it into Vᵀ: row i of V₁..Dᵀ is multiplied by σᵢ.",
      "`svd.v.firstColumns(rank).transposed.scalingRows(by: sigma)`, with `sigma` the first D "
        + "values as an array.",
    ],
    checks: [
      .measured(
        "factors",
        // Square and of full rank first, where every product fits and a mistake is told by name.
        probes: [
          RankCut.probe(5, 5, 5, seed: 515), RankCut.probe(6, 4, 2, seed: 511),
          RankCut.probe(4, 6, 3, seed: 512), RankCut.probe(5, 5, 2, seed: 513),
          RankCut.probe(5, 5, 1, seed: 514), RankCut.probe(7, 3, 3, seed: 516),
        ] + RankCut.hardCases.filter { $0.input.rank > 0 },
        call: { try $0.absorbedFactors($1.known.svd, $1.rank) },
        verify: verify, measure: measure)
    ],
    mistakes: mistakes + cuts,
    alternatives: [
      Alternative("S on the columns of V, then transposed, signs turned", at: \.absorbedFactors) {
        svd, k in
        let cut = svd.truncated(to: k)
        return (-cut.u, -cut.v.scalingColumns(by: cut.singularValues).transposed)
      },
      Alternative("Vᵀ as UᵀW", at: \.absorbedFactors) { svd, k in
        let u = svd.u.firstColumns(k)
        return (u, u.transposed * svd.reconstructed())
      },
      Alternative("with a matrix S", at: \.absorbedFactors) { svd, k in
        let cut = svd.truncated(to: k)
        return (cut.u, Matrix<Double>.diagonal(cut.singularValues) * cut.v.transposed)
      },
      Alternative("element by element", at: \.absorbedFactors) { svd, k in
        (
          Matrix(rows: svd.u.rows, columns: k) { svd.u[$0, $1] },
          Matrix(rows: k, columns: svd.v.rows) { svd.singularValues[$0] * svd.v[$1, $0] }
        )
      },
    ])

  private static func verify(_ cut: RankCut, _ found: Factors) -> Discrepancy? {
    let (m, n) = (cut.known.a.rows, cut.known.a.columns)
    if let wrong = shapeDiscrepancy(found.u, m, cut.rank)
      ?? shapeDiscrepancy(found.vTransposed, cut.rank, n)
      ?? finiteDiscrepancy(found.u.elements, "U")
      ?? finiteDiscrepancy(found.vTransposed.elements, "Vᵀ")
    {
      return wrong
    }
    let size = max(m, n)
    return discrepancy(
      found.u * found.vTransposed,
      expected: cut.known.svd.truncated(to: cut.rank).reconstructed(),
      tolerance: roundoff(size, scale: cut.known.values[0]))
      ?? residualDiscrepancy(
        (found.u.transposed * found.u - .identity(cut.rank)).maxNorm,
        tolerance: roundoff(size, scale: 1), "not-orthonormal",
        "The product is right, but the columns of U are not orthonormal: S belongs into Vᵀ alone.",
        "‖UᵀU − I‖")
  }

  /// The product, and UUᵀ beside it: signs do not show, nor a rotation within equal values. Factors that
  /// cannot be multiplied are compared as they are.
  private static func measure(_ cut: RankCut, _ found: Factors) -> Measured? {
    let (u, v) = found
    guard max(u.rows, u.columns, v.rows, v.columns) <= 100 else { return nil }
    let shapes = Measured(shape: [u.rows, u.columns, v.rows, v.columns], numbers: [])
    guard u.columns == v.rows else { return shapes + u.measured + v.measured }
    // Of the same size as UUᵀ, so that both count.
    let scale = cut.known.values[0] > 0 ? cut.known.values[0] : 1
    return shapes + (u * v / scale).measured + (u * u.transposed).measured
  }

  private static func values(_ svd: SVD<Double>, _ k: Int) -> [Double] {
    Array(svd.singularValues.prefix(k))
  }

  /// The right vectors, row by row multiplied by a number for each value.
  private static func rows(
    _ svd: SVD<Double>, _ k: Int, _ weight: (Double) -> Double = { $0 }
  ) -> Matrix<Double> {
    svd.v.firstColumns(k).transposed.scalingRows(by: values(svd, k).map(weight))
  }

  /// The left vectors, column by column multiplied by a number for each value.
  private static func columns(
    _ svd: SVD<Double>, _ k: Int, _ weight: (Double) -> Double
  ) -> Matrix<Double> {
    svd.u.firstColumns(k).scalingColumns(by: values(svd, k).map(weight))
  }

  private static func right(_ svd: SVD<Double>, _ k: Int) -> Factors {
    (svd.u.firstColumns(k), rows(svd, k))
  }

  /// S and the transposes at the wrong places.
  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "not-transposed", "V stands where Vᵀ belongs: it needs a row for each kept vector.",
      [
        "VS": { svd, k in (svd.u.firstColumns(k), rows(svd, k).transposed) },
        "all of V, its rows scaled": { svd, k in
          guard svd.v.rows == svd.singularValues.count else { return right(svd, k) }
          return (svd.u.firstColumns(k), svd.v.scalingRows(by: svd.singularValues))
        },
        "the first D columns of V, its rows scaled": { svd, k in
          guard svd.v.rows == svd.singularValues.count else { return right(svd, k) }
          return (
            svd.u.firstColumns(k), svd.v.scalingRows(by: svd.singularValues).firstColumns(k)
          )
        },
        "the first D rows of V, filled up with zeros": { svd, k in
          let v = svd.v
          let rows = Matrix(rows: k, columns: v.rows) { i, j in
            j < v.columns ? v[i, j] * svd.singularValues[i] : 0
          }
          return (svd.u.firstColumns(k), rows)
        },
        "the first D rows of V, scaled": { svd, k in
          guard svd.v.columns >= k, svd.v.rows == svd.v.columns else { return right(svd, k) }
          return (
            svd.u.firstColumns(k),
            svd.v[rows: 0..<k, columns: 0..<svd.v.columns].scalingRows(by: values(svd, k))
          )
        },
      ]),
    mistake(
      "columns-scaled",
      "The columns of Vᵀ were multiplied by the values. In SVᵀ it is the rows: row i by σᵢ.",
      [
        "VᵀS": { svd, k in
          guard k == svd.v.rows else { return right(svd, k) }
          return (
            svd.u.firstColumns(k), svd.v.transposed.scalingColumns(by: svd.singularValues)
          )
        },
        "the first D columns of Vᵀ": { svd, k in
          (
            svd.u.firstColumns(k),
            svd.v.transposed.firstColumns(k).scalingColumns(by: values(svd, k))
          )
        },
      ]),
    mistake(
      "u-transposed",
      "Uᵀ stands where U belongs: the columns of `u` are the vectors, and U has a row for each "
        + "output.",
      [
        "Uᵀ": { svd, k in (svd.u.firstColumns(k).transposed, rows(svd, k)) },
        "the first D rows of U": { svd, k in
          guard svd.u.columns >= k else { return right(svd, k) }
          return (svd.u[rows: 0..<k, columns: 0..<svd.u.columns].transposed, rows(svd, k))
        },
      ]),
    mistake(
      "factors-exchanged",
      "U and V have changed places: this makes the transposed matrix. U comes from `u`, Vᵀ from "
        + "`v`.",
      [
        "V and SUᵀ": { svd, k in
          (svd.v.firstColumns(k), columns(svd, k) { $0 }.transposed)
        },
        "VS and Uᵀ": { svd, k in (rows(svd, k).transposed, svd.u.firstColumns(k).transposed) },
      ]),
    mistake(
      "sigma-dropped",
      "The singular values are missing: UVᵀ without S is no approximation of the weights.",
      ["U and Vᵀ": { svd, k in (svd.u.firstColumns(k), rows(svd, k) { _ in 1 }) }]),
    mistake(
      "sigma-twice", "The singular values enter twice; S stands in Vᵀ once, and not in U.",
      [
        "US and SVᵀ": { svd, k in (columns(svd, k) { $0 }, rows(svd, k)) },
        "U and S²Vᵀ": { svd, k in (svd.u.firstColumns(k), rows(svd, k) { $0 * $0 }) },
      ]),
    mistake(
      "sigma-in-u",
      "The product is right, but U carries S. Here U stays orthonormal and Vᵀ takes all of S.",
      ["US and Vᵀ": { svd, k in (columns(svd, k) { $0 }, rows(svd, k) { _ in 1 }) }]),
    mistake(
      "sigma-split",
      "S was split between the factors as √S. Here U stays orthonormal and Vᵀ takes all of S.",
      [
        "U√S and √SVᵀ": { svd, k in
          (columns(svd, k) { $0.squareRoot() }, rows(svd, k) { $0.squareRoot() })
        }
      ]),
    mistake(
      "sigma-rooted", "The roots of the singular values stand in Vᵀ; it takes all of S.",
      [
        "U and √SVᵀ": { svd, k in
          (svd.u.firstColumns(k), rows(svd, k) { $0.squareRoot() })
        }
      ]),
    mistake(
      "sigma-divided", "Vᵀ was divided by the singular values; it is multiplied by them.",
      ["U and S⁻¹Vᵀ": { svd, k in (svd.u.firstColumns(k), rows(svd, k) { 1 / $0 }) }]),
    mistake(
      "one-value-for-all", "All rows were multiplied by the same value; row i has its own, σᵢ.",
      [
        "σ₁": { svd, k in
          (svd.u.firstColumns(k), rows(svd, k) { _ in svd.singularValues.first ?? 0 })
        }
      ]),
  ]

  /// The wrong columns.
  private static let cuts: [Mistake<Answers>] = [
    mistake(
      "not-cut", "Nothing was cut off: of U and V only the first D vectors are kept.",
      ["all": { svd, _ in right(svd, svd.singularValues.count) }]),
    mistake(
      "one-factor-cut", "Only one of the factors was cut: U keeps D columns and Vᵀ D rows.",
      [
        "U whole": { svd, k in (svd.u, rows(svd, k)) },
        "V whole": { svd, k in (svd.u.firstColumns(k), rows(svd, svd.singularValues.count)) },
      ]),
    mistake(
      "smallest-kept", "The smallest D values were kept; the largest come first.",
      [
        "the last D": { svd, k in
          let range = svd.singularValues.count - k..<svd.singularValues.count
          let v = svd.v[rows: 0..<svd.v.rows, columns: range]
          return (
            svd.u[rows: 0..<svd.u.rows, columns: range],
            v.scalingColumns(by: Array(svd.singularValues[range])).transposed
          )
        }
      ]),
    mistake(
      "values-shifted",
      "The values do not belong to the vectors that they multiply: row i of Vᵀ goes with σᵢ, the "
        + "i-th from "
        + "the largest.",
      [
        "the last D values": { svd, k in
          (
            svd.u.firstColumns(k),
            svd.v.firstColumns(k).transposed.scalingRows(by: Array(svd.singularValues.suffix(k)))
          )
        },
        "backwards": { svd, k in
          (
            svd.u.firstColumns(k),
            svd.v.firstColumns(k).transposed.scalingRows(by: values(svd, k).reversed())
          )
        },
      ]),
    mistake(
      "one-short", "One vector too few: D columns of U and D rows of Vᵀ are kept.",
      ["D − 1": { svd, k in right(svd, k - 1) }]),
    mistake(
      "one-over", "One vector too many: D columns of U and D rows of Vᵀ are kept.",
      ["D + 1": { svd, k in right(svd, min(k + 1, svd.singularValues.count)) }]),
    mistake(
      "small-dropped",
      "Vectors with small values, or with 0, were left out or set to 0. D are kept, whatever the "
        + "size of "
        + "their values: of small weights all values are small.",
      [
        "columns left out": { svd, k in right(svd, values(svd, k).count { $0 > 1e-10 }) },
        "values set to 0": { svd, k in
          (svd.u.firstColumns(k), rows(svd, k) { $0 > 1e-10 ? $0 : 0 })
        },
        "columns with 0 left out": { svd, k in right(svd, values(svd, k).count { $0 > 0 }) },
      ]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Function>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways, at: \.absorbedFactors)
  }
}

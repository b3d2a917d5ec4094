import Grading
import LinearAlgebra

/// Exercise 13.4: start from the principal part of the weights.
enum PrincipalStart {
  typealias Answers = LowRankAdaptersAnswers
  typealias Start = (rest: Matrix<Double>, b: Matrix<Double>, a: Matrix<Double>)
  typealias Function = @Sendable (Matrix<Double>, Int) throws -> Start

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "The best approximation of rank r is the decomposition, cut: `try svd(weights).truncated(to: rank)`.",
      "Its three factors become two. The roots of the values multiply the columns of U, and the columns of V.",
      "A is √ΣVᵀ, one vector a row: `v.transposed.scalingRows(by: roots)`.",
      "And the rest is `weights - b * a`.",
    ],
    checks: [
      .measured(
        "the rest and the factors",
        // Square first, where every product fits and a mistake is told by name.
        probes: [
          RankCut.probe(4, 4, 4, seed: 1361), RankCut.probe(5, 5, 3, seed: 1362),
          RankCut.probe(5, 3, 2, seed: 1363), RankCut.probe(3, 5, 2, seed: 1364),
          RankCut.probe(4, 5, 1, seed: 1365), RankCut.probe(6, 4, 4, seed: 1366),
        ] + hardCases,
        call: { try $0.principalStart($1.known.a, $1.rank) },
        verify: { verify($0, AdapterStart(still: $1.rest, b: $1.b, a: $1.a)) },
        measure: { AdapterStart(still: $1.rest, b: $1.b, a: $1.a).measured })
    ],
    mistakes: places + parts,
    alternatives: [
      Alternative("signs changed") {
        $0.principalStart = { w, rank in
          let start = try Answers.reference.principalStart(w, rank)
          return (start.rest, -start.b, -start.a)
        }
      },
      Alternative("turned, and in another order") {
        $0.principalStart = { w, rank in
          let start = try Answers.reference.principalStart(w, rank)
          var generator = SeededGenerator(seed: 9)
          let turn = randomOrthogonal(rank, using: &generator)
          return (start.rest, start.b * turn, turn.transposed * start.a)
        }
      },
      Alternative("from the transposed weights, the rest from the other terms") {
        $0.principalStart = { w, rank in
          let factors = try svd(w.transposed)
          let roots = factors.singularValues.prefix(rank).map { $0.squareRoot() }
          let others = factors.singularValues.enumerated().map { $0 < rank ? 0 : $1 }
          return (
            factors.v.scalingColumns(by: others) * factors.u.transposed,
            factors.v.firstColumns(rank).scalingColumns(by: roots),
            factors.u.firstColumns(rank).scalingColumns(by: roots).transposed
          )
        }
      },
      Alternative("term by term") {
        $0.principalStart = { w, rank in
          let factors = try svd(w)
          var rest = w
          for k in 0..<rank {
            for i in 0..<w.rows {
              for j in 0..<w.columns {
                rest[i, j] -= factors.singularValues[k] * factors.u[i, k] * factors.v[j, k]
              }
            }
          }
          return (
            rest,
            Matrix(rows: w.rows, columns: rank) { i, k in
              factors.u[i, k] * factors.singularValues[k].squareRoot()
            },
            Matrix(rows: rank, columns: w.columns) { k, j in
              factors.singularValues[k].squareRoot() * factors.v[j, k]
            }
          )
        }
      },
    ])

  /// Other units, zeros, ties that are kept, one row or column.
  private static let hardCases: [Probe<RankCut>] = [
    RankCut.probe(4, 5, 3, seed: 1367, values: [8e-12, 5e-12, 3e-12, 2e-12], "with σ₁ = 8·10⁻¹²"),
    RankCut.probe(5, 4, 2, seed: 1368, values: [8e12, 5e12, 3e12, 2e12], "with σ₁ = 8·10¹²"),
    RankCut.probe(5, 4, 3, seed: 1369, values: [3, 3, 3, 1], "with σ = (3, 3, 3, 1)"),
    RankCut.probe(5, 4, 3, seed: 1370, values: [4, 1, 0, 0], "with σ = (4, 1, 0, 0)"),
    RankCut.probe(3, 4, 2, seed: 1371, values: [0, 0, 0], "of zeros"),
    RankCut.probe(1, 1, 1, seed: 1372), RankCut.probe(1, 5, 1, seed: 1373),
    RankCut.probe(5, 1, 1, seed: 1374),
  ]

  private static func verify(_ cut: RankCut, _ found: AdapterStart) -> Discrepancy? {
    let w = cut.known.a
    // A truncation is known to rounding over the gap between its values: here at least a tenth of σ₁.
    let tolerance = 10 * roundoff(max(w.rows, w.columns), scale: cut.known.values[0])
    let principal = cut.known.svd.truncated(to: cut.rank).reconstructed()
    if let wrong = found.discrepancyOfFactors(
      product: principal, rank: cut.rank, what: "the best approximation of rank r of W",
      tolerance: tolerance)
    {
      return wrong
    }
    return discrepancy(found.still, expected: w - principal, tolerance: tolerance).map {
      Discrepancy(
        diagnosis: $0.diagnosis == "value" ? "rest" : $0.diagnosis,
        message: "B and A are right, but the rest is not W − BA.", evidence: $0.evidence)
    }
  }

  /// Σ in a wrong place: the rest follows from the product that came of it, or from the right one.
  private static let places: [Mistake<Answers>] = AdapterStart.wrongPlaces.map { place in
    let first = put(place.sides[0].u, place.sides[0].v, restOfOwn: true)
    let mistake = Mistake<Answers>(place.diagnosis, place.message, first)
    return place.sides.enumerated().reduce(mistake) { mistake, side in
      let other = mistake.or(
        "\(side.offset), the rest of the right product",
        put(side.element.u, side.element.v, restOfOwn: false))
      return side.offset == 0
        ? other
        : other.or("\(side.offset)", put(side.element.u, side.element.v, restOfOwn: true))
    }
  }

  private static func put(
    _ u: SigmaWeight.Side, _ v: SigmaWeight.Side, restOfOwn: Bool
  ) -> (inout Answers) -> Void {
    {
      $0.principalStart = { w, rank in
        let (b, a) = try AdapterStart.factors(w, rank: rank, u, v)
        let right = try AdapterStart.factors(w, rank: rank)
        return (w - (restOfOwn ? b * a : right.b * right.a), b, a)
      }
    }
  }

  private static let parts: [Mistake<Answers>] = [
    mistake(
      "weights-for-rest",
      "W itself came back in the place of the rest: with BA beside it the layer computes "
        + "another function. Subtract BA.",
      ["W": { w, _, b, a in (w, b, a) }]),
    mistake(
      "rest-added", "BA was added to W; the rest is W − BA.",
      ["W + BA": { w, _, b, a in (w + b * a, b, a) }]),
    mistake(
      "rest-negative", "The rest has the wrong sign: it is W − BA.",
      ["BA − W": { w, _, b, a in (b * a - w, b, a) }]),
    mistake(
      "principal-for-rest", "BA itself came back in the place of the rest, which is W − BA.",
      ["BA": { w, _, b, a in (b * a, b, a) }]),
    mistake(
      "rest-of-zeros", "The rest is zero: what the adapter does not hold is lost.",
      ["0": { w, _, b, a in (w * 0, b, a) }]),
    mistake(
      "a-transposed", "A is to be √ΣVᵀ, r×inputs, with one vector a row; here it is V√Σ.",
      ["V√Σ": { w, _, b, a in (w - b * a, b, a.transposed) }]),
    mistake(
      "b-transposed", "B is to be U√Σ, outputs×r, with one vector a column; here it is transposed.",
      ["√ΣUᵀ": { w, _, b, a in (w - b * a, b.transposed, a) }]),
    mistake(
      "exchanged", "B and A stand in each other's place: B, outputs×r, comes first.",
      [
        "A, B": { w, _, b, a in (w - b * a, a, b) },
        "with Aᵀ for B": { w, _, b, a in (w - b * a, a.transposed, b.transposed) },
      ]),
    mistake(
      "v-for-vt",
      "The rows of V stand where the rows of Vᵀ belong: the columns of `v` are the vectors, so transpose.",
      [
        "√ΣV": { w, rank, b, a in
          guard w.rows == w.columns else { return (w - b * a, b, a) }
          let cut = try svd(w)
          let roots = cut.singularValues.prefix(rank).map { $0.squareRoot() }
          let wrong = cut.v[rows: 0..<rank, columns: 0..<w.columns].scalingRows(by: roots)
          return (w - b * wrong, b, wrong)
        },
        "the rest of the right product": { w, rank, b, a in
          guard w.rows == w.columns else { return (w - b * a, b, a) }
          let cut = try svd(w)
          let roots = cut.singularValues.prefix(rank).map { $0.squareRoot() }
          return (
            w - b * a, b, cut.v[rows: 0..<rank, columns: 0..<w.columns].scalingRows(by: roots)
          )
        },
      ]),
    mistake(
      "smallest", "These are the r smallest values; the principal part has the largest.",
      [
        "the last r": { w, rank, _, _ in
          let all = try svd(w)
          let range = all.singularValues.count - rank..<all.singularValues.count
          let roots = all.singularValues[range].map { $0.squareRoot() }
          let b = all.u[rows: 0..<w.rows, columns: range].scalingColumns(by: roots)
          let a = all.v[rows: 0..<w.columns, columns: range].scalingColumns(by: roots).transposed
          return (w - b * a, b, a)
        }
      ]),
    mistake(
      "one-short", "One term is missing: the adapter has r of them.",
      [
        "r − 1": { w, rank, _, _ in
          let (b, a) = try AdapterStart.factors(w, rank: rank - 1)
          return (w - b * a, b, a)
        },
        "r − 1 and a zero": { w, rank, b, a in
          var (b, a) = (b, a)
          for i in 0..<w.rows { b[i, rank - 1] = 0 }
          for j in 0..<w.columns { a[rank - 1, j] = 0 }
          return (w - b * a, b, a)
        },
      ]),
    mistake(
      "one-over", "There is a term too many: the adapter has r of them.",
      [
        "r + 1": { w, rank, _, _ in
          let (b, a) = try AdapterStart.factors(w, rank: rank + 1)
          return (w - b * a, b, a)
        }
      ]),
    mistake(
      "not-cut", "All terms are in the adapter; it has the r largest alone.",
      [
        "all": { w, _, _, _ in
          let (b, a) = try AdapterStart.factors(w, rank: min(w.rows, w.columns))
          return (w - b * a, b, a)
        },
        "all, the rest of r": { w, _, b, a in
          let all = try AdapterStart.factors(w, rank: min(w.rows, w.columns))
          return (w - b * a, all.b, all.a)
        },
      ]),
    mistake(
      "zeros-cut", "Terms whose value is 0 were left out; the adapter has r of them all the same.",
      [
        "by a share": { w, rank, _, _ in
          let cut = try svd(w).truncated(to: rank)
          let kept = cut.singularValues.count { $0 > 1e-14 * cut.singularValues[0] }
          let (b, a) = try AdapterStart.factors(w, rank: kept)
          return (w - b * a, b, a)
        }
      ]),
    mistake(
      "absolute-threshold",
      "Terms below a fixed number were left out. In other units all values may be so small, and the adapter has r "
        + "of them in any case.",
      [
        "10⁻¹⁰": { w, rank, _, _ in
          let (b, a) = try AdapterStart.factorsAbove(1e-10, of: w, rank: rank)
          return (w - b * a, b, a)
        },
        "10⁻¹⁰, the rest of r": { w, rank, b, a in
          let kept = try AdapterStart.factorsAbove(1e-10, of: w, rank: rank)
          return (w - b * a, kept.b, kept.a)
        },
      ]),
    mistake(
      "zero-start",
      "This is the start with B of zeros. Here the adapter is the principal part of W.",
      ["B = 0": { w, _, b, a in (w, b * 0, a) }]),
    mistake(
      "rows-scaled",
      "The roots multiply the rows of U, or the columns of Vᵀ; each belongs to a vector.",
      [
        "of U": { w, rank, b, a in
          guard w.rows == w.columns, rank == w.rows else { return (w - b * a, b, a) }
          let cut = try svd(w)
          let roots = cut.singularValues.map { $0.squareRoot() }
          let wrong = cut.u.scalingRows(by: roots)
          return (w - wrong * a, wrong, a)
        },
        "of Vᵀ": { w, rank, b, a in
          guard w.rows == w.columns, rank == w.rows else { return (w - b * a, b, a) }
          let cut = try svd(w)
          let roots = cut.singularValues.map { $0.squareRoot() }
          let wrong = cut.v.transposed.scalingColumns(by: roots)
          return (w - b * wrong, b, wrong)
        },
      ]),
  ]

  /// A mistake that is made of W, r, and the right B and A.
  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<
      String, @Sendable (Matrix<Double>, Int, Matrix<Double>, Matrix<Double>) throws -> Start
    >
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      answers.principalStart = { w, rank in
        let (b, a) = try AdapterStart.factors(w, rank: rank)
        return try way(w, rank, b, a)
      }
    }
  }
}

import Grading
import LinearAlgebra

extension SoftImputeStep {
  /// Wrong answers to exercise 8.4.
  static var mistakes: [Mistake<Answers>] { ofFilling + ofValues + ofProduct }

  private static let ofFilling: [Mistake<Answers>] = [
    mistake("zero-is-missing", zeroIsMissing) { try $0.result(for: $0.table.withoutZeros) }
      .or("above 0 alone", wrong { try $0.result(for: $0.table.knownPositive) })
      .or("above 0 alone, without the mask", wrong { try $0.result(for: $0.table.positive) })
      .or("filled where the ratings are 0", wrong { try $0.result(for: $0.table.guessed) }),
    mistake(
      "missing-as-zero",
      "The estimate did not go into the gaps: they were left as they are, or taken for zeros."
    ) { try $0.result(for: $0.table.zeroed.allKnown) }
    .or("as they stand", wrong { try $0.result(for: $0.table.allKnown) }),
    mistake(
      "estimate-added",
      "Rating and estimate were added; the filled matrix has one of them in each place."
    ) { step in try step.shrunk(step.table.zeroed.ratings + step.estimate) }
    .or(
      "the ratings as they stand, and the estimate in the gaps",
      wrong { step in
        let mask = step.table.known
        let filled = Matrix(rows: mask.rows, columns: mask.columns) { i, j in
          step.table.ratings[i, j] + (1 - mask[i, j]) * step.estimate[i, j]
        }
        return try step.shrunk(filled)
      }),
    mistake(
      "ratings-ignored",
      "The estimate was decomposed as it is; the known ratings must go into it first."
    ) { try $0.shrunk($0.estimate) },
    mistake(
      "filled-with-mean",
      "The gaps were filled with a mean of the known ratings. Fill them from the estimate, entry by entry."
    ) { step in
      let mean = BiasFit.mean(of: step.table)
      return try step.shrunk(filled(step) { _, _ in mean })
    }.or(
      "of the row",
      wrong { step in
        try step.shrunk(filled(step) { i, _ in mean(step.table, row: i) })
      }
    )
    .or(
      "of the column",
      wrong { step in
        let turned = step.table.transposed
        return try step.shrunk(filled(step) { _, j in mean(turned, row: j) })
      }),
    mistake(
      "mask-inverted",
      "The mask is read the wrong way round: 1 is known, so take the rating there."
    ) { try $0.result(for: $0.table.inverted) },
    mistake(
      "mask-transposed",
      "The mask is read with row and column exchanged: it has the ratings' shape."
    ) { try $0.result(for: $0.table.maskTransposed) },
    mistake(
      "residual-alone",
      "Only what is missing to the known ratings was decomposed. Decompose the whole filled matrix."
    ) { step in try step.shrunk(step.filled - step.estimate) }
    .or(
      "and added to the estimate",
      wrong { step in
        step.estimate + (try step.shrunk(step.filled - step.estimate))
      }),
  ]

  private static let ofValues: [Mistake<Answers>] = [
    mistake("not-shrunk", "This is the filled matrix itself: nothing was taken from its values.") {
      $0.filled
    },
    values(
      "hard-threshold", "Values above λ were kept as they are. Soft: λ is taken from those too."
    ) {
      $0 > $1 ? $0 : 0
    },
    values(
      "no-floor",
      "Values below λ did not become 0: σ − λ stops there, and a singular value is never negative."
    ) {
      $0 - $1
    }.or("the magnitude", changing { abs($0 - $1) })
      .or("those below λ as they are", changing { $0 > $1 ? $0 - $1 : $0 }),
    values("squared-values", "λ was taken from σ²; take it from σ.") {
      max($0 * $0 - $1, 0).squareRoot()
    }.or("without the root", changing { max($0 * $0 - $1, 0) }),
    values("penalty-root", "√λ or λ² was taken away; it is λ.") { max($0 - $1.squareRoot(), 0) }
      .or("λ²", changing { max($0 - $1 * $1, 0) }),
    values("half", "The threshold is λ; here it is half of that.") { max($0 - $1 / 2, 0) },
    values("grown", "The values grew by λ; they must shrink by it.") { $0 + $1 },
    values(
      "scaled",
      "The values were divided by 1 + λ, or multiplied: that makes none zero. Subtract λ."
    ) { $0 / (1 + $1) }
    .or("σ²/(σ + λ)", changing { $0 == 0 ? 0 : $0 * $0 / ($0 + $1) })
    .or("σ³/(σ² + λ)", changing { $0 == 0 ? 0 : $0 * $0 * $0 / ($0 * $0 + $1) })
    .or("1 − λ", changing { $0 * (1 - $1) })
    .or("1 − λ, 0 at least", changing { $0 * max(1 - $1, 0) }),
    mistake(
      "threshold-of-largest",
      "λ is taken away as it stands; here it was multiplied by the largest value."
    ) { step in
      let largest = try singularValues(of: step.filled).first ?? 0
      return try step.changed { max($0 - step.penalty * largest, 0) }
    },
    mistake("largest-alone", "λ was taken from the largest value alone; every value loses it.") {
      step in
      let largest = try singularValues(of: step.filled).first ?? 0
      return try step.changed { $0 == largest ? max($0 - step.penalty, 0) : $0 }
    },
    mistake(
      "last-whole",
      "The last value was left as it is; every value loses λ. Does the loop end too early?"
    ) { step in
      let smallest = try singularValues(of: step.filled).last ?? 0
      return try step.changed { $0 == smallest ? $0 : max($0 - step.penalty, 0) }
    },
    values(
      "absolute",
      "Small values were taken for zeros because they are below a fixed number. Small beside what? λ alone "
        + "says what goes."
    ) { $0 < 1e-10 ? 0 : max($0 - $1, 0) }
    .or("after it", changing { $0 - $1 < 1e-10 ? 0 : $0 - $1 }),
    mistake(
      "values-of-estimate",
      "Values and vectors belong to two matrices. Both come from one decomposition, that of the filled matrix."
    ) { step in
      let (filled, old) = (try svd(step.filled), try svd(step.estimate))
      let values = old.singularValues.map { max($0 - step.penalty, 0) }
      return filled.u.scalingColumns(by: values) * filled.v.transposed
    }.or(
      "new values, old vectors",
      wrong { step in
        let (filled, old) = (try svd(step.filled), try svd(step.estimate))
        let values = filled.singularValues.map { max($0 - step.penalty, 0) }
        return old.u.scalingColumns(by: values) * old.v.transposed
      }),
    mistake(
      "rank-one", "Only the largest value was kept; every value above λ stays, less λ."
    ) { step in
      let largest = try singularValues(of: step.filled).first ?? 0
      return try step.changed { $0 == largest ? max($0 - step.penalty, 0) : 0 }
    },
    mistake(
      "smallest-lost", "The last value was dropped; every value above λ stays, less λ."
    ) { step in
      let smallest = try singularValues(of: step.filled).last ?? 0
      return try step.changed { $0 == smallest ? 0 : max($0 - step.penalty, 0) }
    },
    mistake(
      "entries-shrunk",
      "λ was taken from the entries of the matrix; take it from its singular values."
    ) { step in
      step.filled.map { $0 > 0 ? max($0 - step.penalty, 0) : min($0 + step.penalty, 0) }
    }.or("without regard to sign", wrong { step in step.filled.map { max($0 - step.penalty, 0) } }),
  ]

  private static let ofProduct: [Mistake<Answers>] = [
    mistake(
      "ratings-restored",
      "The known ratings were put back afterwards. Return the estimate of low rank as it is."
    ) { step in
      var other = step
      other.estimate = try step.result()
      return other.filled
    },
    mistake(
      "known-kept",
      "The step entered the gaps or the known places alone. Return the whole product."
    ) { step in
      let result = try step.result()
      return filled(step, known: { result[$0, $1] }) { _, _ in 0 }
    }.or(
      "the gaps alone",
      wrong { step in
        let result = try step.result()
        return filled(step, known: { _, _ in 0 }) { result[$0, $1] }
      }
    ).or(
      "the gaps as they were",
      wrong { step in
        let result = try step.result()
        return filled(step, known: { result[$0, $1] }) { step.estimate[$0, $1] }
      }),
    mistake("two-steps", "Two steps were taken, one is asked for.") { step in
      var next = step
      next.estimate = try step.result()
      return try next.result()
    },
    values("shrunk-twice", "λ was taken from the values twice; once is asked for.") {
      max($0 - 2 * $1, 0)
    },
    mistake(
      "estimate-shrunk",
      "The values of the estimate lost λ before the ratings went in: fill first, then decompose."
    ) { step in
      var other = step
      other.estimate = try step.shrunk(step.estimate)
      return other.filled
    },
    factors(
      "v-for-vt", "V stands where Vᵀ belongs: the columns of `v` are the vectors, so transpose."
    ) { u, values, v in u.scalingColumns(by: values) * (v.rows == v.columns ? v : v.transposed) },
    factors(
      "rows-scaled",
      "The new values multiply the rows of U; they belong to its columns, one for each vector."
    ) { u, values, v in
      (u.rows == u.columns ? u.scalingRows(by: values) : u.scalingColumns(by: values))
        * v.transposed
    },
    factors("values-twice", "The values stand in the product twice, with U and with V.") {
      u, values, v in u.scalingColumns(by: values) * v.scalingColumns(by: values).transposed
    },
    factors("values-lost", "The values are missing from the product: this is UVᵀ.") {
      u, values, v in
      u.scalingColumns(by: values.map { $0 > 0 ? 1 : 0 }) * v.transposed
    }.or("all of them", wrong { step in try step.changed { _ in 1 } }),
    mistake("transposed", "This is the transposed result: asked for is UΣVᵀ, not VΣUᵀ.") {
      try $0.result().transposed
    },
  ]

  private static func mean(_ table: RatedTable, row: Int) -> Double {
    let mine = table.knownColumns(ofRow: row).map { table.ratings[row, $0] }
    return mine.reduce(0, +) / Double(max(mine.count, 1))
  }

  /// The ratings where they are known, something else elsewhere.
  private static func filled(
    _ step: Step, known: ((Int, Int) -> Double)? = nil, _ gap: (Int, Int) -> Double
  ) -> Matrix<Double> {
    Matrix(rows: step.table.known.rows, columns: step.table.known.columns) { i, j in
      guard step.table.known[i, j] == 1 else { return gap(i, j) }
      return known?(i, j) ?? step.table.ratings[i, j]
    }
  }

  private static func wrong(
    _ result: @escaping @Sendable (Step) throws -> Matrix<Double>
  ) -> (inout Answers) -> Void {
    {
      $0.softImputeStep = { estimate, ratings, known, penalty in
        let table = RatedTable("", ratings: ratings, known: known)
        return try result(Step(table: table, estimate: estimate, penalty: penalty))
      }
    }
  }

  private static func changing(
    _ change: @escaping @Sendable (_ sigma: Double, _ penalty: Double) -> Double
  ) -> (inout Answers) -> Void {
    wrong { step in try step.changed { change($0, step.penalty) } }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ result: @escaping @Sendable (Step) throws -> Matrix<Double>
  ) -> Mistake<Answers> { Mistake(diagnosis, message, wrong(result)) }

  private static func values(
    _ diagnosis: String, _ message: String,
    _ change: @escaping @Sendable (_ sigma: Double, _ penalty: Double) -> Double
  ) -> Mistake<Answers> { Mistake(diagnosis, message, changing(change)) }

  private static func factors(
    _ diagnosis: String, _ message: String,
    _ product: @escaping @Sendable (Matrix<Double>, [Double], Matrix<Double>) -> Matrix<Double>
  ) -> Mistake<Answers> {
    mistake(diagnosis, message) { step in
      let factors = try svd(step.filled)
      return product(
        factors.u, factors.singularValues.map { max($0 - step.penalty, 0) }, factors.v)
    }
  }
}

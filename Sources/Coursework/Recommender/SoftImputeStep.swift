import Grading
import LinearAlgebra

/// Exercise 8.4: one step of soft-impute.
enum SoftImputeStep {
  typealias Answers = RecommenderAnswers

  /// An estimate of a table, and the penalty.
  struct Step: Sendable {
    var table: RatedTable
    var estimate: Matrix<Double>
    var penalty: Double

    /// The ratings where they are known, and the estimate elsewhere.
    var filled: Matrix<Double> {
      Matrix(rows: estimate.rows, columns: estimate.columns) { i, j in
        table.known[i, j] == 1 ? table.ratings[i, j] : estimate[i, j]
      }
    }

    /// The filled matrix with its singular values changed.
    func changed(
      _ filled: Matrix<Double>? = nil, _ change: (Double) -> Double
    ) throws -> Matrix<Double> {
      let factors = try svd(filled ?? self.filled)
      return factors.u.scalingColumns(by: factors.singularValues.map(change))
        * factors.v.transposed
    }

    /// The answer.
    func result() throws -> Matrix<Double> { try changed { max($0 - penalty, 0) } }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "First build the filled matrix: `Matrix(rows:columns:) { i, j in … }` asks the mask at (i, j).",
      "`svd` of it gives u, singularValues and v. Only the values change: σ − λ, or 0.",
      "Every value becomes `max(σ − λ, 0)`. Then `u.scalingColumns(by: values) * v.transposed`.",
      "Return that product as it is. The known ratings are not put back into it.",
    ],
    checks: [
      Check(
        "gaps that hold zeros", probes: steps.map { Probe(name(of: $0), $0) },
        call: call, verify: verify),
      Check(
        "gaps that hold other numbers",
        probes: steps.map { step in
          var hidden = step
          hidden.table = step.table.hiding(seed: 841)
          return Probe(hidden.table.name, hidden)
        },
        call: call, verify: { leakage(verify($0, $1)) }),
    ],
    mistakes: slips.map { slip in mistake(slip.name, slip.diagnosis, slip.message, slip.result) }
      + [
        mistake("filled where the ratings are 0", "leakage") { step in
          var other = step
          other.table = RatedTable(
            "", ratings: step.table.ratings, known: RatedTable.mask(of: step.table.ratings))
          return try other.result()
        },
        mistake("the estimate added", "leakage") { step in
          let mask = step.table.known
          let filled = Matrix(rows: mask.rows, columns: mask.columns) { i, j in
            step.table.ratings[i, j] + (1 - mask[i, j]) * step.estimate[i, j]
          }
          return try step.changed(filled) { max($0 - step.penalty, 0) }
        },
      ],
    alternatives: [
      Alternative("the rest of the ratings added to the estimate") {
        $0.softImputeStep = { estimate, ratings, known, penalty in
          let filled = Matrix(rows: known.rows, columns: known.columns) {
            estimate[$0, $1] + known[$0, $1] * (ratings[$0, $1] - estimate[$0, $1])
          }
          let factors = try svd(filled)
          let kept = factors.singularValues.count { $0 > penalty }
          let cut = factors.truncated(to: kept)
          return cut.u.scalingColumns(by: cut.singularValues.map { $0 - penalty })
            * cut.v.transposed
        }
      }
    ])

  private static let steps: [Step] = [(6, 5, 1.5, 842), (4, 7, 2, 843), (5, 5, 0.7, 844)].map {
    rows, columns, penalty, seed in
    Step(
      table: RatedTable(rows: rows, columns: columns, seed: seed),
      estimate: randomMatrix(rows, columns, seed: seed + 10).map { 1 + $0 }, penalty: penalty)
  }

  private static func name(of step: Step) -> String {
    "\(step.table.name), λ = \(brief(step.penalty))"
  }

  @Sendable private static func call(_ answers: Answers, _ step: Step) throws -> Matrix<Double> {
    try answers.softImputeStep(step.estimate, step.table.ratings, step.table.known, step.penalty)
  }

  @Sendable private static func verify(_ step: Step, _ found: Matrix<Double>) -> Discrepancy? {
    guard let right = try? step.result() else { return nil }
    let size = max(right.rows, right.columns)
    // The values err by ε‖A‖, the subspaces that are kept as well, since the values lie apart.
    return discrepancy(
      found, expected: right, tolerance: 10 * roundoff(size, scale: step.filled.frobeniusNorm))
  }

  private static let slips: [Slip<Step>] = [
    Slip(
      name: "zeros in the gaps", diagnosis: "missing-as-zero",
      message: "Missing entries were taken for zeros; fill them from the estimate."
    ) { step in
      let filled = Matrix(rows: step.estimate.rows, columns: step.estimate.columns) { i, j in
        step.table.known[i, j] * step.table.ratings[i, j]
      }
      return try step.changed(filled) { max($0 - step.penalty, 0) }
    },
    Slip(
      name: "the estimate alone", diagnosis: "ratings-ignored",
      message: "The estimate was decomposed as it is; the known ratings must go into it first."
    ) { step in try step.changed(step.estimate) { max($0 - step.penalty, 0) } },
    Slip(
      name: "the mask the wrong way round", diagnosis: "mask-inverted",
      message: "The mask is read the wrong way round: 1 is known, so take the rating there."
    ) { step in
      var other = step
      other.table = step.table.inverted
      return try other.result()
    },
    Slip(
      name: "hard threshold", diagnosis: "hard-threshold",
      message: "Values above λ were kept as they are. Soft: λ is taken from those too."
    ) { step in try step.changed { $0 > step.penalty ? $0 : 0 } },
    Slip(
      name: "no floor", diagnosis: "no-floor",
      message: "Values became negative. σ − λ stops at 0: a singular value is never negative."
    ) { step in try step.changed { $0 - step.penalty } },
    Slip(
      name: "λ from σ²", diagnosis: "squared-values",
      message: "λ was taken from σ²; take it from σ."
    ) { step in try step.changed { max($0 * $0 - step.penalty, 0).squareRoot() } },
    Slip(
      name: "nothing taken away", diagnosis: "not-shrunk",
      message: "This is the filled matrix itself: nothing was taken from its singular values."
    ) { $0.filled },
    Slip(
      name: "the ratings put back", diagnosis: "ratings-restored",
      message: "The known ratings were put back afterwards. Return the estimate of low rank."
    ) { step in
      let result = try step.result()
      return Matrix(rows: result.rows, columns: result.columns) { i, j in
        step.table.known[i, j] == 1 ? step.table.ratings[i, j] : result[i, j]
      }
    },
    Slip(
      name: "entries shrunk", diagnosis: "entries-shrunk",
      message: "λ was taken from the entries of the matrix; take it from its singular values."
    ) { step in
      step.filled.map { $0 > 0 ? max($0 - step.penalty, 0) : min($0 + step.penalty, 0) }
    },
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ message: String? = nil,
    _ result: @escaping @Sendable (Step) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, as: name) {
      $0.softImputeStep = { estimate, ratings, known, penalty in
        let table = RatedTable("", ratings: ratings, known: known)
        return try result(Step(table: table, estimate: estimate, penalty: penalty))
      }
    }
  }
}

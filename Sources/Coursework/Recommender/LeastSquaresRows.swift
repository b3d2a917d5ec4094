import Grading
import LinearAlgebra

/// Exercise 8.5: half a step of alternating least squares.
enum LeastSquaresRows {
  typealias Answers = RecommenderAnswers

  /// A table, the factor that is held, and the penalty.
  struct HalfStep: Sendable {
    var table: RatedTable
    let v: Matrix<Double>
    let penalty: Double

    /// The rows that solve the normal equations with a penalty that may depend on the count of known
    /// entries in the row.
    func rows(
      _ table: RatedTable? = nil, _ penalty: (Int) -> Double
    ) throws -> Matrix<Double> {
      let table = table ?? self.table
      var u = Matrix<Double>(rows: table.known.rows, columns: v.columns)
      for i in 0..<u.rows {
        var gram = Matrix<Double>(rows: v.columns, columns: v.columns)
        var right = Vector(repeatElement(0.0, count: v.columns))
        let mine = (0..<table.known.columns).filter { table.known[i, $0] == 1 }
        for j in mine {
          right = right + v.row(j) * table.ratings[i, j]
          gram =
            gram
            + Matrix(rows: v.columns, columns: v.columns) { v[j, $0] * v[j, $1] }
        }
        if mine.isEmpty { continue }
        let row = try solve(gram + .identity(v.columns) * penalty(mine.count), right)
        for c in 0..<v.columns { u[i, c] = row[c] }
      }
      return u
    }

    /// The answer.
    func result() throws -> Matrix<Double> { try rows { _ in penalty } }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Each row is a problem of its own. Begin with a loop over the rows, and list the columns that "
        + "are known in one.",
      "Take the rows of V for those columns, and only those: a matrix with a row for each rating. "
        + "Call it N, and the ratings x.",
      "The row u solves (NᵀN + λI)u = Nᵀx. `solve` does it; `.identity(k) * penalty` is λI.",
      "Where no column is known, N has no rows, NᵀN is 0, and u comes out as 0 by itself.",
    ],
    checks: [
      Check(
        "gaps that hold zeros",
        probes: halves.map { Probe("\($0.table.name), λ = \(brief($0.penalty))", $0) },
        call: call, verify: verify),
      Check(
        "gaps that hold other numbers",
        probes: halves.map { half in
          var hidden = half
          hidden.table = half.table.hiding(seed: 851)
          return Probe(hidden.table.name, hidden)
        },
        call: call, verify: { leakage(verify($0, $1)) }),
      Check(
        "a row without entries",
        probes: [
          Probe(
            "a table whose first row is empty",
            HalfStep(
              table: RatedTable(rows: 4, columns: 6, seed: 852, emptiesFirst: true),
              v: randomMatrix(6, 2, seed: 853), penalty: 0.5))
        ],
        call: call, verify: verify),
    ],
    mistakes: slips.map { slip in mistake(slip.name, slip.diagnosis, slip.message, slip.result) }
      + [
        mistake("known where the ratings are not 0", "leakage") { half in
          let mask = RatedTable.mask(of: half.table.ratings)
          return try half.rows(RatedTable("", ratings: half.table.ratings, known: mask)) { _ in
            half.penalty
          }
        },
        mistake("the sum Σxv over the whole row", "leakage") { half in
          let (u, table) = (try half.result(), half.table)
          var result = u
          for i in 0..<u.rows {
            let mine = (0..<table.known.columns).filter { table.known[i, $0] == 1 }
            let near = Matrix(rows: mine.count, columns: half.v.columns) { half.v[mine[$0], $1] }
            let gram =
              near.transposed * near + .identity(half.v.columns) * half.penalty
            let row = try solve(gram, half.v.transposed * table.ratings.row(i))
            for c in row.indices { result[i, c] = row[c] }
          }
          return result
        },
        mistake("an empty row skipped", "shape") { half in
          let u = try half.result()
          let kept = (0..<u.rows).filter { half.table.known.row($0).contains(1) }
          return Matrix(rows: kept.count, columns: u.columns) { u[kept[$0], $1] }
        },
      ],
    alternatives: [
      Alternative("√λI below the rows of V") {
        $0.leastSquaresRows = { ratings, known, v, penalty in
          let k = v.columns
          var u = Matrix<Double>(rows: known.rows, columns: k)
          for i in 0..<known.rows {
            let mine = (0..<known.columns).filter { known[i, $0] == 1 }
            let tall = Matrix<Double>(rows: mine.count + k, columns: k) { r, c in
              if r < mine.count { return v[mine[r], c] }
              return r - mine.count == c ? penalty.squareRoot() : 0
            }
            let rated = mine.map { ratings[i, $0] } + Array(repeating: 0, count: k)
            let row = try leastSquares(tall, Vector(rated))
            for c in 0..<k { u[i, c] = row[c] }
          }
          return u
        }
      }
    ])

  private static let halves: [HalfStep] = [
    (6, 5, 2, 0.7, 854), (4, 8, 3, 2.0, 855), (5, 5, 1, 0.3, 856),
  ].map { rows, columns, k, penalty, seed in
    HalfStep(
      table: RatedTable(rows: rows, columns: columns, seed: seed),
      v: randomMatrix(columns, k, seed: seed + 10), penalty: penalty)
  }

  @Sendable private static func call(_ answers: Answers, _ half: HalfStep) throws -> Matrix<Double>
  {
    try answers.leastSquaresRows(half.table.ratings, half.table.known, half.v, half.penalty)
  }

  @Sendable private static func verify(_ half: HalfStep, _ found: Matrix<Double>) -> Discrepancy? {
    guard let right = try? half.result() else { return nil }
    // The condition number of the system is at most 1 + ‖V‖²/λ.
    let norm = half.v.frobeniusNorm
    let condition = 1 + norm * norm / half.penalty
    return discrepancy(
      found, expected: right,
      tolerance: roundoff(half.v.rows, scale: condition * right.frobeniusNorm))
  }

  private static let slips: [Slip<HalfStep>] = [
    .init(
      name: "all columns", diagnosis: "missing-as-zero",
      message:
        "Missing entries were fitted as ratings of 0: VᵀV over all columns. Each row has its "
        + "own sum, over its known columns."
    ) { half in try half.rows(half.table.allKnown) { _ in half.penalty } },
    .init(
      name: "λ left out", diagnosis: "penalty-forgotten",
      message: "The penalty is missing. Without λI a row with few ratings fits them at any price."
    ) { half in try half.rows { _ in 1e-12 } },
    .init(
      name: "λ times the count", diagnosis: "penalty-by-count",
      message: "The penalty was multiplied by the number of ratings in the row. Some methods do "
        + "that; here λ is the same for every row."
    ) { half in try half.rows { half.penalty * Double($0) } },
    .init(
      name: "λ² for λ", diagnosis: "penalty-squared",
      message: "λ² stands on the diagonal; it is λ."
    ) { half in try half.rows { _ in half.penalty * half.penalty } },
    .init(
      name: "λ subtracted", diagnosis: "penalty-sign",
      message: "λI was subtracted; it is added, and makes the system well conditioned."
    ) { half in try half.rows { _ in -half.penalty } },
    .init(
      name: "a row of Uᵀ for each rating row", diagnosis: "transposed",
      message: "This is Uᵀ: U has a row for each row of the ratings."
    ) { half in try half.result().transposed },
    .init(
      name: "the mask the wrong way round", diagnosis: "mask-inverted",
      message: "The mask is read the wrong way round: 1 is known."
    ) { half in try half.rows(half.table.inverted) { _ in half.penalty } },
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ message: String? = nil,
    _ result: @escaping @Sendable (HalfStep) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, as: name) {
      $0.leastSquaresRows = { ratings, known, v, penalty in
        let table = RatedTable("", ratings: ratings, known: known)
        return try result(HalfStep(table: table, v: v, penalty: penalty))
      }
    }
  }
}

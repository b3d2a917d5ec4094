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

    /// The row of U for one row of ratings: `near` has a row of V for each known rating.
    typealias Row = (_ near: Matrix<Double>, _ rated: Vector<Double>) throws -> Vector<Double>

    /// λI.
    var ridge: Matrix<Double> { .identity(v.columns) * penalty }

    /// U, row by row; 0 where nothing is known.
    func rows(of table: RatedTable? = nil, _ row: Row) throws -> Matrix<Double> {
      let table = table ?? self.table
      var u = Matrix<Double>(rows: table.known.rows, columns: v.columns)
      for i in 0..<u.rows {
        let mine = table.knownColumns(ofRow: i)
        guard !mine.isEmpty else { continue }
        let near = Matrix(rows: mine.count, columns: v.columns) { v[mine[$0], $1] }
        let found = try row(near, Vector(mine.map { table.ratings[i, $0] }))
        for c in 0..<v.columns { u[i, c] = found[c] }
      }
      return u
    }

    /// The answer for a table; the half step's own if nothing is said.
    func result(for table: RatedTable? = nil) throws -> Matrix<Double> {
      try rows(of: table) { near, rated in
        try solve(near.transposed * near + ridge, near.transposed * rated)
      }
    }
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
      check("gaps that hold zeros", halves, { $0 }),
      check(
        "gaps that hold other numbers",
        halves.map { half in
          var hidden = half
          hidden.table = half.table.hiding(seed: 851)
          return hidden
        }, leakage),
      check("edges", edges, { $0 }),
      check("many tables", seeded, { $0 }),
    ],
    mistakes: mistakes,
    alternatives: alternatives)

  // Square first: there rows and columns can be exchanged. Each row has more ratings than U has columns, so
  // that the system without λ has a solution too.
  private static let halves: [HalfStep] = [
    half(RatedTable(rows: 3, columns: 3, seed: 857).allKnown, 3, 0.6, seed: 867),
    half(RatedTable(rows: 8, columns: 8, seed: 854), 1, 0.7, seed: 864),
    half(RatedTable(rows: 4, columns: 10, seed: 855), 2, 2, seed: 865),
    half(RatedTable(rows: 3, columns: 10, seed: 856).holdingZeros(), 2, 0.3, seed: 866),
  ]

  private static let edges: [HalfStep] = [
    half(RatedTable(rows: 4, columns: 6, seed: 852, emptiesFirst: true), 2, 0.5, seed: 853),
    half(
      RatedTable(
        "a table without known entries", ratings: randomMatrix(3, 4, seed: 858),
        known: Matrix(rows: 3, columns: 4)), 2, 0.5, seed: 859),
    half(.single(2.5), 1, 1, seed: 860), half(.single(0), 1, 1, seed: 861),
    half(RatedTable(rows: 5, columns: 2, seed: 862), 4, 0.25, seed: 863),
    half(RatedTable(rows: 4, columns: 5, seed: 868).scaled(by: 1e-12), 2, 1, seed: 869),
    half(RatedTable(rows: 4, columns: 5, seed: 870).scaled(by: 1e12), 2, 1, seed: 871),
    half(RatedTable(rows: 4, columns: 5, seed: 872), 2, 1e-12, seed: 873, unit: 1e-6),
    half(RatedTable(rows: 4, columns: 5, seed: 874), 2, 1e12, seed: 875, unit: 1e6),
    half(RatedTable(rows: 4, columns: 5, seed: 876), 2, 1e9, seed: 877),
    half(RatedTable(rows: 4, columns: 4, seed: 878).allKnown, 2, 1e-6, seed: 879),
    HalfStep(
      table: RatedTable(rows: 3, columns: 4, seed: 880), v: Matrix(rows: 4, columns: 2),
      penalty: 0.5),
  ]

  private static var seeded: [HalfStep] {
    var counts = SeededCounts(seed: 8501)
    return RatedTable.seeded(16, seed: 8500).map {
      half(
        $0, counts.next(in: 1...4), Double(counts.next(in: 1...12)) / 4,
        seed: UInt64(counts.next(in: 1...9999)))
    }
  }

  private static func half(
    _ table: RatedTable, _ k: Int, _ penalty: Double, seed: UInt64, unit: Double = 1
  ) -> HalfStep {
    HalfStep(
      table: table, v: randomMatrix(table.known.columns, k, seed: seed) * unit, penalty: penalty)
  }

  private static func check(
    _ title: String, _ halves: [HalfStep],
    _ judged: @escaping @Sendable (Discrepancy?) -> Discrepancy?
  ) -> Check<Answers> {
    Check(
      title,
      probes: halves.map {
        Probe(
          "\($0.table.name), a \($0.v.shape) V\($0.v.maxNorm == 0 ? " of zeros" : "") and λ = \(brief($0.penalty))",
          $0)
      },
      call: { try $0.leastSquaresRows($1.table.ratings, $1.table.known, $1.v, $1.penalty) },
      verify: { judged(difference($0, $1)) })
  }

  private static func difference(_ half: HalfStep, _ found: Matrix<Double>) -> Discrepancy? {
    guard let right = try? half.result() else { return nil }
    // The condition number of the system is at most 1 + ‖V‖²/λ. Its right side errs by ε‖V‖‖x‖, and the
    // rows with √λI below them by ε‖x‖√(‖V‖² + λ) as seen from there.
    let square = half.v.frobeniusNorm * half.v.frobeniusNorm
    let condition = 1 + square / half.penalty
    let size = max(
      right.frobeniusNorm, half.table.scale / (square + half.penalty).squareRoot())
    return discrepancy(
      found, expected: right,
      tolerance: roundoff(half.v.rows + half.v.columns, scale: condition * size))
  }

  private static let alternatives: [Alternative<Answers>] = [
    Alternative("√λI below the rows of V", at: \.leastSquaresRows) { ratings, known, v, penalty in
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
    },
    Alternative("masked rows of V, without a list", at: \.leastSquaresRows) {
      ratings, known, v, penalty in
      var u = Matrix<Double>(rows: known.rows, columns: v.columns)
      for i in 0..<known.rows {
        let masked = Matrix(rows: v.rows, columns: v.columns) { known[i, $0] * v[$0, $1] }
        let rated = Vector((0..<v.rows).map { known[i, $0] == 0 ? 0 : ratings[i, $0] })
        let system = masked.transposed * masked + .identity(v.columns) * penalty
        let row = try solve(system, masked.transposed * rated)
        for c in 0..<v.columns { u[i, c] = row[c] }
      }
      return u
    },
    Alternative("by the singular values of the known rows", at: \.leastSquaresRows) {
      ratings, known, v, penalty in
      let table = RatedTable("", ratings: ratings, known: known)
      return try HalfStep(table: table, v: v, penalty: penalty).rows { near, rated in
        let factors = try svd(near)
        let seen = factors.u.transposed * rated
        return factors.v
          * Vector(
            factors.singularValues.enumerated().map { k, sigma in
              sigma * seen[k] / (sigma * sigma + penalty)
            })
      }
    },
    Alternative("Nᵀ(NNᵀ + λI)⁻¹x", at: \.leastSquaresRows) { ratings, known, v, penalty in
      let table = RatedTable("", ratings: ratings, known: known)
      return try HalfStep(table: table, v: v, penalty: penalty).rows { near, rated in
        let system = near * near.transposed + .identity(near.rows) * penalty
        return near.transposed * (try solve(system, rated))
      }
    },
  ]
}

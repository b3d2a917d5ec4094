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

    /// A matrix with λ taken from its singular values.
    func shrunk(_ filled: Matrix<Double>) throws -> Matrix<Double> {
      try changed(filled) { max($0 - penalty, 0) }
    }

    /// The answer.
    func result() throws -> Matrix<Double> { try shrunk(filled) }

    /// The answer for another table.
    func result(for table: RatedTable) throws -> Matrix<Double> {
      try Step(table: table, estimate: estimate, penalty: penalty).result()
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "First build the filled matrix: `Matrix(rows:columns:) { i, j in … }` asks the mask at (i, j).",
      "`svd` of it gives u, singularValues and v. Only the values change: σ − λ, or 0.",
      "Every value becomes `max(σ − λ, 0)`. Then `u.scalingColumns(by: values) * v.transposed`.",
      "Return that product as it is. The known ratings are not put back into it.",
    ],
    checks: [
      check("gaps that hold zeros", steps, { $0 }),
      check(
        "gaps that hold other numbers",
        steps.map { step in
          var hidden = step
          hidden.table = step.table.hiding(seed: 841)
          return hidden
        }, leakage),
      check("edges", edges, { $0 }),
      check("many tables", seeded, { $0 }),
    ],
    mistakes: mistakes,
    alternatives: alternatives)

  // Square first: there every product fits.
  private static let steps: [Step] = [
    step(RatedTable(rows: 5, columns: 5, seed: 844), 0.3, seed: 854),
    step(RatedTable(rows: 6, columns: 5, seed: 842), 1.5, seed: 852),
    step(RatedTable(rows: 4, columns: 7, seed: 843), 2, seed: 853),
    step(RatedTable(rows: 5, columns: 4, seed: 845).holdingZeros(), 1.2, seed: 855),
  ]

  private static let edges: [Step] = [
    step(RatedTable(rows: 4, columns: 4, seed: 846), 1e6, seed: 856),
    step(RatedTable(rows: 4, columns: 5, seed: 847), 0, seed: 857),
    step(RatedTable(rows: 5, columns: 4, seed: 848, emptiesFirst: true), 1, seed: 858),
    step(nothingKnown, 0.5, seed: 859), step(.single(2.5), 1, seed: 860),
    step(.single(-2.5), 1, seed: 861), step(.single(0), 1, seed: 862),
    step(RatedTable(rows: 1, columns: 5, seed: 863), 1, seed: 864),
    step(RatedTable(rows: 4, columns: 3, seed: 865).allKnown, 0.5, seed: 866),
    Step(table: nothingKnown, estimate: Matrix(rows: 3, columns: 4), penalty: 0.5),
    Step(
      table: RatedTable(
        "a table whose filled matrix has σ = (3, 3, 1)",
        ratings: [[3, 0, 0], [0, 0, 1], [0, 0, 0]],
        known: [[1, 1, 1], [0, 1, 1], [1, 0, 1]]),
      estimate: [[9, 9, 9], [0, 9, 9], [9, 3, 9]], penalty: 1),
    step(RatedTable(rows: 4, columns: 4, seed: 867).scaled(by: 1e-12), 1e-12, seed: 868),
    step(RatedTable(rows: 4, columns: 3, seed: 872).scaled(by: 1e-12), 0, seed: 873),
    step(RatedTable(rows: 3, columns: 5, seed: 869).scaled(by: 1e12), 1e12, seed: 870),
  ]

  private static let nothingKnown = RatedTable(
    "a 3×4 table without known entries", ratings: randomMatrix(3, 4, seed: 871),
    known: Matrix(rows: 3, columns: 4))

  private static var seeded: [Step] {
    var counts = SeededCounts(seed: 8401)
    return RatedTable.seeded(16, seed: 8400).map {
      step($0, Double(counts.next(in: 0...10)) / 4, seed: UInt64(counts.next(in: 1...9999)))
    }
  }

  /// A step from an estimate of the size of the ratings.
  private static func step(_ table: RatedTable, _ penalty: Double, seed: UInt64) -> Step {
    let (m, n) = (table.known.rows, table.known.columns)
    let unit = table.scale == 0 ? 1 : table.scale / Double(max(table.places.count, 1)).squareRoot()
    return Step(
      table: table, estimate: randomMatrix(m, n, seed: seed).map { unit * (0.5 + $0) },
      penalty: penalty)
  }

  private static func check(
    _ title: String, _ steps: [Step], _ judged: @escaping @Sendable (Discrepancy?) -> Discrepancy?
  ) -> Check<Answers> {
    Check(
      title, probes: steps.map { Probe("\($0.table.name), λ = \(brief($0.penalty))", $0) },
      call: { try $0.softImputeStep($1.estimate, $1.table.ratings, $1.table.known, $1.penalty) },
      verify: { step, found in
        guard let right = try? step.result() else { return nil }
        // The step enlarges no difference, so the decomposition's own error stays as it is.
        let (size, scale) = (
          max(right.rows, right.columns), step.table.scale + step.estimate.frobeniusNorm
        )
        return judged(
          discrepancy(found, expected: right, tolerance: 10 * roundoff(size, scale: scale)))
      })
  }

  private static let alternatives: [Alternative<Answers>] = [
    Alternative("the rest of the ratings added to the estimate", at: \.softImputeStep) {
      estimate, ratings, known, penalty in
      let filled = Matrix(rows: known.rows, columns: known.columns) {
        estimate[$0, $1] + known[$0, $1] * (ratings[$0, $1] - estimate[$0, $1])
      }
      let factors = try svd(filled)
      let kept = factors.singularValues.count { $0 > penalty }
      let cut = factors.truncated(to: kept)
      return cut.u.scalingColumns(by: cut.singularValues.map { $0 - penalty })
        * cut.v.transposed
    },
    Alternative("what is cut off, subtracted", at: \.softImputeStep) {
      estimate, ratings, known, penalty in
      var filled = estimate
      for i in 0..<known.rows {
        for j in 0..<known.columns where known[i, j] == 1 { filled[i, j] = ratings[i, j] }
      }
      let factors = try svd(filled)
      let lost = factors.singularValues.map { min($0, penalty) }
      return filled - factors.u * factors.v.scalingColumns(by: lost).transposed
    },
    Alternative("of the transposed matrix, layer by layer", at: \.softImputeStep) {
      estimate, ratings, known, penalty in
      let step = Step(
        table: RatedTable("", ratings: ratings, known: known), estimate: estimate, penalty: penalty)
      let factors = try svd(step.filled.transposed)
      var sum = Matrix<Double>(rows: known.rows, columns: known.columns)
      for (k, sigma) in factors.singularValues.enumerated() where sigma >= penalty {
        let (left, right) = (factors.v.column(k), factors.u.column(k))
        sum =
          sum
          + Matrix(rows: sum.rows, columns: sum.columns) {
            (sigma - penalty) * left[$0] * right[$1]
          }
      }
      return sum
    },
  ]
}

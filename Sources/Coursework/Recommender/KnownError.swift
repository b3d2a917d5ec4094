import Grading
import LinearAlgebra

/// Exercise 8.2: the root mean square error on known entries.
enum KnownError {
  typealias Answers = RecommenderAnswers

  /// Predictions beside a table.
  struct Forecast: Sendable {
    let table: RatedTable
    let predictions: Matrix<Double>

    /// The errors at the known places.
    var errors: [Double] {
      table.places.map { table.ratings[$0.i, $0.j] - predictions[$0.i, $0.j] }
    }

    var squareSum: Double { errors.reduce(0) { $0 + $1 * $1 } }

    /// The answer: 0 where nothing is known.
    var error: Double {
      errors.isEmpty ? 0 : (squareSum / Double(errors.count)).squareRoot()
    }

    /// The same predictions for another table.
    func with(_ table: RatedTable) -> Forecast { Forecast(table: table, predictions: predictions) }

    var cells: Double { Double(predictions.elements.count) }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Go through all places, and skip those where `known` is 0. What stands there says nothing.",
      "Add up the squares of the errors, and count how many you added.",
      "Divide by that count, not by mn, and take the root. Without a known entry the answer is 0.",
    ],
    checks: [
      check("gaps that hold zeros", tables, { $0 }),
      check("gaps that hold other numbers", tables.map { $0.hiding(seed: 821) }, leakage),
      check(
        "nothing known",
        [RatedTable("a table without known entries", ratings: [[1, 2]], known: [[0, 0]])], { $0 }),
    ],
    mistakes: [
      mistake("over all entries", "missing-as-zero") { $0.with($0.table.allKnown).error },
      mistake("divided by mn", "divided-by-all") { ($0.squareSum / $0.cells).squareRoot() },
      mistake("no root", "no-root") { $0.squareSum / Double(max($0.errors.count, 1)) },
      mistake("no mean", "no-mean") { $0.squareSum.squareRoot() },
      mistake("mean of magnitudes", "absolute") { meanMagnitude($0) },
      mistake("where the ratings are not 0", "leakage") { forecast in
        let mask = RatedTable.mask(of: forecast.table.ratings)
        return forecast.with(RatedTable("", ratings: forecast.table.ratings, known: mask)).error
      },
      mistake("0/0", "nothing-known") { forecast in
        (forecast.squareSum / Double(forecast.errors.count)).squareRoot()
      },
    ],
    alternatives: [
      Alternative("with products of masks") {
        $0.knownError = { predictions, ratings, known in
          let count = known.elements.reduce(0, +)
          let errors = Matrix(rows: known.rows, columns: known.columns) {
            (ratings[$0, $1] - predictions[$0, $1]) * known[$0, $1]
          }
          return count == 0 ? 0 : errors.frobeniusNorm / count.squareRoot()
        }
      }
    ])

  private static let tables = [
    RatedTable(rows: 6, columns: 5, seed: 822), RatedTable(rows: 4, columns: 9, seed: 823),
  ]

  private static func check(
    _ title: String, _ tables: [RatedTable],
    _ judged: @escaping @Sendable (Discrepancy?) -> Discrepancy?
  ) -> Check<Answers> {
    Check(
      title,
      probes: tables.map { table in
        let noise = randomMatrix(table.ratings.rows, table.ratings.columns, seed: 824)
        return Probe(table.name, Forecast(table: table, predictions: noise.map { 3 + $0 }))
      },
      call: { try $0.knownError($1.predictions, $1.table.ratings, $1.table.known) },
      verify: { forecast, found in
        judged(
          discrepancy(
            [[found]], expected: [[forecast.error]],
            tolerance: roundoff(forecast.errors.count, scale: forecast.error)))
      })
  }

  private static func meanMagnitude(_ forecast: Forecast) -> Double {
    forecast.errors.reduce(0) { $0 + abs($1) } / Double(max(forecast.errors.count, 1))
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "nothing-known": "Where nothing is known the mean is 0/0, which is no number: return 0.",
    "missing-as-zero":
      "Missing entries were compared too, as if they were ratings of 0. Skip them.",
    "divided-by-all": "Divide by the number of known entries, not of all.",
    "no-root": "This is the mean square; its root is asked for.",
    "no-mean": "This is the root of the sum of the squares, not of their mean.",
    "absolute": "This is the mean of |error|; take the root of the mean of squares.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ error: @escaping @Sendable (Forecast) -> Double
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.knownError = { predictions, ratings, known in
        let table = RatedTable("", ratings: ratings, known: known)
        return error(Forecast(table: table, predictions: predictions))
      }
    }
  }
}

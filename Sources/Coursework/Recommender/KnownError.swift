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

    /// The number of known entries, 1 at least.
    var count: Double { Double(max(errors.count, 1)) }

    /// The number of all entries.
    var cells: Double { Double(predictions.elements.count) }

    /// The answer: 0 where nothing is known.
    var error: Double { (squareSum / count).squareRoot() }

    /// The same predictions for another table.
    func with(_ table: RatedTable) -> Forecast { Forecast(table: table, predictions: predictions) }

    /// The errors of each row that has some.
    var errorsByRow: [[Double]] {
      (0..<table.known.rows).compactMap { i in
        let mine = table.knownColumns(ofRow: i).map { table.ratings[i, $0] - predictions[i, $0] }
        return mine.isEmpty ? nil : mine
      }
    }

    var transposed: Forecast {
      Forecast(table: table.transposed, predictions: predictions.transposed)
    }
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
      check("edges", edges, { $0 }),
      check("many tables", RatedTable.seeded(48, seed: 8200), { $0 }),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("with products of masks", at: \.knownError) { predictions, ratings, known in
        let count = known.elements.reduce(0, +)
        let errors = Matrix(rows: known.rows, columns: known.columns) {
          (ratings[$0, $1] - predictions[$0, $1]) * known[$0, $1]
        }
        return count == 0 ? 0 : errors.frobeniusNorm / count.squareRoot()
      },
      Alternative("a running mean of squares", at: \.knownError) { predictions, ratings, known in
        var (mean, count) = (0.0, 0.0)
        for j in 0..<known.columns {
          for i in 0..<known.rows where known[i, j] != 0 {
            count += 1
            let error = predictions[i, j] - ratings[i, j]
            mean += (error * error - mean) / count
          }
        }
        return mean.squareRoot()
      },
      Alternative("a list of errors, each over √n", at: \.knownError) {
        predictions, ratings, known in
        let places = known.elements.indices.filter { known.elements[$0] > 0.5 }
        let root = Double(places.count).squareRoot()
        return Vector(
          places.reversed().map { (predictions.elements[$0] - ratings.elements[$0]) / root }
        ).norm
      },
    ])

  // Square first: there a mask that is turned over can be read.
  private static let tables = [
    RatedTable(rows: 5, columns: 5, seed: 825), RatedTable(rows: 6, columns: 5, seed: 822),
    RatedTable(rows: 4, columns: 9, seed: 823),
    RatedTable(rows: 5, columns: 4, seed: 826).holdingZeros(),
  ]

  private static let edges: [RatedTable] = [
    RatedTable("a table without known entries", ratings: [[1, 2]], known: [[0, 0]]),
    .single(2.5), .single(0),
    RatedTable(
      "a table with one known entry", ratings: [[1, 2], [9, 4]], known: [[0, 0], [1, 0]]),
    RatedTable("a table that is known throughout", ratings: [[1, 5, 2]], known: [[1, 1, 1]]),
    RatedTable(rows: 5, columns: 4, seed: 827, emptiesFirst: true),
    RatedTable(rows: 4, columns: 5, seed: 828).scaled(by: 1e-12),
    RatedTable(rows: 5, columns: 3, seed: 829).scaled(by: 1e12),
  ]

  private static func check(
    _ title: String, _ tables: [RatedTable],
    _ judged: @escaping @Sendable (Discrepancy?) -> Discrepancy?
  ) -> Check<Answers> {
    Check(
      title, probes: tables.map { Probe($0.name, forecast($0)) },
      call: { try $0.knownError($1.predictions, $1.table.ratings, $1.table.known) },
      verify: { forecast, found in
        judged(
          discrepancy(
            found, expected: forecast.error,
            tolerance: roundoff(forecast.errors.count, scale: forecast.error)))
      })
  }

  /// Predictions that are off by the size of the ratings, and too high on average.
  private static func forecast(_ table: RatedTable) -> Forecast {
    let noise = randomMatrix(table.ratings.rows, table.ratings.columns, seed: 824)
    let unit = table.scale == 0 ? 1 : table.scale / Double(max(table.places.count, 1)).squareRoot()
    return Forecast(table: table, predictions: noise.map { unit * (1.2 + $0) })
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake("zero-is-missing", zeroIsMissing) { $0.with($0.table.withoutZeros).error }
      .or("above 0 alone", wrong { $0.with($0.table.knownPositive).error })
      .or("above 0 alone, without the mask", wrong { $0.with($0.table.positive).error })
      .or("known where the ratings are not 0", wrong { $0.with($0.table.guessed).error }),
    mistake(
      "missing-as-zero", "Entries that are not known were compared too. Skip them."
    ) { $0.with($0.table.allKnown).error }
    .or("as zeros", wrong { $0.with($0.table.zeroed.allKnown).error })
    .or(
      "as zeros, over the count of the known",
      wrong { ($0.with($0.table.zeroed.allKnown).squareSum / $0.count).squareRoot() }
    )
    .or(
      "over the count of the known",
      wrong { ($0.with($0.table.allKnown).squareSum / $0.count).squareRoot() }),
    mistake("divided-by-all", "Divide by the number of known entries, not of all.") {
      ($0.squareSum / $0.cells).squareRoot()
    },
    mistake("divided-by-rows", "Divide by the number of known entries, not of rows or columns.") {
      ($0.squareSum / Double($0.predictions.rows)).squareRoot()
    }.or("of columns", wrong { ($0.squareSum / Double($0.predictions.columns)).squareRoot() }),
    mistake(
      "one-less", "The count is one too small: divide by the number of known entries itself."
    ) { forecast in
      forecast.errors.count > 1 ? (forecast.squareSum / (forecast.count - 1)).squareRoot() : 0
    }.or(
      "0/0 for a single entry",
      wrong { ($0.squareSum / Double($0.errors.count - 1)).squareRoot() }),
    mistake(
      "one-more", "The count is one too large: divide by the number of known entries itself."
    ) { ($0.squareSum / Double($0.errors.count + 1)).squareRoot() },
    mistake("no-root", "This is the mean square; its root is asked for.") {
      $0.squareSum / $0.count
    },
    mistake("half", "A factor ½ stands before the squares: the mean of the squares has none.") {
      ($0.squareSum / $0.count / 2).squareRoot()
    },
    mistake("no-mean", "This is the root of the sum of the squares, not of their mean.") {
      $0.squareSum.squareRoot()
    },
    mistake("sum-of-squares", "This is the sum of the squares: take their mean, and its root.") {
      $0.squareSum
    },
    mistake(
      "root-of-the-sum",
      "The root was taken of the sum, and divided by the count after that: √Σ/n. The mean comes first, "
        + "under the root: √(Σ/n)."
    ) { $0.squareSum.squareRoot() / $0.count },
    mistake(
      "roots-of-rows",
      "A root was taken for each row, or column, and these were added. One root belongs over the mean of all."
    ) { $0.errorsByRow.reduce(0) { $0 + Vector($1).norm } / $0.count }
    .or(
      "columns", wrong { $0.transposed.errorsByRow.reduce(0) { $0 + Vector($1).norm } / $0.count }
    )
    .or("not divided", wrong { $0.errorsByRow.reduce(0) { $0 + Vector($1).norm } }),
    mistake(
      "count-restarted", "The count began anew for each row: count all that was added up."
    ) { forecast in
      let last = forecast.table.knownColumns(ofRow: forecast.table.known.rows - 1).count
      return last == 0 ? 0 : (forecast.squareSum / Double(last)).squareRoot()
    },
    mistake("absolute", "This is the mean of |error|; take the root of the mean of squares.") {
      forecast in forecast.errors.reduce(0) { $0 + abs($1) } / forecast.count
    },
    mistake(
      "no-square", "The errors were added with their signs, so that they cancel. Square each one."
    ) { $0.errors.reduce(0, +) / $0.count }
    .or("the other sign", wrong { -$0.errors.reduce(0, +) / $0.count })
    .or("without its sign", wrong { abs($0.errors.reduce(0, +)) / $0.count })
    .or(
      "squared in the end",
      wrong { abs($0.errors.reduce(0, +)) / $0.count.squareRoot() }
    )
    .or("with a root", wrong { abs($0.errors.reduce(0, +) / $0.count).squareRoot() }),
    mistake(
      "centred",
      "The mean error was subtracted first: that is the errors' standard deviation. A prediction that is "
        + "always too high errs too."
    ) { forecast in
      let mean = forecast.errors.reduce(0, +) / forecast.count
      let sum = forecast.errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (sum / forecast.count).squareRoot()
    },
    mistake(
      "mean-of-rows",
      "A mean was taken for each row or column, and of these the mean. An entry counts once, wherever it "
        + "stands."
    ) { meanOfRoots($0.errorsByRow) }
    .or("of columns", wrong { meanOfRoots($0.transposed.errorsByRow) })
    .or("of the rows' mean squares", wrong { mean($0.errorsByRow.map(meanSquare)).squareRoot() })
    .or(
      "of the columns' mean squares",
      wrong { mean($0.transposed.errorsByRow.map(meanSquare)).squareRoot() }),
    mistake("largest", "This is the largest error; the root of the mean of squares is asked for.") {
      forecast in forecast.errors.map { abs($0) }.max() ?? 0
    },
    mistake(
      "overwritten",
      "Only the last square is in the sum: `=` stands in the place of `+=`, or the sum begins anew for each row."
    ) { forecast in
      let last = forecast.errors.last ?? 0
      return (last * last / forecast.count).squareRoot()
    }.or(
      "only the last row",
      wrong { forecast in
        let last = forecast.table.known.rows - 1
        let mine = forecast.table.knownColumns(ofRow: last).map {
          forecast.table.ratings[last, $0] - forecast.predictions[last, $0]
        }
        return (mine.reduce(0) { $0 + $1 * $1 } / forecast.count).squareRoot()
      }),
    mistake(
      "line-skipped",
      "The first or the last row or column was left out: the loops go from 0 to below the count."
    ) { skipping($0) { i, _, _, _ in i == 0 } }
    .or("the last row", wrong { skipping($0) { i, _, m, _ in i == m - 1 } })
    .or("the first column", wrong { skipping($0) { _, j, _, _ in j == 0 } })
    .or("the last column", wrong { skipping($0) { _, j, _, n in j == n - 1 } })
    .or("the first of both", wrong { skipping($0) { i, j, _, _ in i == 0 || j == 0 } })
    .or("the last of both", wrong { skipping($0) { i, j, m, n in i == m - 1 || j == n - 1 } }),
    mistake(
      "absolute-cut",
      "Small errors were taken for zeros because they are below a fixed number. Small beside what? Every error "
        + "counts as it is."
    ) { forecast in
      let kept = forecast.errors.filter { abs($0) > 1e-9 }
      return kept.isEmpty ? 0 : forecast.error
    },
    mistake(
      "relative", "The errors were divided by the ratings; they count as they are."
    ) { forecast in
      let places = forecast.table.places.filter { forecast.table.ratings[$0.i, $0.j] != 0 }
      let shares = places.map {
        1 - forecast.predictions[$0.i, $0.j] / forecast.table.ratings[$0.i, $0.j]
      }
      return (shares.reduce(0) { $0 + $1 * $1 } / forecast.count).squareRoot()
    }.or(
      "by their norm",
      wrong { $0.table.scale == 0 ? 0 : $0.squareSum.squareRoot() / $0.table.scale }),
    mistake("mask-inverted", "The mask is read the wrong way round: 1 is known.") {
      $0.with($0.table.inverted).error
    },
    mistake(
      "mask-transposed",
      "The mask is read with row and column exchanged: it has the ratings' shape."
    ) { $0.with($0.table.maskTransposed).error },
    mistake(
      "nothing-known", "Where nothing is known the mean would be 0/0, which is no number: return 0."
    ) { ($0.squareSum / Double($0.errors.count)).squareRoot() }
    .or(
      "an error", wrong { if $0.errors.isEmpty { throw shapesDoNotFit } else { return $0.error } }
    )
    .or("infinite", wrong { $0.errors.isEmpty ? .infinity : $0.error }),
  ]

  /// The error without some of the places.
  private static func skipping(
    _ forecast: Forecast, _ isSkipped: (_ i: Int, _ j: Int, _ m: Int, _ n: Int) -> Bool
  ) -> Double {
    let (m, n) = (forecast.table.known.rows, forecast.table.known.columns)
    let mask = Matrix(rows: m, columns: n) { i, j in
      isSkipped(i, j, m, n) ? 0 : forecast.table.known[i, j]
    }
    return forecast.with(RatedTable("", ratings: forecast.table.ratings, known: mask)).error
  }

  private static func mean(_ numbers: [Double]) -> Double {
    numbers.reduce(0, +) / Double(max(numbers.count, 1))
  }

  private static func meanSquare(_ errors: [Double]) -> Double { mean(errors.map { $0 * $0 }) }

  private static func meanOfRoots(_ errors: [[Double]]) -> Double {
    mean(errors.map { meanSquare($0).squareRoot() })
  }

  private static func wrong(
    _ error: @escaping @Sendable (Forecast) throws -> Double
  ) -> (inout Answers) -> Void {
    {
      $0.knownError = { predictions, ratings, known in
        let table = RatedTable("", ratings: ratings, known: known)
        return try error(Forecast(table: table, predictions: predictions))
      }
    }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ error: @escaping @Sendable (Forecast) throws -> Double
  ) -> Mistake<Answers> { Mistake(diagnosis, message, wrong(error)) }
}

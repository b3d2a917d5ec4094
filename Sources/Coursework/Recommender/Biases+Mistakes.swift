import Grading
import LinearAlgebra

extension Biases {
  /// Wrong answers to exercise 8.3.
  static var mistakes: [Mistake<Answers>] { ofEntries + ofMean + ofDivisor + ofSweeps + ofResult }

  private static let ofEntries: [Mistake<Answers>] = [
    mistake("zero-is-missing", zeroIsMissing) { $0.table = $0.table.withoutZeros }
      .or("above 0 alone", wrong { $0.table = $0.table.knownPositive })
      .or("above 0 alone, without the mask", wrong { $0.table = $0.table.positive })
      .or("known where the ratings are not 0", wrong { $0.table = $0.table.guessed })
      .or(
        "in the biases alone",
        wrong { fit in
          let mean = BiasFit.mean(of: fit.table)
          fit.mean = { _ in mean }
          fit.table = fit.table.withoutZeros
        }
      )
      .or("in the mean alone", wrong { $0.mean = { BiasFit.mean(of: $0.guessed) } }),
    mistake(
      "missing-as-zero",
      "Entries that are not known were read as ratings. Add up and count known ones only."
    ) { $0.table = $0.table.allKnown }
    .or("as zeros", wrong { $0.table = $0.table.zeroed.allKnown })
    .or(
      "as zeros, in the biases alone",
      wrong { fit in
        let mean = BiasFit.mean(of: fit.table)
        fit.mean = { _ in mean }
        fit.table = fit.table.zeroed.allKnown
      }),
    mistake("mask-inverted", "The mask is read the wrong way round: 1 is known.") {
      $0.table = $0.table.inverted
    },
    mistake(
      "mask-transposed",
      "The mask is read with row and column exchanged: it has the ratings' shape."
    ) { $0.table = $0.table.maskTransposed },
  ]

  private static let ofMean: [Mistake<Answers>] = [
    mistake(
      "mean-over-all",
      "The mean was taken over all mn entries, known or not: add up and count the known ratings alone."
    ) { $0.mean = { BiasFit.mean(of: $0.zeroed.allKnown) } }
    .or("over everything that stands there", wrong { $0.mean = { BiasFit.mean(of: $0.allKnown) } }),
    mistake(
      "mean-of-means",
      "This is the mean of the rows' or columns' means. A rating counts once, wherever it stands."
    ) { $0.mean = { meanOfMeans($0) } }
    .or("of the columns", wrong { $0.mean = { meanOfMeans($0.transposed) } }),
    mistake("mean-kept", "The mean was not taken from the ratings before the biases were fitted.") {
      $0.meanShare = 0
    }.or("in the columns", wrong { $0.columnMeanShare = 0 })
      .or(
        "in the rows",
        wrong { fit in
          fit.meanShare = 0
          fit.columnMeanShare = 1
        }),
    mistake("mean-sum", "The sum of the known ratings stands where their mean belongs.") {
      $0.mean = { BiasFit.mean(of: $0) * Double($0.places.count) }
    },
    mistake(
      "mean-penalized",
      "The penalty draws the biases to 0, and not the mean: divide the sum of the ratings by their count alone."
    ) { fit in
      let penalty = fit.penalty
      fit.mean = { table in
        let count = Double(table.places.count)
        return BiasFit.mean(of: table) * count / (count + penalty)
      }
    },
  ]

  private static let ofDivisor: [Mistake<Answers>] = [
    mistake("penalty-forgotten", "The penalty is missing: divide by nᵢ + λ.") { $0.penalty = 0 },
    mistake(
      "penalty-by-count", "This divides by nᵢ(1 + λ). The penalty is added once: nᵢ + λ."
    ) { $0.divisor = { count, _, penalty in count == 0 ? nil : Double(count) * (1 + penalty) } },
    mistake(
      "row-length",
      "The length of a row or column stands where the number of its known entries belongs: nᵢ counts the "
        + "ones in the mask."
    ) { $0.divisor = length }
    .or(
      "in the rows",
      wrong { fit in
        fit.divisor = length
        fit.columnDivisor = BiasFit.right
      }
    )
    .or("in the columns", wrong { $0.columnDivisor = length })
    .or(
      "the row's for the columns too",
      wrong { fit in
        let places = Double(fit.table.known.columns)
        fit.divisor = { count, _, penalty in count == 0 ? nil : places + penalty }
      }),
    mistake(
      "count-of-all",
      "The sum was divided by the number of known entries of the whole table: nᵢ is that of row i."
    ) { fit in
      let all = Double(fit.table.places.count)
      fit.divisor = { count, _, penalty in count == 0 ? nil : all + penalty }
    },
    mistake("not-divided", "The sum was not divided by nᵢ + λ.") {
      $0.divisor = { count, _, _ in count == 0 ? nil : 1 }
    },
    mistake(
      "added-after", "λ was added to the quotient; it stands below: divide by the whole of nᵢ + λ."
    ) { fit in
      fit.divisor = { count, _, _ in count == 0 ? nil : Double(count) }
      fit.offset = fit.penalty
    },
    mistake("penalty-sign", "λ was subtracted from the count; it is added.") {
      $0.divisor = { count, _, penalty in
        count == 0 || Double(count) == penalty ? nil : Double(count) - penalty
      }
    },
    mistake("penalty-squared", "λ² was added to the count; it is λ.") {
      $0.penalty *= $0.penalty
    },
    mistake("penalty-twice", "2λ was added to the count; it is λ.") { $0.penalty *= 2 }
      .or("half of it", wrong { $0.penalty /= 2 }),
    mistake(
      "penalty-one-side", "The penalty belongs to the columns as well as to the rows."
    ) { $0.columnDivisor = { count, _, _ in count == 0 ? nil : Double(count) } }
    .or(
      "only to the columns",
      wrong { fit in
        fit.columnDivisor = fit.divisor
        fit.divisor = { count, _, _ in count == 0 ? nil : Double(count) }
      }),
    mistake(
      "nothing-known",
      "Of a row without known entries nothing can be said: 0/0 is no number, its bias is 0."
    ) { $0.divisor = { count, _, penalty in Double(count) + penalty } },
  ]

  private static let length: BiasFit.Divisor = { count, places, penalty in
    count == 0 ? nil : Double(places) + penalty
  }

  private static let ofSweeps: [Mistake<Answers>] = [
    mistake(
      "not-alternated",
      "The bias of the other side was left in the ratings: take cⱼ from them for a row, and bᵢ for a "
        + "column, or both explain the same."
    ) { $0.otherSide = 0 }
    .or("in the columns", wrong { $0.columnOtherSide = 0 }),
    mistake(
      "other-side-added", "The bias of the other side was added; subtract it from the rating."
    ) {
      $0.otherSide = -1
    },
    mistake(
      "columns-first", "The columns were fitted before the rows; a sweep begins with the rows."
    ) { $0.order = .columnsFirst },
    mistake(
      "old-rows", "The columns were fitted to the old biases of the rows; use the new ones."
    ) { $0.order = .bothFromTheOld },
    mistake("one-side", "Only the rows were fitted, or only the columns: a sweep does both.") {
      $0.order = .rowsOnly
    }.or("the columns", wrong { $0.order = .columnsOnly }),
    mistake("sweeps-short", "One sweep too few.") { $0.sweeps -= 1 },
    mistake("sweeps-long", "One sweep too many was done; for 0 sweeps the biases stay 0.") {
      $0.sweeps += 1
    }.or("a sweep at least", wrong { $0.sweeps = max($0.sweeps, 1) }),
    mistake(
      "one-sweep",
      "This is what one sweep gives: repeat rows and columns `sweeps` times, and take from the ratings of a "
        + "row the biases that the columns have by then."
    ) {
      $0.sweeps = min($0.sweeps, 1)
    },
    mistake("to-convergence", "The sweeps went on until nothing changed: do `sweeps` of them.") {
      $0.sweeps = 300
    },
    mistake(
      "accumulated",
      "The new bias was added to the old one: a sweep sets it anew, `=` and not `+=`."
    ) { $0.accumulates = true },
    mistake(
      "sum-kept", "The sum was not set back to 0 for the next row: each row has its own."
    ) { $0.keepsSums = true }
    .or(
      "nor the count",
      wrong { fit in
        fit.keepsSums = true
        fit.keepsCounts = true
      }
    )
    .or(
      "in the rows, nor the count",
      wrong { fit in
        fit.keepsSums = true
        fit.keepsCounts = true
        fit.keepsInRowsAlone = true
      }
    )
    .or(
      "in the rows",
      wrong { fit in
        fit.keepsSums = true
        fit.keepsInRowsAlone = true
      }),
    mistake(
      "overwritten", "Only the last known entry is in each sum: `=` stands in the place of `+=`."
    ) { $0.keepsLast = true },
  ]

  private static let ofResult: [Mistake<Answers>] = [
    changed("exchanged", "The biases of rows and columns are exchanged.") { right in
      (right.mean, right.columns, right.rows)
    },
    changed(
      "mean-in-biases", "The mean is in the biases too. A bias is what a row adds to the mean."
    ) { right in
      (right.mean, right.rows.map { $0 + right.mean }, right.columns.map { $0 + right.mean })
    }.or(
      "of the rows",
      turned { right in
        (right.mean, right.rows.map { $0 + right.mean }, right.columns)
      }),
    changed("negative", "The biases have the wrong sign: rating less mean, not mean less rating.") {
      right in (right.mean, right.rows.map { -$0 }, right.columns.map { -$0 })
    },
    changed(
      "centred",
      "The mean of the biases was subtracted from them in the end; they stay as the sweeps leave them."
    ) { right in (right.mean, centred(right.rows), centred(right.columns)) },
  ]

  private static func centred(_ biases: [Double]) -> [Double] {
    let mean = biases.reduce(0, +) / Double(max(biases.count, 1))
    return biases.map { $0 - mean }
  }

  private static func meanOfMeans(_ table: RatedTable) -> Double {
    let means = (0..<table.known.rows).compactMap { i -> Double? in
      let mine = table.knownColumns(ofRow: i).map { table.ratings[i, $0] }
      return mine.isEmpty ? nil : mine.reduce(0, +) / Double(mine.count)
    }
    return means.reduce(0, +) / Double(max(means.count, 1))
  }

  private static func wrong(
    _ change: @escaping @Sendable (inout BiasFit) -> Void
  ) -> (inout Answers) -> Void {
    {
      $0.biases = { ratings, known, penalty, sweeps in
        let table = RatedTable("", ratings: ratings, known: known)
        var fit = BiasFit(table, penalty: penalty, sweeps: sweeps)
        change(&fit)
        return fit.result
      }
    }
  }

  private static func turned(
    _ change: @escaping @Sendable (Output) -> Output
  ) -> (inout Answers) -> Void {
    {
      $0.biases = { ratings, known, penalty, sweeps in
        let table = RatedTable("", ratings: ratings, known: known)
        return change(BiasFit(table, penalty: penalty, sweeps: sweeps).result)
      }
    }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ change: @escaping @Sendable (inout BiasFit) -> Void
  ) -> Mistake<Answers> { Mistake(diagnosis, message, wrong(change)) }

  private static func changed(
    _ diagnosis: String, _ message: String,
    _ change: @escaping @Sendable (Output) -> Output
  ) -> Mistake<Answers> { Mistake(diagnosis, message, turned(change)) }
}

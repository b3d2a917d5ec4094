import LinearAlgebra

/// A fit of biases with everything about it that people get wrong.
struct BiasFit: Sendable {
  enum Order: Sendable { case rowsFirst, columnsFirst, bothFromTheOld }
  enum Summation: Sendable { case forwards, backwards }

  var table: RatedTable
  var penalty: Double
  var sweeps: Int
  var order = Order.rowsFirst
  var summation = Summation.forwards
  var givenMean: Double?
  var ignoresTheOther = false
  var keepsTheMean = false
  var dividesByNothing = false
  var penaltyByCount = false

  init(_ table: RatedTable, penalty: Double, sweeps: Int) {
    (self.table, self.penalty, self.sweeps) = (table, penalty, sweeps)
  }

  /// The mean of the known ratings.
  var mean: Double {
    let places = summation == .forwards ? table.places : table.places.reversed()
    return places.reduce(0) { $0 + table.ratings[$1.i, $1.j] } / Double(places.count)
  }

  /// The mean and the biases.
  var result: Biases.Output {
    let mean = givenMean ?? self.mean
    let taken = keepsTheMean ? 0 : mean
    let turned = RatedTable(
      "", ratings: table.ratings.transposed, known: table.known.transposed)
    var rows = [Double](repeating: 0, count: table.known.rows)
    var columns = [Double](repeating: 0, count: table.known.columns)
    for _ in 0..<sweeps {
      switch order {
      case .rowsFirst:
        rows = biases(of: table, taken, columns)
        columns = biases(of: turned, taken, rows)
      case .columnsFirst:
        columns = biases(of: turned, taken, rows)
        rows = biases(of: table, taken, columns)
      case .bothFromTheOld:
        (rows, columns) = (biases(of: table, taken, columns), biases(of: turned, taken, rows))
      }
    }
    return (mean, rows, columns)
  }

  private func biases(of table: RatedTable, _ mean: Double, _ others: [Double]) -> [Double] {
    (0..<table.known.rows).map { i in
      let forwards = (0..<table.known.columns).filter { table.known[i, $0] == 1 }
      let mine = summation == .forwards ? forwards : forwards.reversed()
      let sum = mine.reduce(0.0) {
        $0 + table.ratings[i, $1] - mean - (ignoresTheOther ? 0 : others[$1])
      }
      let count = Double(mine.count)
      if mine.isEmpty && !dividesByNothing { return 0 }
      return sum / (penaltyByCount ? count * (1 + penalty) : count + penalty)
    }
  }

  /// One slip that leaves its own trace.
  struct Slip: Sendable {
    let name: String
    let diagnosis: String
    let message: String
    let change: @Sendable (inout BiasFit) -> Void
  }

  static let slips = [
    Slip(
      name: "all entries", diagnosis: "missing-as-zero",
      message: "Missing entries were read as ratings of 0. Add up and count known ones only."
    ) { $0.table = $0.table.allKnown },
    Slip(
      name: "the mean over mn", diagnosis: "mean-over-all",
      message: "The mean was divided by mn: only the known ratings are to be counted."
    ) { fit in
      fit.givenMean =
        fit.mean * Double(fit.table.places.count)
        / Double(fit.table.known.elements.count)
    },
    Slip(
      name: "the mean of row means", diagnosis: "mean-of-means",
      message: "This is the mean of the rows' means. A rating counts once, whatever its row."
    ) { fit in
      let means = (0..<fit.table.known.rows).compactMap { i -> Double? in
        let mine = (0..<fit.table.known.columns).filter { fit.table.known[i, $0] == 1 }
        guard !mine.isEmpty else { return nil }
        return mine.reduce(0) { $0 + fit.table.ratings[i, $1] } / Double(mine.count)
      }
      fit.givenMean = means.reduce(0, +) / Double(max(means.count, 1))
    },
    Slip(
      name: "λ left out", diagnosis: "penalty-forgotten",
      message: "The penalty is missing: divide by nᵢ + λ."
    ) { $0.penalty = 0 },
    Slip(
      name: "n(1 + λ)", diagnosis: "penalty-by-count",
      message: "This divides by nᵢ(1 + λ). The penalty is added once: nᵢ + λ."
    ) { $0.penaltyByCount = true },
    Slip(
      name: "rows and columns each by themselves", diagnosis: "not-alternated",
      message: "Take the bias of the other side from a rating too, or both will explain the same."
    ) { $0.ignoresTheOther = true },
    Slip(
      name: "the mean left in", diagnosis: "mean-kept",
      message: "The mean was not taken from the ratings before the biases were fitted."
    ) { $0.keepsTheMean = true },
    Slip(
      name: "columns first", diagnosis: "columns-first",
      message: "The columns were fitted before the rows; a sweep begins with the rows."
    ) { $0.order = .columnsFirst },
    Slip(
      name: "columns from the old rows", diagnosis: "old-rows",
      message: "The columns were fitted to the old biases of the rows; use the new ones."
    ) { $0.order = .bothFromTheOld },
    Slip(
      name: "one sweep too few", diagnosis: "sweeps-short", message: "One sweep too few."
    ) { $0.sweeps = max($0.sweeps - 1, 0) },
  ]
}

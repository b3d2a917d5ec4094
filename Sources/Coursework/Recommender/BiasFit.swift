import LinearAlgebra

/// A fit of biases with everything about it that people get wrong.
struct BiasFit: Sendable {
  enum Order: Sendable { case rowsFirst, columnsFirst, bothFromTheOld, rowsOnly, columnsOnly }

  /// The number that a sum over n known entries of a row with so many places is divided by; nil where
  /// the bias is 0.
  typealias Divisor = @Sendable (_ known: Int, _ places: Int, _ penalty: Double) -> Double?

  var table: RatedTable
  var penalty: Double
  var sweeps: Int
  var order = Order.rowsFirst
  /// What stands for μ, from the true mean.
  var mean: @Sendable (RatedTable) -> Double = { BiasFit.mean(of: $0) }
  var divisor: Divisor = BiasFit.right
  /// The divisor for the columns, where it is another.
  var columnDivisor: Divisor?
  /// What is added to each quotient.
  var offset = 0.0
  /// What the bias of the other side is multiplied by before it is subtracted.
  var otherSide = 1.0
  /// What the mean is multiplied by before it is subtracted.
  var meanShare = 1.0
  /// Both for the columns, where they are others.
  var columnOtherSide: Double?
  var columnMeanShare: Double?
  /// Whether each sweep adds to the biases instead of replacing them.
  var accumulates = false
  /// Whether each sum goes on from that of the row before.
  var keepsSums = false
  /// Whether the count goes on too.
  var keepsCounts = false
  /// Whether both do so in the rows alone.
  var keepsInRowsAlone = false
  /// Whether only the last term is in each sum.
  var keepsLast = false
  /// The order in which the known entries of a row are added up.
  var summation: @Sendable ([Int]) -> [Int] = { $0 }

  init(_ table: RatedTable, penalty: Double, sweeps: Int) {
    (self.table, self.penalty, self.sweeps) = (table, penalty, sweeps)
  }

  static let right: Divisor = { known, _, penalty in known == 0 ? nil : Double(known) + penalty }

  /// The mean of the known ratings.
  static func mean(of table: RatedTable) -> Double {
    table.places.reduce(0) { $0 + table.ratings[$1.i, $1.j] } / Double(max(table.places.count, 1))
  }

  /// The mean and the biases.
  var result: Biases.Output {
    let taken = mean(table)
    let turned = table.transposed
    let below = columnDivisor ?? divisor
    var rows = [Double](repeating: 0, count: table.known.rows)
    var columns = [Double](repeating: 0, count: table.known.columns)
    for _ in 0..<max(sweeps, 0) {
      let (oldRows, oldColumns) = (rows, columns)
      switch order {
      case .rowsFirst:
        rows = biases(of: table, isRow: true, taken, oldRows, columns, divisor)
        columns = biases(of: turned, isRow: false, taken, oldColumns, rows, below)
      case .columnsFirst:
        columns = biases(of: turned, isRow: false, taken, oldColumns, rows, below)
        rows = biases(of: table, isRow: true, taken, oldRows, columns, divisor)
      case .bothFromTheOld:
        rows = biases(of: table, isRow: true, taken, oldRows, oldColumns, divisor)
        columns = biases(of: turned, isRow: false, taken, oldColumns, oldRows, below)
      case .rowsOnly: rows = biases(of: table, isRow: true, taken, oldRows, columns, divisor)
      case .columnsOnly: columns = biases(of: turned, isRow: false, taken, oldColumns, rows, below)
      }
    }
    return (taken, rows, columns)
  }

  private func biases(
    of table: RatedTable, isRow: Bool, _ mean: Double, _ old: [Double], _ others: [Double],
    _ divisor: Divisor
  ) -> [Double] {
    var (sum, count) = (0.0, 0)
    let share = isRow ? meanShare : columnMeanShare ?? meanShare
    let side = isRow ? otherSide : columnOtherSide ?? otherSide
    let keeps = keepsSums && (isRow || !keepsInRowsAlone)
    return (0..<table.known.rows).map { i in
      let mine = summation(table.knownColumns(ofRow: i))
      if !keeps { sum = 0 }
      if !keeps || !keepsCounts { count = 0 }
      count += mine.count
      for j in mine {
        if keepsLast { sum = 0 }
        sum += table.ratings[i, j] - share * mean - side * others[j]
      }
      guard let below = divisor(count, table.known.columns, penalty) else { return 0 }
      return sum / below + offset + (accumulates ? old[i] : 0)
    }
  }
}

import LinearAlgebra

extension CSVTable {
  /// The table without those columns of numbers that hold one number in every row. O(cells).
  public var withoutConstants: CSVTable {
    let varying = numberNames.indices.filter { Set(numbers.column($0)).count > 1 }
    return CSVTable(
      numberNames: varying.map { numberNames[$0] },
      numbers: Matrix(rows: rowCount, columns: varying.count) { numbers[$0, varying[$1]] },
      labels: labels)
  }
}

import LinearAlgebra

extension CSVTable {
  /// The table without those columns of numbers that hold one number in every row. O(cells).
  public var withoutConstants: CSVTable {
    let varying = numberNames.indices.filter { Set(numbers.column($0)).count > 1 }
    guard varying.count < numberNames.count else { return self }
    var reading = reading
    reading.constants = numberNames.indices.filter { !varying.contains($0) }
      .map { numberNames[$0] }
    reading.numberNames = varying.map { numberNames[$0] }
    return CSVTable(
      numberNames: varying.map { numberNames[$0] },
      numbers: Matrix(rows: rowCount, columns: varying.count) { numbers[$0, varying[$1]] },
      labels: labels, reading: reading)
  }
}

import LinearAlgebra

extension Matrix where Scalar == Double {
  /// The mean of each column; 0 where there are no rows.
  var means: [Double] {
    (0..<columns).map { column($0).reduce(0, +) / Double(Swift.max(rows, 1)) }
  }

  /// The matrix less the given number in each column.
  func less(_ numbers: [Double]) -> Matrix {
    Matrix(rows: rows, columns: columns) { i, j in self[i, j] - numbers[j] }
  }

  /// The matrix less the mean of each row: the mistake of who takes rows for columns.
  var rowsCentred: Matrix {
    Matrix(rows: rows, columns: columns) { i, j in
      self[i, j] - row(i).reduce(0, +) / Double(columns)
    }
  }
}

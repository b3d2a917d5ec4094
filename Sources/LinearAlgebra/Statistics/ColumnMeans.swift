/// The mean of each column of a matrix with at least one row, to twice the digits of `Double`.
package struct ColumnMeans {
  /// The means, rounded.
  package let means: [Double]

  /// What rounding took away from each.
  private let rests: [Double]

  /// Finds the means. O(mn).
  ///
  /// - Precondition: there is a row, and no sum of the differences from it overflows.
  package init(of samples: Matrix<Double>) {
    let rows = samples.rowMean()
    means = (0..<samples.columns).map { rows[0, $0] }
    rests = (0..<samples.columns).map { rows[1, $0] }
  }

  /// The samples less their means, so close that equal numbers leave nothing. O(mn).
  package func centred(_ samples: Matrix<Double>) -> Matrix<Double> {
    Matrix(rows: samples.rows, columns: samples.columns) { i, j in
      samples.elements[i * samples.columns + j] - means[j] - rests[j]
    }
  }
}

/// The mean of each column of a matrix with at least one row, safe from overflow. O(mn).
package func columnMeans(_ samples: Matrix<Double>) -> Vector<Double> {
  require(samples.rows > 0, "a mean needs at least one row")
  guard samples.maxNorm > 0x1p900 else { return Vector(ColumnMeans(of: samples).means) }
  let exponents = samples.columnExponents
  let means = ColumnMeans(of: samples.scalingColumns(toPowers: exponents, -1)).means
  return Vector(zip(means, exponents).map { $0.timesTwo(to: $1) })
}

extension Matrix<Double> {
  /// The exponent of the largest finite magnitude of each column; 0 where there is none but zeros.
  package var columnExponents: [Int] {
    var largest = [Double](repeating: 0, count: columns)
    for i in 0..<rows {
      for j in 0..<columns {
        let size = abs(elements[i * columns + j])
        if size > largest[j], size.isFinite { largest[j] = size }
      }
    }
    return largest.map { $0 > 0 ? $0.exponent : 0 }
  }

  /// The matrix with column j times 2 to the power `sign` · `exponents[j]`, which is exact unless a number
  /// leaves the range of normal ones.
  package func scalingColumns(toPowers exponents: [Int], _ sign: Int) -> Matrix {
    Matrix(rows: rows, columns: columns) { i, j in
      elements[i * columns + j].timesTwo(to: sign * exponents[j])
    }
  }
}

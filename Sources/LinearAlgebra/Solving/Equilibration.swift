/// Powers of two that bring the largest element of each row and of each column of a square matrix near one.
///
/// A matrix whose rows or columns are measured in units far apart, R⁻¹AC⁻¹ in its own, is so seen without
/// them (compare Golub and Van Loan, "Matrix Computations", 4th edition, §3.5.2, and LAPACK's `geequb`).
/// Powers of two change no digit.
struct Equilibration {
  /// The exponent of each row, and of each column.
  let rows: [Int]
  let columns: [Int]

  /// Finds the powers of the rows, then those that are left of the columns. O(n²).
  ///
  /// - Parameter columns: Powers that the columns are thought to have when the rows are measured.
  init(of a: Matrix<Double>, columns guess: [Int]? = nil) {
    let (m, n) = (a.rows, a.columns)
    var largest = [Int](repeating: .min, count: m)
    a.forEachExponent { i, j, exponent in
      largest[i] = max(largest[i], exponent - (guess?[j] ?? 0))
    }
    let rows = largest.map { $0 == .min ? 0 : $0 }
    largest = [Int](repeating: .min, count: n)
    a.forEachExponent { i, j, exponent in largest[j] = max(largest[j], exponent - rows[i]) }
    self.rows = rows
    columns = largest.map { $0 == .min ? 0 : $0 }
  }

  /// Finds the powers that bring all elements but zeros as near one as they can, in the mean of the squares of
  /// their exponents (Curtis and Reid, "On the Automatic Scaling of Matrices for Gaussian Elimination", J. Inst.
  /// Maths Applics 10, 1972, doi:10.1093/imamat/10.1.118): means along rows and along columns in turn.
  ///
  /// Where the units of rows and columns are far apart and some elements are zero, the largest element of a
  /// row tells the unit of its column rather than that of the row. O(n²) for each of some tens of turns.
  static func byMeans(of a: Matrix<Double>) -> Equilibration {
    var counts = (
      rows: [Double](repeating: 0, count: a.rows),
      columns: [Double](repeating: 0, count: a.columns)
    )
    a.forEachExponent { i, j, _ in
      counts.rows[i] += 1
      counts.columns[j] += 1
    }
    var columns = [Double](repeating: 0, count: a.columns)
    for _ in 0..<200 {
      var rows = [Double](repeating: 0, count: a.rows)
      a.forEachExponent { i, j, exponent in
        rows[i] += (Double(exponent) - columns[j]) / counts.rows[i]
      }
      var next = [Double](repeating: 0, count: a.columns)
      a.forEachExponent { i, j, exponent in
        next[j] += (Double(exponent) - rows[i]) / counts.columns[j]
      }
      let change = zip(next, columns).reduce(0) { max($0, abs($1.0 - $1.1)) }
      columns = next
      if change < 0.01 { break }
    }
    return Equilibration(of: a, columns: columns.map { Int($0.rounded()) })
  }

  /// The matrix in the units that suit it. An element that is smaller than 10⁻³⁰⁸ then loses digits.
  func applied(to a: Matrix<Double>) -> AlignedMatrix<Double> {
    let result = AlignedMatrix<Double>(rows: a.rows, columns: a.columns)
    for i in 0..<a.rows {
      for j in 0..<a.columns {
        result[i, j] = a.elements[i * a.columns + j].timesTwo(to: -rows[i] - columns[j])
      }
    }
    return result
  }
}

extension Matrix<Double> {
  /// Calls `body` with the place and the exponent of each element that is not zero.
  fileprivate func forEachExponent(_ body: (Int, Int, Int) -> Void) {
    for i in 0..<rows {
      for j in 0..<columns {
        let element = elements[i * columns + j]
        if element != 0 { body(i, j, element.exponent) }
      }
    }
  }
}

import LinearAlgebra

/// Rows and columns of a table in which nothing is missing.
///
/// One after the other, the row or column with the largest share of gaps is taken out, until there is none:
/// of equals the first, rows before columns. What is left need not be the largest such block, which is hard
/// to find (R. Peeters, "The maximum edge biclique problem is NP-complete", Discrete Applied Mathematics 131,
/// 2003, doi:10.1016/S0166-218X(03)00333-0).
///
/// ```swift
/// completeBlock(of: [[1, 1, 0], [1, 1, 1]])  // rows 0 and 1, columns 0 and 1
/// ```
///
/// - Parameter known: An m×n matrix that is 0 where the table has a gap.
/// - Returns: The places of the rows and columns that are left, ascending.
/// - Complexity: O(mn(m + n)) at most.
public func completeBlock(of known: Matrix<Double>) -> (rows: [Int], columns: [Int]) {
  var rows = Array(0..<known.rows)
  var columns = Array(0..<known.columns)
  while true {
    let inRows = rows.map { i in columns.count { j in known[i, j] == 0 } }
    let inColumns = columns.map { j in rows.count { i in known[i, j] == 0 } }
    guard let mostInRow = inRows.max(), mostInRow > 0, let mostInColumn = inColumns.max() else {
      return (rows, columns)
    }
    // The shares, without a division.
    if mostInRow * rows.count >= mostInColumn * columns.count {
      rows.remove(at: inRows.firstIndex(of: mostInRow) ?? 0)
    } else {
      columns.remove(at: inColumns.firstIndex(of: mostInColumn) ?? 0)
    }
  }
}

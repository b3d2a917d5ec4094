import LinearAlgebra

/// The mean squared error of predicting held-out blocks, for each rank: bi-cross-validation.
///
/// Rows and columns are dealt into groups at random. Each pair of groups holds out one block A of the
/// matrix, which then reads, with rows and columns in order, as [A B; C D]. From the others alone it is
/// predicted as B Dₖ⁺ C, where Dₖ⁺ is the pseudoinverse of D cut to rank k. Where the matrix has rank k
/// and D has as well, that is exactly A.
///
/// A. B. Owen and P. O. Perry, "Bi-cross-validation of the SVD and the nonnegative matrix factorization",
/// Annals of Applied Statistics 3, 2009, doi:10.1214/08-AOAS227, section 3.
///
/// - Parameters:
///   - a: An m×n matrix.
///   - maximumRank: The largest rank to try, at least 0. It is lowered to what the smallest D has.
///   - folds: The number of groups h of rows and of columns, from 2 up to the shorter side.
///   - generator: Shuffles first the rows, then the columns; they are then dealt out in turn.
/// - Returns: The mean squared error at the ranks 0, 1, …; the k of the least is the choice.
/// - Throws: `nonFinite` for NaN or ∞ in A; `outOfRange` for a number of folds that is not from 2 to
///   min(m, n), and for a negative rank.
/// - Complexity: O(h² · mn · min(m, n)).
public func biCrossValidation(
  _ a: Matrix<Double>, maximumRank: Int, folds: Int = 2, using generator: inout SeededGenerator
) throws(LinearAlgebraError) -> [Double] {
  let shorter = min(a.rows, a.columns)
  guard folds >= 2, folds <= shorter else {
    throw .outOfRange(
      name: "the number of groups", value: folds, allowed: 2...max(shorter, 2))
  }
  guard maximumRank >= 0 else {
    throw .outOfRange(name: "the largest rank", value: maximumRank, allowed: 0...shorter)
  }
  try a.checkFinite()
  let rows = Array(0..<a.rows).shuffled(using: &generator)
  let columns = Array(0..<a.columns).shuffled(using: &generator)
  func smallest(_ count: Int) -> Int { count - (count + folds - 1) / folds }
  let most = min(maximumRank, smallest(a.rows), smallest(a.columns))
  var sums = Array(repeating: 0.0, count: most + 1)
  for rowFold in 0..<folds {
    for columnFold in 0..<folds {
      let out = (dealt(rows, rowFold, folds), dealt(columns, columnFold, folds))
      let kept = (rest(rows, rowFold, folds), rest(columns, columnFold, folds))
      let seen = try svd(block(a, kept.0, kept.1))
      let errors = predictionErrors(
        a: block(a, out.0, out.1), b: block(a, out.0, kept.1), c: block(a, kept.0, out.1),
        d: seen, maximumRank: most)
      for k in sums.indices { sums[k] += errors[k] }
    }
  }
  return sums.map { $0 / Double(a.rows * a.columns) }
}

/// ‖A − B Dₖ⁺ C‖F² for k = 0, 1, …, from a decomposition of D.
///
/// Each rank subtracts one more layer (Bvₖ)(uₖᵀC)/σₖ from what is left of A. Values that are zero to
/// rounding have no inverse, and end the sum.
private func predictionErrors(
  a: Matrix<Double>, b: Matrix<Double>, c: Matrix<Double>, d: SVD<Double>, maximumRank: Int
) -> [Double] {
  let (left, right) = (b * d.v, d.u.transposed * c)
  let rank = d.rank()
  var remaining = a
  var errors = [squaredNorm(a)]
  for k in 0..<maximumRank {
    if k < rank {
      let column = Matrix(rows: a.rows, columns: 1) { i, _ in left[i, k] / d.singularValues[k] }
      let row = Matrix(rows: 1, columns: a.columns) { _, j in right[k, j] }
      remaining = remaining - column * row
    }
    errors.append(squaredNorm(remaining))
  }
  return errors
}

private func squaredNorm(_ a: Matrix<Double>) -> Double { a.frobeniusNorm * a.frobeniusNorm }

/// Every `folds`-th of the order, from place `fold` on.
private func dealt(_ order: [Int], _ fold: Int, _ folds: Int) -> [Int] {
  stride(from: fold, to: order.count, by: folds).map { order[$0] }
}

/// All the others.
private func rest(_ order: [Int], _ fold: Int, _ folds: Int) -> [Int] {
  order.indices.filter { $0 % folds != fold }.map { order[$0] }
}

private func block(_ a: Matrix<Double>, _ rows: [Int], _ columns: [Int]) -> Matrix<Double> {
  Matrix(rows: rows.count, columns: columns.count) { i, j in a[rows[i], columns[j]] }
}

import LinearAlgebra

/// Exercise 11.1 (1 point): A step for each row.
///
/// Returns the step of each row of a matrix.
///
/// With b bits and both signs the integers run from −Q to Q, where Q = 2ᵇ⁻¹ − 1: 127 for 8 bits, 7 for 4.
/// The step of a row is the number by which its largest magnitude becomes Q.
///
/// - Parameters:
///   - weights: An m×n matrix W of finite numbers.
///   - bits: The number of bits b, from 2 to 16.
/// - Returns: m steps, max |W[i, j]| / Q over the columns j; 0 for a row of zeros, or without columns.
public func rowSteps(_ weights: Matrix<Double>, bits: Int) throws -> [Double] {
  let largest = Double(1 << (bits - 1) - 1)
  return (0..<weights.rows).map { i in
    weights.row(i).elements.reduce(0) { max($0, abs($1)) } / largest
  }
}

/// Exercise 11.2 (2 points): Rounded to integers.
///
/// Returns the integers that stand for a matrix.
///
/// Element (i, j) becomes W[i, j] divided by the step of row i and rounded to the nearest integer. A
/// number halfway between two goes to the even one: 0.5 to 0, 1.5 to 2, −2.5 to −2.
///
/// - Parameters:
///   - weights: An m×n matrix W of finite numbers.
///   - steps: m steps, none negative. Where a step is 0, so are the integers of its row.
/// - Returns: The mn integers, row by row.
public func quantizedIntegers(_ weights: Matrix<Double>, steps: [Double]) throws -> [Int] {
  (0..<weights.rows).flatMap { i in
    weights.row(i).elements.map { w in
      steps[i] == 0 ? 0 : Int((w / steps[i]).rounded(.toNearestOrEven))
    }
  }
}

/// Exercise 11.3 (2 points): Sums in 32 bits.
///
/// Returns all dot products of two lists of 8-bit rows, with sums in 32 bits.
///
/// A product of two 8-bit integers can need 15 bits and a sign, and a sum of many of them more. So both
/// numbers are widened to 32 bits before they are multiplied.
///
/// - Parameters:
///   - x: m rows of length `depth`, one after the other.
///   - w: n rows of the same length.
///   - depth: The length of a row, from 1 to 100 000.
/// - Returns: The mn dot products: x's row 0 with each row of w, then x's row 1 with each, and so on.
public func integerDotProducts(_ x: [Int8], _ w: [Int8], depth: Int) throws -> [Int32] {
  stride(from: 0, to: x.count, by: depth).flatMap { i in
    stride(from: 0, to: w.count, by: depth).map { j in
      (0..<depth).reduce(Int32(0)) { $0 + Int32(x[i + $1]) * Int32(w[j + $1]) }
    }
  }
}

/// Exercise 11.4 (1 point): Bytes, scales included.
///
/// Returns the bytes that a quantized low-rank layer takes.
///
/// Stored are U, m×D, and Vᵀ, D×n, with b bits for each number, each factor in whole bytes of its own;
/// a step for each row of both factors, and m biases, with four bytes for each of these.
///
/// - Parameters:
///   - outputs: The number m of rows of U.
///   - inputs: The number n of columns of Vᵀ.
///   - rank: D.
///   - bits: b, from 1 to 8.
/// - Returns: The count of bytes: 49 232 for m = n = 1024, D = 20 and b = 8.
public func lowRankByteCount(outputs: Int, inputs: Int, rank: Int, bits: Int) throws -> Int {
  func bytes(_ count: Int) -> Int { (count * bits + 7) / 8 }
  let steps = outputs + rank
  return bytes(outputs * rank) + bytes(rank * inputs) + 4 * steps + 4 * outputs
}

/// Exercise 11.5 (2 points): Factors with √Σ each.
///
/// Returns the factors of the best rank-D approximation, with the singular values
/// shared evenly.
///
/// Each factor takes the root of every value: U√Σ and √ΣVᵀ. Then both have the same norms, column by row,
/// and one scale for a factor loses least.
///
/// - Parameters:
///   - svd: A decomposition A = U diag(σ) Vᵀ of an m×n matrix, thin or full. Its values descend.
///   - rank: D, from 0 to the number of singular values.
/// - Returns: U_D√Σ_D, m×D, and √Σ_D V_Dᵀ, D×n.
public func evenFactors(
  _ svd: SVD<Double>, rank: Int
) throws -> (u: Matrix<Double>, vTransposed: Matrix<Double>) {
  let roots = svd.singularValues.prefix(rank).map { $0.squareRoot() }
  return (
    svd.u.firstColumns(rank).scalingColumns(by: roots),
    svd.v.firstColumns(rank).transposed.scalingRows(by: roots)
  )
}

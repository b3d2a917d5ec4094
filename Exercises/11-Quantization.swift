// Lesson 11, Quantization: put your own code in the place of what throws `Unattempted`.
// Grade: `swift test --filter Quantization`, or one by `swift run course grade 11.1`.
// Stuck: `swift run course hint 11.1`. Start one over: `swift run course reset 11.1`.

import Exchange
import Foundation
import LinearAlgebra

/// Exercise 11.1 (1 point): A step for each row.
///
/// Returns the step of each row of a matrix.
///
/// With b bits and both signs the integers run from −Q to Q, where Q = 2ᵇ⁻¹ − 1: 127 for 8 bits, 7 for 4.
/// The step of a row is the number by which its largest magnitude must be divided to become Q.
///
/// - Parameters:
///   - weights: An m×n matrix W of finite numbers.
///   - bits: The number of bits b, from 2 to 16.
/// - Returns: m steps, max |W[i, j]| / Q over the columns j; 0 for a row of zeros, or without columns.
public func rowSteps(_ weights: Matrix<Double>, bits: Int) throws -> [Double] {
  throw Unattempted()
}

/// Exercise 11.2 (2 points): Rounded to integers.
///
/// Returns the integers that stand for a matrix.
///
/// Element (i, j) becomes W[i, j] divided by the step of row i and rounded to the nearest integer. A
/// number halfway between two goes to the even one: 0.5 to 0, 1.5 to 2, −2.5 to −2. So divide: a product
/// with 1/step is rounded twice, and misses such numbers. Nothing is limited to ±Q: with the steps of 11.1 no
/// quotient is larger, and with other steps one may be.
///
/// - Parameters:
///   - weights: An m×n matrix W of finite numbers.
///   - steps: m steps, none negative. Where a step is 0, so are the integers of its row, whatever the row.
/// - Returns: The mn integers, row by row.
public func quantizedIntegers(_ weights: Matrix<Double>, steps: [Double]) throws -> [Int] {
  throw Unattempted()
}

/// Exercise 11.3 (2 points): Sums in 32 bits.
///
/// Returns all dot products of two lists of 8-bit rows, with sums in 32 bits.
///
/// A product of two 8-bit integers can need 15 bits and a sign, and a sum of many of them more. So both
/// numbers are widened to 32 bits before they are multiplied. The sums are exact: a `Float` holds whole
/// numbers up to 2²⁴ only.
///
/// - Parameters:
///   - x: m rows of length `depth`, one after the other.
///   - w: n rows of the same length.
///   - depth: The length of a row, from 1 to 100 000.
/// - Returns: The mn dot products: x's row 0 with each row of w, then x's row 1 with each, and so on.
public func integerDotProducts(_ x: [Int8], _ w: [Int8], depth: Int) throws -> [Int32] {
  throw Unattempted()
}

/// Exercise 11.4 (2 points): Bits without gaps.
///
/// Returns integers of a few bits each, packed into bytes.
///
/// Each integer is written in b bits: x itself where x ≥ 0, and 2ᵇ + x where x is negative. The bits of all
/// integers follow one another without gaps, those of the first integer first, and of each integer the lowest
/// bit first. They fill one byte after the other, each from its lowest bit. So an integer may begin in one
/// byte and end in the next. What is left of the last byte is 0.
///
/// - Parameters:
///   - integers: c integers, from −2ᵇ⁻¹ to 2ᵇ⁻¹ − 1; there may be none.
///   - bits: b, from 2 to 8.
/// - Returns: ⌈cb/8⌉ bytes as numbers from 0 to 255: [0xF1, 0x03], which is [241, 3], for [1, −1, 3] in 4 bits.
/// - Throws: Where an integer does not fit into b bits, an error whose description names it, such as
///   `LinearAlgebraError.outOfRange`.
public func packedBytes(_ integers: [Int], bits: Int) throws -> [Int] {
  throw Unattempted()
}

/// Exercise 11.5 (2 points): Factors with √Σ each.
///
/// Returns the factors of the best rank-D approximation, with the singular values
/// shared evenly.
///
/// Each factor takes the root of every value: U√Σ and √ΣVᵀ. Then both have the same norms, column by row,
/// and one scale for a factor usually loses least, where the entries of the vectors are alike in size. The sign of a column of U may change together with that of its row
/// of Vᵀ.
///
/// - Parameters:
///   - svd: A decomposition A = U diag(σ) Vᵀ of an m×n matrix, thin or full. Its values descend.
///   - rank: D, from 0 to the number of singular values.
/// - Returns: U_D√Σ_D, m×D, and √Σ_D V_Dᵀ, D×n.
public func evenFactors(
  _ svd: SVD<Double>, rank: Int
) throws -> (u: Matrix<Double>, vTransposed: Matrix<Double>) {
  throw Unattempted()
}

/// Exercise 11.6 (2 points): Integers back to weights.
///
/// Returns the weights that integers stand for, and how far they are from the weights that they were made of.
///
/// The weight of element (i, j) is its integer times the step of row i. The error is ‖W − Ŵ‖F/‖W‖F: the root
/// of the sum of all squared differences, as a share of the same root for W. Where nothing is lost it is 0, for
/// a W of zeros too.
///
/// - Parameters:
///   - integers: The mn integers, row by row.
///   - steps: m steps, none negative.
///   - weights: The m×n matrix W that they were made of.
/// - Returns: `weights`, the m×n matrix Ŵ, and `error`, 0 or more.
/// - Throws: Where there are not mn integers, or not m steps, an error, such as
///   `LinearAlgebraError.dimensionMismatch`.
public func restoredWeights(
  _ integers: [Int], steps: [Double], of weights: Matrix<Double>
) throws -> (weights: Matrix<Double>, error: Double) {
  throw Unattempted()
}

// Lesson 1, Eigendecomposition: put your own code in the place of what throws `Unattempted`.
// Grade: `swift test --filter Eigendecomposition`, or one by `swift run course grade 1.1`.
// Stuck: `swift run course hint 1.1`. Start one over: `swift run course reset 1.1`.

import Exchange
import Foundation
import LinearAlgebra

/// Exercise 1.1 (1 point): The Gram matrix AᵀA.
///
/// Returns the Gram matrix AᵀA.
///
/// Element (i, j) is the inner product of column i and column j of A. Nothing is subtracted and
/// nothing is divided: this is no covariance.
///
/// - Parameter a: An m×n matrix A of any shape; m or n may be 0.
/// - Returns: The n×n matrix AᵀA.
public func gram(_ a: Matrix<Double>) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 1.2 (3 points): One Jacobi rotation.
///
/// Returns the rotation that makes a symmetric 2×2 matrix diagonal.
///
/// With S = [[app, apq], [apq, aqq]] and J = [[c, s], [−s, c]], the matrix JᵀSJ is diagonal, where
/// c = cos θ and s = sin θ. Of the angles that do this, take one with |θ| ≤ π/4, so c ≥ |s|. Its
/// tangent t is the root of t² + 2τt − 1 = 0 with the smaller magnitude, τ = (aqq − app) / (2 apq).
///
/// Both numbers are to be right to rounding, s to rounding of itself, also where |τ| is large and s
/// is tiny. Only where τ² exceeds what a `Double` holds may s be 0.
///
/// - Parameters:
///   - app: The upper diagonal element. Each of the three elements is 0 or has a magnitude from
///     10⁻¹⁰⁰ to 10¹⁰⁰.
///   - apq: The element beside the diagonal. Where it is 0, the answer is c = 1, s = 0.
///   - aqq: The lower diagonal element. Where it equals `app`, θ = π/4 and θ = −π/4 are both right.
/// - Returns: c and s, with c² + s² = 1.
public func jacobiRotation(
  _ app: Double, _ apq: Double, _ aqq: Double
) throws -> (c: Double, s: Double) {
  throw Unattempted()
}

/// Exercise 1.3 (3 points): Values and right vectors.
///
/// Returns the singular values of A and its right singular vectors.
///
/// Both come from the eigendecomposition of AᵀA, which `symmetricEigen` gives: the eigenvectors are
/// the right singular vectors, and σᵢ = √λᵢ. Rounding can turn an eigenvalue that should be 0 into
/// a tiny negative number; its singular value is 0. No other value is taken for 0, however small the
/// numbers in A are.
///
/// - Parameter a: An m×n matrix A with m ≥ n ≥ 1, not necessarily of full rank.
/// - Returns: `values`, the n singular values, descending and none negative; `v`, the n×n matrix
///   whose column i is the right singular vector of value i. The sign of a column is free, and so
///   is the rotation among the columns of a repeated value.
public func rightSingularPairs(
  _ a: Matrix<Double>
) throws -> (values: [Double], v: Matrix<Double>) {
  throw Unattempted()
}

/// Exercise 1.4 (2 points): Left vectors, u = Av/σ.
///
/// Returns the left singular vectors uᵢ = Avᵢ/σᵢ.
///
/// They follow from the right ones, signs included. A second eigendecomposition, of AAᵀ, would give
/// vectors whose signs know nothing of those of V.
///
/// - Parameters:
///   - a: An m×n matrix A of full column rank, so m ≥ n and every σᵢ > 0, however small.
///   - values: The n singular values of A, descending.
///   - v: The n×n matrix V whose column i is the right singular vector of value i.
/// - Returns: The m×n matrix U whose column i is uᵢ, so that A = U diag(σ) Vᵀ.
public func leftSingularVectors(
  _ a: Matrix<Double>, values: [Double], v: Matrix<Double>
) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 1.5 (2 points): Digits lost in AᵀA.
///
/// Returns how many decimal digits of each singular value are right after the way through AᵀA.
///
/// A number v that should be σ has −log₁₀(|v − σ|/σ) right digits: 3.141 has 3.7 of those of π. What
/// σᵢ should be is told by a method that never forms AᵀA, such as `svd`. A number without a right
/// digit counts 0, not less, and more than 12 digits count as 12, also where both numbers are equal.
///
/// - Parameters:
///   - a: An m×n matrix A with m ≥ n ≥ 1 and every σᵢ > 0.
///   - values: What somebody computed for the n singular values of A, descending; it may be far off.
/// - Returns: n numbers from 0 to 12, one for each value.
public func digitsKept(_ a: Matrix<Double>, values: [Double]) throws -> [Double] {
  throw Unattempted()
}

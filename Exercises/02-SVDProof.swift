// Lesson 2, SVDProof: put your own code in the place of what throws `Unattempted`.
// Grade: `swift test --filter SVDProof`, or one by `swift run course grade 2.1`.
// Stuck: `swift run course hint 2.1`. Start one over: `swift run course reset 2.1`.

import Exchange
import Foundation
import LinearAlgebra

/// Exercise 2.1 (1 point): The matrix Σ.
///
/// Returns the matrix Σ that belongs to a list of singular values.
///
/// Σ has the shape that the product UΣVᵀ needs. The values stand on its main diagonal, from the top
/// left corner, and every other element is 0. Its columns beyond the rows, or its rows beyond the
/// columns, hold nothing but zeros.
///
/// - Parameters:
///   - values: The singular values, in the order in which they are to stand; at most min(m, n).
///     Where they are fewer, the rest of the diagonal is 0.
///   - rows: The number of rows m of Σ, which is the number of columns of U.
///   - columns: The number of columns n of Σ, which is the number of columns of V.
/// - Returns: The m×n matrix Σ.
public func sigmaMatrix(_ values: [Double], rows: Int, columns: Int) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 2.2 (2 points): Most stretched direction.
///
/// Returns the direction that A stretches most, as power iteration finds it, and its steps.
///
/// Of all vectors x of length one, v₁ makes ‖Ax‖ largest. Whatever x is, AᵀAx lies nearer to v₁, but
/// where x has nothing of v₁ in it. So begin with `start`, made one long, and step from x to
/// AᵀAx/‖AᵀAx‖ again and again. Stop after the first step that moves x by no more than the tolerance:
/// ‖new − old‖ ≤ `tolerance`. That step counts, and the new x is the answer.
///
/// Where AᵀAx is 0, no step can be made: the answer is x as it is, after the steps made so far.
///
/// - Parameters:
///   - a: An m×n matrix A of any shape with m ≥ 1 and n ≥ 1.
///   - start: A vector of length n that is not 0, of any length ‖x‖.
///   - tolerance: How far the last step may move x; above 0.
/// - Returns: `direction`, a vector x with n elements and ‖x‖ = 1, and `steps`, how many steps were
///   made.
public func mostStretchedDirection(
  _ a: Matrix<Double>, start: Vector<Double>, tolerance: Double
) throws -> (direction: Vector<Double>, steps: Int) {
  throw Unattempted()
}

/// Exercise 2.3 (3 points): The compact SVD.
///
/// Returns the compact singular value decomposition, built as in the proof.
///
/// V and σ come from the eigenpairs of AᵀA, and uᵢ = Avᵢ/σᵢ. Where σᵢ is 0, there is no uᵢ to be
/// had this way; the compact decomposition leaves such terms out. It has r terms, and r is the rank
/// of A, which may be less than min(m, n).
///
/// Rounding turns an eigenvalue 0 of AᵀA into something tiny, of either sign. Take λᵢ for 0 where
/// λᵢ ≤ 10·max(m, n)·ε·λ₁, with ε = `Double.ulpOfOne`. A rule of this kind must speak of λ: a
/// rounding error of 10⁻¹⁶ in λ is one of 10⁻⁸ in σ = √λ.
///
/// - Parameter a: An m×n matrix A of any shape and any rank; m or n may be 0.
/// - Returns: U (m×r), the r singular values above 0, descending, and V (n×r, the right singular
///   vectors as its columns), with A = U diag(σ) Vᵀ. For the zero matrix, r = 0. The signs are free,
///   as long as uᵢ and vᵢ fit together, and so is the rotation within a repeated value.
public func compactSVD(_ a: Matrix<Double>) throws -> SVD<Double> {
  throw Unattempted()
}

/// Exercise 2.4 (3 points): Completing a basis.
///
/// Returns an orthogonal matrix that begins with the given columns.
///
/// The proof needs this where uᵢ = Avᵢ/σᵢ would divide by zero, and where A has more rows than
/// columns: U is completed to a basis of the whole space. Take a unit vector, subtract from it what
/// lies in the span of the columns you have, make the rest one long, and append it; until there are
/// m columns. But some unit vectors lie in that span, and then there is no rest. A good choice is
/// the one that keeps the most: the square of its rest is 1 − (the sum of the squares in its row).
///
/// - Parameter u: An m×r matrix U with orthonormal columns, 0 ≤ r ≤ m.
/// - Returns: An m×m matrix with orthonormal columns, of which the first r are those of U. The others
///   may be any that fit.
public func completeBasis(_ u: Matrix<Double>) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 2.5 (3 points): The four subspaces.
///
/// Returns orthonormal bases of the four subspaces of a matrix.
///
/// With rank r, the full decomposition A = UΣVᵀ holds all four. The row space is what Aᵀy can reach,
/// the null space is where Ax = 0; the column space is what Ax can reach, the left null space is
/// where Aᵀy = 0.
///
/// - Parameter a: An m×n matrix A of any shape and any rank. What counts for the rank is what
///   `SVD.rank()` says: a singular value within rounding of 0 does not.
/// - Returns: Four matrices, each with orthonormal columns: `rowSpace` n×r, `nullSpace` n×(n − r),
///   `columnSpace` m×r, `leftNullSpace` m×(m − r). A space of dimension 0 is a matrix without
///   columns. Any orthonormal basis of the space is right.
public func fourSubspaces(
  _ a: Matrix<Double>
) throws -> (
  rowSpace: Matrix<Double>, nullSpace: Matrix<Double>, columnSpace: Matrix<Double>,
  leftNullSpace: Matrix<Double>
) {
  throw Unattempted()
}

/// Exercise 2.6 (2 points): Equations solved with k layers.
///
/// Returns the x that the first k layers of A give for Ax = b.
///
/// Of A = UΣVᵀ, keep the first k layers σᵢuᵢvᵢᵀ. Along uᵢ, the right side has uᵢᵀb; divided by σᵢ, it is
/// what x has along vᵢ. So x = (u₁ᵀb/σ₁)v₁ + … + (uₖᵀb/σₖ)vₖ. Where k is the rank of A, this is the
/// shortest of the x that make ‖Ax − b‖ least. With fewer layers, no error of b is divided by a small σ.
///
/// Take the layers from A itself: a value of 10⁻⁶σ₁ has lost too much in AᵀA. But what is small beside
/// other matrices' numbers is not small in itself: no σ among the first k is taken for 0.
///
/// - Parameters:
///   - a: An m×n matrix A of any shape and any rank, m ≥ 1 and n ≥ 1.
///   - b: The right side, m numbers; it need not be among the Ax.
///   - count: How many layers, k, from 0 to the rank of A. The first value left out is less than σₖ, so
///     which layers are the first k is certain.
/// - Returns: The n numbers of x; for k = 0, zeros.
public func truncatedSolution(
  _ a: Matrix<Double>, _ b: Vector<Double>, count: Int
) throws -> Vector<Double> {
  throw Unattempted()
}

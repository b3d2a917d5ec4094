// Lesson 7, Distillation: put your own code in the place of what throws `Unattempted`.
// Grade: `swift test --filter Distillation`, or one by `swift run course grade 7.1`.
// Stuck: `swift run course hint 7.1`. Start one over: `swift run course reset 7.1`.

import Exchange
import Foundation
import LinearAlgebra

/// Exercise 7.1 (1 point): The error beforehand.
///
/// Returns the relative error of a truncation, from the spectrum alone.
///
/// It is ‖A − Aₖ‖F/‖A‖F = √(σₖ₊₁² + σₖ₊₂² + …)/√(σ₁² + σ₂² + …): the values are any numbers whose
/// squares are in range, and only their ratios count. A tiny error is as right as a large one: of
/// σ = (1, 10⁻⁹) it is 10⁻⁹ for k = 1, which one less the share that is kept cannot tell from 0.
///
/// - Parameters:
///   - singularValues: All singular values of A, descending and not negative; there may be none.
///   - rank: The rank k, from 0 to their number.
/// - Returns: A number from 0 to 1: 1 for k = 0, but 0 where all values are 0 or there are none.
public func truncationError(singularValues: [Double], rank: Int) throws -> Double {
  throw Unattempted()
}

/// Exercise 7.2 (2 points): What truncation drops.
///
/// Returns what truncation drops: the residual A − Aₖ.
///
/// It is the sum of all layers after the first k, σₖ₊₁uₖ₊₁vₖ₊₁ᵀ + σₖ₊₂uₖ₊₂vₖ₊₂ᵀ + …, and what the network
/// of the lesson learns to predict. The signs of uᵢ and vᵢ cancel in it. A is decomposed as it is, not
/// centred, and its elements may be of any size: k layers go, no more and no fewer.
///
/// - Parameters:
///   - a: An m×n matrix with at least one row and one column.
///   - rank: The rank k, from 0 to min(m, n).
/// - Returns: The m×n matrix A − Aₖ: A itself for k = 0, zeros but for rounding for k = min(m, n).
/// - Throws: What `svd` throws.
public func truncationResidual(
  _ a: Matrix<Double>, rank: Int
) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 7.3 (3 points): A held-out block.
///
/// Predicts a held-out block of a matrix from the other three.
///
/// The matrix is [A B; C D], and A is not to be seen. The prediction is B Dₖ⁺ C, with
/// Dₖ⁺ = v₁u₁ᵀ/σ₁ + … + vₖuₖᵀ/σₖ, the pseudoinverse of D cut to rank k. Where the whole matrix has rank k,
/// and D as well, it is exactly A (Owen and Perry 2009).
///
/// A value that is zero to rounding has no inverse. So where k is more than `SVD.rank()` counts in D, that
/// many layers are used; and where it is not, all k are, however small, in numbers of any size.
///
/// - Parameters:
///   - b: The block beside A, r×q.
///   - c: The block below A, p×s.
///   - d: The block beside C and below B, p×q. No block is empty.
///   - rank: The rank k, from 0 to min(p, q).
/// - Returns: The r×s prediction of A; all zeros for k = 0, and where D is zero.
/// - Throws: What `svd` throws.
public func predictedBlock(
  b: Matrix<Double>, c: Matrix<Double>, d: Matrix<Double>, rank: Int
) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 7.4 (2 points): Soft targets.
///
/// Returns the softmax of logits at a temperature.
///
/// Of each row z it is exp(zⱼ/T)/Σᵢ exp(zᵢ/T). Subtract the largest element of a row from all of them
/// first: it changes nothing, and `exp` does not overflow, nor does every power of a row become 0. That
/// has to hold for logits of some thousands, of either sign, and for rows of very different sizes.
///
/// - Parameters:
///   - logits: A samples×classes matrix with at least one class; there may be no samples.
///   - temperature: The temperature T > 0, such that no zⱼ/T is infinite.
/// - Returns: A matrix of the same shape whose rows have sum 1.
public func softened(_ logits: Matrix<Double>, temperature: Double) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 7.5 (3 points): Learning from a teacher.
///
/// Returns the gradient by which a student learns from a teacher and from
/// labels.
///
/// A sample with the teacher's logits z, the student's y and its label costs
/// αT² H(softmax(z/T), softmax(y/T)) + (1 − α) H(label, softmax(y)), where H(p, q) = −Σ pⱼ ln qⱼ. The
/// gradient with respect to y is αT(softmax(y/T) − softmax(z/T)) + (1 − α)(softmax(y) − e), where e is 1 at
/// the label and 0 elsewhere. The loss of a batch is the mean over its samples. Logits of some thousands
/// must not overflow here either; you may call your `softened`.
///
/// - Parameters:
///   - student: The student's logits y, samples×classes, with at least one of each.
///   - teacher: The teacher's logits z, of the same shape.
///   - labels: The class of each sample, counted from 0.
///   - temperature: The temperature T > 0.
///   - share: The share α of the teacher, from 0 to 1.
/// - Returns: The gradient of the mean, samples×classes.
public func distillationGradient(
  student: Matrix<Double>, teacher: Matrix<Double>, labels: [Int], temperature: Double,
  share: Double
) throws -> Matrix<Double> {
  throw Unattempted()
}

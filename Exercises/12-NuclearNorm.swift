// Lesson 12, NuclearNorm: put your own code in the place of what throws `Unattempted`.
// Grade: `swift test --filter NuclearNorm`, or one by `swift run course grade 12.1`.
// Stuck: `swift run course hint 12.1`. Start one over: `swift run course reset 12.1`.

import Exchange
import Foundation
import LinearAlgebra

/// Exercise 12.1 (1 point): The nuclear norm.
///
/// Returns the nuclear norm of a matrix: the sum of its singular values.
///
/// Values far below the largest count as well, so take them from A: the roots of the eigenvalues of AᵀA have
/// only half of the digits.
///
/// - Parameter a: An m×n matrix with at least one element.
/// - Returns: ‖A‖∗ = σ₁ + σ₂ + …: 4 for diagonal(3, −1), and 0 for a matrix of zeros.
/// - Throws: What `svd` throws.
public func nuclearNorm(of a: Matrix<Double>) throws -> Double {
  throw Unattempted()
}

/// Exercise 12.2 (2 points): Its subgradient.
///
/// Returns a subgradient of the nuclear norm.
///
/// That is a matrix G with ‖X‖∗ ≥ ‖A‖∗ + ⟨G, X − A⟩ for every X, where ⟨G, X⟩ is the sum of the products
/// of their elements. UVᵀ from the thin decomposition A = UΣVᵀ is one. Where A has zero singular values
/// there are many; each of them is right.
///
/// - Parameter a: An m×n matrix A with at least one element.
/// - Returns: An m×n matrix G. It points uphill: the descent subtracts it.
/// - Throws: What `svd` throws.
public func nuclearSubgradient(at a: Matrix<Double>) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 12.3 (2 points): The proximal step.
///
/// Returns the weights after the proximal step of the nuclear norm.
///
/// Each singular value of W becomes max(σᵢ − ηλ, 0), and the vectors stay.
///
/// - Parameters:
///   - weights: An m×n matrix W with at least one element.
///   - rate: The learning rate η > 0.
///   - penalty: The weight λ ≥ 0 that the nuclear norm has in the loss.
/// - Returns: An m×n matrix: for diagonal(3, 1) with η = 0.5 and λ = 1 it is diagonal(2.5, 0.5).
/// - Throws: What `svd` throws.
public func proximalStep(
  _ weights: Matrix<Double>, rate: Double, penalty: Double
) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 12.4 (2 points): Count what is left.
///
/// Returns how many singular values exceed a share of the largest.
///
/// Training leaves values that are small and not zero. This counts those that matter: σᵢ > t·σ₁. The share
/// may be small, so take the values from A and not from AᵀA.
///
/// - Parameters:
///   - a: An m×n matrix with at least one element.
///   - share: The share t, in 0..<1. A value of t·σ₁ exactly does not count; with t = 0 all that `svd` does
///     not give as 0 count.
/// - Returns: The count, 0 for a matrix of zeros. It does not change where A is multiplied by a number
///   other than 0.
/// - Throws: What `svd` throws.
public func effectiveRank(of a: Matrix<Double>, share: Double) throws -> Int {
  throw Unattempted()
}

/// Exercise 12.5 (3 points): Balanced factors.
///
/// Returns two factors of a matrix that share its singular values evenly.
///
/// Of all U and V with A = UVᵀ, these have the least ½(‖U‖F² + ‖V‖F²), and that least number is ‖A‖∗.
///
/// - Parameter a: An m×n matrix A with at least one element.
/// - Returns: U, m×k, and V, n×k, with k = min(m, n). V is not transposed. Both may be multiplied from
///   the right by one orthogonal matrix: that changes neither the product nor the norms.
/// - Throws: What `svd` throws.
public func balancedFactors(
  of a: Matrix<Double>
) throws -> (u: Matrix<Double>, v: Matrix<Double>) {
  throw Unattempted()
}

/// Exercise 12.6 (2 points): One step of training.
///
/// Returns the weights after one step that makes loss + λ‖W‖∗ smaller.
///
/// First a step along the gradient of the loss, W − η∇L(W), as long as the learning rate says. Then, on what
/// that gives, the proximal step of exercise 12.3: each singular value becomes max(σᵢ − ηλ, 0). Only the second
/// makes values exactly zero, so it comes last; and the loss knows nothing of the penalty.
///
/// - Parameters:
///   - weights: An m×n matrix W with at least one element.
///   - rate: The learning rate η > 0, the same for both parts.
///   - penalty: The weight λ ≥ 0 that the nuclear norm has in the loss.
///   - gradient: Gives ∇L at the weights that it is called with, of their shape. It is called once: to ask it
///     is the expensive part of training.
/// - Returns: The new weights, m×n.
/// - Throws: What `svd` and the gradient throw.
public func penalizedStep(
  _ weights: Matrix<Double>, rate: Double, penalty: Double,
  gradient: @escaping (Matrix<Double>) throws -> Matrix<Double>
) throws -> Matrix<Double> {
  throw Unattempted()
}

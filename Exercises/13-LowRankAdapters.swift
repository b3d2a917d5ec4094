// Lesson 13, LowRankAdapters: put your own code in the place of what throws `Unattempted`.
// Grade: `swift test --filter LowRankAdapters`, or one by `swift run course grade 13.1`.
// Stuck: `swift run course hint 13.1`. Start one over: `swift run course reset 13.1`.

import Exchange
import Foundation
import LinearAlgebra

/// Exercise 13.1 (2 points): The pass through an adapter.
///
/// Returns what an adapted layer puts out before its activation.
///
/// The weights W and the biases b stand still, and what they give for the samples is there already: the sums
/// Wx + b. The adapter adds (α/r)BAx to them, where r is the number of rows of A. Samples stand in rows. Never
/// build BA: it is as large as W, and of a large layer it does not fit into memory. With r = 0 there is no
/// adapter, and the sums stay as they are.
///
/// - Parameters:
///   - inputs: X, samples×inputs, with one sample at least.
///   - sums: What W and b give, samples×outputs.
///   - b: B, outputs×r.
///   - a: A, r×inputs.
///   - alpha: α.
/// - Returns: The new sums, samples×outputs.
public func adaptedSums(
  _ inputs: Matrix<Double>, sums: Matrix<Double>,
  b: Matrix<Double>, a: Matrix<Double>, alpha: Double
) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 13.2 (3 points): What A and B learn from.
///
/// Returns the gradients of the loss with respect to B and A.
///
/// The layer's sums are y = Wx + b + (α/r)BAx, with r the number of rows of A, and the gradient of the loss with
/// respect to the sums is given. By the chain rule ∂L/∂B = (α/r) Σ g(Ax)ᵀ and ∂L/∂A = (α/r) Σ (Bᵀg)xᵀ, each sum over
/// the samples. Never build the gradient with respect to W, Σ gxᵀ: of a large layer it does not fit into memory.
/// Nothing is divided by the number of samples: where the loss is a mean, g has it already.
///
/// - Parameters:
///   - outputGradient: G, samples×outputs: for each sample its g, one a row.
///   - inputs: X, samples×inputs, one sample a row; at least one.
///   - b: B, outputs×r, with r ≥ 1.
///   - a: A, r×inputs.
///   - alpha: α.
/// - Returns: ∂L/∂B, of the shape of B, and ∂L/∂A, of the shape of A.
public func adapterGradients(
  _ outputGradient: Matrix<Double>, inputs: Matrix<Double>,
  b: Matrix<Double>, a: Matrix<Double>, alpha: Double
) throws -> (b: Matrix<Double>, a: Matrix<Double>) {
  throw Unattempted()
}

/// Exercise 13.3 (2 points): Merge, and undo it.
///
/// Returns the weights of a layer with another adapter merged into them.
///
/// The given weights are W + (α/r)BA, with the old adapter multiplied out. Take that product off again, and add
/// the new one's. α is the same for both, but each has an r of its own: the number of rows of its A. An adapter with
/// r = 0 is none at all: so the same function merges into plain weights, and undoes it.
///
/// - Parameters:
///   - weights: The weights with the old adapter, outputs×inputs.
///   - oldB: The old B, outputs×r.
///   - oldA: The old A, r×inputs.
///   - newB: The new B, outputs×r, with another r perhaps.
///   - newA: The new A, r×inputs.
///   - alpha: α.
/// - Returns: The weights with the new adapter in the place of the old one, outputs×inputs.
public func swappedAdapter(
  _ weights: Matrix<Double>, oldB: Matrix<Double>, oldA: Matrix<Double>,
  newB: Matrix<Double>, newA: Matrix<Double>, alpha: Double
) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 13.4 (2 points): Start from the principal part.
///
/// Returns the weights of a layer as a part that stands still and an adapter that is its principal part.
///
/// The adapter is the best approximation of rank r of W, and shares the singular values evenly: B = U√Σ and
/// A = √ΣVᵀ, with the r largest values and their vectors, also where some of them are 0. What stands still is the
/// rest, W − BA. So the layer computes what it did. Here α/r is 1. Take the values from W: the roots of the
/// eigenvalues of WᵀW have only half of the digits.
///
/// - Parameters:
///   - weights: W, outputs×inputs, with at least one element.
///   - rank: r, from 1 to the smaller of both sizes.
/// - Returns: The rest, outputs×inputs, B, outputs×r, and A, r×inputs.
/// - Throws: What `svd` throws.
public func principalStart(
  _ weights: Matrix<Double>, rank: Int
) throws -> (
  rest: Matrix<Double>, b: Matrix<Double>, a: Matrix<Double>
) {
  throw Unattempted()
}

/// Exercise 13.5 (3 points): Start from what rounding lost.
///
/// Returns rounded weights, and an adapter that begins with what rounding took away.
///
/// At first B and A are zero. Then, so many times: Q becomes the rounded W − BA, and after it B and A become the
/// factors of the best approximation of rank r of W − Q that share its singular values evenly, U√Σ and √ΣVᵀ. It is
/// always the same W that both are taken from. Here α/r is 1.
///
/// - Parameters:
///   - weights: W, outputs×inputs, with at least one element.
///   - rank: r, from 1 to the smaller of both sizes.
///   - steps: How many times, 1 at least.
///   - rounded: Rounds weights: it gives a matrix of the same shape. It is called once in each step.
/// - Returns: The last Q, outputs×inputs, and the last B, outputs×r, and A, r×inputs.
/// - Throws: What `svd` and `rounded` throw.
public func roundedStart(
  _ weights: Matrix<Double>, rank: Int, steps: Int,
  rounded: @escaping (Matrix<Double>) throws -> Matrix<Double>
) throws -> (q: Matrix<Double>, b: Matrix<Double>, a: Matrix<Double>) {
  throw Unattempted()
}

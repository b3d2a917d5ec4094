// Lesson 8, Recommender: put your own code in the place of what throws `Unattempted`.
// Grade: `swift test --filter Recommender`, or one by `swift run course grade 8.1`.
// Stuck: `swift run course hint 8.1`. Start one over: `swift run course reset 8.1`.

import Exchange
import Foundation
import LinearAlgebra

/// Exercise 8.1 (2 points): Held-out split.
///
/// Splits the known entries at random: some to learn from, some to be tested
/// on.
///
/// A mask is a matrix of the shape of the ratings: 1 where an entry belongs to it, 0 elsewhere. Every
/// known entry goes into exactly one of the two masks that you return, and no other entry into either.
/// Entries are drawn independently of where they stand: every choice of so many known entries has the
/// same chance to be the test, not whole rows, nor a run of neighbours, nor so many from each row.
///
/// - Parameters:
///   - known: The mask of what is known; there may be nothing known at all.
///   - share: The share of the known entries to hold out for the test, from 0 to 1. Hold out exactly
///     `(share * count).rounded()` of them, where `count` is the number of known entries: 2.5 gives 3.
///   - seed: Draw from `SeededGenerator(seed: seed)`, so that the same seed gives the same masks, and
///     another seed others. `shuffled(using: &generator)` takes it.
/// - Returns: The two masks, first what to learn from, then what to test on.
public func heldOutSplit(
  known: Matrix<Double>, share: Double, seed: UInt64
) throws -> (training: Matrix<Double>, test: Matrix<Double>) {
  throw Unattempted()
}

/// Exercise 8.2 (1 point): Error where known.
///
/// Returns the root mean square error of predictions, on known entries alone.
///
/// - Parameters:
///   - predictions: A prediction for every entry, m×n.
///   - ratings: The true entries, m×n. A known one may be 0. Where `known` is 0 there stands any number
///     at all, which means nothing.
///   - known: The mask of the entries to compare, m×n: 1 or 0. It alone says what is known.
/// - Returns: The root of the mean of the squared errors over all known entries, each of which counts
///   once; 0 where nothing is known.
public func knownError(
  predictions: Matrix<Double>, ratings: Matrix<Double>, known: Matrix<Double>
) throws -> Double {
  throw Unattempted()
}

/// Exercise 8.3 (3 points): Mean and biases.
///
/// Returns the mean of the known ratings, and what each row and each column
/// adds to it.
///
/// Begin with biases of 0. One sweep sets each row's bias bᵢ to Σ(xᵢⱼ − μ − cⱼ)/(nᵢ + λ), the sum over
/// the nᵢ known entries of row i, and after that each column's bias cⱼ to Σ(xᵢⱼ − μ − bᵢ)/(nⱼ + λ), the
/// sum over the nⱼ known entries of column j, with the new bᵢ.
///
/// - Parameters:
///   - ratings: An m×n matrix. A known rating may be 0. Where `known` is 0 there stands any number at
///     all, which means nothing.
///   - known: The mask of what is known, with at least one 1.
///   - penalty: λ ≥ 0. It draws the bias of a row or column with few entries towards 0, not the mean.
///   - sweeps: How many sweeps to do, 0 or more.
/// - Returns: The mean μ of the known ratings, each of which counts once, the m biases of the rows and
///   the n of the columns. A row or column without known entries has the bias 0, also for λ = 0.
public func biases(
  ratings: Matrix<Double>, known: Matrix<Double>, penalty: Double, sweeps: Int
) throws -> (mean: Double, rows: [Double], columns: [Double]) {
  throw Unattempted()
}

/// Exercise 8.4 (3 points): Soft-impute step.
///
/// Returns the next estimate of soft-impute.
///
/// Fill the matrix: the known entries from the ratings, the others from the estimate. Decompose it, take
/// λ from every singular value, put 0 in the place of what becomes negative, and multiply the three
/// factors again.
///
/// - Parameters:
///   - estimate: The estimate so far, m×n.
///   - ratings: An m×n matrix. A known rating may be 0. Where `known` is 0 there stands any number at
///     all, which means nothing.
///   - known: The mask of what is known: 1 or 0.
///   - penalty: λ ≥ 0. Where it is above every singular value, the result is 0.
/// - Returns: The m×n estimate after this step, the product as it is, in the known places too: it need
///   not equal the ratings there.
public func softImputeStep(
  _ estimate: Matrix<Double>, ratings: Matrix<Double>, known: Matrix<Double>, penalty: Double
) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 8.5 (3 points): Least-squares rows.
///
/// Returns the rows of U that fit the known ratings best, with V held: half a
/// step of alternating least squares.
///
/// Row uᵢ makes Σ(xᵢⱼ − uᵢᵀvⱼ)² + λ‖uᵢ‖² least, the sum over the known entries of row i, with vⱼ row j of
/// V. So it solves (Σvⱼvⱼᵀ + λI)uᵢ = Σxᵢⱼvⱼ, both sums over the same j.
///
/// - Parameters:
///   - ratings: An m×n matrix. A known rating may be 0. Where `known` is 0 there stands any number at
///     all, which means nothing.
///   - known: The mask of what is known: 1 or 0.
///   - v: The factor V, n×k.
///   - penalty: λ > 0.
/// - Returns: The factor U, m×k: row i is uᵢ. A row without known entries is 0.
public func leastSquaresRows(
  ratings: Matrix<Double>, known: Matrix<Double>, v: Matrix<Double>, penalty: Double
) throws -> Matrix<Double> {
  throw Unattempted()
}

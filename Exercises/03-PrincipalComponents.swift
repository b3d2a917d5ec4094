// Lesson 3, PrincipalComponents: put your own code in the place of what throws `Unattempted`.
// Grade: `swift test --filter PrincipalComponents`, or one by `swift run course grade 3.1`.
// Stuck: `swift run course hint 3.1`. Start one over: `swift run course reset 3.1`.

import Exchange
import Foundation
import LinearAlgebra

/// Exercise 3.1 (1 point): Centred samples.
///
/// Returns the samples with the mean of each column removed.
///
/// - Parameter samples: An n×p matrix with n ≥ 1, one sample a row.
/// - Returns: The n×p matrix whose every column adds up to 0, but for rounding.
public func centred(_ samples: Matrix<Double>) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 3.2 (2 points): Covariance matrix.
///
/// Returns the covariance matrix of the samples.
///
/// Element (i, j) is the sum over all samples of (xᵢ − x̄ᵢ)(xⱼ − x̄ⱼ), divided by n − 1. The diagonal
/// holds the variances. You may call `centred`.
///
/// Subtract the means before you multiply. On paper Σxᵢxⱼ − n x̄ᵢx̄ⱼ is the same; but where the means
/// are large beside the spread, it loses the digits that count.
///
/// - Parameter samples: An n×p matrix with n ≥ 2, one sample a row; not centred.
/// - Returns: The symmetric p×p matrix of covariances.
public func covariance(_ samples: Matrix<Double>) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 3.3 (3 points): Principal components.
///
/// Returns the principal components of the samples.
///
/// With X the centred samples and X = UΣVᵀ they are the columns of V, and their variances are
/// σ²/(n − 1). They are also the eigenvectors and the eigenvalues of the covariance matrix. Either way
/// is right, and so is either sign of a component.
///
/// - Parameter samples: An n×p matrix with n > p ≥ 1, one sample a row; not centred.
/// - Returns: The p variances, descending, and the components as the columns of a p×p orthogonal
///   matrix, in the order of their variances.
public func principalComponents(
  _ samples: Matrix<Double>
) throws -> (variances: [Double], components: Matrix<Double>) {
  throw Unattempted()
}

/// Exercise 3.4 (2 points): Samples rebuilt.
///
/// Returns the samples as their first k components describe them.
///
/// The scores are the centred samples times the first k components. Times those components,
/// transposed, they are samples again; and the mean must come back. The components are those that are
/// given: they may come from other samples, and there may be fewer than p.
///
/// - Parameters:
///   - samples: An n×p matrix with n ≥ 2, one sample a row; not centred.
///   - components: The components as orthonormal columns of a matrix with p rows, the first one
///     first.
///   - count: How many of them to use, k, from 0 to all.
/// - Returns: The n×p matrix of reconstructed samples; for k = 0 every row is the mean.
public func reconstruction(
  _ samples: Matrix<Double>, components: Matrix<Double>, count: Int
) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 3.5 (2 points): Explained variance.
///
/// Returns which share of the variance the first k components explain, for
/// k = 1, 2, ….
///
/// Element k − 1 of the result is (σ₁² + … + σₖ²)/(σ₁² + … + σₚ²).
///
/// - Parameter singularValues: The singular values of the centred samples, descending, none negative.
/// - Returns: As many shares as there are values, from 0 to 1, none less than the one before it; the
///   last is 1. Where all values are 0 nothing varies, and all shares are 0.
public func explainedShares(_ singularValues: [Double]) throws -> [Double] {
  throw Unattempted()
}

/// Exercise 3.6 (2 points): New samples.
///
/// Returns the scores of new samples along components that other samples gave.
///
/// The components describe how the training samples differ from *their* mean. A new sample is held
/// against the same mean: that of the training samples is subtracted, never the new samples' own.
/// Otherwise the scores of a sample would depend on the company that it comes in, and a single one would
/// always be 0.
///
/// - Parameters:
///   - samples: The new samples, a q×p matrix with q ≥ 0, one sample a row; not centred.
///   - training: The n×p matrix of training samples, n ≥ 2; not centred.
///   - components: Their components as orthonormal columns of a matrix with p rows, the first one first.
///   - count: How many of them to use, k, from 0 to all.
/// - Returns: The q×k matrix of scores: element (i, j) is what new sample i has of component j.
public func newScores(
  _ samples: Matrix<Double>, training: Matrix<Double>, components: Matrix<Double>, count: Int
) throws -> Matrix<Double> {
  throw Unattempted()
}

/// The orthonormal vectors that belong to the zeros of a secular equation.
///
/// With zeros λᵢ of 1 + Σ ẑⱼ²/(pⱼ − λ), vector i has the elements ẑⱼ/(pⱼ − λᵢ), divided by its length.
/// The ẑ is not the z that the equation had, but the one for which the computed zeros are exact: so the
/// vectors are orthogonal to rounding, however close to each other zeros are, with no more digits than the
/// others have (Gu and Eisenstat, "A Stable and Efficient Algorithm for the Rank-One Modification of the
/// Symmetric Eigenproblem", SIAM J. Matrix Anal. Appl. 15, 1994, doi:10.1137/S089547989223924X). O(n) for
/// each vector, O(n²) before.
struct SecularVectors {
  private let function: SecularFunction
  private let zeros: SecularZeros

  /// The vectors of the zeros of `function`.
  ///
  /// - Parameters:
  ///   - z: The elements of z, or others with their signs.
  ///   - order: The poles, in the order of a vector's elements.
  init(_ function: SecularFunction, _ zeros: SecularZeros, z: [Double], order: [Int]) {
    let squares = AlignedMatrix<Double>(rows: 1, columns: function.count).row(0)
    concurrently(function.parts) { part in
      function.writeWeights(vectors: function.vectors(ofPart: part), zeros: zeros, into: squares)
    }
    self.function = function.reordered(
      order,
      weights: order.map { z[$0] < 0 ? -squares[$0].squareRoot() : squares[$0].squareRoot() })
    self.zeros = zeros
  }

  /// The number of vectors, and of their elements.
  var count: Int { function.count }

  /// How many parts the vectors are worth being shared in, and which belong to one.
  var parts: Int { function.parts }
  func vectors(ofPart part: Int) -> Range<Int> { function.poles(ofPart: part) }

  /// Writes vector `i`.
  func write(_ i: Int, into row: AlignedRow<Double>) {
    function.writeQuotients(zeros[i], into: row)
    row.scale(by: 1 / row.dot(row, from: 0).squareRoot(), from: 0)
  }
}

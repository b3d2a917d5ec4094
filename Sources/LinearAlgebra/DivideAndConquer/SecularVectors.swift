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

  /// The vectors of the zeros of `function`, where `z` has the signs of the elements of z.
  init(_ function: SecularFunction, _ zeros: SecularZeros, z: [Double]) {
    let squares = AlignedMatrix<Double>(rows: 1, columns: function.count).row(0)
    concurrently(function.parts) { part in
      function.writeWeights(vectors: function.vectors(ofPart: part), zeros: zeros, into: squares)
    }
    let roots = z.indices.map {
      z[$0] < 0 ? -squares[$0].squareRoot() : squares[$0].squareRoot()
    }
    self.init(function.reordered(Array(z.indices), weights: roots), zeros)
  }

  private init(_ function: SecularFunction, _ zeros: SecularZeros) {
    (self.function, self.zeros) = (function, zeros)
  }

  /// The vectors with their elements in another order.
  func reordered(_ order: [Int]) -> SecularVectors {
    SecularVectors(
      function.reordered(order, weights: order.map { function.weight($0) }), zeros)
  }

  /// How many parts the vectors are worth being shared in.
  var parts: Int { function.parts }

  /// The vectors that belong to a part.
  func indices(ofPart part: Int) -> Range<Int> { function.poles(ofPart: part) }

  /// Writes vector `i`.
  func write(_ i: Int, into row: AlignedRow<Double>) {
    function.writeQuotients(zeros[i], into: row)
    row.normalize()
  }

  /// Writes left singular vector `i`, where the poles are the squares of numbers d, the `zero`th of them 0:
  /// its elements are dⱼẑⱼ/(pⱼ − λᵢ), and −1 there.
  func writeLeft(_ i: Int, zero: Int, into row: AlignedRow<Double>) {
    function.writeQuotients(zeros[i], into: row)
    function.scaleByRoots(row)
    row[zero] = -1
    row.normalize()
  }
}

extension AlignedRow<Double> {
  fileprivate func normalize() {
    scale(by: 1 / dot(self, from: 0).squareRoot(), from: 0)
  }
}

import LinearAlgebra

/// The gradient with respect to W of a loss of Ŵ, W's truncation to rank D: what the identity derivative
/// stands in for.
///
/// In the bases of the singular vectors, gᵢⱼ = uᵢᵀGvⱼ, it is gᵢⱼ for i, j ≤ D, nothing for i, j > D, and
/// (σᵢ²gᵢⱼ + σᵢσⱼgⱼᵢ)/(σᵢ² − σⱼ²) for i ≤ D < j, and likewise with both indices exchanged. It follows from W's
/// first-order perturbation (Stewart and Sun, "Matrix Perturbation Theory", 1990, chapter V). Where σ_D and
/// σ_D₊₁ are close it is large, and where they are equal there is none; the terms of equal values are then
/// left out, so that the rest is finite.
///
/// - Parameters:
///   - gradient: G = ∂L/∂Ŵ, m×n.
///   - svd: The thin decomposition of W.
///   - rank: D, from 0 to the number of singular values.
/// - Returns: ∂L/∂W, m×n.
/// - Precondition: The shapes fit together.
/// - Complexity: O(mn · min(m, n)).
public func truncationGradient(
  _ gradient: Matrix<Double>, at svd: SVD<Double>, rank: Int
) -> Matrix<Double> {
  let sigma = svd.singularValues
  let (u, v) = (svd.u, svd.v)
  let (topU, topV) = (u.firstColumns(rank), v.firstColumns(rank))
  let rest = rank..<sigma.count
  // P_U G + G P_V − P_U G P_V: the derivative where what was cut off is zero.
  let fromLeft = topU.transposed * gradient
  let fromRight = gradient * topV
  var result = topU * fromLeft + (fromRight - topU * (fromLeft * topV)) * topV.transposed
  guard !rest.isEmpty, rank > 0 else { return result }
  // What is missing beside it because the cut-off values are not zero.
  let restU = u[rows: 0..<u.rows, columns: rest]
  let restV = v[rows: 0..<v.rows, columns: rest]
  let upper = fromLeft * restV
  let lower = restU.transposed * fromRight
  func missing(_ i: Int, _ j: Int, _ same: Double, _ other: Double) -> Double {
    let (top, low) = (sigma[i], sigma[rank + j])
    guard top > low else { return 0 }
    return (low * low * same + top * low * other) / ((top - low) * (top + low))
  }
  let addedUpper = Matrix(rows: rank, columns: rest.count) { i, j in
    missing(i, j, upper[i, j], lower[j, i])
  }
  let addedLower = Matrix(rows: rest.count, columns: rank) { j, i in
    missing(i, j, lower[j, i], upper[i, j])
  }
  result = result + topU * (addedUpper * restV.transposed)
  return result + restU * (addedLower * topV.transposed)
}

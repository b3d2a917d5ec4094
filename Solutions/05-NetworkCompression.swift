import LinearAlgebra

/// Exercise 5.1 (1 point): A network's parameters.
///
/// Returns how many numbers a network stores when its layers are cut to rank D.
///
/// Layer l has sizes[l] inputs and sizes[l + 1] outputs. Of every layer but the last, the weights are
/// kept as D columns of U, D singular values and D columns of V; where the layer has fewer than D singular
/// values, all of them are kept and no more. The last layer keeps its weights as they are. Every layer,
/// also the last, keeps a bias for each of its outputs.
///
/// - Parameters:
///   - sizes: The inputs of the first layer, then the outputs of each layer; at least two numbers.
///   - rank: The rank D ≥ 1.
/// - Returns: The count: 215 470 for 784, five times 1024, 10 and D = 20.
public func compressedParameters(sizes: [Int], rank: Int) throws -> Int {
  var count = 0
  for (layer, (inputs, outputs)) in zip(sizes, sizes.dropFirst()).enumerated() {
    let isLast = layer == sizes.count - 2
    let kept = min(rank, inputs, outputs)
    count += isLast ? outputs * inputs : kept * (outputs + 1 + inputs)
    count += outputs
  }
  return count
}

/// Exercise 5.2 (2 points): Factors with S absorbed.
///
/// Returns the two factors that start the fine-tuning of a layer.
///
/// They are U = U₁..D, the first D left singular vectors, and Vᵀ = S V₁..Dᵀ, which has absorbed all of
/// the singular values: so UVᵀ is the rank-D truncation of the weights, and the columns of U stay
/// orthonormal. D vectors are kept even where some of their values are 0.
///
/// - Parameters:
///   - svd: The thin decomposition of the weights W, outputs×inputs; its values descend.
///   - rank: The rank D, from 1 to the number of singular values.
/// - Returns: U, outputs×D, with orthonormal columns, and Vᵀ, D×inputs.
public func absorbedFactors(
  _ svd: SVD<Double>, rank: Int
) throws -> (u: Matrix<Double>, vTransposed: Matrix<Double>) {
  let sigma = Array(svd.singularValues.prefix(rank))
  return (
    svd.u.firstColumns(rank),
    svd.v.firstColumns(rank).transposed.scalingRows(by: sigma)
  )
}

/// Exercise 5.3 (2 points): A factorised layer.
///
/// Returns what a factorised layer puts out.
///
/// A sample x gives max(0, U(Vᵀx) + b), element by element. Samples stand in rows. Never build UVᵀ: the
/// two thin products are what makes the layer cheap, and of a large layer the product does not fit into
/// memory.
///
/// - Parameters:
///   - inputs: X, samples×inputs, with one sample at least.
///   - u: U, outputs×D.
///   - vTransposed: Vᵀ, D×inputs.
///   - bias: b, a number for each output.
/// - Returns: The outputs, samples×outputs, none negative.
public func lowRankForward(
  _ inputs: Matrix<Double>, u: Matrix<Double>, vTransposed: Matrix<Double>, bias: [Double]
) throws -> Matrix<Double> {
  let sums = inputs * vTransposed.transposed * u.transposed
  return Matrix(rows: sums.rows, columns: sums.columns) { i, j in max(0, sums[i, j] + bias[j]) }
}

/// Exercise 5.4 (2 points): Truncation by the data.
///
/// Returns the weights of rank D that change a layer's outputs least.
///
/// The layer's sums on the samples are Y = XWᵀ. Their D most important directions are the eigenvectors of
/// YᵀY with the largest eigenvalues, U. Project the weights on them: Ŵ = UUᵀW. Nothing is centred. Where
/// there are fewer samples than D, the outputs on them do not change at all.
///
/// - Parameters:
///   - weights: W, outputs×inputs.
///   - inputs: X, samples×inputs, one sample a row; like W of any size, as long as YᵀY is in range.
///   - rank: The rank D, from 1 to the number of outputs.
/// - Returns: Ŵ, outputs×inputs: of all matrices of rank D the one with the smallest ‖X(W − Ŵ)ᵀ‖F.
public func dataAwareTruncation(
  _ weights: Matrix<Double>, inputs: Matrix<Double>, rank: Int
) throws -> Matrix<Double> {
  let y = inputs * weights.transposed
  let u = try symmetricEigen(y.transposed * y).vectors.firstColumns(rank)
  return u * (u.transposed * weights)
}

/// Exercise 5.5 (3 points): A dynamic step.
///
/// Returns the weights after one step of dynamic training.
///
/// Let Ŵ be the truncation of W to rank D. The step computes the gradient of the loss at Ŵ, and applies
/// all of it to W, which is not truncated itself: the derivative of the truncation is taken for the
/// identity. So W − η ∂L/∂Ŵ.
///
/// - Parameters:
///   - weights: W.
///   - rank: The rank D, from 1 to min(m, n).
///   - learningRate: η ≥ 0.
///   - gradient: Gives ∂L/∂W at the weights that it is called with, of their shape.
/// - Returns: The new W, of the same shape. Its rank is not cut.
/// - Throws: What `svd` and the gradient throw.
public func dynamicStep(
  _ weights: Matrix<Double>, rank: Int, learningRate: Double,
  gradient: @escaping (Matrix<Double>) throws -> Matrix<Double>
) throws -> Matrix<Double> {
  let truncated = try svd(weights).truncated(to: rank).reconstructed()
  return weights - learningRate * (try gradient(truncated))
}

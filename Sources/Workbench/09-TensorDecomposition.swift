// Made by `swift run course stubs --write` from Solutions/09-TensorDecomposition.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import LinearAlgebra
import LowRank
import LowRankExchange
import TensorDecompositionSolutions

/// Exercise 9.1 (2 points): The mode-n unfolding.
///
/// Returns the mode-n unfolding of a tensor.
///
/// Mode n becomes the rows. The other modes become the columns, in their own order, the last of them
/// fastest. It is the order in which `x.elements` runs through all modes.
///
/// - Parameters:
///   - x: A tensor with one mode or more, none of them empty. `x.sizes` are the sizes of its modes, and
///     `x[i, j, k]` or `x[[i, j, k]]` is an element.
///   - mode: The mode n. Modes count from 0.
/// - Returns: A matrix with the size of mode n as its number of rows, and the product of the other sizes as
///   its number of columns.
public func unfolding(of x: Tensor<Double>, mode: Int) throws -> Matrix<Double> {
  try Workbench.answer("9.1") {
    try $0.ask("unfolding", { packet in packet.put(x); packet.put(mode) }) { reader in
      try reader.take()
    }
  } or: {
    try TensorDecompositionSolutions.unfolding(of: x, mode: mode)
  }
}

/// Exercise 9.2 (1 point): The Khatri–Rao product.
///
/// Returns the Khatri–Rao product A ⊙ B: column by column the Kronecker product.
///
/// Row i·p + k of column r is aᵢᵣbₖᵣ: the index of B runs faster, as the last mode does in an unfolding.
///
/// - Parameters:
///   - a: An m×r matrix; r may be 0.
///   - b: A p×r matrix.
/// - Returns: An mp×r matrix.
/// - Throws: Where the numbers of columns differ, one too many or one too few, an error whose description
///   names both shapes, rows before columns: 2×3, 2x3 and (2, 3) are all read. `a.shape` is the shape in
///   words, and `TensorError.dimensionMismatch` such an error.
public func khatriRaoProduct(_ a: Matrix<Double>, _ b: Matrix<Double>) throws -> Matrix<Double> {
  try Workbench.answer("9.2") {
    try $0.ask("khatriRaoProduct", { packet in packet.put(a); packet.put(b) }) { reader in
      try reader.take()
    }
  } or: {
    try TensorDecompositionSolutions.khatriRaoProduct(a, b)
  }
}

/// Exercise 9.3 (2 points): The mode-n product.
///
/// Returns the mode-n product X ×ₙ A.
///
/// The matrix multiplies every fibre of mode n, so the unfolding of the result is A X₍ₙ₎. `x.unfolded(n)`
/// and `Tensor(folding:mode:sizes:)` go there and back.
///
/// - Parameters:
///   - x: A tensor with one mode or more, none of them empty.
///   - matrix: A J×Iₙ matrix A, with Iₙ the size of mode n.
///   - mode: The mode n. Modes count from 0.
/// - Returns: A tensor of the sizes of x, but J in mode n.
/// - Throws: Where the matrix does not have Iₙ columns, one too many or one too few, an error whose
///   description names both shapes, as in 9.2. `x.shape` and `matrix.shape` are the shapes in words.
public func modeProduct(
  _ x: Tensor<Double>, _ matrix: Matrix<Double>, mode: Int
) throws -> Tensor<Double> {
  try Workbench.answer("9.3") {
    try $0.ask("modeProduct", { packet in packet.put(x); packet.put(matrix); packet.put(mode) }) { reader in
      try reader.take()
    }
  } or: {
    try TensorDecompositionSolutions.modeProduct(x, matrix, mode: mode)
  }
}

/// Exercise 9.4 (3 points): The best Tucker factor.
///
/// Returns the best Tucker factor of one mode for given factors of the others.
///
/// It is the step that orthogonal iteration repeats. Project X on the other factors, which is a product
/// with Uₘᵀ in every mode m but this one; `x.times(_:mode:)` multiplies. Of the mode-n unfolding of what is
/// left, take the leading left singular vectors.
///
/// - Parameters:
///   - x: A tensor with two modes or more.
///   - factors: For each mode m an Iₘ×rₘ matrix with orthonormal columns. That of mode n says how many
///     columns are wanted, and nothing else. rₙ is at most the product of the others.
///   - mode: The mode n. Modes count from 0.
/// - Returns: An Iₙ×rₙ matrix with orthonormal columns. Only the space that they span is looked at.
public func bestFactor(
  of x: Tensor<Double>, factors: [Matrix<Double>], mode: Int
) throws -> Matrix<Double> {
  try Workbench.answer("9.4") {
    try $0.ask("bestFactor", { packet in packet.put(x); packet.put(factors); packet.put(mode) }) { reader in
      try reader.take()
    }
  } or: {
    try TensorDecompositionSolutions.bestFactor(of: x, factors: factors, mode: mode)
  }
}

/// Exercise 9.5 (3 points): One step of CP-ALS.
///
/// Returns the best CP factor of one mode for given factors of the others, with
/// its columns normalised.
///
/// It is the step that alternating least squares repeats. With K the Khatri–Rao product of the other
/// factors, in the order of their modes, ‖X₍ₙ₎ − AKᵀ‖ is smallest for A = X₍ₙ₎(Kᵀ)⁺, which is also
/// X₍ₙ₎K(KᵀK)⁻¹. `khatriRao` takes any number of factors in a list. Then divide each column by its length;
/// the lengths are the weights.
///
/// - Parameters:
///   - x: A tensor with two modes or more.
///   - factors: For each mode m an Iₘ×R matrix. That of mode n is not used. KᵀK has an inverse.
///   - mode: The mode n. Modes count from 0.
/// - Returns: The R weights, all positive, and the Iₙ×R factor with columns of length one. No column of A
///   is zero.
public func alternatingStep(
  _ x: Tensor<Double>, factors: [Matrix<Double>], mode: Int
) throws -> (weights: [Double], factor: Matrix<Double>) {
  try Workbench.answer("9.5") {
    try $0.ask("alternatingStep", { packet in packet.put(x); packet.put(factors); packet.put(mode) }) { reader in
      (weights: try reader.take(), factor: try reader.take())
    }
  } or: {
    try TensorDecompositionSolutions.alternatingStep(x, factors: factors, mode: mode)
  }
}

/// Exercise 9.6 (2 points): Back from core and factors.
///
/// Returns the tensor that a Tucker decomposition stands for.
///
/// It is G ×₀ U₀ ×₁ U₁ ×₂ …: the core, multiplied in every mode by the factor of that mode. The products
/// of different modes may be taken in any order.
///
/// - Parameters:
///   - core: The core G, with one mode or more, none of them empty.
///   - factors: For each mode m of the core an Iₘ×rₘ matrix, with rₘ the size of mode m. Its columns need
///     not be orthonormal.
/// - Returns: The tensor of sizes I₀×I₁×….
/// - Throws: An error where there are more or fewer factors than modes, or a factor has more or fewer
///   columns than its mode has places.
public func tuckerReconstruction(
  core: Tensor<Double>, factors: [Matrix<Double>]
) throws -> Tensor<Double> {
  try Workbench.answer("9.6") {
    try $0.ask("tuckerReconstruction", { packet in packet.put(core); packet.put(factors) }) { reader in
      try reader.take()
    }
  } or: {
    try TensorDecompositionSolutions.tuckerReconstruction(core: core, factors: factors)
  }
}

// Made by `swift run course stubs --write` from Solutions/10-FilterFactorization.swift. Do not edit.

// swift-format-ignore-file

import Exchange
import FilterFactorizationSolutions
import LinearAlgebra

/// Exercise 10.1 (1 point): The places of a kernel.
///
/// Returns how many places a kernel takes along one side of an image.
///
/// The image is thought to be framed by zeros, `padding` of them at both ends. The kernel starts at one end
/// and moves on by `stride` as long as all of it lies inside the frame. So a side n with a kernel k gives
/// ⌊(n + 2p − k)/s⌋ + 1 places.
///
/// - Parameters:
///   - size: The side n of the image, 1 or more.
///   - kernel: The side k of the kernel, 1 or more.
///   - stride: The step s, 1 or more.
///   - padding: The padding p at each end, 0 or more.
/// - Returns: The number of places, 1 or more.
/// - Throws: Where the kernel does not fit into the padded side, an error whose description names both
///   numbers, such as `LinearAlgebraError.dimensionMismatch`.
public func convolutionOutputSize(
  _ size: Int, kernel: Int, stride: Int, padding: Int
) throws -> Int {
  try Workbench.answer("10.1") {
    try $0.ask("convolutionOutputSize", { packet in packet.put(size); packet.put(kernel); packet.put(stride); packet.put(padding) }) { reader in
      try reader.take()
    }
  } or: {
    try FilterFactorizationSolutions.convolutionOutputSize(size, kernel: kernel, stride: stride, padding: padding)
  }
}

/// Exercise 10.2 (1 point): The separable share.
///
/// Returns what a depthwise separable layer costs, as a share of the plain
/// convolution that it stands for.
///
/// The plain layer has N kernels k×k×M. The separable one has one kernel k×k for each of the M inputs, and
/// then N kernels 1×1×M. Both work on the same number of places, and biases are not counted. So the share
/// is the same for weights and for multiplications.
///
/// - Parameters:
///   - kernel: The side k of the kernels, 1 or more.
///   - inputs: The input channels M, 1 or more.
///   - outputs: The output channels N, 1 or more.
/// - Returns: The share. It may exceed 1.
public func separableShare(kernel: Int, inputs: Int, outputs: Int) throws -> Double {
  try Workbench.answer("10.2") {
    try $0.ask("separableShare", { packet in packet.put(kernel); packet.put(inputs); packet.put(outputs) }) { reader in
      try reader.take()
    }
  } or: {
    try FilterFactorizationSolutions.separableShare(kernel: kernel, inputs: inputs, outputs: outputs)
  }
}

/// Exercise 10.3 (2 points): The numbers of Tucker-2.
///
/// Returns how many numbers a convolution holds after a Tucker-2 factorisation.
///
/// Three layers stand for the one: 1×1 from M channels to r₂, k×k from r₂ to r₁, and 1×1 from r₁ to N. The
/// convolution had a bias for each output channel, and the three layers together have these and no others.
///
/// - Parameters:
///   - kernel: The side k of the kernels.
///   - inputs: The input channels M.
///   - outputs: The output channels N.
///   - inputRank: r₂, from 1 to M.
///   - outputRank: r₁, from 1 to N.
/// - Returns: The number of weights and biases.
public func tuckerTwoNumbers(
  kernel: Int, inputs: Int, outputs: Int, inputRank: Int, outputRank: Int
) throws -> Int {
  try Workbench.answer("10.3") {
    try $0.ask("tuckerTwoNumbers", { packet in packet.put(kernel); packet.put(inputs); packet.put(outputs); packet.put(inputRank); packet.put(outputRank) }) { reader in
      try reader.take()
    }
  } or: {
    try FilterFactorizationSolutions.tuckerTwoNumbers(kernel: kernel, inputs: inputs, outputs: outputs, inputRank: inputRank, outputRank: outputRank)
  }
}

/// Exercise 10.4 (2 points): The work of Tucker-2.
///
/// Returns how many multiplications a Tucker-2 factorisation takes for one image.
///
/// The three layers are those of exercise 10.3. The kernel k×k in the middle has the stride and the padding
/// of the convolution; the 1×1 layers move by 1 and have no padding. So the first works on every place of
/// the image, and the others on the places that the kernel takes. Biases are not counted.
///
/// - Parameters:
///   - height: The rows of the image.
///   - width: Its columns.
///   - kernel: The side k of the kernels; it fits into the padded image.
///   - stride: The stride in both directions.
///   - padding: The padding at all four sides.
///   - inputs: The input channels M.
///   - outputs: The output channels N.
///   - inputRank: r₂.
///   - outputRank: r₁.
/// - Returns: The multiplications, each with an addition.
public func tuckerTwoWork(
  height: Int, width: Int, kernel: Int, stride: Int, padding: Int, inputs: Int, outputs: Int,
  inputRank: Int, outputRank: Int
) throws -> Int {
  try Workbench.answer("10.4") {
    try $0.ask("tuckerTwoWork", { packet in packet.put(height); packet.put(width); packet.put(kernel); packet.put(stride); packet.put(padding); packet.put(inputs); packet.put(outputs); packet.put(inputRank); packet.put(outputRank) }) { reader in
      try reader.take()
    }
  } or: {
    try FilterFactorizationSolutions.tuckerTwoWork(height: height, width: width, kernel: kernel, stride: stride, padding: padding, inputs: inputs, outputs: outputs, inputRank: inputRank, outputRank: outputRank)
  }
}

/// Exercise 10.5 (3 points): Two 1-D kernels.
///
/// Returns the best two one-dimensional kernels in place of a square one: k×1 from
/// M channels to R, then 1×k from R channels to N.
///
/// Write the kernel as a matrix B with a row for each (input channel m, kernel row i) and a column for each
/// (output channel n, kernel column j). A pair of rank R makes B ≈ Σᵣ uᵣvᵣᵀ, so the best one is the truncated
/// singular value decomposition of B. Each uᵣ is a kernel k×1, each vᵣ gives one kernel 1×k to each output.
/// How σᵣ is shared between uᵣ and vᵣ is free.
///
/// - Parameters:
///   - weights: The kernel, N×(M·k·k): output n's weight for input channel m, kernel row i and kernel column
///     j stands in row n and column (m·k + i)·k + j.
///   - inputs: The input channels M.
///   - side: The side k.
///   - rank: R, from 1 to the smaller side of B.
/// - Returns: `vertical`, R×(M·k), with the weight for input channel m and kernel row i in column m·k + i;
///   and `horizontal`, N×(R·k), with the weight for channel r and kernel column j in column r·k + j.
public func oneDimensionalKernels(
  _ weights: Matrix<Double>, inputs: Int, side: Int, rank: Int
) throws -> (vertical: Matrix<Double>, horizontal: Matrix<Double>) {
  try Workbench.answer("10.5") {
    try $0.ask("oneDimensionalKernels", { packet in packet.put(weights); packet.put(inputs); packet.put(side); packet.put(rank) }) { reader in
      (vertical: try reader.take(), horizontal: try reader.take())
    }
  } or: {
    try FilterFactorizationSolutions.oneDimensionalKernels(weights, inputs: inputs, side: side, rank: rank)
  }
}

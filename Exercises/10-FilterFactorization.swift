// Lesson 10, FilterFactorization: put your own code in the place of what throws `Unattempted`.
// Grade: `swift test --filter FilterFactorization`, or one by `swift run course grade 10.1`.
// Stuck: `swift run course hint 10.1`. Start one over: `swift run course reset 10.1`.

import Exchange
import Foundation
import LinearAlgebra

/// Exercise 10.1 (1 point): The places of a kernel.
///
/// Returns how many places a kernel takes along one side of an image.
///
/// The image is thought to be framed by zeros, `padding` of them at both ends. The kernel starts at one end
/// and moves on by `stride` as long as all of it lies inside the frame; what is left over at the other end
/// it does not see.
///
/// - Parameters:
///   - size: The side n of the image, 1 or more.
///   - kernel: The side k of the kernel, 1 or more.
///   - stride: The step s, 1 or more.
///   - padding: The padding p at each end, 0 or more.
/// - Returns: The number of places, 1 or more.
/// - Throws: Where the kernel does not fit into the frame, an error whose description names k and n + 2p, such
///   as `LinearAlgebraError.dimensionMismatch`.
public func convolutionOutputSize(
  _ size: Int, kernel: Int, stride: Int, padding: Int
) throws -> Int {
  throw Unattempted()
}

/// Exercise 10.2 (2 points): What a separable layer is.
///
/// Returns the kernel of the plain convolution that does the same as a depthwise separable layer.
///
/// The depthwise layer has one kernel k×k for each of the M inputs, and gives as many channels. The pointwise
/// layer has N kernels 1×1×M: each output is a sum of these channels, with weights of its own. What both do
/// one after the other, one convolution with N kernels k×k×M can do alone.
///
/// - Parameters:
///   - depthwise: M×(k·k): the kernel of input channel m in row m, its rows one after the other.
///   - pointwise: N×M: output n's weight for channel m in row n and column m.
/// - Returns: N×(M·k·k): output n's weight for input channel m and place q of the kernel stands in row n and
///   column m·k·k + q.
/// - Throws: Where the two layers do not fit, an error, such as `LinearAlgebraError.dimensionMismatch`.
public func separableKernel(
  depthwise: Matrix<Double>, pointwise: Matrix<Double>
) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 10.3 (2 points): Where Tucker-2 pays.
///
/// Returns the largest rank at which a Tucker-2 factorisation has fewer weights than its convolution.
///
/// Three layers stand for one with N kernels k×k×M: 1×1 from M channels to r₂, k×k from r₂ to r₁, and 1×1
/// from r₁ to N. Let r₁ be twice r₂, but N where that would be more. Biases are the same in both and not
/// counted.
///
/// - Parameters:
///   - kernel: The side k of the kernels, 1 or more.
///   - inputs: The input channels M, 1 or more.
///   - outputs: The output channels N, 1 or more.
/// - Returns: The largest r₂ from 1 to M with fewer weights than the convolution; 0 where there is none.
public func tuckerTwoBreakEven(kernel: Int, inputs: Int, outputs: Int) throws -> Int {
  throw Unattempted()
}

/// Exercise 10.4 (2 points): The work of Tucker-2.
///
/// Returns how many multiplications a Tucker-2 factorisation takes for one image.
///
/// Three layers stand for a convolution: 1×1 from M channels to r₂, k×k from r₂ to r₁, and 1×1 from r₁ to N.
/// The kernel k×k in the middle has the stride and the padding of the convolution; the 1×1 layers move by 1
/// and have no padding. Each layer takes as many multiplications as it has weights at every place that its
/// kernel takes, on zeros of the padding too. Biases are not counted.
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
/// - Returns: The multiplications of all three layers.
public func tuckerTwoWork(
  height: Int, width: Int, kernel: Int, stride: Int, padding: Int, inputs: Int, outputs: Int,
  inputRank: Int, outputRank: Int
) throws -> Int {
  throw Unattempted()
}

/// Exercise 10.5 (3 points): Two 1-D kernels.
///
/// Returns the best two one-dimensional kernels in place of a square one: k×1 from
/// M channels to R, then 1×k from R channels to N.
///
/// Write the kernel as a matrix B with a row for each (input channel m, kernel row i) and a column for each
/// (output channel n, kernel column j). A pair of rank R makes B ≈ Σᵣ uᵣvᵣᵀ, so the best one is the truncated
/// singular value decomposition of B. Each uᵣ is a kernel k×1, each vᵣ gives one kernel 1×k to each output.
/// How σᵣ is shared between uᵣ and vᵣ is free, and so is the sign of both.
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
  throw Unattempted()
}

/// Exercise 10.6 (3 points): The Tucker-2 factors of a kernel.
///
/// Returns the three layers of the Tucker-2 factorisation of a kernel: 1×1 from M channels to r₂, k×k from r₂
/// to r₁, and 1×1 from r₁ to N.
///
/// Unfold the kernel twice, each time as it is given: with a row for each output channel, and with a row for
/// each input channel. The leading r₁ left singular vectors of the first are a basis P of output patterns, the
/// leading r₂ of the second a basis Q of input patterns. The core is the kernel seen in both bases: P meets its
/// output channels, Q its input channels. With full ranks the three layers give the kernel back; with smaller
/// ones its projection onto both bases. What the bases may do to each other is free: only what the three
/// layers make together is compared.
///
/// - Parameters:
///   - weights: The kernel, N×(M·k·k): output n's weight for input channel m and place q of the kernel stands
///     in row n and column m·k·k + q.
///   - inputs: The input channels M.
///   - side: The side k.
///   - inputRank: r₂, from 1 to M, and N·k·k at most.
///   - outputRank: r₁, from 1 to N, and M·k·k at most.
/// - Returns: `first`, r₂×M, with the weight of channel b for input channel m in row b and column m; `core`,
///   r₁×(r₂·k·k), in the order of `weights`; and `last`, N×r₁, with output n's weight for channel a in row n
///   and column a.
/// - Throws: What `svd` throws.
public func tuckerTwoFactors(
  _ weights: Matrix<Double>, inputs: Int, side: Int, inputRank: Int, outputRank: Int
) throws -> (first: Matrix<Double>, core: Matrix<Double>, last: Matrix<Double>) {
  throw Unattempted()
}

import LinearAlgebra

/// What training makes small: it says of a network's outputs for some samples what they cost.
///
/// It knows the samples by their places, and holds for each what the outputs should be: a class, a
/// vector, the outputs of another network.
public protocol Objective: Sendable {
  /// How many samples it knows.
  var count: Int { get }

  /// The mean cost of a batch.
  ///
  /// - Parameters:
  ///   - outputs: What the network gave, a row for each place in `samples`.
  ///   - samples: The places of the batch's samples, in `0..<count`.
  ///   - gradient: Becomes the gradient of the mean with respect to the outputs, of their shape.
  func loss(
    _ outputs: Matrix<Float>, of samples: ArraySlice<Int>, gradient: inout Matrix<Float>
  ) -> Float
}

import LinearAlgebra

/// Outputs should be the logits of known classes: the cross-entropy of their softmax is the cost.
public struct ClassLabels: Objective {
  /// The class of each sample, from 0.
  public let labels: [Int]

  /// Creates the objective.
  public init(_ labels: [Int]) { self.labels = labels }

  public var count: Int { labels.count }

  public func loss(
    _ outputs: Matrix<Float>, of samples: ArraySlice<Int>, gradient: inout Matrix<Float>
  ) -> Float {
    softmaxCrossEntropy(outputs, labels: samples.lazy.map { labels[$0] }, gradient: &gradient)
  }
}

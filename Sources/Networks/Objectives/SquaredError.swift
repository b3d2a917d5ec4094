import LinearAlgebra

/// Outputs should be given vectors: half the squared distance, ½‖y − t‖², is the cost of a sample.
///
/// Its gradient is y − t. The network that makes it least gives the mean of the vectors that the same
/// input could have (Bishop, "Pattern Recognition and Machine Learning", section 1.5.5).
public struct SquaredError: Objective {
  /// The vectors, one a row, in the order of the samples.
  public let targets: Matrix<Float>

  /// Creates the objective.
  public init(_ targets: Matrix<Float>) { self.targets = targets }

  public var count: Int { targets.rows }

  public func loss(
    _ outputs: Matrix<Float>, of samples: ArraySlice<Int>, gradient: inout Matrix<Float>
  ) -> Float {
    require(
      outputs.rows == samples.count && outputs.columns == targets.columns,
      "\(outputs.shape) outputs do not fit \(samples.count) samples of \(targets.columns) numbers")
    gradient.reshape(rows: outputs.rows, columns: outputs.columns)
    let (width, scale) = (outputs.columns, 1 / Float(max(outputs.rows, 1)))
    let (y, t) = (outputs.storage.span, targets.storage.span)
    var g = gradient.storage.mutableSpan
    var total: Float = 0
    var start = 0
    for sample in samples {
      for j in 0..<width {
        let difference = y[start + j] - t[sample * width + j]
        g[start + j] = scale * difference
        total += difference * difference
      }
      start += width
    }
    return scale * total / 2
  }
}

import LinearAlgebra

/// Inputs, each with the class that it belongs to.
public struct Samples: Sendable {
  /// The inputs, one a row.
  public let inputs: Matrix<Float>

  /// The class of each row, from 0.
  public let labels: [Int]

  /// How many there are.
  public var count: Int { labels.count }

  /// Creates samples.
  ///
  /// - Precondition: There is a label for each row, and none is negative.
  public init(inputs: Matrix<Float>, labels: [Int]) {
    require(
      labels.count == inputs.rows && labels.allSatisfy { $0 >= 0 },
      "\(labels.count) labels do not fit \(inputs.rows) rows, or one is negative")
    self.inputs = inputs
    self.labels = labels
  }

  /// The first `count` samples, or all where there are fewer.
  public subscript(upTo count: Int) -> Samples { self[Array(0..<min(count, self.count))] }

  /// The samples at the given places, in that order.
  public subscript(indices: [Int]) -> Samples {
    var chosen = Matrix<Float>(rows: 0, columns: 0)
    chosen.setToRows(indices, of: inputs)
    return Samples(inputs: chosen, labels: indices.map { labels[$0] })
  }
}

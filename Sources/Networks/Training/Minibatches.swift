import LinearAlgebra

/// The samples of an epoch, a few at a time, in an order drawn anew for each epoch.
public struct Minibatches: Sendable {
  /// The inputs of the batch that was selected last, size×inputs.
  public private(set) var inputs: Matrix<Float>

  /// Their classes.
  public private(set) var labels: [Int]

  /// How many whole batches there are; what is left over waits for another epoch.
  public let count: Int

  private let samples: Samples
  private var order: [Int]

  /// Creates batches of so many samples, or of all of them where there are fewer.
  ///
  /// - Precondition: `size` is positive.
  public init(_ samples: Samples, size: Int) {
    precondition(size > 0)
    let size = min(size, samples.count)
    self.samples = samples
    order = Array(0..<samples.count)
    count = size == 0 ? 0 : samples.count / size
    inputs = Matrix(rows: size, columns: samples.inputs.columns)
    labels = Array(repeating: 0, count: size)
  }

  /// Draws another order.
  public mutating func shuffle(using generator: inout SeededGenerator) {
    order.shuffle(using: &generator)
  }

  /// Puts the batch at `index` into `inputs` and `labels`.
  ///
  /// - Precondition: `index` is in `0..<count`.
  public mutating func select(_ index: Int) {
    precondition(index >= 0 && index < count)
    let chosen = order[index * labels.count..<(index + 1) * labels.count]
    inputs.setToRows(chosen, of: samples.inputs)
    for (place, sample) in chosen.enumerated() { labels[place] = samples.labels[sample] }
  }
}

import LinearAlgebra

/// The inputs of an epoch, a few at a time, in an order drawn anew for each epoch.
public struct Minibatches: Sendable {
  /// The inputs of the batch that was selected last, size×inputs.
  public private(set) var inputs: Matrix<Float>

  /// The places that they have among all, from 0.
  public private(set) var places: ArraySlice<Int> = []

  /// How many whole batches there are; what is left over waits for another epoch.
  public let count: Int

  private let all: Matrix<Float>
  private let size: Int
  private var order: [Int]

  /// Creates batches of so many inputs, or of all of them where there are fewer.
  ///
  /// - Parameters:
  ///   - inputs: All inputs, one a row.
  ///   - size: How many make a batch.
  /// - Precondition: `size` is positive.
  public init(_ inputs: Matrix<Float>, size: Int) {
    require(
      size > 0,
      "a batch needs a size above 0, not \(size)")
    all = inputs
    self.size = min(size, inputs.rows)
    order = Array(0..<inputs.rows)
    count = inputs.rows == 0 ? 0 : inputs.rows / self.size
    self.inputs = Matrix(rows: self.size, columns: inputs.columns)
  }

  /// Draws another order.
  public mutating func shuffle(using generator: inout SeededGenerator) {
    places = []
    order.shuffle(using: &generator)
  }

  /// Puts the batch at `index` into `inputs` and `places`.
  ///
  /// - Precondition: `index` is in `0..<count`.
  public mutating func select(_ index: Int) {
    require(
      index >= 0 && index < count,
      "there is no batch \(index) among \(count)")
    places = order[index * size..<(index + 1) * size]
    inputs.setToRows(places, of: all)
  }
}

import LinearAlgebra

extension Network {
  /// The time that a batch takes to pass forward: the median of nine.
  public func forwardTime(_ batch: Matrix<Float>) -> Duration {
    var network = self
    return Self.medianTime { network.forward(batch) }
  }

  /// The time that a batch takes where the integers of quantized layers are turned into floats first, for
  /// layers that compute with floats: the median of nine.
  public func dequantizedForwardTime(_ batch: Matrix<Float>) -> Duration {
    Self.medianTime {
      var network = dequantized()
      network.forward(batch)
    }
  }

  /// Of nine runs, since the first ones and those that something else interrupts take longer.
  private static func medianTime(_ body: () -> Void) -> Duration {
    let clock = ContinuousClock()
    return (0..<9).map { _ in clock.measure(body) }.sorted()[4]
  }

  /// The sizes of the dense network that has as many layers as `sizes` and, its hidden layers all of one
  /// width, the most parameters that are no more than `parameters`; width 1 where even that has more.
  ///
  /// - Precondition: At least two sizes.
  public static func control(for sizes: [Int], parameters: Int) -> [Int] {
    require(
      sizes.count >= 2,
      "a network needs two sizes or more, not \(sizes)")
    func narrow(_ width: Int) -> [Int] {
      sizes.indices.map { $0 == 0 || $0 == sizes.count - 1 ? sizes[$0] : width }
    }
    func count(_ sizes: [Int]) -> Int {
      zip(sizes, sizes.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
    }
    var width = 1
    while sizes.count > 2, count(narrow(width + 1)) <= parameters { width += 1 }
    return narrow(width)
  }
}

import LinearAlgebra
import LowRank

extension Measurement {
  /// A Tucker decomposition of a tensor by 20 sweeps of orthogonal iteration, from its HOSVD.
  static func tucker(_ name: String, sizes: [Int], ranks: [Int]) -> Measurement {
    Measurement(name: name) {
      let x = normalTensor(sizes)
      return { keep(try hooi(x, ranks: ranks, sweeps: 20, tolerance: 0)) }
    }
  }

  /// A CP decomposition of a tensor by 20 sweeps of alternating least squares, from a random start.
  static func cp(_ name: String, sizes: [Int], rank: Int) -> Measurement {
    Measurement(name: name) {
      let x = normalTensor(sizes)
      return { keep(try cpALS(x, rank: rank, sweeps: 20, tolerance: 0)) }
    }
  }

  /// A tensor of normal numbers.
  private static func normalTensor(_ sizes: [Int]) -> Tensor<Double> {
    var generator = SeededGenerator(seed: 6)
    return Tensor(sizes: sizes) { _ in generator.nextNormal() }
  }
}

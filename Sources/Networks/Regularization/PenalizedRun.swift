import LinearAlgebra

/// A network that was trained at a price, ready to be cut.
public struct PenalizedRun: Sendable {
  /// What the price was put on, for tables.
  public let name: String

  /// The weight λ that the penalty had in the loss.
  public let penalty: Double

  /// The network as training left it.
  public let network: Network

  /// The decompositions of its compressible layers.
  public let decompositions: [SVD<Float>]

  /// Creates a run from its network, and decomposes that. O(m·n·min(m, n)) for each layer.
  public init(_ name: String, penalty: Double, network: Network) throws(LinearAlgebraError) {
    self.name = name
    self.penalty = penalty
    self.network = network
    decompositions = try network.decompositions()
  }

  /// The network with each compressible layer's weights cut to rank D.
  public func truncated(to rank: Int) -> Network { network.truncated(to: rank, decompositions) }

  /// The network with each compressible layer's weights cut to a rank of its own.
  ///
  /// - Precondition: There is a rank, at least 0, for each compressible layer.
  public func truncated(to ranks: [Int]) -> Network {
    network.truncated(to: ranks, decompositions)
  }
}

extension Sequence<PenalizedRun> {
  /// The run whose network, cut to rank D, gets most of the validation samples right: of equals the last; nil
  /// where there is none.
  public func best(at rank: Int, on validation: Samples) -> PenalizedRun? {
    var best: (run: PenalizedRun, correct: Int)?
    for run in self {
      let correct = run.truncated(to: rank).accuracy(on: validation).correct
      if correct >= best?.correct ?? 0 { best = (run, correct) }
    }
    return best?.run
  }
}

import LinearAlgebra
import LowRank

/// The factors of one layer's weights, sorted so that the first D columns of U and rows of Vᵀ are its
/// truncation to rank D, whatever D is.
public struct NestedFactors: Sendable {
  /// U, outputs×most, and Vᵀ, most×inputs.
  public let u: Matrix<Float>
  public let vTransposed: Matrix<Float>

  /// How much each term carries, descending: its singular value, of W or of the layer's sums.
  public let strengths: [Double]

  /// The numbers that one more rank costs.
  public var cost: Int { u.rows + vTransposed.columns }

  /// The truncations of W itself: U and SVᵀ of its decomposition.
  public init(_ svd: SVD<Float>) {
    u = svd.u
    vTransposed = svd.v.transposed.scalingRows(by: svd.singularValues)
    strengths = svd.singularValues.map(Double.init)
  }

  init(u: Matrix<Float>, vTransposed: Matrix<Float>, strengths: [Double]) {
    self.u = u
    self.vTransposed = vTransposed
    self.strengths = strengths
  }
}

extension Network {
  /// The truncations by what each compressible layer puts out, up to a rank: U are the principal directions of
  /// its sums Y = XWᵀ on `inputs`, Vᵀ = UᵀW, and the strengths the singular values of Y.
  ///
  /// - Parameters:
  ///   - inputs: Samples, one a row. Each layer sees what the uncompressed ones before it make of them.
  ///   - most: The largest rank that is needed; of a smaller layer all there is.
  /// - Complexity: O(samples · weights).
  public func outputFactors(
    on inputs: Matrix<Float>, upTo most: Int
  ) throws(LinearAlgebraError) -> [NestedFactors] {
    var network = self
    network.forward(inputs)
    var factors: [NestedFactors] = []
    for index in compressible {
      let weights = dense(at: index).weights.values
      var sums = Matrix<Float>(rows: 0, columns: 0)
      sums.setToProduct(
        .plain(index == 0 ? inputs : network.output(ofLayer: index - 1)), .transposed(weights))
      let found = try truncatedSVD(
        sums, rank: min(most, weights.rows, weights.columns, inputs.rows))
      factors.append(
        NestedFactors(
          u: found.v, vTransposed: found.v.transposed * weights,
          strengths: found.singularValues.map(Double.init)))
    }
    return factors
  }

  /// The network with each compressible layer cut to a rank of its own, the biases kept.
  ///
  /// - Parameters:
  ///   - ranks: A rank for each compressible layer, at least 0; of a smaller layer all there is.
  ///   - factors: The factors of each.
  /// - Precondition: There is a rank and a pair of factors for each compressible layer.
  public func truncated(to ranks: [Int], _ factors: [NestedFactors]) -> Network {
    let places = compressible
    require(
      ranks.count == places.count && factors.count == places.count,
      "\(ranks.count) ranks and \(factors.count) factors do not fit \(places.count) layers")
    var network = self
    for (index, (rank, pair)) in zip(places, zip(ranks, factors)) {
      let rank = min(rank, pair.strengths.count)
      network.layers[index] = dense(at: index).with(
        u: pair.u.firstColumns(rank),
        vTransposed: pair.vTransposed[rows: 0..<rank, columns: 0..<pair.vTransposed.columns])
    }
    return network
  }

  /// The mean cross-entropy on samples, in nats.
  ///
  /// - Precondition: The samples' classes are outputs of the network.
  public func loss(on samples: Samples) -> Double {
    var gradient = Matrix<Float>(rows: 0, columns: 0)
    return Double(
      softmaxCrossEntropy(
        logits(for: samples.inputs), labels: samples.labels, gradient: &gradient))
  }
}

/// How a budget of numbers is shared out among layers.
public enum RankAllocation {
  /// Each layer keeps the same share of its energy, the sum of its squared strengths: the largest share for
  /// which the numbers suffice. What one layer cannot use, since its next rank is too dear, is left.
  ///
  /// - Parameters:
  ///   - factors: Those of each layer.
  ///   - budget: The numbers in all.
  /// - Returns: A rank for each layer, at least 1, even where the budget does not suffice for that.
  /// - Complexity: O(ranks) for each of 40 steps of bisection.
  public static func byEnergy(_ factors: [NestedFactors], budget: Int) -> [Int] {
    func ranks(_ share: Double) -> [Int] {
      factors.map { max(1, energyRank(of: $0.strengths, keeping: share)) }
    }
    func cost(_ ranks: [Int]) -> Int { zip(ranks, factors).reduce(0) { $0 + $1.0 * $1.1.cost } }
    if cost(ranks(1)) <= budget { return ranks(1) }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if cost(ranks(middle)) <= budget { low = middle } else { high = middle }
    }
    return ranks(low)
  }

  /// Step by step, ranks go where a loss gains most for each number, until no layer's step fits into the
  /// budget or there is no more to give.
  ///
  /// - Parameters:
  ///   - factors: Those of each layer.
  ///   - budget: The numbers in all.
  ///   - step: How many ranks each layer has at first, and how many a step adds.
  ///   - loss: What to make small, for a rank of each layer.
  /// - Returns: A rank for each layer.
  /// - Precondition: `step` is positive.
  /// - Complexity: (layers)²·(ranks / step) evaluations of the loss at most.
  public static func byLoss(
    _ factors: [NestedFactors], budget: Int, step: Int, loss: ([Int]) -> Double
  ) -> [Int] {
    require(
      step > 0,
      "ranks grow by a step above 0, not \(step)")
    var ranks = factors.map { min(step, $0.strengths.count) }
    var left = budget - zip(ranks, factors).reduce(0) { $0 + $1.0 * $1.1.cost }
    while true {
      let now = loss(ranks)
      var best: (gain: Double, layer: Int, added: Int)?
      for layer in factors.indices {
        let added = min(step, factors[layer].strengths.count - ranks[layer])
        let price = added * factors[layer].cost
        guard added > 0, price <= left else { continue }
        var more = ranks
        more[layer] += added
        let gain = (now - loss(more)) / Double(price)
        if gain > best?.gain ?? -.infinity { best = (gain, layer, added) }
      }
      guard let best else { return ranks }
      ranks[best.layer] += best.added
      left -= best.added * factors[best.layer].cost
    }
  }
}

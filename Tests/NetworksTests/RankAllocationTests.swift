import LinearAlgebra
import Networks
import Testing

@Suite struct RankAllocationTests {
  private let base: Network
  private let samples: Samples

  init() {
    var generator = SeededGenerator(seed: 31)
    base = .dense([20, 16, 12, 3], initialization: .uniform, using: &generator)
    samples = Samples(
      inputs: Matrix<Float>.normal(rows: 60, columns: 20, using: &generator)
        .scalingColumns(by: (0..<20).map { 1 / Float($0 + 1) }),
      labels: (0..<60).map { $0 % 3 })
  }

  private func cost(_ ranks: [Int], _ factors: [NestedFactors]) -> Int {
    zip(ranks, factors).reduce(0) { $0 + $1.0 * $1.1.cost }
  }

  @Test func nestedFactorsAreTheTruncationsOfEachRank() throws {
    let factors = try base.outputFactors(on: samples.inputs, upTo: 12)
    #expect(factors.map(\.cost) == [36, 28])
    let direct = try base.truncated(to: 4, forOutputsOn: samples.inputs)
    let nested = base.truncated(to: [4, 4], factors)
    // The search for 12 vectors is not that for 4: both come within some 1 % of the best.
    let whole = base.logits(for: samples.inputs)
    func missing(_ network: Network) -> Float {
      (network.logits(for: samples.inputs) - whole).frobeniusNorm
    }
    #expect(abs(missing(nested) - missing(direct)) < 0.05 * missing(direct))
    let svds = try base.decompositions()
    let plain = base.truncated(to: [3, 5], svds.map(NestedFactors.init))
    let expected = base.truncated(to: [3, 5], svds)
    #expect(plain.logits(for: samples.inputs) == expected.logits(for: samples.inputs))
  }

  @Test func aCommonShareOfEnergyFitsTheBudgetAndLeavesNoLargerOne() throws {
    let factors = try base.decompositions().map(NestedFactors.init)
    for budget in [100, 300, 600] {
      let ranks = RankAllocation.byEnergy(factors, budget: budget)
      #expect(cost(ranks, factors) <= budget)
      func share(_ layer: Int, _ rank: Int) -> Double {
        let squares = factors[layer].strengths.map { $0 * $0 }
        return squares.prefix(rank).reduce(0, +) / squares.reduce(0, +)
      }
      // Give the layer with the smallest share one more: the budget no longer suffices.
      let worst = share(0, ranks[0]) < share(1, ranks[1]) ? 0 : 1
      var more = ranks
      more[worst] += 1
      #expect(cost(more, factors) > budget)
    }
    #expect(RankAllocation.byEnergy(factors, budget: 10_000) == [16, 12])
    #expect(RankAllocation.byEnergy(factors, budget: 0) == [1, 1])
  }

  @Test func ranksGoWhereTheLossGains() throws {
    let factors = try base.decompositions().map(NestedFactors.init)
    // Only the second layer matters: it gets all that it can use, then the first.
    let ranks = RankAllocation.byLoss(factors, budget: 2 * 36 + 12 * 28, step: 2) {
      -Double($0[1])
    }
    #expect(ranks == [2, 12])
    let real = RankAllocation.byLoss(factors, budget: 300, step: 2) {
      base.truncated(to: $0, factors).loss(on: samples)
    }
    #expect(cost(real, factors) <= 300 && cost(real, factors) > 300 - 2 * 36)
  }

  @Test func pruningKeepsTheLargestWeights() throws {
    let pruned = base.pruned(keeping: 100)
    let kept = [0, 1].flatMap { pruned.dense(at: $0).weights.values.elements }
    let all = [0, 1].flatMap { base.dense(at: $0).weights.values.elements }
    #expect(kept.count { $0 != 0 } == 100)
    let smallest = kept.filter { $0 != 0 }.map(\.magnitude).min() ?? 0
    #expect(zip(all, kept).allSatisfy { $1 == $0 || ($1 == 0 && $0.magnitude < smallest) })
    #expect(pruned.weights(at: 2) == base.weights(at: 2))
    #expect(base.pruned(keeping: 0).weights(at: 0).maxNorm == 0)
    #expect(
      base.pruned(keeping: 9999).logits(for: samples.inputs) == base.logits(for: samples.inputs))
  }
}

import LinearAlgebra
import Testing

@testable import Networks

@Suite struct PenalizedRunTests {
  private let network: Network
  private let samples: Samples

  init() {
    var generator = SeededGenerator(seed: 5)
    network = .dense([6, 5, 4, 3], initialization: .he, using: &generator)
    samples = Samples(
      inputs: .normal(rows: 128, columns: 6, using: &generator),
      labels: (0..<128).map { $0 % 3 })
  }

  @Test func cutsEachLayerToItsOwnRank() throws {
    let run = try PenalizedRun("none", penalty: 0, network: network)
    let cut = run.truncated(to: [2, 9])
    let ranks = try [0, 1].map { try cut.weights(at: $0).rank(tolerance: 1e-4) }
    #expect(ranks == [2, 4])
    // What is not cut is the same but for the rounding of Float, some 10⁻⁷ of numbers around 1.
    #expect((cut.weights(at: 1) - network.weights(at: 1)).maxNorm < 1e-5)
    let even = run.truncated(to: 2).weights(at: 0)
    #expect(cut.weights(at: 0) == even)
  }

  @Test func choosesTheLastOfEquals() throws {
    let run = try PenalizedRun("first", penalty: 1, network: network)
    let same = try PenalizedRun("second", penalty: 2, network: network)
    #expect([run, same].best(at: 5, on: samples)?.name == "second")
    let right = network.predictions(for: samples.inputs)
    let easy = Samples(inputs: samples.inputs, labels: right)
    var spoiled = network
    spoiled.forEachParameter { $0.values = $0.values * -1 }
    let worse = try PenalizedRun("worse", penalty: 3, network: spoiled)
    #expect([run, worse].best(at: 5, on: easy)?.name == "first")
    #expect([PenalizedRun]().best(at: 5, on: samples) == nil)
  }

  @Test func endsWithAStepForThePenalty() throws {
    // 128 samples are two steps an epoch: after four epochs the eighth step is one for the penalty.
    let trained = try network.trained(
      on: samples, epochs: 4, rate: 0.1, every: 4, seed: 1
    ) { weights, rates in weights.map { _ in rates } }
    // Four rates of 0.1 add up to 0.4, rounded three times.
    #expect(abs(trained.weights(at: 0)[0, 0] - 0.4) < 1e-6)
    #expect(Network.penalizedSteps(on: samples, epochs: 4) == 8)
  }

  @Test func throwsWhatThePenaltyThrows() {
    #expect(throws: LinearAlgebraError.self) {
      _ = try network.trained(on: samples, epochs: 1, rate: 0.1, every: 1, seed: 1) {
        weights, _ throws(LinearAlgebraError) in
        try svd(weights.map { _ in .nan }).u
      }
    }
  }
}

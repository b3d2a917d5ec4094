import LinearAlgebra
import Testing

@testable import Networks

@Suite struct SamplesTests {
  /// Sample i has the input (i) and the class i mod 3.
  private let samples = Samples(
    inputs: Matrix(rows: 60, columns: 1) { i, _ in Float(i) }, labels: (0..<60).map { $0 % 3 })

  @Test func splitKeepsTheSharesOfClasses() {
    var generator = SeededGenerator(seed: 7)
    let (first, second) = samples.stratifiedSplit(0.8, using: &generator)
    for label in 0..<3 {
      #expect(first.labels.count { $0 == label } == 16)
      #expect(second.labels.count { $0 == label } == 4)
    }
    let all = first.inputs.elements + second.inputs.elements
    #expect(all.sorted() == samples.inputs.elements && all != samples.inputs.elements)
    for part in [first, second] {
      for (x, label) in zip(part.inputs.elements, part.labels) { #expect(Int(x) % 3 == label) }
    }
  }

  @Test func batchesHoldEachSampleAtMostOnce() {
    var generator = SeededGenerator(seed: 8)
    var batches = Minibatches(samples.inputs, size: 16)
    #expect(batches.count == 3)
    var orders: [[Float]] = []
    for _ in 0..<2 {
      batches.shuffle(using: &generator)
      var seen: [Float] = []
      for index in 0..<batches.count {
        batches.select(index)
        seen += batches.inputs.elements
        for (x, place) in zip(batches.inputs.elements, batches.places) {
          #expect(Int(x) == place)
        }
      }
      #expect(Set(seen).count == 48)
      orders.append(seen)
    }
    #expect(orders[0] != orders[1])
  }

  @Test func fewerSamplesThanABatchMakeOne() {
    var batches = Minibatches(samples.inputs, size: 100)
    batches.select(0)
    #expect(batches.count == 1 && batches.places.count == 60)
  }

  @Test func accuracyHasItsStandardError() {
    let accuracy = Score(correct: 90, of: 100)
    #expect(accuracy.share == 0.9)
    // √(0.9·0.1/100), to rounding.
    #expect(abs(accuracy.standardError - 0.03) < 1e-12)
    #expect(Score(correct: 0, of: 0).standardError == 0)
  }

  @Test func trainingLearnsAndRepeats() {
    var generator = SeededGenerator(seed: 9)
    // Three clouds, far apart for their width.
    let labels = (0..<90).map { $0 % 3 }
    let clouds = Samples(
      inputs: Matrix(rows: 90, columns: 2) { i, j in
        Float(j == 0 ? [2, -2, 0][i % 3] : [0, 0, 2][i % 3] + 0.3 * generator.nextNormal())
      }, labels: labels)
    func train() -> (network: Network, losses: [Float]) {
      var generator = SeededGenerator(seed: 10)
      var network = Network.dense([2, 8, 3], initialization: .he, using: &generator)
      var rule = SGD(learningRate: 0.2, momentum: 0.9)
      var losses: [Float] = []
      network.train(
        on: clouds, epochs: 10, batchSize: 20, optimizer: &rule, schedule: .cosine,
        using: &generator
      ) { progress, _ in losses.append(progress.loss) }
      #expect(rule.learningRate == 0.2)
      return (network, losses)
    }
    let (network, losses) = train()
    #expect(losses.count == 40 && losses == train().losses)
    #expect(network.accuracy(on: clouds).share > 0.95)
  }
}

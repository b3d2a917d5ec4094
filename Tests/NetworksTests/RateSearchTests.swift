import LinearAlgebra
import Testing

@testable import Networks

@Suite struct RateSearchTests {
  private let samples: Samples
  private let starts: [Network]

  init() {
    var generator = SeededGenerator(seed: 71)
    let labels = (0..<60).map { $0 % 3 }
    let inputs = Matrix<Float>(rows: 60, columns: 6) { i, j in
      Float(generator.nextNormal()) + (j == labels[i] ? 2 : 0)
    }
    samples = Samples(inputs: inputs, labels: labels)
    starts = (0..<3).map { _ in .dense([6, 8, 3], initialization: .he, using: &generator) }
  }

  @Test func findsWhatTrainingAloneGives() {
    let rates: [Float] = [1e-4, 1e-2, 3]
    let search = RateSearch(learningRates: rates, epochs: 5, batchSize: 10)
    let found = search.trained(
      starts, on: [samples, samples, samples], validation: samples, seed: 4)
    for (run, start) in starts.enumerated() {
      let each = rates.map { rate in
        start.trained(
          by: TrainingPlan(
            learningRates: [rate], epochs: 5, batchSize: 10, seed: 4 + UInt64(run)),
          on: samples)
      }
      // Several at a time give the same bits as one after the other.
      #expect(found.scores[run] == each.map { $0.accuracy(on: samples) })
      let best = found.scores[run].map(\.share).max()
      let first = found.scores[run].firstIndex { $0.share == best } ?? 0
      #expect(found.selections[run].learningRate == rates[first])
      #expect(
        found.networks[run].logits(for: samples.inputs) == each[first].logits(for: samples.inputs))
    }
    let means = found.meanScores
    #expect(means.count == 3 && means[found.bestPlace] == means.max())
    // 10⁻⁴ moves nothing in 30 steps.
    #expect(found.bestPlace != 0)
  }

  @Test func differencesOfRunsByHand() {
    // Three runs of four samples. Run by run the means are 0.5, 0 and 0.25; sample by sample 2/3, 1/3, −1/3 and 1/3.
    let average = Average(
      runs: [[1, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 1]],
      less: [[0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 1, 0]])
    #expect(abs(average.mean - 0.25) < 1e-15)
    let ofRuns = Average([0.5, 0, 0.25]).standardError
    let ofSamples = Average([2 / 3, 1 / 3, -1 / 3, 1 / 3]).standardError
    let expected = (ofRuns * ofRuns + ofSamples * ofSamples).squareRoot()
    #expect(abs(average.standardError - expected) < 1e-15)
    #expect(Average(runs: [], less: []) == Average([]))
    #expect(Average(runs: [[1, 0]], less: [[0, 0]]) == Average([1, 0]))
  }
}

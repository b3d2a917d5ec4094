import LinearAlgebra
import Testing

@testable import Networks

@Suite struct DifferenceTests {
  /// So many samples that only the first network gets right, and that only the second does.
  private func difference(_ gained: Int, _ lost: Int, of count: Int) -> Average {
    let first = (0..<count).map { $0 < gained ? 1.0 : 0 }
    let second = (0..<count).map { $0 >= count - lost ? 1.0 : 0 }
    return Average(first, less: second)
  }

  @Test func countsWhereTwoNetworksDiffer() {
    func network(_ weights: Matrix<Float>) -> Network {
      Network([DenseLayer(weights: weights, bias: [0, 0], activation: .identity)])
    }
    let samples = Samples(inputs: [[2, 1], [1, 2], [3, 0]], labels: [0, 1, 1])
    // One follows the larger number: right, right, wrong. The other says the opposite.
    let found = network([[1, 0], [0, 1]]).difference(
      from: network([[0, 1], [1, 0]]), on: samples)
    #expect(found == Average([1, 1, -1]))
    #expect(found == difference(2, 1, of: 3))
  }

  @Test func byHand() {
    // 0.2 of 100; the sum of squares is 30 − 100 · 0.04.
    let found = difference(25, 5, of: 100)
    #expect(abs(found.mean - 0.2) < 1e-15)
    #expect(abs(found.standardError - (26.0 / 99 / 100).squareRoot()) < 1e-15)
    #expect(found.points == "+20.0 ± 5.1")
    #expect(found.reading == "ahead")
    #expect(difference(5, 25, of: 100).points == "−20.0 ± 5.1")
    #expect(difference(5, 25, of: 100).reading == "behind")
    #expect(difference(5, 4, of: 100).reading == "even")
    #expect(difference(0, 0, of: 0).points == "+0.0 ± 0.0")
    // −0.04 points: no sign for what rounds to nothing.
    #expect(Average([-0.0004]).percent == "0.0 ± 0.0" && Average([-0.0004]).points == "+0.0 ± 0.0")
  }

  /// Two trainings and three samples: by sample the means are 1, ½, 0, by training ⅔ and ⅓.
  @Test func otherSamplesAndOtherTrainingsCount() {
    let found = Average(runs: [[1, 1, 0], [1, 0, 0]])
    #expect(abs(found.mean - 0.5) < 1e-15)
    #expect(abs(found.standardError - (1.0 / 12 + 1.0 / 36).squareRoot()) < 1e-15)
    #expect(Average(runs: [[1, 1, 0, 1]]) == Average([1, 1, 0, 1]))
    #expect(Average(runs: []).mean == 0)
  }

  /// A gain that one training has and the other has not: far beyond the error of the samples, and even.
  @Test func aGainOfOneSeedIsNone() {
    let right = (0..<150).map { $0 < 50 ? 1.0 : 0 }
    let wrong = right.map { _ in 0.0 }
    #expect(Average(right.map { $0 / 2 }, less: wrong).reading == "ahead")
    #expect(Average(runs: [right, wrong], less: [wrong, wrong]).reading == "even")
    #expect(Average(runs: [right, right], less: [wrong, wrong]) == Average(right, less: wrong))
  }
}

import LinearAlgebra
import Testing

@testable import Networks

@Suite struct ScoreDifferenceTests {
  @Test func countsWhereTwoNetworksDiffer() {
    func network(_ weights: Matrix<Float>) -> Network {
      Network([DenseLayer(weights: weights, bias: [0, 0], activation: .identity)])
    }
    let samples = Samples(inputs: [[2, 1], [1, 2], [3, 0]], labels: [0, 1, 1])
    // One follows the larger number: right, right, wrong. The other says the opposite.
    let difference = network([[1, 0], [0, 1]])
      .difference(from: network([[0, 1], [1, 0]]), on: samples)
    #expect(difference == ScoreDifference(gained: 2, lost: 1, of: 3))
  }

  @Test func byHand() {
    // 0.2 of 100; the variance is (0.3 − 0.04)/100.
    let difference = ScoreDifference(gained: 25, lost: 5, of: 100)
    #expect(abs(difference.standardError - 0.0026.squareRoot()) < 1e-15)
    #expect(difference.points == "+20.0 ± 5.1")
    #expect(difference.reading == "ahead")
    #expect(ScoreDifference(gained: 5, lost: 25, of: 100).points == "−20.0 ± 5.1")
    #expect(ScoreDifference(gained: 5, lost: 25, of: 100).reading == "behind")
    #expect(ScoreDifference(gained: 5, lost: 4, of: 100).reading == "even")
    #expect(ScoreDifference(gained: 0, lost: 0, of: 0).points == "+0.0 ± 0.0")
  }
}

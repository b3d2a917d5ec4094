import LinearAlgebra
import LowRank
import Testing

@Suite struct RankChoiceTests {
  @Test func thresholds() {
    #expect(thresholdRank(of: [8, 5, 1, 0.5], above: 1) == 2)
    #expect(thresholdRank(of: [8, 5] as [Float], above: 9) == 0)
    #expect(thresholdRank(of: [Double](), above: 0) == 0)
  }

  @Test func energies() {
    #expect(energyRank(of: [3, 1], keeping: 0.9) == 1)
    #expect(energyRank(of: [3, 1], keeping: 0.91) == 2)
    #expect(energyRank(of: [2, 2, 2, 2] as [Float], keeping: 0.5) == 2)
    #expect(energyRank(of: [3, 1, 0], keeping: 1) == 2)
    for share in [0, -1, -Double.infinity] { #expect(energyRank(of: [3, 1], keeping: share) == 0) }
    for share in [1.5, .infinity, Double.nan] {
      #expect(energyRank(of: [3, 1], keeping: share) == 2)
    }
    #expect(energyRank(of: [0, 0], keeping: 0.9) == 0)
    #expect(energyRank(of: [Double](), keeping: 0.9) == 0)
    // Scaling by a power of two changes no digit, however large or small.
    #expect(energyRank(of: [3, 1].map { $0 * 0x1p1000 }, keeping: 0.9) == 1)
    #expect(energyRank(of: [3, 1].map { $0 * 0x1p-1000 }, keeping: 0.9) == 1)
  }

  @Test func elbows() {
    #expect(elbowRank(of: [10, 9, 8, 1, 1, 1]) == 3)
    #expect(elbowRank(of: [100, 2, 1] as [Float]) == 1)
    // A straight spectrum has no elbow, nor one that bulges, nor one that does not fall.
    #expect(elbowRank(of: [0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]) == 7)
    #expect(elbowRank(of: [5, 4.9, 4.5, 0]) == 4)
    #expect(elbowRank(of: [4, 4, 4]) == 3)
    #expect(elbowRank(of: [4.0]) == 1)
    #expect(elbowRank(of: [Double]()) == 0)
    #expect(elbowRank(of: [2, 1]) == 2)
  }
}

@Suite struct BoxBlurTests {
  @Test func byHand() {
    var dot = Matrix<Double>(rows: 3, columns: 4)
    dot[0, 1] = 9
    let blurred = boxBlurred(dot)
    // In the first row the dot counts twice, as the row goes on outside.
    let expected: Matrix<Double> = [[2, 2, 2, 0], [1, 1, 1, 0], [0, 0, 0, 0]]
    #expect((blurred - expected).maxNorm < 1e-14)
    #expect((boxBlurred(dot, reach: 0) - dot).maxNorm == 0)
    let flat = Matrix<Double>(rows: 2, columns: 5, repeating: 7)
    #expect((boxBlurred(flat, reach: 4) - flat).maxNorm < 1e-13)
  }

  @Test func decibels() {
    let (a, b): (Matrix<Double>, Matrix<Double>) = ([[0, 3], [4, 0]], [[0, 0], [0, 0]])
    #expect(abs(peakSignalToNoise(of: a, against: b) - 40.1720) < 1e-4)
    #expect(abs(peakSignalToNoise(meanSquare: 1, peak: 10) - 20) < 1e-12)
    #expect(peakSignalToNoise(of: a, against: a) == .infinity)
  }
}

import LinearAlgebra
import LowRank
import Testing

@Suite struct SoftThresholdingTests {
  @Test func byHand() {
    #expect(softThresholded([3, 1], by: 0.5) == [2.5, 0.5])
    #expect(softThresholded([3, 1] as [Float], by: 2) == [1, 0])
    #expect(softThresholded([Double](), by: 2) == [])
  }

  /// A fixed 5×3 matrix, its divergence taken by central differences in NumPy, for σ = 2.
  @Test func riskAgainstDifferences() throws {
    let y = Matrix(rows: 5, columns: 3) { i, j in
      Double((7 * i + 3 * j * j + i * j * 5) % 11) - 4 + 0.1 * Double(i)
    }
    let values = try svd(y).singularValues
    let noise = try WhiteNoise(rows: 5, columns: 3, deviation: 2)
    let references = [
      (0.5, 30.61304659102597), (3, 18.582000727574737), (6, 23.420217284772924),
      (9, 54.18374937297947),
    ]
    // Differences of step 10⁻⁶ err by 10⁻⁹ or so.
    for (threshold, risk) in references {
      #expect(abs(noise.softRisk(of: values, threshold: threshold) - risk) < 1e-6)
    }
  }

  /// With no threshold the estimate is Y itself, whose error is mnσ². With all of it gone, the error
  /// is ‖A‖², which ‖Y‖² − mnσ² estimates.
  @Test func riskAtTheEnds() throws {
    let noise = try WhiteNoise(rows: 4, columns: 7, deviation: 3)
    let values = [20.0, 5, 5, 0]
    #expect(abs(noise.softRisk(of: values, threshold: 0) - (252 - 9 * 2 * 4)) < 1e-9)
    #expect(abs(noise.softRisk(of: [20.0, 9, 5, 1], threshold: 0) - 252) < 1e-9)
    #expect(abs(noise.softRisk(of: values, threshold: 21) - (450 - 252)) < 1e-9)
  }

  @Test func riskIsRightOnAverage() throws {
    var generator = SeededGenerator(seed: 8)
    let signal = Matrix(rows: 12, columns: 8) { i, j in Double((i + 1) * (j % 3)) / 4 }
    let noise = try WhiteNoise(rows: 12, columns: 8, deviation: 1)
    var (estimated, real) = (0.0, 0.0)
    for _ in 1...100 {
      let noisy = try svd(signal + .normal(rows: 12, columns: 8, using: &generator))
      let soft = softThresholded(noisy.singularValues, by: 3)
      estimated += noise.softRisk(of: noisy.singularValues, threshold: 3)
      let error = (try noisy.reconstructed(with: soft) - signal).frobeniusNorm
      real += error * error
    }
    // The estimate of one draw errs by about √(2mn) = 14, the mean of a hundred by 1.4, of some 40.
    #expect(abs(estimated - real) / 100 < 5)
    #expect(real / 100 > 20)
  }

  @Test func choosesNoThresholdWithoutNoise() throws {
    let noise = try WhiteNoise(rows: 4, columns: 4, deviation: 0)
    #expect(noise.softThreshold(for: [4.0, 3, 2, 1]) == 0)
    let strong = try WhiteNoise(rows: 1, columns: 1, deviation: 1)
    #expect(strong.softThreshold(for: [0.0]) >= 0)
  }
}

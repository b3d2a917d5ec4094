import LinearAlgebra
import LowRank
import Testing

private func normal(_ m: Int, _ n: Int, seed: UInt64) -> Matrix<Double> {
  var generator = SeededGenerator(seed: seed)
  return .normal(rows: m, columns: n, using: &generator)
}

@Suite struct WhiteNoiseTests {
  /// λ(β) and ω(β) = λ(β)/√μ(β), computed with mpmath. Gavish and Donoho print 4/√3, 2.858 and, in a
  /// table, more of the second.
  static let coefficients: [(m: Int, n: Int, lambda: Double, omega: Double)] = [
    (400, 400, 2.309401076758503, 2.858362424069533),
    (90, 100, 2.250340800741147, 2.710620369357522),
    (200, 100, 1.9785990537531035, 2.171185348453828),
    (100, 400, 1.7580293771397153, 1.8368657911196782),
    (10, 100, 1.5816483953196852, 1.6087715573947492),
    (1, 10_000, 1.4144256219794318, 1.414449196399012),
  ]

  @Test(arguments: coefficients)
  func thresholds(m: Int, n: Int, lambda: Double, omega: Double) throws {
    for (rows, columns) in [(m, n), (n, m)] {
      let noise = try WhiteNoise(rows: rows, columns: columns, deviation: 3)
      let scale = 3 * Double(max(m, n)).squareRoot()
      #expect(abs(noise.scale - scale) < 1e-14 * scale)
      #expect(abs(noise.hardThreshold - lambda * scale) < 1e-14 * lambda * scale)
      let coefficient = noise.hardThreshold / (scale * noise.law.median.squareRoot())
      #expect(abs(coefficient - omega) < 1e-13)
      #expect(noise.detectionLimit < noise.edge && noise.edge < noise.hardThreshold)
    }
  }

  @Test func edgesByHand() throws {
    #expect(try WhiteNoise(rows: 400, columns: 400, deviation: 25).edge == 1000)
    let noise = try WhiteNoise(rows: 9, columns: 16, deviation: 2)
    #expect(noise.edge == 14)
    #expect(abs(noise.detectionLimit - 2 * 12.0.squareRoot()) < 1e-14)
  }

  @Test(arguments: [(60, 60), (40, 120), (150, 30)])
  func theLawDescribesNoise(m: Int, n: Int) throws {
    let values = try svd(normal(m, n, seed: 5) * 2).singularValues
    let noise = try WhiteNoise(rows: m, columns: n, deviation: 2)
    // The edge is exceeded by 6σ once in 10⁸ draws; values of noise hardly move, by about σ each.
    #expect(values[0] < noise.edge + 12)
    for (value, expected) in zip(values, noise.expectedValues) {
      #expect(abs(value - expected) < 4)
    }
    let found = try WhiteNoise(estimatedFrom: values, rows: m, columns: n)
    #expect(abs(found.deviation - 2) < 0.1)
  }

  @Test func estimatesByTheMedian() throws {
    let root = 0.652775941633570369.squareRoot()
    let odd = try WhiteNoise(estimatedFrom: [1.0, 9, 4], rows: 3, columns: 3)
    #expect(abs(odd.deviation - 4 / (3.0.squareRoot() * root)) < 1e-14)
    let even = try WhiteNoise(estimatedFrom: [9, 5, 3, 1] as [Float], rows: 4, columns: 4)
    #expect(abs(even.deviation - 4 / (2 * root)) < 1e-14)
    #expect(try WhiteNoise(estimatedFrom: [0.0], rows: 1, columns: 5).deviation == 0)
  }

  @Test func refusals() {
    func error(_ body: () throws(DenoisingError) -> WhiteNoise) -> DenoisingError? {
      do {
        _ = try body()
        return nil
      } catch { return error }
    }
    for deviation in [-1, Double.nan, .infinity] {
      let found = error { () throws(DenoisingError) in
        try WhiteNoise(rows: 2, columns: 2, deviation: deviation)
      }
      #expect(found?.description.hasPrefix("expected a standard deviation") == true)
    }
    #expect(
      error { () throws(DenoisingError) in
        try WhiteNoise(rows: 0, columns: 2, deviation: 1)
      } == .emptyShape(rows: 0, columns: 2))
    #expect(
      error { () throws(DenoisingError) in
        try WhiteNoise(estimatedFrom: [1.0], rows: 2, columns: 3)
      } == .valueCount(found: 1, expected: 2))
    #expect(
      error { () throws(DenoisingError) in
        try WhiteNoise(estimatedFrom: [1.0, -.infinity], rows: 2, columns: 3)
      } == .value(index: 1, found: -.infinity))
  }
}

@Suite struct ShrinkageTests {
  @Test func squareMatrices() throws {
    // y = √(x² + 4nσ²) goes back to x.
    let noise = try WhiteNoise(rows: 25, columns: 25, deviation: 2)
    let shrunk = noise.shrunk([(100.0 * 100 + 400).squareRoot(), 25, 20, 19, 0])
    #expect(abs(shrunk[0] - 100) < 1e-12)
    #expect(abs(shrunk[1] - 15) < 1e-13)
    #expect(Array(shrunk[2...]) == [0, 0, 0])
  }

  @Test func anyShape() throws {
    // β = 1/4, s = 40: y = 3 gives √((9 − 1.25)² − 1)/3, computed with mpmath.
    let noise = try WhiteNoise(rows: 100, columns: 400, deviation: 2)
    let shrunk = noise.shrunk([120.0, 60.000001, 59.999999, 10])
    #expect(abs(shrunk[0] - 102.4695076595960) < 1e-11)
    #expect(shrunk[1] > 0 && shrunk[1] < 0.1)
    #expect(shrunk[2] == 0 && shrunk[3] == 0)
    // Huge values are hardly shrunk, and do not overflow.
    #expect(noise.shrunk([1e300])[0] == 1e300)
    #expect(try WhiteNoise(rows: 3, columns: 4, deviation: 0).shrunk([2.5, 0]) == [2.5, 0])
    let single = noise.shrunk([120] as [Float])[0]
    #expect(abs(single - 102.46951) < 1e-4)
  }

  @Test func shrinkingBeatsCutting() throws {
    let signal = normal(60, 3, seed: 1) * normal(80, 3, seed: 2).transposed * 1.2
    let noisy = try svd(signal + normal(60, 80, seed: 3))
    let noise = try WhiteNoise(rows: 60, columns: 80, deviation: 1)
    func loss(_ values: [Double]) throws -> Double {
      (try noisy.reconstructed(with: values) - signal).frobeniusNorm
    }
    let values = noisy.singularValues
    let rank = thresholdRank(of: values, above: noise.hardThreshold)
    #expect(rank == 3)
    let cut = try loss(values.enumerated().map { $0 < rank ? $1 : 0 })
    let shrunk = try loss(noise.shrunk(values))
    let soft = try loss(softThresholded(values, by: noise.softThreshold(for: values)))
    let untouched = try loss(values)
    #expect(shrunk < cut && shrunk < soft && cut < 0.6 * untouched)
  }

  @Test func otherValuesInTheProduct() throws {
    let factors = try svd(normal(5, 3, seed: 4))
    let whole = try factors.reconstructed(with: factors.singularValues)
    #expect((whole - factors.reconstructed()).maxNorm == 0)
    #expect(try factors.reconstructed(with: [0, 0, 0]) == Matrix(rows: 5, columns: 3))
    let some = try factors.reconstructed(with: [0, 2, 0])
    let expected = Matrix(rows: 5, columns: 3) { 2 * factors.u[$0, 1] * factors.v[$1, 1] }
    #expect((some - expected).maxNorm < 1e-15)
    #expect(throws: LinearAlgebraError.self) { try factors.reconstructed(with: [1]) }
  }
}

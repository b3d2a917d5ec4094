import LinearAlgebra
import Testing

@Suite struct CovarianceTests {
  @Test func sampleSaysWhatComesOut() throws {
    #expect(
      try covariance(ofRows: [[1, 2], [2, 4], [3, 6]] as Matrix<Double>) == [[1, 2], [2, 4]])
  }

  @Test(arguments: [(2, 3), (7, 4), (40, 35)])
  func isTheMeanProductOfDeviations(_ samples: Int, _ quantities: Int) throws {
    var generator = SeededGenerator(seed: 91)
    let x = Matrix<Double>.normal(rows: samples, columns: quantities, using: &generator)
    let found = try covariance(ofRows: x)
    #expect(found == found.transposed)
    let means = (0..<quantities).map { x.column($0).reduce(0, +) / Double(samples) }
    for (i, j) in [(0, 0), (1, 0), (0, 2), (quantities - 1, quantities - 1)] {
      let sum = (0..<samples).reduce(0) { $0 + (x[$1, i] - means[i]) * (x[$1, j] - means[j]) }
      // Sums of as many terms near one as there are samples.
      #expect(abs(found[i, j] - sum / Double(samples - 1)) < 10 * Double(samples) * .ulpOfOne)
    }
  }

  @Test func largeMeansCostNoDigits() throws {
    // Integers, which shifting by 2⁴⁰ leaves exact.
    let x: Matrix<Double> = [[1, 5], [2, 3], [6, 4], [3, 0]]
    #expect(try covariance(ofRows: x.map { $0 + 0x1p40 }) == covariance(ofRows: x))
    #expect(try covariance(ofRows: x * 0x1p-500) == covariance(ofRows: x) * 0x1p-1000)
  }

  @Test(arguments: [(2, 1), (5, 3), (40, 33), (400, 20)])
  func isExactForWholeNumbers(_ rows: Int, _ columns: Int) throws {
    // Small whole numbers with a whole mean: every sum is exact, in any order.
    var generator = SeededGenerator(seed: 51)
    let half = Matrix<Double>(rows: rows / 2, columns: columns) { _, _ in
      Double(generator.next() % 9) - 4
    }
    // Each row stands beside its mirror image about 7.
    let x = Matrix<Double>(rows: rows / 2 * 2, columns: columns) { i, j in
      i % 2 == 0 ? 7 + half[i / 2, j] : 7 - half[i / 2, j]
    }
    let centred = x.map { $0 - 7 }
    let factor = 1 / Double(x.rows - 1)
    let expected = Plain.product(centred.transposed, centred).map { factor * $0 }
    #expect(try covariance(ofRows: x) == expected)
  }

  @Test(arguments: [5, 257, 1000]) func equalNumbersHaveNoVariance(_ rows: Int) throws {
    for value in [0.1, 1e9 / 3, -1e-300] {
      let x = Matrix<Double>(rows: rows, columns: 2) { _, j in j == 0 ? value : 3 * value }
      #expect(try covariance(ofRows: x) == Matrix(rows: 2, columns: 2))
    }
  }

  /// A million samples about 1000, whose deviations are known: no digit of a `Float` is lost, and nearly none
  /// of a `Double` about 10⁸.
  @Test func aMillionSamplesFarFromZero() throws {
    let count = 1_000_000
    func sample(_ i: Int) -> Double { Double(i * 7919 % 1000) / 250 - 2 }
    let rounded = Matrix<Float>(rows: count, columns: 1) { i, _ in Float(1000 + sample(i)) }
    // All residues come equally often: the values are those of the first thousand.
    func variance(_ value: (Int) -> Double) -> Double {
      let shifted = (0..<1000).map { value($0) }
      let mean = shifted.reduce(0, +) / 1000
      return shifted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } * 1000 / Double(count - 1)
    }
    let expected = variance { Double(Float(1000 + sample($0)) - 1000) }
    #expect(abs(Double(try covariance(ofRows: rounded)[0, 0]) / expected - 1) < 1e-7)
    let far = Matrix<Double>(rows: count, columns: 1) { i, _ in 1e8 + sample(i) }
    let found = try covariance(ofRows: far)[0, 0]
    #expect(abs(found / variance { (1e8 + sample($0)) - 1e8 } - 1) < 1e-13)
  }

  @Test(arguments: [0, 1]) func oneSampleIsNoSpread(_ count: Int) {
    let expected = LinearAlgebraError.outOfRange(
      name: "the number of samples", value: count, allowed: 2...Int.max)
    #expect(throws: expected) { try covariance(ofRows: Matrix<Double>(rows: count, columns: 3)) }
    #expect("\(expected)" == "the number of samples is \(count); expected 2 or more")
  }
}

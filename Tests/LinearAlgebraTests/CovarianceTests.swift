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

  @Test(arguments: [0, 1]) func oneSampleIsNoSpread(_ count: Int) {
    let expected = LinearAlgebraError.outOfRange(
      name: "the number of samples", value: count, allowed: 2...Int.max)
    #expect(throws: expected) { try covariance(ofRows: Matrix<Double>(rows: count, columns: 3)) }
    #expect("\(expected)" == "the number of samples is \(count); expected 2 or more")
  }
}

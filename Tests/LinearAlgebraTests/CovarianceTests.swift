import LinearAlgebra
import Testing

/// The covariance of columns against its definition.
@Suite struct CovarianceTests {
  @Test(arguments: [(2, 1), (5, 3), (40, 33), (400, 20)])
  func agreesWithItsDefinition(_ rows: Int, _ columns: Int) {
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
    #expect(covariance(x) == expected)
  }

  @Test func symmetricToTheLastBit() {
    var generator = SeededGenerator(seed: 52)
    let c = covariance(Matrix<Float>.normal(rows: 70, columns: 45, using: &generator))
    #expect(c == c.transposed)
  }

  @Test func largeMeanCostsNoDigits() {
    // XᵀX − m·m̄m̄ᵀ would lose all of these: the squares are near 10¹⁶, their differences near one.
    let c = covariance([[1e8, 1], [1e8 + 1, 2], [1e8 + 2, 3]] as Matrix<Double>)
    #expect(c == [[1, 1], [1, 1]])
  }

  @Test func tooFewObservationsSayNothing() {
    #expect(covariance(Matrix<Double>(rows: 1, columns: 2)).elements.allSatisfy { $0.isNaN })
    #expect(covariance(Matrix<Double>(rows: 0, columns: 2)).elements.allSatisfy { $0.isNaN })
    #expect(covariance(Matrix<Double>(rows: 3, columns: 0)) == Matrix(rows: 0, columns: 0))
  }
}

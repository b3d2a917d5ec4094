import LinearAlgebra
import LowRank
import Testing

@Suite struct SingularValueThresholdingTests {
  private func normal(_ m: Int, _ n: Int, seed: UInt64) -> Matrix<Double> {
    var generator = SeededGenerator(seed: seed)
    return .normal(rows: m, columns: n, using: &generator)
  }

  @Test func byHand() throws {
    // A learning rate of 0.5 and a penalty of 1.
    let found = try softThresholded([[3, 0], [0, 1]] as Matrix<Double>, by: 0.5 * 1)
    #expect((found - [[2.5, 0], [0, 0.5]]).maxNorm < 1e-15)
    #expect(try softThresholded([[0, -2]] as Matrix<Float>, by: 2) == Matrix(rows: 1, columns: 2))
    #expect(try softThresholded(Matrix<Double>(rows: 0, columns: 3), by: 1).shape == "0×3")
  }

  /// X is the least of ½‖X − A‖² + τ‖X‖∗ exactly where G = (A − X)/τ is a subgradient at X: ‖G‖₂ ≤ 1 and
  /// ⟨G, X⟩ = ‖X‖∗.
  @Test(arguments: [(8, 5), (5, 8), (6, 6)])
  func isOptimal(m: Int, n: Int) throws {
    let a = normal(m, n, seed: 1)
    for tau in [0.1, 1, 2.5, 20] {
      let x = try softThresholded(a, by: tau)
      let g = (a - x) / tau
      let inner = zip(g.elements, x.elements).reduce(0) { $0 + $1.0 * $1.1 }
      // Rounding of A, of norm 6 at most, some 10⁻¹⁵ each, over τ ≥ 0.1.
      #expect(try g.spectralNorm() < 1 + 1e-12)
      #expect(abs(try x.nuclearNorm() - inner) < 1e-12)
    }
  }

  @Test func singlePrecisionHasTheRankOfTheValuesLeft() throws {
    var generator = SeededGenerator(seed: 2)
    let a = Matrix<Float>.normal(rows: 24, columns: 40, using: &generator)
    let values = try svd(a).singularValues
    let tau = (values[9] + values[10]) / 2
    let after = try svd(softThresholded(a, by: tau)).singularValues
    // Values near 10 round by 10⁻⁶ or so.
    for (k, value) in after.enumerated() {
      #expect(abs(value - max(values[k] - tau, 0)) < 2e-5)
    }
    #expect(after.count { $0 > 1e-4 * after[0] } == 10)
  }

  @Test func refusesWhatIsNotFinite() {
    #expect(throws: LinearAlgebraError.self) {
      try softThresholded([[1, .nan]] as Matrix<Double>, by: 1)
    }
  }
}

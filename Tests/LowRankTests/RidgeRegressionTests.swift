import LinearAlgebra
import LowRank
import Testing

@Suite struct RidgeRegressionTests {
  private func draw(_ rows: Int, _ columns: Int, _ seed: UInt64) -> Matrix<Double> {
    var generator = SeededGenerator(seed: seed)
    return .normal(rows: rows, columns: columns, using: &generator)
  }

  private func centred(_ a: Matrix<Double>) -> Matrix<Double> {
    let means = (0..<a.columns).map { a.column($0).reduce(0, +) / Double(a.rows) }
    return Matrix(rows: a.rows, columns: a.columns) { a[$0, $1] - means[$1] }
  }

  /// The least sum has a gradient of zero: XᵀXW + λW = XᵀY. Numbers are about 100, so rounding is 10⁻¹².
  @Test(arguments: [(30, 8), (8, 30), (12, 12)], [0.5, 40])
  func solvesTheNormalEquations(shape: (Int, Int), penalty: Double) throws {
    let (x, y) = (draw(shape.0, shape.1, 61).map { $0 + 3 }, draw(shape.0, 4, 62).map { $0 - 5 })
    let w = try RidgeRegression(inputs: x, targets: y).coefficients(penalty: penalty)
    let c = centred(x)
    let gradient = c.transposed * (c * w - centred(y)) + w * penalty
    #expect(gradient.maxNorm < 1e-10)
    #expect(w.maxNorm > 1e-3)
  }

  /// A linear map with an offset, hardly penalised, is found. λ = 10⁻⁶ beside squares of about 30 leaves
  /// an error of 10⁻⁷.
  @Test func findsALinearMapWithItsOffset() throws {
    let (x, map) = (draw(40, 5, 63), draw(5, 3, 64))
    let y = (x * map).map { $0 + 7 }
    let ridge = try RidgeRegression(inputs: x, targets: y)
    let others = draw(6, 5, 65)
    let found = ridge.predictions(for: others, penalty: 1e-6)
    #expect((found - (others * map).map { $0 + 7 }).maxNorm < 1e-5)
  }

  /// A large penalty leaves the targets' means.
  @Test func aLargePenaltyLeavesTheMean() throws {
    let y = draw(20, 2, 66)
    let ridge = try RidgeRegression(inputs: draw(20, 3, 67), targets: y)
    let found = ridge.predictions(for: draw(1, 3, 68), penalty: 1e12)
    for j in 0..<2 { #expect(abs(found[0, j] - y.column(j).reduce(0, +) / 20) < 1e-9) }
  }
}

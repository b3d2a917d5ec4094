import LinearAlgebra
import LowRank
import Testing

@Suite struct RankRuleTests {
  private let planted: Matrix<Double>

  init() {
    var generator = SeededGenerator(seed: 21)
    func draw(_ rows: Int, _ columns: Int) -> Matrix<Double> {
      .normal(rows: rows, columns: columns, using: &generator)
    }
    planted = draw(50, 3) * draw(3, 40) + draw(50, 40) * 0.2
  }

  private func rank(_ rule: RankRule, _ a: Matrix<Double>) throws -> Int {
    try rule.rank(of: try svd(a), a, seed: 1)
  }

  @Test(
    "a rank under noise is found",
    arguments: [
      RankRule.gavishDonoho, .variationalBayes, .heldOut(groups: 2), .heldOut(groups: 3), .elbow,
      .logarithmicElbow,
    ])
  func findsThePlantedRank(rule: RankRule) throws { #expect(try rank(rule, planted) == 3) }

  @Test func energyIsOfSquares() throws {
    let a: Matrix<Double> = .diagonal([3, 1])
    #expect(try rank(.energy(0.9), a) == 1)
    #expect(try rank(.energy(0.91), a) == 2)
  }

  /// Values of zero have no logarithm, and are left out.
  @Test func zerosHaveNoLogarithm() throws {
    #expect(try rank(.logarithmicElbow, .diagonal([8, 4, 0.01, 0.009, 0])) == 2)
    #expect(try rank(.logarithmicElbow, Matrix(rows: 3, columns: 3)) == 0)
  }

  /// Noise alone has no layers, whatever its shape and its unit; without noise each value counts.
  @Test(
    "variational Bayes finds none in noise, all without it",
    arguments: [(40, 40), (12, 200), (90, 30)])
  func variationalBayesKnowsNoise(rows: Int, columns: Int) throws {
    for (seed, unit) in zip(UInt64(1)..., [1, 1e-150, 1e150]) {
      var generator = SeededGenerator(seed: seed)
      func draw(_ rows: Int, _ columns: Int) -> Matrix<Double> {
        .normal(rows: rows, columns: columns, using: &generator)
      }
      let noise = draw(rows, columns)
      #expect(try rank(.variationalBayes, noise * unit) == 0)
      let signal = draw(rows, 2) * draw(2, columns)
      #expect(try rank(.variationalBayes, (signal * 3 + noise) * unit) == 2)
      #expect(try rank(.variationalBayes, signal * unit) == 2)
    }
    #expect(try rank(.variationalBayes, Matrix(rows: rows, columns: columns)) == 0)
  }

  @Test func namesTellTheRulesApart() {
    let rules: [RankRule] = [
      .energy(0.9), .energy(0.99), .elbow, .logarithmicElbow, .gavishDonoho, .variationalBayes,
      .heldOut(groups: 2), .heldOut(groups: 3),
    ]
    #expect(Set(rules.map(\.name)).count == rules.count)
  }
}

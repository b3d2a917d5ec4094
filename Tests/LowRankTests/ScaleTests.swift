import LinearAlgebra
import LowRank
import Testing

/// Numbers at either end of the range, NaN, and settings that cannot be taken.
@Suite struct ScaleTests {
  @Test func standardizedSubnormalColumns() throws {
    let unit = Double.leastNonzeroMagnitude
    let far = try Matrix<Double>(rows: [[0, 1], [unit, 2], [2 * unit, 4]])
    let pca = try principalComponents(of: far, standardize: true)
    let near = try principalComponents(of: [[0, 1], [1, 2], [2, 4]], standardize: true)
    #expect((pca.components - near.components).maxNorm < 1e-14)
    #expect((pca.scores - near.scores).maxNorm < 1e-14)
    #expect(zip(pca.variances, near.variances).allSatisfy { abs($0 - $1) < 1e-14 })
    #expect(pca.mean[0] == unit && pca.scale[0] == unit)
  }

  @Test(arguments: [-1060, -600, 600, 1020]) func componentsAtAnyScale(power: Int) throws {
    let samples: Matrix<Double> = [[1, 1], [3, 3], [4, 3], [5, 5], [7, 3]]
    func scaled(_ value: Double) -> Double {
      Double(sign: .plus, exponent: power, significand: value)
    }
    let (near, far) = (
      try principalComponents(of: samples), try principalComponents(of: samples.map(scaled))
    )
    #expect((far.components - near.components).maxNorm < 1e-13)
    #expect(abs(far.explainedVarianceRatio[0] - 6.0 / 7) < 1e-13)
    #expect(far.scores.elements.allSatisfy { $0.isFinite })
    #expect(far.mean == Vector([scaled(4), scaled(3)]))
  }

  @Test func equalNumbersDoNotVary() throws {
    let equal = Matrix<Double>(rows: 5, columns: 2) { _, j in j == 0 ? 0.1 : 1e9 / 3 }
    #expect(try principalComponents(of: equal).variances == [0, 0])
    #expect(separation(of: [0.1, 0.1, 0.1, 0.1, 0.1], by: [0, 1, 0, 1, 1]) == 0)
    #expect(separation(of: [1e300, 3e300, 1e300, 3e300], by: [0, 0, 1, 1]) == 0)
    #expect(separation(of: [1e-300, 1e-300, 2e-300], by: [0, 0, 1]) == 1)
  }

  @Test func notANumberStaysSo() throws {
    let picture = Matrix<Double>(rows: 3, columns: 3, repeating: .nan)
    let other = Matrix<Double>(rows: 3, columns: 3, repeating: 1)
    #expect(peakSignalToNoise(of: picture, against: other).isNaN)
    #expect(peakSignalToNoise(meanSquare: .nan).isNaN)
    #expect(peakSignalToNoise(of: other, against: other) == .infinity)
    #expect(Tensor(picture).norm.isNaN)
    #expect(Tensor(other).relativeError(of: Tensor(picture)).isNaN)
    #expect(separation(of: [1, .nan], by: [0, 1]).isNaN)
    let noise = try WhiteNoise(rows: 4, columns: 4, deviation: 1)
    #expect(noise.shrunk([Double.nan, 100])[0].isNaN)
    #expect(noise.law.density(.nan).isNaN)
    #expect(noise.law.cumulative(.nan).isNaN)
    #expect(noise.law.quantile(.nan).isNaN)
    let bad = try CP<Double>(weights: [1, 1], factors: [picture.firstColumns(2)])
    #expect(bad.lowestCongruence.isNaN)
  }

  @Test func ratingsThatAreNotFinite() throws {
    let known = ObservedEntries([[1, .nan], [0, 2]]) { $0 != 0 }
    let expected = CompletionError.nonFinite(row: 0, column: 1)
    #expect(throws: expected) { try baseline(of: known) }
    #expect(throws: expected) { try softImpute(known, penalty: 1) }
    #expect(throws: expected) { try alternatingLeastSquares(known, rank: 1, penalty: 1) }
    #expect(throws: expected) { try zeroFilledSVD(known, rank: 1) }
    let whole = ObservedEntries([[1, 3], [0, 2]]) { $0 != 0 }
    let odd = Baseline(mean: 0, rows: [0, 0], columns: [0, .infinity])
    #expect(throws: expected) { try softImpute(whole, penalty: 1, baseline: odd) }
    #expect(throws: expected) {
      try alternatingLeastSquares(whole, rank: 1, penalty: 1, baseline: odd)
    }
    #expect(throws: CompletionError.unsuitable(.nonFinite(row: 1, column: 0))) {
      try alternatingLeastSquares(whole, rank: 1, penalty: 1, startingFrom: [[1], [.nan]])
    }
    #expect(throws: CompletionError.self) { try ObservedEntries(rows: -1, columns: 2, entries: []) }
  }

  @Test(arguments: [-1e-9, Double.nan]) func tolerances(_ tolerance: Double) throws {
    let known = ObservedEntries([[1, 3], [0, 2]]) { $0 != 0 }
    let x = Tensor<Double>(sizes: [2, 2, 2]) { Double($0.reduce(1, +)) }
    #expect(throws: CompletionError.self) {
      try softImpute(known, penalty: 1, tolerance: tolerance)
    }
    #expect(throws: CompletionError.self) {
      try alternatingLeastSquares(known, rank: 1, penalty: 1, tolerance: tolerance)
    }
    #expect(throws: TensorError.self) { try cpALS(x, rank: 1, tolerance: tolerance) }
    #expect(throws: TensorError.self) { try hooi(x, ranks: [1, 1, 1], tolerance: tolerance) }
    #expect(throws: LinearAlgebraError.self) {
      try softThresholded(Matrix<Double>.identity(2), by: tolerance)
    }
  }

  @Test func shapesThatCannotBe() throws {
    let two = Matrix<Double>(rows: 2, columns: 2)
    for sizes in [[2, -1, -2], [2, 1 << 40, 1 << 40], [2, 1 << 40, 1 << 40, 0]] {
      #expect(throws: TensorError.elementCount(shape: sizes, found: 4)) {
        try Tensor(folding: two, mode: 0, sizes: sizes)
      }
    }
    let start = [Matrix<Double>(rows: 2, columns: 1), Matrix(rows: 2, columns: 2)]
    #expect(throws: TensorError.self) { try cpALS(Tensor(two), startingFrom: start) }
    let none = [Matrix<Double>(rows: 2, columns: 0), Matrix(rows: 2, columns: 0)]
    #expect(throws: TensorError.self) { try cpALS(Tensor(two), startingFrom: none) }
    let bad = [Matrix<Double>(rows: 2, columns: 1, repeating: .nan), Matrix(rows: 2, columns: 1)]
    #expect(throws: TensorError.self) { try cpALS(Tensor(two), startingFrom: bad) }
    #expect(throws: TensorError.self) {
      try khatriRao(
        Matrix<Double>(rows: 1 << 40, columns: 0), Matrix(rows: 1 << 40, columns: 0))
    }
    var generator = SeededGenerator(seed: 1)
    for folds in [0, 1, 3, -2] {
      #expect(throws: LinearAlgebraError.self) {
        try biCrossValidation(two, maximumRank: 1, folds: folds, using: &generator)
      }
    }
    #expect(throws: LinearAlgebraError.self) {
      try RidgeRegression(inputs: two, targets: Matrix(rows: 3, columns: 1))
    }
  }

  @Test func rulesThatCannotBe() throws {
    let a = Matrix<Double>.diagonal([3, 2])
    let f = try svd(a)
    #expect(RankRule.energy(.nan).name.contains("nan"))
    #expect(throws: DenoisingError.self) { try RankRule.energy(.nan).rank(of: f, a, seed: 1) }
    #expect(throws: LinearAlgebraError.self) {
      try RankRule.heldOut(groups: 0).rank(of: f, a, seed: 1)
    }
    let odd = SVD<Double>(u: .identity(2), singularValues: [.nan, 1], v: .identity(2))
    for rule in [RankRule.elbow, .energy(0.9), .variationalBayes, .gavishDonoho] {
      #expect(throws: DenoisingError.self) { try rule.rank(of: odd, a, seed: 1) }
    }
  }

  @Test func factorsThatDoNotFitAreNamed() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Completion(
        baseline: Baseline(constant: 0, rows: 3, columns: 2),
        left: Matrix(rows: 3, columns: 2), right: Matrix(rows: 2, columns: 1))
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("a 3×2 and a 2×1 factor do not fit together"))
  }
}

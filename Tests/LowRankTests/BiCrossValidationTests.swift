import LinearAlgebra
import LowRank
import Testing

@Suite struct BiCrossValidationTests {
  private func draw(_ rows: Int, _ columns: Int, _ seed: UInt64) -> Matrix<Double> {
    var generator = SeededGenerator(seed: seed)
    return .normal(rows: rows, columns: columns, using: &generator)
  }

  private func errors(
    _ a: Matrix<Double>, _ maximumRank: Int, folds: Int = 2, seed: UInt64 = 1
  ) throws -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return try biCrossValidation(a, maximumRank: maximumRank, folds: folds, using: &generator)
  }

  /// Where D has the rank of the whole matrix, B D⁺ C is the held-out block. The error is the square of
  /// rounding, some (10⁻¹³)², magnified by the squared condition number of D, which here is below 10⁴.
  @Test(arguments: [2, 3, 5]) func exactAtTheTrueRank(folds: Int) throws {
    let found = try errors(draw(24, 3, 81) * draw(3, 18, 82), 6, folds: folds)
    #expect(found.count == 7)
    #expect(found[3] < 1e-18)
    #expect(found[2] > 1e-3)
    // Ranks that D does not have add nothing.
    #expect(found[6] == found[3])
  }

  /// Rank 0 predicts zeros.
  @Test func rankZeroIsTheMeanSquare() throws {
    let a = draw(10, 7, 83)
    let norm = a.frobeniusNorm
    let found = try errors(a, 0)
    #expect(found.count == 1)
    #expect(abs(found[0] - norm * norm / 70) < 1e-12)
  }

  @Test(arguments: [UInt64(1), 2, 3]) func findsTheRankUnderNoise(seed: UInt64) throws {
    let a = draw(60, 4, 84) * draw(4, 50, 85) + draw(60, 50, 86 + seed) * 0.5
    let found = try errors(a, 12, seed: seed)
    #expect(found.indices.min { found[$0] < found[$1] } == 4)
  }

  @Test func noiseAloneHasRankZero() throws {
    let found = try errors(draw(60, 50, 90), 10)
    #expect(found.indices.min { found[$0] < found[$1] } == 0)
  }

  /// Smaller than asked for: D of a 5×4 matrix in 2 folds can be 2×2.
  @Test func ranksThatNoBlockHasAreLeftOut() throws {
    #expect(try errors(draw(5, 4, 91), 50).count == 3)
  }

  @Test func refusesWhatIsNoNumber() {
    var a = draw(4, 4, 92)
    a[1, 2] = .nan
    #expect(throws: LinearAlgebraError.self) { try errors(a, 2) }
  }
}

import LinearAlgebra
import LowRank
import Testing

@Suite struct RankingTests {
  private func guess(_ values: [[Double]]) -> Completion {
    let matrix = Matrix<Double>(rows: values.count, columns: values[0].count) { values[$0][$1] }
    return Completion(
      baseline: Baseline(constant: 0, rows: matrix.rows, columns: matrix.columns),
      left: matrix, right: .identity(matrix.columns))
  }

  @Test func countsTheBestThatAreOnTheList() {
    let truth: Matrix<Double> = [[5, 4, 1, 2], [1, 2, 3, 4]]
    let known = ObservedEntries(truth) { _, _ in true }
    #expect(guess([[9, 8, 7, 6], [1, 2, 3, 4]]).topShares(of: 2, on: known) == [1, 1])
    #expect(guess([[9, 1, 8, 2], [4, 3, 2, 1]]).topShares(of: 2, on: known) == [0.5, 0])
    // A constant for each row changes nothing.
    #expect(guess([[109, 101, 108, 102], [4, 3, 2, 1]]).topShares(of: 2, on: known) == [0.5, 0])
  }

  @Test func equalsServeAlikeAndRowsWithoutAChoiceAreLeftOut() {
    let truth: Matrix<Double> = [[1, 1, 1, -1], [1, -1, 0, 0], [2, 2, 2, 2]]
    let known = ObservedEntries(truth) { i, j in i != 1 || j < 2 }
    // Three yeas for a list of two: any two of them are right. Row 1 has two entries, row 2 one value.
    #expect(
      guess([[0, 3, 2, 1], [1, 2, 3, 4], [1, 2, 3, 4]]).topShares(of: 2, on: known) == [1])
    #expect(
      guess([[0, 1, 0, 3], [1, 2, 3, 4], [1, 2, 3, 4]]).topShares(of: 2, on: known) == [0.5])
  }
}

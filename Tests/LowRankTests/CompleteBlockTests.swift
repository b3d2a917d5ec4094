import LinearAlgebra
import LowRank
import Testing

@Suite struct CompleteBlockTests {
  @Test func aWholeTableStays() {
    let (rows, columns) = completeBlock(of: Matrix(rows: 3, columns: 2, repeating: 1))
    #expect(rows == [0, 1, 2] && columns == [0, 1])
  }

  /// A gap in a row of three costs that row a third, and its column a half.
  @Test func theLargerShareGoes() {
    let (rows, columns) = completeBlock(of: [[1, 1, 0], [1, 1, 1]])
    #expect(rows == [0, 1] && columns == [0, 1])
  }

  @Test func nothingIsLeftOfNothing() {
    #expect(completeBlock(of: Matrix(rows: 2, columns: 3)).rows.isEmpty)
    #expect(completeBlock(of: Matrix(rows: 0, columns: 3)).columns == [0, 1, 2])
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func noGapIsLeftAndScatteredOnesCostFew(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let known = Matrix<Double>(rows: 40, columns: 60) { i, _ in
      Double.random(in: 0..<1, using: &generator) < (i < 5 ? 0.5 : 0.001) ? 0 : 1
    }
    let (rows, columns) = completeBlock(of: known)
    for i in rows { for j in columns { #expect(known[i, j] != 0) } }
    // The five rows that are half empty go; the others have about two gaps among them, each of which costs a
    // row or a column.
    #expect(!rows.contains { $0 < 5 })
    #expect(rows.count >= 25 && columns.count >= 50)
  }
}

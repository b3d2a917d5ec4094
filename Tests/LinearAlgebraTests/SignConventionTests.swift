import LinearAlgebra
import Testing

/// The signs that make a decomposition unique where its values are distinct.
@Suite struct SignConventionTests {
  /// The sign of a column's first element that has, but for rounding, the largest magnitude.
  private func leadingSign(_ vector: Vector<Double>) -> Double {
    let largest = vector.map { abs($0) }.max() ?? 0
    return (vector.first { abs($0) >= largest * (1 - 1e-9) } ?? 0) < 0 ? -1 : 1
  }

  @Test(arguments: [(6, 6), (9, 4), (4, 9), (1, 5), (5, 1)])
  func columnsOfVLeadWithAPositiveElement(_ rows: Int, _ columns: Int) throws {
    var generator = SeededGenerator(seed: 5)
    let a = Matrix<Double>.normal(rows: rows, columns: columns, using: &generator)
    for shape in [FactorShape.thin, .full] {
      let f = try svd(a, shape)
      for j in 0..<min(rows, columns) { #expect(leadingSign(f.v.column(j)) == 1) }
    }
  }

  @Test func negatedMatrixTurnsTheLeftVectorsAlone() throws {
    var generator = SeededGenerator(seed: 6)
    let a = Matrix<Double>.normal(rows: 8, columns: 5, using: &generator)
    let (f, g) = (try svd(a), try svd(-a))
    // The gaps between the values are over a hundredth of them, so vectors agree to 100 n ε.
    let tolerance = 100 * 8 * Double.ulpOfOne
    #expect((f.v - g.v).maxNorm < tolerance)
    #expect((f.u + g.u).maxNorm < tolerance)
  }

  @Test func scalingLeavesTheVectorsAlone() throws {
    var generator = SeededGenerator(seed: 7)
    let a = Matrix<Double>.normal(rows: 7, columns: 7, using: &generator)
    let (f, g) = (try svd(a), try svd(a * 0x1p400))
    #expect(f.u == g.u && f.v == g.v)
    #expect(f.singularValues.map { $0 * 0x1p400 } == g.singularValues)
  }

  @Test func tiesGoToTheFirstElement() throws {
    let eigen = try symmetricEigen([[2, -1], [-1, 2]] as Matrix<Double>)
    #expect(eigen.vectors[0, 0] > 0 && eigen.vectors[0, 1] > 0)
    #expect(eigen.vectors[1, 0] < 0)
  }

  @Test func eigenvectorsLeadWithAPositiveElement() throws {
    var generator = SeededGenerator(seed: 9)
    let b = Matrix<Double>.normal(rows: 9, columns: 9, using: &generator)
    let eigen = try symmetricEigen(b + b.transposed)
    for j in 0..<9 { #expect(leadingSign(eigen.vectors.column(j)) == 1) }
  }
}

import LinearAlgebra
import Testing

/// The contract of `svd` on every family: backward error and orthogonality within 5·max(m, n)·ε.
@Suite struct SVDContractTests {
  @Test func holdsInDouble() throws {
    for sample in Families.general(Double.self) { try check(sample) }
  }

  @Test func holdsInFloat() throws {
    for sample in Families.general(Float.self) { try check(sample) }
  }

  private func check<Scalar: RealScalar>(_ sample: Sample<Scalar>) throws {
    for a in [sample.matrix, sample.matrix.transposed] {
      for shape in [FactorShape.thin, .full] {
        let ratio = ErrorRatio.of(try svd(a, shape), of: a, shape)
        #expect(ratio < ErrorRatio.limit, "\(sample) \(shape)")
      }
    }
  }

  @Test(arguments: [(0, 0), (0, 4), (4, 0), (1, 0), (0, 1)])
  func emptyInEmptyOut(_ rows: Int, _ columns: Int) throws {
    let a = Matrix<Double>(rows: rows, columns: columns)
    let thin = try svd(a)
    #expect(
      thin
        == SVD(
          u: Matrix(rows: rows, columns: 0), singularValues: [],
          v: Matrix(rows: columns, columns: 0)))
    let full = try svd(a, .full)
    #expect(full == SVD(u: .identity(rows), singularValues: [], v: .identity(columns)))
    #expect(full.reconstructed() == a)
  }

  @Test func largeMatricesToo() throws {
    // Large enough for several blocks of reflections, batches of rotations, and both threads in every
    // step.
    var generator = SeededGenerator(seed: 21)
    let square = Matrix<Double>.normal(rows: 520, columns: 520, using: &generator)
    #expect(ErrorRatio.of(try svd(square), of: square) < ErrorRatio.limit)
    let tall = Matrix<Float>.normal(rows: 400, columns: 70, using: &generator)
    #expect(ErrorRatio.of(try svd(tall, .full), of: tall, .full) < ErrorRatio.limit)
  }
}

import LinearAlgebra
import Testing

/// The bound 5·max(m, n)·ε is one of the spectral norm: in the 1-norm, which may be √n times as large, these
/// matrices exceed it.
@Suite struct OrthogonalityTests {
  private func ratio(_ q: Matrix<Double>) throws -> Double {
    let error = try (q.transposed * q - .identity(q.columns)).spectralNorm()
    return error / (Double(q.rows) * .ulpOfOne)
  }

  @Test(arguments: [Accuracy.standard, .high]) func twoValues(_ accuracy: Accuracy) throws {
    let n = accuracy == .standard ? 600 : 200
    var generator = SeededGenerator(seed: 1)
    let q = try qr(Matrix<Double>.normal(rows: n, columns: n, using: &generator)).q
    let p = try qr(Matrix<Double>.normal(rows: n, columns: n, using: &generator)).q
    let a = q.scalingColumns(by: (0..<n).map { $0 % 2 == 0 ? 1 : 2 }) * p.transposed
    let f = try svd(a, accuracy: accuracy)
    #expect(try max(ratio(f.u), ratio(f.v)) < 5)
    let eigen = try symmetricEigen(f.v.scalingColumns(by: f.singularValues) * f.v.transposed)
    #expect(try ratio(eigen.vectors) < 5)
  }

  @Test(arguments: [Accuracy.standard, .high]) func allOnes(_ accuracy: Accuracy) throws {
    let f = try svd(Matrix<Double>(rows: 333, columns: 333, repeating: 1), accuracy: accuracy)
    #expect(try max(ratio(f.u), ratio(f.v)) < 5)
  }
}

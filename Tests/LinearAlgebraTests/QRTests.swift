import LinearAlgebra
import Testing

/// The contract of `qr` on every family: ‖A − QR‖ and orthogonality within 5·max(m, n)·ε.
@Suite struct QRTests {
  @Test func contractHoldsInDouble() throws {
    for sample in Families.general(Double.self) { try check(sample) }
  }

  @Test func contractHoldsInFloat() throws {
    for sample in Families.general(Float.self) { try check(sample) }
  }

  private func check<Scalar: RealScalar>(_ sample: Sample<Scalar>) throws {
    for a in [sample.matrix, sample.matrix.transposed] {
      for shape in [FactorShape.thin, .full] {
        let f = try qr(a, shape)
        #expect(ErrorRatio.of(f, of: a, shape) < ErrorRatio.limit, "\(sample) \(shape)")
        #expect(f.r.diagonal.allSatisfy { $0 >= 0 }, "\(sample)")
      }
    }
  }

  @Test func knownFactors() throws {
    let f = try qr([[3, 1], [4, 2]] as Matrix<Double>)
    // Columns of length 5 and the rest of [1, 2] beside [3, 4]/5: the inner product is 11/5.
    let expected: Matrix<Double> = [[5, 2.2], [0, 0.4]]
    #expect((f.r - expected).maxNorm < 5 * 2 * Double.ulpOfOne * 5)
  }

  @Test(arguments: [(0, 3), (3, 0), (0, 0)])
  func emptyInEmptyOut(_ rows: Int, _ columns: Int) throws {
    let a = Matrix<Double>(rows: rows, columns: columns)
    #expect(
      try qr(a) == QR(q: Matrix(rows: rows, columns: 0), r: Matrix(rows: 0, columns: columns)))
    #expect(try qr(a, .full) == QR(q: .identity(rows), r: a))
  }
}

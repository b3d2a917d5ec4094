import LinearAlgebra
import Testing

/// The contract of `pivotedQR`: that of `qr` for the reordered columns, and a diagonal that descends.
@Suite struct PivotedQRTests {
  @Test(arguments: Families.general(Double.self))
  func contractHoldsInDouble(_ sample: Sample<Double>) throws { try check(sample) }

  @Test(arguments: Families.general(Float.self))
  func contractHoldsInFloat(_ sample: Sample<Float>) throws { try check(sample) }

  private func check<Scalar: RealScalar>(_ sample: Sample<Scalar>) throws {
    for a in [sample.matrix, sample.matrix.transposed] {
      for shape in [FactorShape.thin, .full] {
        let f = try pivotedQR(a, shape)
        #expect(f.permutation.sorted() == Array(0..<a.columns))
        let reordered = Matrix(rows: a.rows, columns: a.columns) { a[$0, f.permutation[$1]] }
        let ratio = ErrorRatio.of(QR(q: f.q, r: f.r), of: reordered, shape)
        #expect(ratio < ErrorRatio.limit, "\(sample) \(shape)")
        // Each element is the norm of what is left of its column. Rounding in a norm of m terms may
        // let the next be larger by mε.
        let diagonal = f.r.diagonal
        #expect(diagonal.allSatisfy { $0 >= 0 })
        let slack = 1 + Scalar(max(a.rows, a.columns)) * Scalar.ulpOfOne
        for (first, next) in zip(diagonal, diagonal.dropFirst()) {
          #expect(next <= first * slack + Scalar.leastNonzeroMagnitude, "\(sample)")
        }
      }
    }
  }

  @Test func rankOfAProduct() throws {
    var generator = SeededGenerator(seed: 62)
    let a = Matrix<Double>.normal(rows: 20, columns: 4, using: &generator)
    let b = Matrix<Double>.normal(rows: 4, columns: 15, using: &generator)
    #expect(try pivotedQR(a * b).rank() == 4)
    #expect(try pivotedQR((a * b) * 1e-290).rank() == 4)
    #expect(try pivotedQR(a).rank(tolerance: 1e9) == 0)
    #expect(try pivotedQR(Matrix<Double>(rows: 3, columns: 2)).rank() == 0)
  }

  @Test func sampleSaysWhatComesOut() throws {
    let f = try pivotedQR([[1, 3], [0, 4]] as Matrix<Double>)
    #expect(f.permutation == [1, 0])
    #expect(abs(f.r[0, 0] - 5) < 5 * 2 * Double.ulpOfOne * 5)
  }

  @Test(arguments: [(0, 3), (3, 0), (0, 0)])
  func emptyInEmptyOut(_ rows: Int, _ columns: Int) throws {
    let f = try pivotedQR(Matrix<Double>(rows: rows, columns: columns))
    #expect(f.q == Matrix(rows: rows, columns: 0) && f.r == Matrix(rows: 0, columns: columns))
    #expect(f.permutation == Array(0..<columns) && f.rank() == 0)
  }
}

import LinearAlgebra
import Testing

/// What the singular values say of a matrix.
@Suite struct SpectrumTests {
  @Test func normsOfADiagonal() throws {
    let a = Matrix<Double>.diagonal([3, -4, 0], rows: 3, columns: 5)
    #expect(try a.spectralNorm() == 4)
    #expect(try a.nuclearNorm() == 7)
    #expect(try a.rank() == 2)
    #expect(try a.rank(tolerance: 3.5) == 1)
    #expect(try a.conditionNumber() == .infinity)
    #expect(a.frobeniusNorm == 5 && a.oneNorm == 4 && a.maxNorm == 4)
  }

  @Test func emptyMatrix() throws {
    let a = Matrix<Double>(rows: 0, columns: 3)
    #expect(try a.spectralNorm() == 0)
    #expect(try a.nuclearNorm() == 0)
    #expect(try a.rank() == 0)
    #expect(try a.conditionNumber() == 1)
    #expect(a.oneNorm == 0 && a.maxNorm == 0 && a.frobeniusNorm == 0)
  }

  @Test func rankSeesThroughRounding() throws {
    var generator = SeededGenerator(seed: 41)
    let a = Matrix<Double>.normal(rows: 40, columns: 6, using: &generator)
    let b = Matrix<Double>.normal(rows: 6, columns: 30, using: &generator)
    #expect(try (a * b).rank() == 6)
    #expect(try ((a * b) * 1e-300).rank() == 6)
    #expect(try Matrix<Double>(rows: 3, columns: 3).rank() == 0)
    #expect(try Matrix<Float>.identity(7).rank() == 7)
  }

  @Test func normThatOverflowsIsInfinite() throws {
    let a = Matrix<Double>(rows: 20, columns: 30, repeating: .greatestFiniteMagnitude)
    #expect(try a.spectralNorm() == .infinity)
  }

  @Test func notANumberIsNeverTheLargest() {
    #expect(([[1, .nan], [3, 2]] as Matrix<Double>).maxNorm.isNaN)
    #expect(([[1, .nan], [3, 2]] as Matrix<Double>).oneNorm.isNaN)
  }

  /// Without vectors the same reflections and rotations happen to the values.
  @Test func valuesAloneAreThoseOfTheDecompositions() throws {
    for sample in Families.general(Double.self) { try checkValues(sample.matrix) }
    for sample in Families.general(Float.self) { try checkValues(sample.matrix) }
    for sample in Families.symmetric(Double.self) { try checkEigenvalues(sample.matrix) }
    for sample in Families.symmetric(Float.self) { try checkEigenvalues(sample.matrix) }
    // Large enough for logs of rotations that fill, blocks of reflections, and threads.
    var generator = SeededGenerator(seed: 42)
    let a = Matrix<Double>.normal(rows: 330, columns: 300, using: &generator)
    try checkValues(a)
    try checkEigenvalues(a.transposed * a)
  }

  private func checkValues<Scalar: RealScalar>(_ a: Matrix<Scalar>) throws {
    for matrix in [a, a.transposed] {
      #expect(try singularValues(of: matrix) == svd(matrix).singularValues)
    }
  }

  private func checkEigenvalues<Scalar: RealScalar>(_ a: Matrix<Scalar>) throws {
    #expect(try eigenvalues(of: a) == symmetricEigen(a).values)
  }

  @Test func valuesAloneOfNothing() throws {
    for (rows, columns) in [(0, 0), (0, 4), (4, 0)] {
      #expect(try singularValues(of: Matrix<Double>(rows: rows, columns: columns)).isEmpty)
    }
    #expect(try eigenvalues(of: Matrix<Double>(rows: 0, columns: 0)).isEmpty)
  }

  @Test func valuesAloneRefuseWhatTheDecompositionsRefuse() {
    #expect(throws: LinearAlgebraError.nonFinite(row: 0, column: 1)) {
      try singularValues(of: [[1, .nan]] as Matrix<Double>)
    }
    #expect(throws: LinearAlgebraError.notSquare(rows: 1, columns: 2)) {
      try eigenvalues(of: [[1, 2]] as Matrix<Double>)
    }
    #expect(throws: LinearAlgebraError.notSymmetric(row: 0, column: 1, asymmetry: 1)) {
      try eigenvalues(of: [[1, 2], [3, 4]] as Matrix<Float>)
    }
  }
}

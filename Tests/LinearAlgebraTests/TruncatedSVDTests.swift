import LinearAlgebra
import Testing

/// `truncatedSVD`: nearly the best approximation, at the default settings.
@Suite struct TruncatedSVDTests {
  /// Errors in units of the best that the rank allows, in Frobenius' norm and in the spectral norm.
  private func excess<Scalar: RealScalar>(
    _ f: SVD<Scalar>, of a: Matrix<Scalar>, rank: Int
  ) throws -> (frobenius: Double, spectral: Double) {
    #expect(f.u.shape == "\(a.rows)×\(rank)" && f.v.shape == "\(a.columns)×\(rank)")
    #expect(f.singularValues.count == rank && f.singularValues == f.singularValues.sorted(by: >))
    #expect(ErrorRatio.orthogonality(f.u) < ErrorRatio.limit)
    #expect(ErrorRatio.orthogonality(f.v) < ErrorRatio.limit)
    let values = try svd(a).singularValues.map { Double($0) }
    let best = Vector(values.dropFirst(rank)).norm
    let left = a - f.reconstructed()
    return (
      Double(left.frobeniusNorm) / best - 1, Double(try left.spectralNorm()) / values[rank] - 1
    )
  }

  /// A matrix with the given singular values.
  private func matrix(_ values: [Double], rows: Int) throws -> Matrix<Double> {
    var generator = SeededGenerator(seed: 101)
    let u = try qr(Matrix<Double>.normal(rows: rows, columns: values.count, using: &generator)).q
    let v = try qr(
      Matrix<Double>.normal(rows: values.count, columns: values.count, using: &generator)
    ).q
    return u.scalingColumns(by: values) * v.transposed
  }

  @Test(arguments: [1, 5, 20])
  func decayLikeAPhotographs(_ rank: Int) throws {
    let a = try matrix((1...100).map { 1000 / Double($0) }, rows: 140)
    for matrix in [a, a.transposed] {
      let error = try excess(truncatedSVD(matrix, rank: rank), of: matrix, rank: rank)
      // The claim of the documentation.
      #expect(error.frobenius < 0.01 && error.spectral < 0.01)
    }
  }

  @Test(arguments: [1, 5, 20, 40])
  func flatSpectrum(_ rank: Int) throws {
    var generator = SeededGenerator(seed: 102)
    let a = Matrix<Float>.normal(rows: 200, columns: 150, using: &generator)
    let error = try excess(truncatedSVD(a, rank: rank), of: a, rank: rank)
    // The claim of the documentation.
    #expect(error.frobenius < 0.002 && error.spectral < 0.03)
  }

  /// Larger matrices that are as hard: the claim of the documentation, in either norm, for both settings.
  @Test(arguments: [(500, 500, 1.0), (800, 300, 1.0), (500, 400, 0.01)])
  func flatSpectraOfLargeMatrices(_ rows: Int, _ columns: Int, _ density: Double) throws {
    var generator = SeededGenerator(seed: 103)
    let a = Matrix<Double>(rows: rows, columns: columns) { _, _ in
      if density == 1 { return generator.nextNormal() }
      return generator.nextUniform() < density ? 1 : 0
    }
    let error = try excess(truncatedSVD(a, rank: 40), of: a, rank: 40)
    #expect(error.frobenius < 0.002 && error.spectral < 0.03)
    let better = try excess(
      truncatedSVD(a, rank: 40, oversampling: 10, iterations: 12), of: a, rank: 40)
    #expect(better.frobenius < 0.001 && better.spectral < 0.015)
  }

  @Test func exactRankIsFoundExactly() throws {
    let a = try matrix([8, 4, 2, 1e-3] + Array(repeating: 0, count: 46), rows: 60)
    for scaling in [1, 0x1p1000, 0x1p-1000] {
      let f = try truncatedSVD(a * scaling, rank: 4)
      // As svd: the block of ten vectors holds all there is.
      for (value, other) in zip(f.singularValues, [8, 4, 2, 1e-3]) {
        #expect(abs(value / scaling - other) < 5 * 60 * Double.ulpOfOne * 8)
      }
      #expect((f.reconstructed() * (1 / scaling) - a).maxNorm < 5 * 60 * Double.ulpOfOne * 8)
    }
  }

  @Test func valuesBeyondTheRankAreZero() throws {
    let a = Matrix<Double>(rows: 50, columns: 40, repeating: 1)
    let f = try truncatedSVD(a, rank: 3)
    #expect(f.singularValues[1] < 5 * 50 * Double.ulpOfOne * f.singularValues[0])
    #expect(ErrorRatio.orthogonality(f.u) < ErrorRatio.limit)
    #expect(ErrorRatio.orthogonality(f.v) < ErrorRatio.limit)
    let zero = try truncatedSVD(Matrix<Float>(rows: 50, columns: 40), rank: 3)
    #expect(zero.singularValues == [0, 0, 0])
    #expect(ErrorRatio.orthogonality(zero.u) < ErrorRatio.limit)
  }

  @Test func repeatedValuesAreAllFound() throws {
    let a = try matrix(Array(repeating: 3, count: 12) + Array(repeating: 1, count: 68), rows: 80)
    let f = try truncatedSVD(a, rank: 12)
    for value in f.singularValues { #expect(abs(value - 3) < 5 * 80 * Double.ulpOfOne * 3) }
  }

  @Test func smallOnesAreThoseOfTheFullDecomposition() throws {
    var generator = SeededGenerator(seed: 103)
    let a = Matrix<Double>.normal(rows: 9, columns: 6, using: &generator)
    for rank in 0...6 { #expect(try truncatedSVD(a, rank: rank) == svd(a).truncated(to: rank)) }
    let empty = Matrix<Double>(rows: 0, columns: 4)
    #expect(try truncatedSVD(empty, rank: 0) == svd(empty))
  }

  @Test func seedDecides() throws {
    var generator = SeededGenerator(seed: 104)
    let a = Matrix<Double>.normal(rows: 90, columns: 80, using: &generator)
    #expect(try truncatedSVD(a, rank: 5, seed: 7) == truncatedSVD(a, rank: 5, seed: 7))
    #expect(
      try truncatedSVD(a, rank: 5, iterations: 1, seed: 7)
        != truncatedSVD(a, rank: 5, iterations: 1, seed: 8))
  }

  @Test func basisOfANearMatrixSavesIterations() throws {
    var generator = SeededGenerator(seed: 105)
    let a = Matrix<Double>.normal(rows: 160, columns: 120, using: &generator)
    let b = a + Matrix<Double>.normal(rows: 160, columns: 120, using: &generator) * 0.01
    let start = try svd(a).truncated(to: 12)
    let warm = try excess(
      truncatedSVD(b, rank: 10, startingFrom: start.v, iterations: 1), of: b, rank: 10)
    let cold = try excess(
      truncatedSVD(b, rank: 10, oversampling: 2, iterations: 1), of: b, rank: 10)
    #expect(warm.frobenius < 0.0001 && warm.spectral < 0.01)
    #expect(cold.frobenius > 10 * warm.frobenius)
    // The columns need not be orthonormal.
    let skewed = start.v.scalingColumns(by: (1...12).map { Double($0) })
    let again = try truncatedSVD(b, rank: 10, startingFrom: skewed, iterations: 1)
    #expect(try excess(again, of: b, rank: 10).spectral < 0.01)
  }

  @Test func samplesSayWhatComesOut() throws {
    let a = Matrix<Double>(rows: 200, columns: 150) { i, j in 1 / Double(i + j + 1) }
    let f = try truncatedSVD(a, rank: 5)
    for (value, other) in zip(f.singularValues, try svd(a).singularValues) {
      #expect(abs(value - other) < 5 * 200 * Double.ulpOfOne * f.singularValues[0])
    }
    let b = a.map { $0 + 1e-3 * $0 * $0 }
    let g = try truncatedSVD(b, rank: 5, startingFrom: f.v, iterations: 1)
    #expect(try excess(g, of: b, rank: 5).spectral < 0.01)
  }

  @Test func countsOutOfRangeAreNamed() {
    let a = Matrix<Double>(rows: 9, columns: 6)
    for rank in [-1, 7] {
      #expect(throws: LinearAlgebraError.outOfRange(name: "rank", value: rank, allowed: 0...6)) {
        try truncatedSVD(a, rank: rank)
      }
    }
    #expect(
      throws: LinearAlgebraError.outOfRange(name: "iterations", value: -1, allowed: 0...Int.max)
    ) { try truncatedSVD(a, rank: 1, iterations: -1) }
    #expect(
      throws: LinearAlgebraError.outOfRange(
        name: "the number of columns to start from", value: 1, allowed: 2...6)
    ) { try truncatedSVD(a, rank: 2, startingFrom: Matrix(rows: 6, columns: 1)) }
    #expect(
      throws: LinearAlgebraError.dimensionMismatch(
        operation: "truncatedSVD", left: "9×6", right: "5×2")
    ) { try truncatedSVD(a, rank: 2, startingFrom: Matrix(rows: 5, columns: 2)) }
  }
}

import LinearAlgebra
import LowRank
import Testing

/// Rounding of a decomposition of about ten rows: 5·max(m, n)·ε by its contract, and as much again
/// for the products that a claim is made of.
private func near(_ found: Matrix<Double>, _ expected: Matrix<Double>) -> Bool {
  guard found.shape == expected.shape else { return false }
  let scale = max(found.frobeniusNorm, expected.frobeniusNorm)
  return (found - expected).frobeniusNorm <= 200 * .ulpOfOne * scale
}

private func samples(_ n: Int, _ p: Int, seed: UInt64 = 1) -> Matrix<Double> {
  var generator = SeededGenerator(seed: seed)
  return Matrix(rows: n, columns: p) { _, j in generator.nextNormal() * Double(j + 1) + 10 }
}

/// The centred samples, and their covariance, by the definitions.
private func centred(_ x: Matrix<Double>) -> Matrix<Double> {
  Matrix(rows: x.rows, columns: x.columns) { i, j in
    x[i, j] - x.column(j).reduce(0, +) / Double(x.rows)
  }
}

private func covariance(_ x: Matrix<Double>) -> Matrix<Double> {
  let c = centred(x)
  return c.transposed * c / Double(x.rows - 1)
}

@Suite struct PrincipalComponentsTests {
  @Test func fivePointsByHand() throws {
    let pca = try principalComponents(of: [[1, 1], [3, 3], [4, 3], [5, 5], [7, 3]])
    #expect(pca.mean == [4, 3])
    #expect(pca.scale == [1, 1])
    #expect(near(Matrix(rows: 1, columns: 2, elements: pca.variances), [[6, 1]]))
    let root = 5.0.squareRoot()
    #expect(near(pca.components, [[2 / root, -1 / root], [1 / root, 2 / root]]))
    #expect(abs(pca.explainedVarianceRatio[0] - 6.0 / 7) < 1e-14)
  }

  @Test(arguments: [(10, 4), (4, 10), (5, 5), (2, 3), (7, 1)])
  func definitions(n: Int, p: Int) throws {
    let x = samples(n, p)
    let pca = try principalComponents(of: x)
    #expect(pca.count == min(n, p))
    #expect(
      near(covariance(x) * pca.components, pca.components.scalingColumns(by: pca.variances)))
    #expect(near(pca.components.transposed * pca.components, .identity(min(n, p))))
    #expect(near(pca.scores, centred(x) * pca.components))
    #expect(near(try pca.transform(x), pca.scores))
    #expect(near(try pca.reconstruct(pca.count), x))
    let trace = covariance(x).diagonal.reduce(0, +)
    #expect(abs(pca.totalVariance - trace) <= 200 * .ulpOfOne * trace)
    #expect(pca.variances == pca.variances.sorted(by: >))
  }

  @Test func whatIsLeftOutIsTheRestOfTheVariance() throws {
    let x = samples(10, 4)
    let pca = try principalComponents(of: x)
    for k in 0...4 {
      let error = (x - (try pca.reconstruct(k))).frobeniusNorm
      let expected = (pca.variances[k...].reduce(0, +) * 9).squareRoot()
      #expect(abs(error - expected) <= 200 * .ulpOfOne * x.frobeniusNorm)
      #expect(try pca.transform(x, count: k).columns == k)
    }
  }

  @Test func standardised() throws {
    let x = samples(10, 4)
    let pca = try principalComponents(of: x, standardize: true)
    #expect(abs(pca.totalVariance - 4) < 1e-13)
    #expect(near(try pca.reconstruct(4), x))
    #expect(near(try pca.transform(x), pca.scores))
    // Units do not matter: powers of two change no digit.
    let other = try principalComponents(
      of: x.scalingColumns(by: [1024, 1, 0.5, 8]), standardize: true)
    #expect(other.components == pca.components)
    #expect(other.scores == pca.scores)
  }

  @Test func addingAConstantMovesTheMeanAlone() throws {
    let x = samples(10, 4)
    let (pca, moved) = (
      try principalComponents(of: x), try principalComponents(of: x.map { $0 + 100 })
    )
    // The moved numbers are rounded at 110, not at 10.
    let projector = pca.components.firstColumns(1) * pca.components.firstColumns(1).transposed
    let other = moved.components.firstColumns(1) * moved.components.firstColumns(1).transposed
    #expect((projector - other).frobeniusNorm < 1e-12)
    #expect((moved.mean - pca.mean - Vector([100, 100, 100, 100])).norm < 1e-12)
  }

  @Test func nothingVaries() throws {
    let pca = try principalComponents(of: Matrix(rows: 3, columns: 2, repeating: 4))
    #expect(pca.variances == [0, 0])
    #expect(pca.explainedVarianceRatio == [0, 0])
    #expect(try pca.reconstruct(0) == Matrix(rows: 3, columns: 2, repeating: 4))
    #expect(try principalComponents(of: Matrix(rows: 3, columns: 0)).count == 0)
  }

  @Test func refusals() throws {
    func error(_ x: Matrix<Double>, standardize: Bool = false) -> PCAError? {
      do {
        _ = try principalComponents(of: x, standardize: standardize)
        return nil
      } catch { return error }
    }
    #expect(error([[1, 2]]) == .tooFewSamples(found: 1))
    #expect(error(Matrix(rows: 0, columns: 2)) == .tooFewSamples(found: 0))
    #expect(error([[1, 2], [3, .nan]]) == .unsuitable(.nonFinite(row: 1, column: 1)))
    // The mean of three times 0.1 is not 0.1.
    let constant: Matrix = [[1, 0.1], [2, 0.1], [4, 0.1]]
    #expect(error(constant, standardize: true) == .constantColumn(1))
    #expect(error(constant) == nil)

    let pca = try principalComponents(of: samples(5, 3))
    #expect(throws: PCAError.self) { try pca.transform(samples(5, 2)) }
    #expect(throws: PCAError.self) { try pca.transform(samples(5, 3), count: 4) }
    #expect(throws: PCAError.self) { try pca.reconstruct(4) }
    #expect(throws: PCAError.self) { try pca.reconstruct(-1) }
    for error in [PCAError.tooFewSamples(found: 1), .constantColumn(2)] {
      #expect(error.description.hasPrefix("expected "))
    }
  }
}

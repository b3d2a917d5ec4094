import LinearAlgebra
import Testing

/// A checker that lets a wrong factor pass would make every other test here worthless.
@Suite struct CheckerTests {
  let a: Matrix<Double>
  let right: SVD<Double>

  init() throws {
    var generator = SeededGenerator(seed: 3)
    a = .normal(rows: 9, columns: 6, using: &generator)
    right = try svd(a)
  }

  /// The error that the corruptions below make: fifty times what the contract allows.
  let nudge = 250 * 9 * Double.ulpOfOne

  @Test func rightFactorsPass() throws {
    #expect(ErrorRatio.of(right, of: a) < ErrorRatio.limit)
  }

  @Test func nudgedElementOfUIsCaught() {
    var u = right.u
    u[4, 2] += nudge
    let wrong = SVD(u: u, singularValues: right.singularValues, v: right.v)
    #expect(ErrorRatio.of(wrong, of: a) > ErrorRatio.limit)
  }

  @Test func nudgedElementOfVIsCaught() {
    var v = right.v
    v[0, 5] -= nudge
    let wrong = SVD(u: right.u, singularValues: right.singularValues, v: v)
    #expect(ErrorRatio.of(wrong, of: a) > ErrorRatio.limit)
  }

  @Test func nudgedValueIsCaught() {
    var values = right.singularValues
    values[0] *= 1 + nudge
    let wrong = SVD(u: right.u, singularValues: values, v: right.v)
    #expect(ErrorRatio.of(wrong, of: a) > ErrorRatio.limit)
  }

  @Test func unsortedAndNegativeValuesAreCaught() {
    let order = [1, 0, 2, 3, 4, 5]
    let swapped = SVD(
      u: Matrix(rows: 9, columns: 6) { i, j in right.u[i, order[j]] },
      singularValues: order.map { right.singularValues[$0] },
      v: Matrix(rows: 6, columns: 6) { i, j in right.v[i, order[j]] })
    #expect(ErrorRatio.of(swapped, of: a) == .infinity)
    let turned = SVD(
      u: -right.u, singularValues: right.singularValues.map { -$0 }, v: right.v)
    #expect(ErrorRatio.of(turned, of: a) == .infinity)
  }

  @Test func notANumberIsCaught() {
    var u = right.u
    u[0, 0] = .nan
    let wrong = SVD(u: u, singularValues: right.singularValues, v: right.v)
    #expect(ErrorRatio.of(wrong, of: a) == .infinity)
  }

  @Test func wrongEigenvectorIsCaught() throws {
    let s = a.transposed * a
    let eigen = try symmetricEigen(s)
    #expect(ErrorRatio.of(eigen, of: s) < ErrorRatio.limit)
    var vectors = eigen.vectors
    vectors[3, 3] += nudge
    let wrong = SymmetricEigen(values: eigen.values, vectors: vectors)
    #expect(ErrorRatio.of(wrong, of: s) > ErrorRatio.limit)
  }

  @Test func elementBelowTheDiagonalOfRIsCaught() throws {
    let f = try qr(a)
    #expect(ErrorRatio.of(f, of: a) < ErrorRatio.limit)
    var r = f.r
    r[1, 0] = 1e-300
    #expect(ErrorRatio.of(QR(q: f.q, r: r), of: a) == .infinity)
  }
}

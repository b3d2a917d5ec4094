import Foundation
import LinearAlgebra
import Testing

/// Matrices that are large enough to be divided, and hard for it: many values that are equal or nearly so,
/// elements that fall out, nothing at the joints.
@Suite struct DivideAndConquerTests {
  /// Symmetric matrices of n rows.
  private func symmetric<Scalar: RealScalar>(_ n: Int, _: Scalar.Type) -> [Sample<Scalar>] {
    var generator = SeededGenerator(seed: 71)
    let b = Matrix<Scalar>.normal(rows: n, columns: n, using: &generator)
    let thin = Matrix<Scalar>.normal(rows: n, columns: 5, using: &generator)
    let q = orthogonal(n, Scalar.self, &generator)
    func conjugated(_ values: (Int) -> Scalar) -> Matrix<Scalar> {
      let a = q.scalingColumns(by: (0..<n).map(values)) * q.transposed
      return (a + a.transposed).map { $0 / 2 }
    }
    func banded(_ d: @escaping (Int) -> Scalar, _ e: @escaping (Int) -> Scalar) -> Matrix<Scalar> {
      Matrix(rows: n, columns: n) { i, j in i == j ? d(i) : abs(i - j) == 1 ? e(min(i, j)) : 0 }
    }
    return [
      Sample("normal", b + b.transposed),
      Sample("identity", .identity(n)),
      Sample("zero", Matrix(rows: n, columns: n)),
      Sample("rank five", thin * thin.transposed),
      Sample("two values", conjugated { $0 % 3 == 0 ? 2 : 1 }),
      Sample("one cluster", conjugated { 1 + Scalar($0) * 10 * Scalar.ulpOfOne }),
      Sample("half of them zero", conjugated { $0 % 2 == 0 ? 0 : Scalar($0) }),
      Sample("geometric", conjugated { Scalar(pow(0.9, Double($0))) }),
      Sample("second difference", Families.toeplitz(n)),
      Sample("zero diagonal", banded({ _ in 0 }, { _ in 1 })),
      Sample("Wilkinson", banded({ Scalar(abs($0 - n / 2)) }, { _ in 1 })),
      Sample("glued", banded({ Scalar(abs($0 % 21 - 10)) }, { $0 % 21 == 20 ? 1e-4 : 1 })),
      Sample("loosely glued", banded({ Scalar(abs($0 % 21 - 10)) }, { $0 % 21 == 20 ? 1e-14 : 1 })),
      Sample("blocks", banded({ Scalar($0 % 7 + 1) }, { $0 % 16 == 15 ? 0 : -1 })),
      Sample("weak", banded({ Scalar($0 % 2) }, { _ in Scalar.ulpOfOne })),
    ]
  }

  private func checkSymmetric<Scalar: RealScalar>(_: Scalar.Type) throws {
    for n in [64, 65, 95, 130, 257] {
      for sample in symmetric(n, Scalar.self) {
        let eigen = try symmetricEigen(sample.matrix)
        #expect(ErrorRatio.of(eigen, of: sample.matrix) < ErrorRatio.limit, "\(sample)")
        #expect(try eigenvalues(of: sample.matrix) == eigen.values, "\(sample)")
      }
    }
  }

  private func checkGeneral<Scalar: RealScalar>(_: Scalar.Type) throws {
    var generator = SeededGenerator(seed: 72)
    for n in [128, 129, 170, 257] {
      let normal = Matrix<Scalar>.normal(rows: n, columns: n, using: &generator)
      let others = [
        Sample("normal", normal),
        Sample("tall", Matrix<Scalar>.normal(rows: n + 90, columns: n, using: &generator)),
        Sample("wide", Matrix<Scalar>.normal(rows: n, columns: n + 9, using: &generator)),
        Sample("zero rows", Matrix(rows: n, columns: n) { $0 % 3 == 0 ? 0 : normal[$0, $1] }),
        Sample("triangle", Matrix(rows: n, columns: n) { $0 > $1 ? 0 : $0 == $1 ? 1 : -0.5 }),
        Sample("permutation", Matrix(rows: n, columns: n) { (4 * $0 + 2) % n == $1 ? 1 : 0 }),
        Sample("Hilbert", Matrix(rows: n, columns: n) { 1 / Scalar($0 + $1 + 1) }),
        Sample(
          "Kahan",
          Matrix(rows: n, columns: n) { i, j in
            Scalar(pow(0.95, Double(i)) * (i == j ? 1 : i < j ? -0.31 : 0))
          }),
        Sample("near the largest", normal * (Scalar.greatestFiniteMagnitude / 65536)),
        Sample("near the smallest", normal * (Scalar.leastNormalMagnitude * 65536)),
      ]
      for sample in symmetric(n, Scalar.self) + others {
        let f = try svd(sample.matrix)
        #expect(ErrorRatio.of(f, of: sample.matrix) < ErrorRatio.limit, "\(sample)")
        #expect(try singularValues(of: sample.matrix) == f.singularValues, "\(sample)")
      }
    }
  }

  @Test func symmetricContractHoldsInDouble() throws { try checkSymmetric(Double.self) }
  @Test func symmetricContractHoldsInFloat() throws { try checkSymmetric(Float.self) }
  @Test func generalContractHoldsInDouble() throws { try checkGeneral(Double.self) }
  @Test func generalContractHoldsInFloat() throws { try checkGeneral(Float.self) }

  @Test func fullFactors() throws {
    var generator = SeededGenerator(seed: 73)
    for (rows, columns) in [(150, 140), (140, 200), (300, 130)] {
      let a = Matrix<Double>.normal(rows: rows, columns: columns, using: &generator)
      #expect(ErrorRatio.of(try svd(a, .full), of: a, .full) < ErrorRatio.limit)
    }
  }

  @Test func secondDifferenceHasItsFormula() throws {
    let n = 300
    let a: Matrix<Double> = Families.toeplitz(n)
    // Orthogonal from both sides, so that the reduction has something to do.
    var generator = SeededGenerator(seed: 74)
    let q = orthogonal(n, Double.self, &generator)
    let values = try symmetricEigen(a).values
    let singular = try svd(q * a).singularValues
    for index in 0..<n {
      let expected = 2 - 2 * cos(Double(n - index) * .pi / Double(n + 1))
      #expect(abs(values[index] - expected) < 5 * Double(n) * Double.ulpOfOne * 4)
      #expect(abs(singular[index] - expected) < 5 * Double(n) * Double.ulpOfOne * 4)
    }
  }

  /// What the QR iteration keeps of small values, and divide and conquer would not.
  @Test func smallValuesKeepTheirDigits() throws {
    let n = 150
    // Graded over 300 decades; its determinant is the product of the diagonal.
    let graded = Matrix<Double>(rows: n, columns: n) { i, j in
      i == j ? pow(10, -2 * Double(i)) : i + 1 == j ? pow(10, -2 * Double(i) - 1) : 0
    }
    let logs = try svd(graded).singularValues.map { log10($0) }.reduce(0, +)
    // A sum of logarithms of up to 300: each has an error of 300 ε, and the sum of 20 000 of as much.
    #expect(abs(logs + Double(n * (n - 1))) < 1e5 * Double.ulpOfOne * Double(n))
    // Not graded at all, with a smallest value of about 2⁻¹⁵⁰; its determinant is one.
    let even = Matrix<Double>(rows: n, columns: n) { i, j in i == j ? 1 : i + 1 == j ? 2 : 0 }
    let values = try svd(even).singularValues
    #expect(values[n - 1] < 1e-40)
    #expect(abs(values.reduce(1, *) - 1) < 1e4 * Double.ulpOfOne)
    // A well-conditioned matrix between two scalings: symmetric, positive definite, graded over 20 decades.
    let scaled = Matrix<Double>(rows: n, columns: n) { i, j in
      pow(10, -Double(i + j) / 15) * (i == j ? 1 : abs(i - j) == 1 ? 0.25 : 0)
    }
    let eigenvalues = try symmetricEigen(scaled).values
    let determinant = tridiagonalDeterminantLog10(scaled)
    #expect(abs(eigenvalues.map { log10($0) }.reduce(0, +) - determinant) < 1e-10)
  }

  /// log₁₀ of the determinant of a tridiagonal matrix that elimination meets no zero in.
  private func tridiagonalDeterminantLog10(_ a: Matrix<Double>) -> Double {
    var (pivot, sum) = (a[0, 0], log10(a[0, 0]))
    for i in 1..<a.rows {
      pivot = a[i, i] - a[i, i - 1] / pivot * a[i - 1, i]
      sum += log10(pivot)
    }
    return sum
  }
}

/// An orthogonal matrix.
private func orthogonal<Scalar: RealScalar>(
  _ n: Int, _: Scalar.Type, _ generator: inout SeededGenerator
) -> Matrix<Scalar> {
  // Of a normal matrix of full rank: nothing can go wrong.
  (try? qr(Matrix<Scalar>.normal(rows: n, columns: n, using: &generator)).q) ?? .identity(n)
}

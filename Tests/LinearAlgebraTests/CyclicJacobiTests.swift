import LinearAlgebra
import Testing

/// The method that the lessons show, in twenty lines, against the module's fast one.
@Suite struct CyclicJacobiTests {
  /// The eigenvalues of a symmetric matrix, descending, by rotations that make one element after the
  /// other zero.
  private func jacobiEigenvalues(_ matrix: Matrix<Double>) -> [Double] {
    var a = matrix
    let n = a.rows
    for _ in 0..<10 {
      for p in 0..<n {
        for q in p + 1..<max(n, p + 1) where a[p, q] != 0 {
          let zeta = (a[q, q] - a[p, p]) / (2 * a[p, q])
          let t = (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
          let c = 1 / (1 + t * t).squareRoot()
          for k in 0..<n {
            (a[k, p], a[k, q]) = (c * a[k, p] - t * c * a[k, q], t * c * a[k, p] + c * a[k, q])
          }
          for k in 0..<n {
            (a[p, k], a[q, k]) = (c * a[p, k] - t * c * a[q, k], t * c * a[p, k] + c * a[q, k])
          }
        }
      }
    }
    return a.diagonal.sorted(by: >)
  }

  @Test(arguments: [(6, 6), (11, 7), (4, 9)])
  func agreesWithBoth(_ rows: Int, _ columns: Int) throws {
    var generator = SeededGenerator(seed: 71)
    let a = Matrix<Double>.normal(rows: rows, columns: columns, using: &generator)
    let gram = a.transposed * a
    let plain = jacobiEigenvalues(gram)
    // Three methods, each with a backward error of some 5nε‖AᵀA‖.
    let tolerance = 3 * 5 * Double(max(rows, columns)) * Double.ulpOfOne * plain[0]
    for (value, other) in zip(plain, try symmetricEigen(gram).values) {
      #expect(abs(value - other) < tolerance)
    }
    for accuracy in [Accuracy.standard, .high] {
      let values = try svd(a, accuracy: accuracy).singularValues
      for (value, other) in zip(plain, values) { #expect(abs(value - other * other) < tolerance) }
      for value in plain.dropFirst(values.count) { #expect(abs(value) < tolerance) }
    }
  }
}

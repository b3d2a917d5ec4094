import LinearAlgebra

/// A matrix whose singular value decomposition is known, because it was built from it.
///
/// So the checks do not depend on the code that they check answers against.
struct KnownMatrix: Sendable {
  /// What the matrix is, in words.
  let name: String

  /// The matrix A, m×n.
  let a: Matrix<Double>

  /// Its left singular vectors, m×min(m, n), or m×m for a full decomposition.
  let u: Matrix<Double>

  /// Its min(m, n) singular values, descending.
  let values: [Double]

  /// Its right singular vectors, n×min(m, n), or n×n for a full decomposition.
  let v: Matrix<Double>

  /// The decomposition as the library's type.
  var svd: SVD<Double> { SVD(u: u, singularValues: values, v: v) }

  /// Creates the matrix that a decomposition belongs to.
  init(_ svd: SVD<Double>) {
    name = "a \(svd.u.rows)×\(svd.v.rows) matrix"
    (u, values, v) = (svd.u, svd.singularValues, svd.v)
    a = svd.reconstructed()
  }

  /// Creates an m×n matrix with the given singular values and seeded singular vectors.
  init(
    _ name: String? = nil, rows: Int, columns: Int, values: [Double], seed: UInt64,
    full: Bool = false
  ) {
    var generator = SeededGenerator(seed: seed)
    let count = min(rows, columns)
    let left = randomOrthogonal(rows, using: &generator)
    let right = randomOrthogonal(columns, using: &generator)
    self.name = name ?? "a \(rows)×\(columns) matrix"
    self.values = values
    u = full ? left : left.firstColumns(count)
    v = full ? right : right.firstColumns(count)
    a =
      left.firstColumns(count).scalingColumns(by: values) * right.firstColumns(count).transposed
  }
}

/// A random orthogonal matrix: the product of two reflections I − 2wwᵀ/wᵀw.
///
/// One reflection would be symmetric, and hide whether an answer took rows for columns.
func randomOrthogonal(_ n: Int, using generator: inout SeededGenerator) -> Matrix<Double> {
  func reflection() -> Matrix<Double> {
    let w = Vector((0..<n).map { _ in generator.nextNormal() })
    let factor = 2 / w.dot(w)
    return Matrix(rows: n, columns: n) { i, j in (i == j ? 1 : 0) - factor * w[i] * w[j] }
  }
  return reflection() * reflection()
}

/// An m×n matrix of seeded normal numbers.
func randomMatrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Double> {
  var generator = SeededGenerator(seed: seed)
  return .normal(rows: rows, columns: columns, using: &generator)
}

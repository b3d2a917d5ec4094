/// A small symmetric p×p matrix of a subspace tracker, in `Double`, and its two factorisations.
///
/// Both work in place: a tracker needs them at every step, always of one size, and nearly diagonal, as
/// little has changed since the step before.
struct SmallSymmetric: Sendable {
  let size: Int

  /// The matrix, row by row; after a factorisation what it left.
  var elements: [Double]

  /// What `orthonormalize` or `diagonalize` found, p×p, row by row.
  private(set) var factor: [Double]

  init(size: Int) {
    self.size = size
    elements = Array(repeating: 0, count: size * size)
    factor = elements
  }

  /// Finds the upper triangular T with TᵀST = I, so that a block X with XᵀX = S becomes orthonormal as XT
  /// (Cholesky QR). A column that depends on the ones before it becomes zero. O(p³).
  mutating func orthonormalize() {
    let n = size
    // S = LLᵀ, with L below the diagonal of `elements`; then T = L⁻ᵀ.
    for j in 0..<n {
      let diagonal = elements[j * n + j]
      for k in 0..<j { elements[j * n + j] -= elements[j * n + k] * elements[j * n + k] }
      let pivot = elements[j * n + j]
      // Products in `Float` leave 10⁻⁷ of a column's square where nothing is.
      let root = pivot > 1e-6 * diagonal && pivot > 0 ? pivot.squareRoot() : 0
      elements[j * n + j] = root
      for i in j + 1..<max(n, j + 1) {
        var sum = elements[i * n + j]
        for k in 0..<j { sum -= elements[i * n + k] * elements[j * n + k] }
        elements[i * n + j] = root > 0 ? sum / root : 0
      }
    }
    for j in 0..<n {
      for i in 0..<n { factor[i * n + j] = 0 }
      let root = elements[j * n + j]
      guard root > 0 else { continue }
      factor[j * n + j] = 1 / root
      // Column j of T: above the diagonal, T[i, j] = −Σₖ T[i, k] L[j, k] / L[j, j].
      for i in 0..<j {
        var sum = 0.0
        for k in i..<j { sum += factor[i * n + k] * elements[j * n + k] }
        factor[i * n + j] = -sum / root
      }
    }
  }

  /// Finds an orthogonal R that makes RᵀSR diagonal, by Jacobi's rotations in cyclic order. O(p³) a sweep;
  /// a matrix that is nearly diagonal takes two or three.
  mutating func diagonalize() {
    let n = size
    for i in 0..<n * n { factor[i] = 0 }
    for i in 0..<n { factor[i * n + i] = 1 }
    for _ in 0..<12 {
      var (off, all) = (0.0, 0.0)
      for i in 0..<n {
        for j in 0..<n {
          let square = elements[i * n + j] * elements[i * n + j]
          all += square
          if i != j { off += square }
        }
      }
      // The matrix itself is known to `Float`'s digits.
      if !(off > 1e-14 * all) { return }
      for p in 0..<n - 1 {
        for q in p + 1..<n where elements[p * n + q] != 0 { rotate(p, q) }
      }
    }
  }

  /// Makes the elements (p, q) and (q, p) zero (Golub and Van Loan, "Matrix Computations", 4th edition, §8.5.2).
  private mutating func rotate(_ p: Int, _ q: Int) {
    let n = size
    let theta = (elements[q * n + q] - elements[p * n + p]) / (2 * elements[p * n + q])
    let tangent = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    for k in 0..<n {
      let (x, y) = (elements[p * n + k], elements[q * n + k])
      elements[p * n + k] = cosine * x - sine * y
      elements[q * n + k] = sine * x + cosine * y
    }
    for k in 0..<n {
      let (x, y) = (elements[k * n + p], elements[k * n + q])
      elements[k * n + p] = cosine * x - sine * y
      elements[k * n + q] = sine * x + cosine * y
    }
    for k in 0..<n {
      let (x, y) = (factor[k * n + p], factor[k * n + q])
      factor[k * n + p] = cosine * x - sine * y
      factor[k * n + q] = sine * x + cosine * y
    }
  }
}

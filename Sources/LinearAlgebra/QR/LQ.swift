/// The LQ factorisation of a matrix A with p rows, written LQᵀ: L lower triangular, Q orthogonal.
///
/// It is the QR factorisation of Aᵀ, in the order of memory that suits rows. Householder reflections
/// from the right, in blocks (Golub and Van Loan, §5.2): a block of rows is reduced one by one, and
/// the rows below are then changed by products. 2p²(q − p/3) operations for a p×q matrix, p ≤ q.
struct LQ<Scalar: RealScalar> {
  /// The first min(p, q) columns of L.
  let lower: AlignedMatrix<Scalar>

  /// The min(p, q) reflections that make up Q, q×q.
  let reflectors: Reflectors<Scalar>

  /// Factors `a`, whose elements are overwritten; their squares must not overflow.
  init(_ a: AlignedMatrix<Scalar>) {
    let count = min(a.rows, a.columns)
    var reflectors = Reflectors<Scalar>(count: count, length: a.columns)
    for block in reflectors.blocks {
      for k in block {
        let v = reflectors.vectors.row(k)
        v.copy(a.row(k), k..<a.columns)
        let (factor, value) = v.makeReflector(from: k)
        reflectors.factors[k] = factor
        a[k, k] = value
        for i in k + 1..<block.upperBound {
          // v is zero before element k, so what stands there in the row stays.
          a.row(i).add(-factor * a.row(i).dot(v, from: k), v, from: k)
        }
      }
      reflectors.apply(block, transposed: false, to: a, rows: block.upperBound..<a.rows)
    }
    let lower = AlignedMatrix<Scalar>(rows: a.rows, columns: count)
    for i in 0..<a.rows { lower.row(i).copy(a.row(i), 0..<min(i + 1, count)) }
    self.lower = lower
    self.reflectors = reflectors
  }
}

/// The factorisation PA = LQᵀ of a matrix with p rows, which P brings into another order.
///
/// It is the column-pivoted QR factorisation of Aᵀ, in the order of memory that suits rows (Businger
/// and Golub, "Linear Least Squares Solutions by Householder Transformations", Numer. Math. 7, 1965,
/// doi:10.1007/BF01436084). Each step takes the row of which most is left. What is left of a row is
/// not measured anew at each step: its norm is downdated by what has been taken away, and measured
/// again where little but rounding would remain (Drmač and Bujanović, "On the Failure of
/// Rank-Revealing QR Factorization Software", ACM TOMS 35, 2008, doi:10.1145/1377612.1377616, and
/// LAPACK's working note 176). 4p²(q − p/3) operations for a p×q matrix, p ≤ q.
struct PivotedLQ {
  /// The first min(p, q) columns of L. The magnitudes on its diagonal descend.
  let lower: AlignedMatrix<Double>

  /// The min(p, q) reflections that make up Q, q×q.
  private(set) var reflectors: Reflectors<Double>

  /// Row i of PA is row `order[i]` of A.
  private(set) var order: [Int]

  /// How many steps found something left, far above the smallest number.
  private(set) var steps = 0

  /// What is left of each row, and what it was when it was last measured.
  private var norms: [Double]
  private var measured: [Double]

  /// The power of two that each row is still to be multiplied by.
  private var exponents: [Int]

  /// Factors `a`, whose elements are overwritten; their squares must not overflow.
  ///
  /// - Parameter exponents: Powers of two that the rows have been divided by. The rows of `lower` stay so;
  ///   only the order of the steps is that of the whole lengths. None if left out.
  init(_ a: AlignedMatrix<Double>, exponents: [Int]? = nil) {
    self.exponents = exponents ?? Array(repeating: 0, count: a.rows)
    let count = min(a.rows, a.columns)
    lower = AlignedMatrix(rows: a.rows, columns: count)
    reflectors = Reflectors(count: count, length: a.columns)
    order = Array(0..<a.rows)
    norms = (0..<a.rows).map { a.row($0).norm(from: 0) }
    measured = norms
    for k in 0..<count {
      let pivot = (k..<a.rows).reduce(k) { size($1) > size($0) ? $1 : $0 }
      guard norms[pivot] > Double.negligible else { break }
      exchange(k, pivot, a)
      steps += 1
      let v = reflectors.vectors.row(k)
      v.copy(a.row(k), k..<a.columns)
      let (factor, value) = v.makeReflector(from: k)
      reflectors.factors[k] = factor
      lower[k, k] = value
      reflect(a, k, v, factor)
      for i in k + 1..<a.rows { downdateNorm(of: i, a, k) }
    }
  }

  /// What is left of a row, with its power of two, as numbers to compare: an exponent and a factor.
  private func size(_ i: Int) -> (Int, Double) {
    norms[i] > Double.negligible
      ? (norms[i].exponent + exponents[i], norms[i].significand) : (.min, 0)
  }

  private mutating func exchange(_ k: Int, _ pivot: Int, _ a: AlignedMatrix<Double>) {
    guard k != pivot else { return }
    a.row(k).swap(with: a.row(pivot))
    lower.row(k).swap(with: lower.row(pivot))
    order.swapAt(k, pivot)
    norms.swapAt(k, pivot)
    measured.swapAt(k, pivot)
    exponents.swapAt(k, pivot)
  }

  /// Applies a reflection to the rows after k, whose elements before k have moved to L.
  private func reflect(
    _ a: AlignedMatrix<Double>, _ k: Int, _ v: AlignedRow<Double>, _ factor: Double
  ) {
    let count = a.rows - k - 1
    let parts = count * (a.columns - k) < Tuning.sharedElements ? 1 : coreCount
    concurrently(parts) { part in
      for i in k + 1 + count * part / parts..<k + 1 + count * (part + 1) / parts {
        a.row(i).add(-factor * a.row(i).dot(v, from: k), v, from: k)
        lower[i, k] = a[i, k]
        a[i, k] = 0
      }
    }
  }

  /// ‖(x₁, …)‖² = ‖x‖² − x₀², unless that loses too many digits.
  private mutating func downdateNorm(of i: Int, _ a: AlignedMatrix<Double>, _ k: Int) {
    guard norms[i] > 0 else { return }
    let taken = lower[i, k] / norms[i]
    let left = max(0, (1 - taken) * (1 + taken))
    let ratio = norms[i] / measured[i]
    if left * ratio * ratio <= Double.ulpOfOne.squareRoot() {
      norms[i] = a.row(i).norm(from: k + 1)
      measured[i] = norms[i]
    } else {
      norms[i] *= left.squareRoot()
    }
  }
}

import LinearAlgebra

/// A matrix completed from some of its entries: a baseline and a product of two thin factors.
///
/// Every entry, known or not, has the prediction μ + bᵢ + cⱼ + uᵢᵀvⱼ. The m×n matrix itself is never
/// formed, so it may be larger than memory.
public struct Completion: Equatable, Sendable {
  /// What is said of an entry before the factors have their word.
  public let baseline: Baseline

  /// A row uᵢ for each row of the matrix, m×k.
  public let left: Matrix<Double>

  /// A row vⱼ for each column of the matrix, n×k.
  public let right: Matrix<Double>

  /// What the method makes least, before its first sweep and after each one; empty where it has no
  /// sweeps.
  public let history: [Double]

  /// Creates a completion from its parts.
  ///
  /// - Precondition: The factors have as many columns as each other, and as many rows as the baseline has
  ///   rows and columns.
  public init(
    baseline: Baseline, left: Matrix<Double>, right: Matrix<Double>, history: [Double] = []
  ) {
    require(
      left.columns == right.columns && left.rows == baseline.rows.count
        && right.rows == baseline.columns.count,
      "a \(left.shape) and a \(right.shape) factor do not fit together, or not a baseline of "
        + "\(baseline.rows.count) rows and \(baseline.columns.count) columns")
    self.baseline = baseline
    self.left = left
    self.right = right
    self.history = history
  }

  /// The completion that the baseline alone gives: of rank 0 beyond it.
  public init(_ baseline: Baseline) {
    self.init(
      baseline: baseline, left: Matrix(rows: baseline.rows.count, columns: 0),
      right: Matrix(rows: baseline.columns.count, columns: 0))
  }

  /// The number of columns of each factor, k.
  public var rank: Int { left.columns }

  /// The prediction for the entry in row `i` and column `j`. O(k).
  ///
  /// - Precondition: `i` and `j` lie in the matrix.
  public subscript(i: Int, j: Int) -> Double {
    let k = rank
    var sum = baseline[i, j]
    for c in 0..<k { sum += left.elements[i * k + c] * right.elements[j * k + c] }
    return sum
  }

  /// The predictions for the places of some entries, in their order. O(count · k).
  public func predictions(for known: ObservedEntries) -> [Double] {
    known.entries.map { self[$0.row, $0.column] }
  }

  /// The whole m×n matrix of predictions. O(mnk).
  public func matrix() -> Matrix<Double> {
    let product = left * right.transposed
    return Matrix(rows: product.rows, columns: product.columns) { i, j in
      baseline[i, j] + product[i, j]
    }
  }

  /// The product of the factors as U diag(σ) Vᵀ with orthonormal columns, the strongest first.
  ///
  /// The factors themselves are free to be mixed with each other; these are not, but for a sign.
  ///
  /// - Throws: `unsuitable` where a factorisation fails.
  /// - Complexity: O((m + n)k²).
  public func decomposition() throws(CompletionError) -> SVD<Double> {
    do throws(LinearAlgebraError) {
      let (first, second) = (try qr(left), try qr(right))
      let core = try svd(first.r * second.r.transposed)
      let kept = core.truncated(to: core.rank())
      return SVD(
        u: first.q * kept.u, singularValues: kept.singularValues, v: second.q * kept.v)
    } catch {
      throw .unsuitable(error)
    }
  }
}

import Grading
import LinearAlgebra

extension RankApproximation {
  /// Wrong answers to exercise 4.2.
  static var mistakes: [Mistake<Answers>] {
    [
      mistake("V for Vᵀ", "v-for-vt") { svd, k in
        guard isSquare(svd, k) else { return svd.truncated(to: k).reconstructed() }
        return svd.u.scalingColumns(by: svd.singularValues) * svd.v
      },
      mistake("Σ on the rows of U", "rows-scaled") { svd, k in
        guard isSquare(svd, k) else { return svd.truncated(to: k).reconstructed() }
        return svd.u.scalingRows(by: svd.singularValues) * svd.v.transposed
      },
      mistake("Σ on the columns of Vᵀ", "columns-scaled") { svd, k in
        guard isSquare(svd, k) else { return svd.truncated(to: k).reconstructed() }
        return svd.u * svd.v.transposed.scalingColumns(by: svd.singularValues)
      },
      mistake("at least one term", "nothing-kept") { svd, k in
        svd.truncated(to: max(k, 1)).reconstructed()
      },
      mistake("the last k values with the first k vectors", "smallest-values") { svd, k in
        let u = svd.u.firstColumns(k).scalingColumns(by: Array(svd.singularValues.suffix(k)))
        return u * svd.v.firstColumns(k).transposed
      },
      mistake("U and V exchanged", "transposed") { svd, k in
        svd.truncated(to: k).reconstructed().transposed
      },
      mistake("Σ forgotten", "sigma-forgotten") { svd, k in
        svd.u.firstColumns(k) * svd.v.firstColumns(k).transposed
      },
      mistake("Σ twice", "sigma-squared") { svd, k in
        let cut = svd.truncated(to: k)
        return cut.u.scalingColumns(by: cut.singularValues)
          * cut.v.scalingColumns(by: cut.singularValues).transposed
      },
      mistake("rank not looked at", "not-cut") { svd, _ in svd.reconstructed() },
      mistake("the smallest k", "smallest-kept") { svd, k in
        terms(svd, svd.singularValues.count - k..<svd.singularValues.count)
      },
      mistake("the k largest dropped", "rest-kept") { svd, k in
        terms(svd, k..<svd.singularValues.count)
      },
      mistake("k − 1", "one-short") { svd, k in
        svd.truncated(to: max(k - 1, 0)).reconstructed()
      },
      mistake("k + 1", "one-over") { svd, k in
        svd.truncated(to: min(k + 1, svd.singularValues.count)).reconstructed()
      },
    ]
  }

  /// Right answers to exercise 4.2 that differ from the solution.
  static var alternatives: [Alternative<Answers>] {
    [
      variant("the library's own truncation") { svd, k in svd.truncated(to: k).reconstructed() },
      variant("the last terms first, then Σ on V") { svd, k in
        let v = svd.v.firstColumns(k).scalingColumns(by: Array(svd.singularValues.prefix(k)))
        return Matrix(rows: svd.u.rows, columns: svd.v.rows) { i, j in
          (0..<k).reversed().reduce(-0.0) { $0 + svd.u[i, $1] * v[j, $1] }
        }
      },
      variant("A less its smallest terms") { svd, k in
        svd.reconstructed() - terms(svd, k..<svd.singularValues.count)
      },
      variant("the last bit changed") { svd, k in
        svd.truncated(to: k).reconstructed().map(\.nextUp)
      },
    ]
  }

  private static func isSquare(_ svd: SVD<Double>, _ k: Int) -> Bool {
    svd.u.rows == k && svd.u.columns == k && svd.v.rows == k && svd.v.columns == k
  }

  private static func terms(_ svd: SVD<Double>, _ range: Range<Int>) -> Matrix<Double> {
    let u = svd.u[rows: 0..<svd.u.rows, columns: range]
    let v = svd.v[rows: 0..<svd.v.rows, columns: range]
    return u.scalingColumns(by: Array(svd.singularValues[range])) * v.transposed
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ approximation: @escaping @Sendable (SVD<Double>, Int) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.rankApproximation = approximation }
  }

  private static func variant(
    _ name: String,
    _ approximation: @escaping @Sendable (SVD<Double>, Int) throws -> Matrix<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.rankApproximation = approximation }
  }
}

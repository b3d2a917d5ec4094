import Grading
import LinearAlgebra

extension RightSingularPairs {
  /// Wrong answers to exercise 1.3.
  static var mistakes: [Mistake<Answers>] {
    [
      mistake("σ² for σ", "squared-values") { a in
        let eigen = try symmetricEigen(a.transposed * a)
        return (eigen.values.map { max($0, 0) }, eigen.vectors)
      },
      mistake("through AAᵀ", "left-vectors") { a in
        let eigen = try symmetricEigen(a * a.transposed)
        return (eigen.values.map { max($0, 0).squareRoot() }, eigen.vectors)
      },
      mistake("ascending", "ascending") { a in
        let (values, v) = try right(a)
        return (values.reversed(), columns(v, (0..<v.columns).reversed()))
      },
      mistake("only the values turned round", "ascending") { a in
        let (values, v) = try right(a)
        return (values.reversed(), v)
      },
      mistake("in the order that comes", "unsorted") { a in
        let (values, v) = try right(a)
        let order = values.indices.sorted { abs(v[0, $0]) < abs(v[0, $1]) }
        return (order.map { values[$0] }, columns(v, order))
      },
      mistake("rows of V", "rows-of-v") { a in
        let (values, v) = try right(a)
        return (values, v.transposed)
      },
      mistake("values sorted, vectors not", "out-of-step") { a in
        let (values, v) = try right(a)
        return (values, columns(v, (0..<v.columns).reversed()))
      },
      mistake("the root of a negative number", "negative-root") { a in
        let eigen = try symmetricEigen(a.transposed * a)
        return (eigen.values.map { $0.squareRoot() }, eigen.vectors)
      },
    ]
  }

  /// Right answers to exercise 1.3 that differ from the solution.
  static var alternatives: [Alternative<Answers>] {
    [
      variant("other signs") { a in
        let (values, v) = try right(a)
        return (values, v.scalingColumns(by: values.indices.map { $0 % 2 == 0 ? -1 : 1 }))
      },
      variant("a rotation within repeated values, and −0 for 0") { a in
        let (values, v) = try right(a)
        var turned = v
        for j in 1..<max(values.count, 1) where values[j - 1] - values[j] <= 1e-9 * values[0] {
          for i in 0..<v.rows {
            let (x, y) = (turned[i, j - 1], turned[i, j])
            (turned[i, j - 1], turned[i, j]) = (0.6 * x - 0.8 * y, 0.8 * x + 0.6 * y)
          }
        }
        return (values.map { $0 == 0 ? -0.0 : $0 }, turned)
      },
      variant("the last bit changed") { a in
        let (values, v) = try right(a)
        return (values.map(\.nextUp), v.map(\.nextDown))
      },
      variant("exact values, without AᵀA") { a in
        // The exact answer for a matrix that `svd` decomposes without forming AᵀA.
        let (values, v) = try right(a)
        let exact = try svd(a).singularValues
        return (values.indices.map { $0 < exact.count ? exact[$0] : 0 }, v)
      },
    ]
  }

  private static func right(_ a: Matrix<Double>) throws -> Pairs {
    try Answers.reference.rightSingularPairs(a)
  }

  private static func columns(_ v: Matrix<Double>, _ order: some Collection<Int>) -> Matrix<Double>
  {
    let order = Array(order)
    return Matrix(rows: v.rows, columns: order.count) { i, j in v[i, order[j]] }
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ pairs: @escaping @Sendable (Matrix<Double>) throws -> Pairs
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.rightSingularPairs = pairs }
  }

  private static func variant(
    _ name: String, _ pairs: @escaping @Sendable (Matrix<Double>) throws -> Pairs
  ) -> Alternative<Answers> {
    Alternative(name) { $0.rightSingularPairs = pairs }
  }
}

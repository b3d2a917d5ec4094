import Grading
import LinearAlgebra

extension FourSubspaces {
  /// Wrong answers to exercise 2.5.
  static var mistakes: [Mistake<Answers>] {
    [
      mistake("rank = number of values", "rank-is-count") { a in
        cut(try svd(a, .full), min(a.rows, a.columns))
      },
      mistake("every value that is not exactly 0", "rank-is-count") { a in
        let full = try svd(a, .full)
        return cut(full, full.singularValues.count { $0 > 0 })
      },
      mistake("the thin decomposition", "thin-only") { a in
        let thin = try svd(a)
        return cut(thin, thin.rank())
      },
      mistake("one column too many in the null spaces", "off-by-one") { a in
        let full = try svd(a, .full)
        let r = full.rank()
        let right = cut(full, r)
        let early = cut(full, max(r - 1, 0))
        return (right.rowSpace, early.nullSpace, right.columnSpace, early.leftNullSpace)
      },
      mistake("r − 1", "off-by-one") { a in
        let full = try svd(a, .full)
        return cut(full, max(full.rank() - 1, 0))
      },
      mistake("vectors as rows", "bases-as-rows") { a in
        let right = try right(a)
        return (
          right.rowSpace.transposed, right.nullSpace.transposed, right.columnSpace.transposed,
          right.leftNullSpace.transposed
        )
      },
      mistake("U for V", "sides-exchanged") { a in
        let right = try right(a)
        return (right.columnSpace, right.leftNullSpace, right.rowSpace, right.nullSpace)
      },
      mistake("the null spaces exchanged", "null-spaces-exchanged") { a in
        let right = try right(a)
        return (right.rowSpace, right.leftNullSpace, right.columnSpace, right.nullSpace)
      },
      mistake("row space and null space exchanged", "complements-exchanged") { a in
        let right = try right(a)
        return (right.nullSpace, right.rowSpace, right.columnSpace, right.leftNullSpace)
      },
      mistake("rows of V", "rows-of-v") { a in
        let full = try svd(a, .full)
        return cut(
          SVD(u: full.u, singularValues: full.singularValues, v: full.v.transposed), full.rank())
      },
      mistake("columns not one long", "not-orthonormal") { a in
        let right = try right(a)
        return (
          a.transposed * right.columnSpace, right.nullSpace, a * right.rowSpace,
          right.leftNullSpace
        )
      },
    ]
  }

  /// Right answers to exercise 2.5 that differ from the solution.
  static var alternatives: [Alternative<Answers>] {
    [
      variant("from the compact SVD, completed") { a in
        let compact = try Answers.reference.compactSVD(a)
        let u = try Answers.reference.completeBasis(compact.u)
        let v = try Answers.reference.completeBasis(compact.v)
        return cut(
          SVD(u: u, singularValues: compact.singularValues, v: v), compact.singularValues.count)
      },
      variant("from the transposed matrix") { a in
        let turned = try right(a.transposed)
        return (turned.columnSpace, turned.leftNullSpace, turned.rowSpace, turned.nullSpace)
      },
      variant("other bases of the same spaces") { a in
        let right = try right(a)
        return (
          turned(right.rowSpace), turned(right.nullSpace), turned(right.columnSpace),
          turned(right.leftNullSpace)
        )
      },
    ]
  }

  private static func right(_ a: Matrix<Double>) throws -> Subspaces {
    try Answers.reference.fourSubspaces(a)
  }

  /// The first r columns of V and of U, and what is left of them.
  private static func cut(_ svd: SVD<Double>, _ r: Int) -> Subspaces {
    (
      svd.v.firstColumns(r), svd.v[rows: 0..<svd.v.rows, columns: r..<svd.v.columns],
      svd.u.firstColumns(r), svd.u[rows: 0..<svd.u.rows, columns: r..<svd.u.columns]
    )
  }

  /// A basis with its columns reflected among each other.
  private static func turned(_ q: Matrix<Double>) -> Matrix<Double> {
    guard q.columns > 0 else { return q }
    return q
      * (.identity(q.columns)
        - Matrix(
          rows: q.columns, columns: q.columns, repeating: 2 / Double(q.columns)))
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ subspaces: @escaping @Sendable (Matrix<Double>) throws -> Subspaces
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.fourSubspaces = subspaces }
  }

  private static func variant(
    _ name: String, _ subspaces: @escaping @Sendable (Matrix<Double>) throws -> Subspaces
  ) -> Alternative<Answers> {
    Alternative(name) { $0.fourSubspaces = subspaces }
  }
}

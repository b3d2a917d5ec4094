import Grading
import LinearAlgebra

extension FourSubspaces {
  /// Wrong answers to exercise 2.5.
  static let mistakes: [Mistake<Answers>] = [
    mistake(
      "rank-is-count",
      "The rank was taken to be min(m, n), or the number of values that are not exactly 0. A zero "
        + "comes out of rounding as something like 10⁻¹⁶: use `rank()`.",
      cutting { full in full.singularValues.count }
    )
    .or("every value that is not exactly 0") {
      $0.fourSubspaces = cutting { full in full.singularValues.count { $0 > 0 } }
    },
    mistake(
      "absolute-threshold",
      "Values were held against a fixed number. What is 0 is judged relative to σ₁, as `rank()` does.",
      cutting { full in full.singularValues.count { $0 > 1e-10 } }
    )
    .or("below 10⁻⁶") { $0.fourSubspaces = cutting { $0.singularValues.count { $0 > 1e-6 } } }
    .or("below 10⁻⁸ of σ₁") {
      $0.fourSubspaces = cutting { full in
        full.singularValues.count { $0 > 1e-8 * full.singularValues[0] }
      }
    },
    mistake(
      "thin-only",
      "Columns are missing from a null space. The thin decomposition has only min(m, n) columns in "
        + "each factor: ask for `.full`."
    ) { a in
      let thin = try svd(a)
      return cut(thin, thin.rank())
    },
    mistake(
      "null-from-front",
      "The null spaces were taken from the first columns. Those belong to values above 0; the null spaces "
        + "begin at column r."
    ) { a in
      let full = try svd(a, .full)
      let r = full.rank()
      return (
        full.v.firstColumns(r), full.v.firstColumns(a.columns - r), full.u.firstColumns(r),
        full.u.firstColumns(a.rows - r)
      )
    },
    mistake(
      "off-by-one", "The cut is one column off: the first r columns belong to values above 0.",
      cutting { max($0.rank() - 1, 0) }
    )
    .or("r + 1") {
      $0.fourSubspaces = cutting { min($0.rank() + 1, min($0.u.rows, $0.v.rows)) }
    }
    .or("one column too many in the null spaces") {
      $0.fourSubspaces = { a in
        let full = try svd(a, .full)
        let (right, early) = (cut(full, full.rank()), cut(full, max(full.rank() - 1, 0)))
        return (right.rowSpace, early.nullSpace, right.columnSpace, early.leftNullSpace)
      }
    }
    .or("one column too few in the null spaces") {
      $0.fourSubspaces = { a in
        let full = try svd(a, .full)
        let r = full.rank()
        func rest(_ x: Matrix<Double>) -> Matrix<Double> {
          x[rows: 0..<x.rows, columns: min(r + 1, x.columns)..<x.columns]
        }
        return (full.v.firstColumns(r), rest(full.v), full.u.firstColumns(r), rest(full.u))
      }
    },
    mistake(
      "bases-as-rows", "The basis vectors are rows here. They must be columns.",
      spoilt { ($0.transposed, $1.transposed, $2.transposed, $3.transposed) }),
    mistake(
      "sides-exchanged",
      "U and V are exchanged: the row space and the null space lie where x is, and so in V.",
      spoilt { ($2, $3, $0, $1) }),
    mistake(
      "null-spaces-exchanged",
      "The two null spaces are exchanged: Ax = 0 speaks of V, Aᵀy = 0 of U.",
      spoilt { ($0, $3, $2, $1) }),
    mistake(
      "row-and-column-exchanged",
      "The row space and the column space are exchanged: Aᵀy lies where x is, in V, and Ax in U.",
      spoilt { ($2, $1, $0, $3) }),
    mistake(
      "complements-exchanged",
      "What belongs to the values above 0 and what belongs to the zeros is exchanged: the row "
        + "space and the column space come from the first r columns.",
      spoilt { ($1, $0, $3, $2) }
    )
    .or("in V alone") { $0.fourSubspaces = spoilt { ($1, $0, $2, $3) } }
    .or("in U alone") { $0.fourSubspaces = spoilt { ($0, $1, $3, $2) } },
    mistake(
      "rows-of-v",
      "The rows of V were taken, or the columns of Vᵀ. The right singular vectors are the columns "
        + "of V."
    ) { a in
      let full = try svd(a, .full)
      return cut(
        SVD(u: full.u, singularValues: full.singularValues, v: full.v.transposed), full.rank())
    },
    mistake(
      "rows-of-u",
      "The rows of U were taken. The left singular vectors are its columns."
    ) { a in
      let full = try svd(a, .full)
      return cut(
        SVD(u: full.u.transposed, singularValues: full.singularValues, v: full.v), full.rank())
    },
    mistake(
      "images-for-bases",
      "These vectors span the right spaces, but they are not one long: they are stretched by σᵢ."
    ) { a in
      let right = try right(a)
      return (
        a.transposed * right.columnSpace, right.nullSpace, a * right.rowSpace,
        right.leftNullSpace
      )
    },
    mistake(
      "own-columns",
      "Rows and columns of A itself were taken: they span the spaces at best, but are not orthonormal."
    ) { a in
      let right = try right(a)
      let r = right.rowSpace.columns
      return (
        a.transposed.firstColumns(min(r, a.rows)), right.nullSpace,
        a.firstColumns(min(r, a.columns)), right.leftNullSpace
      )
    },
  ]

  /// Right answers to exercise 2.5 that differ from the solution.
  static var alternatives: [Alternative<Answers>] {
    [
      variant("from the truncated SVD, completed") { a in
        let thin = try svd(a)
        let compact = thin.truncated(to: thin.rank())
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

  /// All four bases cut at a mistaken rank.
  private static func cutting(
    _ rank: @escaping @Sendable (SVD<Double>) -> Int
  ) -> @Sendable (Matrix<Double>) throws -> Subspaces {
    { a in
      let full = try svd(a, .full)
      return cut(full, rank(full))
    }
  }

  /// What becomes of the right bases.
  private static func spoilt(
    _ spoil:
      @escaping @Sendable (Matrix<Double>, Matrix<Double>, Matrix<Double>, Matrix<Double>) ->
      Subspaces
  ) -> @Sendable (Matrix<Double>) throws -> Subspaces {
    { a in
      let right = try right(a)
      return spoil(right.rowSpace, right.nullSpace, right.columnSpace, right.leftNullSpace)
    }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ subspaces: @escaping @Sendable (Matrix<Double>) throws -> Subspaces
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.fourSubspaces = subspaces }
  }

  private static func variant(
    _ name: String, _ subspaces: @escaping @Sendable (Matrix<Double>) throws -> Subspaces
  ) -> Alternative<Answers> {
    Alternative(name) { $0.fourSubspaces = subspaces }
  }
}

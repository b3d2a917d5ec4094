import Grading
import LinearAlgebra

extension CompleteBasis {
  /// What a learner is told, by the name of the diagnosis.
  static let messages: [String: String] = [
    "dependent-vector":
      "A unit vector lay in the span of the columns already there. Its rest is 0, or nothing "
      + "but rounding error, and no direction. Choose another one.",
    "cancellation":
      "A unit vector that lies almost in the span leaves a short rest, and dividing by its "
      + "length magnifies the rounding error in it. Take a vector with a longer rest, and "
      + "subtract twice.",
    "zero-columns":
      "The new columns are zeros. A zero column has length 0, not 1.",
    "not-orthogonalised":
      "The new columns are unit vectors as they stand. Subtract from each what lies in the span "
      + "of the columns before it.",
    "not-normalised":
      "The new columns are orthogonal, but not one long: divide by the length.",
    "against-u-only":
      "The new columns are orthogonal to U, but not to each other: each one joins the columns "
      + "that the next is held against.",
    "only-new":
      "These are the new columns alone. The result begins with those of U: m×m.",
    "rows-for-columns":
      "The vectors are the rows of this matrix: transpose it.",
    "new-first":
      "The new columns come first here. The columns of U come first.",
    "signs-turned":
      "The first columns are those of U but for their signs, as some QR factorisations turn them. "
      + "Each uᵢ belongs to a vᵢ, sign included: keep it.",
    "forgets-u":
      "This is an orthogonal matrix, but it does not begin with the columns of U.",
    "added-for-subtracted":
      "What lies along the columns was added instead of subtracted: rest = x − q(qᵀx).",
    "too-few":
      "Columns are missing: the result is m×m, whatever r is.",
  ]

  /// Wrong answers to exercise 2.4.
  static var mistakes: [Mistake<Answers>] {
    [
      mistake("zero-columns", as: "filled up with zeros") { u in
        Matrix(rows: u.rows, columns: u.rows) { i, j in j < u.columns ? u[i, j] : 0 }
      },
      mistake("not-orthogonalised", as: "filled up with unit vectors") { u in
        Matrix(rows: u.rows, columns: u.rows) { i, j in
          j < u.columns ? u[i, j] : i == j ? 1 : 0
        }
      },
      mistake("not-normalised", as: "lengths left as they are") { u in
        try completed(u).scalingColumns(by: (0..<u.rows).map { $0 < u.columns ? 1 : 0.6 })
      },
      mistake("against-u-only", as: "orthogonal to U only") { u in
        var generator = SeededGenerator(seed: 6)
        let given = (0..<u.columns).map(u.column)
        let new = (0..<u.rows - u.columns).map { _ in
          let x = Vector((0..<u.rows).map { _ in generator.nextNormal() })
          return remainder(of: x, given, passes: 2).normalized()
        }
        return matrix(given + new, u.rows)
      },
      mistake("added-for-subtracted", as: "added") { u in
        let given = (0..<u.columns).map(u.column)
        var columns = given
        let q = try completed(u)
        for j in u.columns..<u.rows {
          let x = unit(j, u.rows)
          let sum = columns.reduce(x) { $0 + $1 * $1.dot(x) }
          columns.append(sum.normalized())
        }
        return u.columns == 0 ? q : matrix(columns, u.rows)
      },
      mistake("too-few", as: "one new column only") { u in
        try completed(u).firstColumns(min(u.columns + 1, u.rows))
      },
      mistake("too-few", as: "U as it came") { $0 },
      mistake("only-new", as: "only the new columns") { u in
        try completed(u)[rows: 0..<u.rows, columns: u.columns..<u.rows]
      },
      mistake("rows-for-columns", as: "vectors as rows") { try completed($0).transposed },
      mistake("new-first", as: "the new columns first") { u in
        let q = try completed(u)
        return Matrix(rows: u.rows, columns: u.rows) { i, j in q[i, (j + u.columns) % u.rows] }
      },
      mistake("signs-turned", as: "a QR factorisation that turns signs") { u in
        let q = try completed(u)
        return q.scalingColumns(by: (0..<u.rows).map { $0 < u.columns ? -1 : 1 })
      },
      mistake("forgets-u", as: "any orthogonal matrix") { .identity($0.rows) },
      mistake("dependent-vector", as: "the first unit vectors, whatever they are") { u in
        var columns = (0..<u.columns).map(u.column)
        for i in 0..<u.rows - u.columns {
          let rest = remainder(of: unit(i, u.rows), columns, passes: 2)
          columns.append(rest / rest.norm)
        }
        return matrix(columns, u.rows)
      },
      mistake("dependent-vector", as: "a zero where nothing is left") { u in
        var columns = (0..<u.columns).map(u.column)
        for i in 0..<u.rows - u.columns {
          columns.append(remainder(of: unit(i, u.rows), columns, passes: 2).normalized())
        }
        return matrix(columns, u.rows)
      },
      mistake("cancellation", as: "one pass, and only an exact zero is left out") { u in
        gramSchmidt(u, passes: 1, threshold: 1e-14)
      },
    ]
  }

  /// Right answers to exercise 2.4 that differ from the solution.
  static var alternatives: [Alternative<Answers>] {
    [
      variant("the full QR factorisation") { try qr($0, .full).q },
      variant("the full SVD") { u in
        let rest = try svd(u, .full).u
        return Matrix(rows: u.rows, columns: u.rows) { i, j in
          j < u.columns ? u[i, j] : rest[i, j]
        }
      },
      variant("unit vectors in turn, short rests left out, three passes") {
        gramSchmidt($0, passes: 3, threshold: 0.1)
      },
      variant("random vectors") { u in
        var generator = SeededGenerator(seed: 5)
        var columns = (0..<u.columns).map(u.column)
        while columns.count < u.rows {
          let x = Vector((0..<u.rows).map { _ in generator.nextNormal() })
          columns.append(remainder(of: x.normalized(), columns, passes: 3).normalized())
        }
        return matrix(columns, u.rows)
      },
      variant("other signs of the new columns") { u in
        try completed(u).scalingColumns(by: (0..<u.rows).map { $0 < u.columns ? 1 : -1 })
      },
    ]
  }

  private static func completed(_ u: Matrix<Double>) throws -> Matrix<Double> {
    try Answers.reference.completeBasis(u)
  }

  /// Takes unit vectors in turn, and leaves out those whose rest is no longer than `threshold`.
  private static func gramSchmidt(
    _ u: Matrix<Double>, passes: Int, threshold: Double
  ) -> Matrix<Double> {
    var columns = (0..<u.columns).map(u.column)
    for i in 0..<u.rows where columns.count < u.rows {
      let rest = remainder(of: unit(i, u.rows), columns, passes: passes)
      if rest.norm > threshold { columns.append(rest.normalized()) }
    }
    return matrix(columns, u.rows)
  }

  private static func remainder(
    of x: Vector<Double>, _ basis: [Vector<Double>], passes: Int
  ) -> Vector<Double> {
    (0..<passes).reduce(x) { x, _ in basis.reduce(x) { $0 - $1 * $1.dot($0) } }
  }

  private static func unit(_ i: Int, _ m: Int) -> Vector<Double> {
    Vector((0..<m).map { $0 == i ? 1 : 0 })
  }

  private static func matrix(_ columns: [Vector<Double>], _ m: Int) -> Matrix<Double> {
    Matrix(rows: m, columns: columns.count) { i, j in columns[j][i] }
  }

  private static func mistake(
    _ diagnosis: String, as name: String,
    _ complete: @escaping @Sendable (Matrix<Double>) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis] ?? "", as: name) { $0.completeBasis = complete }
  }

  private static func variant(
    _ name: String, _ complete: @escaping @Sendable (Matrix<Double>) throws -> Matrix<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.completeBasis = complete }
  }
}

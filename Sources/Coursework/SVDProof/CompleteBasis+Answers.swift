import Grading
import LinearAlgebra

extension CompleteBasis {
  /// Wrong answers to exercise 2.4.
  static var mistakes: [Mistake<Answers>] {
    [
      mistake("filled up with zeros", "zero-columns") { u in
        Matrix(rows: u.rows, columns: u.rows) { i, j in j < u.columns ? u[i, j] : 0 }
      },
      mistake("filled up with unit vectors", "not-orthogonalised") { u in
        Matrix(rows: u.rows, columns: u.rows) { i, j in
          j < u.columns ? u[i, j] : i == j ? 1 : 0
        }
      },
      mistake("lengths left as they are", "not-normalised") { u in
        var columns = (0..<u.columns).map(u.column)
        for i in 0..<u.rows - u.columns {
          let rest = remainder(of: unit(i, u.rows), columns.map { $0.normalized() }, passes: 2)
          columns.append(rest)
        }
        return matrix(columns, u.rows)
      },
      mistake("orthogonal to U only", "against-u-only") { u in
        let given = (0..<u.columns).map(u.column)
        let new = (0..<u.rows - u.columns).map {
          remainder(of: unit($0, u.rows), given, passes: 2).normalized()
        }
        return matrix(given + new, u.rows)
      },
      mistake("only the new columns", "only-new") { u in
        try completed(u)[rows: 0..<u.rows, columns: u.columns..<u.rows]
      },
      mistake("vectors as rows", "rows-for-columns") { try completed($0).transposed },
      mistake("the new columns first", "new-first") { u in
        let q = try completed(u)
        return Matrix(rows: u.rows, columns: u.rows) { i, j in q[i, (j + u.columns) % u.rows] }
      },
      mistake("a QR factorisation that turns signs", "signs-turned") { u in
        let q = try completed(u)
        return q.scalingColumns(by: (0..<u.rows).map { $0 < u.columns ? -1 : 1 })
      },
      mistake("any orthogonal matrix", "forgets-u") { .identity($0.rows) },
      mistake("the first unit vectors, whatever they are", "dependent-vector") { u in
        var columns = (0..<u.columns).map(u.column)
        for i in 0..<u.rows - u.columns {
          let rest = remainder(of: unit(i, u.rows), columns, passes: 2)
          columns.append(rest / rest.norm)
        }
        return matrix(columns, u.rows)
      },
      mistake("a zero where nothing is left", "dependent-vector") { u in
        var columns = (0..<u.columns).map(u.column)
        for i in 0..<u.rows - u.columns {
          columns.append(remainder(of: unit(i, u.rows), columns, passes: 2).normalized())
        }
        return matrix(columns, u.rows)
      },
      mistake("one pass, and only an exact zero is left out", "cancellation") { u in
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
    _ name: String, _ diagnosis: String,
    _ complete: @escaping @Sendable (Matrix<Double>) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.completeBasis = complete }
  }

  private static func variant(
    _ name: String, _ complete: @escaping @Sendable (Matrix<Double>) throws -> Matrix<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.completeBasis = complete }
  }
}

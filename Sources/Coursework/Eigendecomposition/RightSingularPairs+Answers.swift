import Grading
import LinearAlgebra

extension RightSingularPairs {
  static let negativeRoot =
    "Rounding made an eigenvalue of AᵀA a tiny negative number, and its square root is NaN: lift it "
    + "to 0 before you take the root."

  static let zerosDropped =
    "Values that are 0 were left out. All n are asked for, with all n columns of V."

  /// Wrong answers to exercise 1.3.
  static let mistakes: [Mistake<Answers>] = [
    mistake("negative-root", negativeRoot) { a in
      let eigen = try symmetricEigen(a.transposed * a)
      return (eigen.values.map { $0.squareRoot() }, eigen.vectors)
    },
    mistake(
      "absolute-threshold",
      "Small values were taken for 0, but the numbers in A are small themselves. Nothing is small in "
        + "itself: lift only what is negative."
    ) { a in
      let eigen = try symmetricEigen(a.transposed * a)
      return (eigen.values.map { $0 < 1e-10 ? 0 : $0.squareRoot() }, eigen.vectors)
    }
    .or("below 10⁻¹²") {
      $0.rightSingularPairs = { a in
        let eigen = try symmetricEigen(a.transposed * a)
        return (eigen.values.map { $0 < 1e-12 ? 0 : $0.squareRoot() }, eigen.vectors)
      }
    },
    mistake(
      "squared-values",
      "These are the eigenvalues of AᵀA, which are σ². The singular values are their roots: "
        + "if A is multiplied by 3, σ grows by 3, not by 9."
    ) { a in
      let eigen = try symmetricEigen(a.transposed * a)
      return (eigen.values.map { max($0, 0) }, eigen.vectors)
    }
    .or("not lifted either") {
      $0.rightSingularPairs = { a in
        let eigen = try symmetricEigen(a.transposed * a)
        return (eigen.values, eigen.vectors)
      }
    },
    mistake(
      "rooted-twice", "The root was taken once too often: σ = √λ.",
      spoilt { ($0.map { $0.squareRoot() }, $1) }),
    mistake(
      "left-vectors",
      "These are the eigenvectors of AAᵀ, the left singular vectors. The right ones, n×n, belong "
        + "to AᵀA."
    ) { a in
      let eigen = try symmetricEigen(a * a.transposed)
      return (eigen.values.map { max($0, 0).squareRoot() }, eigen.vectors)
    }
    .or("U of `svd`") {
      $0.rightSingularPairs = { a in (try singularValues(of: a), try svd(a).u) }
    }
    .or("values of one, vectors of the other") {
      $0.rightSingularPairs = { a in
        (try right(a).values, try symmetricEigen(a * a.transposed).vectors)
      }
    },
    mistake(
      "eigen-of-a",
      "These are the eigenvalues and eigenvectors of A or of A + Aᵀ. The singular values come from AᵀA."
    ) { a in
      guard a.rows == a.columns else { throw shapesDoNotFit }
      let eigen = try symmetricEigen((a + a.transposed) / 2)
      return (eigen.values.map { max($0, 0).squareRoot() }, eigen.vectors)
    }
    .or("no root of the eigenvalues of A") {
      $0.rightSingularPairs = { a in
        guard a.rows == a.columns else { throw shapesDoNotFit }
        let eigen = try symmetricEigen((a + a.transposed) / 2)
        return (eigen.values, eigen.vectors)
      }
    },
    mistake(
      "covariance",
      "AᵀA was divided, or its columns were centred, as for a covariance. Neither belongs to the "
        + "singular values of A."
    ) { a in
      let eigen = try symmetricEigen(a.transposed * a / Double(max(a.rows - 1, 1)))
      return (eigen.values.map { max($0, 0).squareRoot() }, eigen.vectors)
    }
    .or("divided by m") {
      $0.rightSingularPairs = { a in
        let eigen = try symmetricEigen(a.transposed * a / Double(a.rows))
        return (eigen.values.map { max($0, 0).squareRoot() }, eigen.vectors)
      }
    }
    .or("centred") {
      $0.rightSingularPairs = { a in
        try right(
          Matrix(rows: a.rows, columns: a.columns) { i, j in
            a[i, j] - a.column(j).reduce(0, +) / Double(a.rows)
          })
      }
    },
    mistake(
      "ascending", "The values ascend. Turn them round, and the columns of V with them.",
      spoilt { ($0.reversed(), columns($1, (0..<$1.columns).reversed())) }
    )
    .or("only the values turned round") {
      $0.rightSingularPairs = spoilt { ($0.reversed(), $1) }
    },
    mistake(
      "unsorted", "The values are right, but not in descending order; V must follow the order.",
      spoilt { values, v in
        let order = values.indices.sorted { abs(v[0, $0]) < abs(v[0, $1]) }
        return (order.map { values[$0] }, columns(v, order))
      }),
    mistake(
      "rows-of-v",
      "The right singular vectors are the rows of this matrix. They must be its columns: this is "
        + "Vᵀ.",
      spoilt { ($0, $1.transposed) }),
    mistake(
      "out-of-step",
      "The columns of V are the right vectors, but not in the order of the values: column i must "
        + "belong to value i.",
      spoilt { ($0, columns($1, (0..<$1.columns).reversed())) }),
    mistake(
      "scaled-vectors",
      "Column i of V was multiplied by its value. A singular vector is one long.",
      spoilt { ($0, $1.scalingColumns(by: $0)) }),
    mistake(
      "zeros-dropped",
      zerosDropped,
      spoilt { values, v in
        let kept = values.filter { $0 > 1e-6 * (values.first ?? 0) }
        return (kept, v.firstColumns(kept.count))
      }
    )
    .or("the values alone") {
      $0.rightSingularPairs = spoilt { values, v in
        (values.filter { $0 > 1e-6 * (values.first ?? 0) }, v)
      }
    },
    mistake(
      "one-missing", "The last value is missing: there are n, one for each column of A.",
      spoilt { ($0.dropLast(), $1) }
    )
    .or("and its vector") {
      $0.rightSingularPairs = spoilt { ($0.dropLast(), $1.firstColumns(max($1.columns - 1, 0))) }
    },
  ]

  /// Right answers to exercise 1.3 that differ from the solution.
  static let alternatives: [Alternative<Answers>] = [
    variant(
      "other signs",
      spoilt { values, v in
        (values, v.scalingColumns(by: values.indices.map { $0 % 2 == 0 ? -1 : 1 }))
      }),
    variant(
      "a rotation within repeated values, and −0 for 0",
      spoilt { values, v in
        var turned = v
        for j in 1..<max(values.count, 1) where values[j - 1] - values[j] <= 1e-9 * values[0] {
          for i in 0..<v.rows {
            let (x, y) = (turned[i, j - 1], turned[i, j])
            (turned[i, j - 1], turned[i, j]) = (0.6 * x - 0.8 * y, 0.8 * x + 0.6 * y)
          }
        }
        return (values.map { $0 == 0 ? -0.0 : $0 }, turned)
      }),
    variant("the last bit changed", spoilt { ($0.map(\.nextUp), $1.map(\.nextDown)) }),
    variant("the magnitude of λ") { a in
      let eigen = try symmetricEigen(a.transposed * a)
      return (eigen.values.map { abs($0).squareRoot() }, eigen.vectors)
    },
    variant("the lengths of the columns of AV") { a in
      let v = try right(a).v
      return ((0..<v.columns).map { (a * v.column($0)).norm }, v)
    },
    variant("exact values, without AᵀA") { a in
      let factors = try svd(a)
      return (factors.singularValues, factors.v)
    },
  ]

  private static func right(_ a: Matrix<Double>) throws -> Pairs {
    try Answers.reference.rightSingularPairs(a)
  }

  /// What becomes of the right answer.
  private static func spoilt(
    _ spoil: @escaping @Sendable ([Double], Matrix<Double>) -> Pairs
  ) -> @Sendable (Matrix<Double>) throws -> Pairs {
    { a in
      let (values, v) = try right(a)
      return spoil(values, v)
    }
  }

  private static func columns(_ v: Matrix<Double>, _ order: some Collection<Int>) -> Matrix<Double>
  {
    let order = Array(order)
    return Matrix(rows: v.rows, columns: order.count) { i, j in v[i, order[j]] }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ pairs: @escaping @Sendable (Matrix<Double>) throws -> Pairs
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.rightSingularPairs = pairs }
  }

  private static func variant(
    _ name: String, _ pairs: @escaping @Sendable (Matrix<Double>) throws -> Pairs
  ) -> Alternative<Answers> {
    Alternative(name) { $0.rightSingularPairs = pairs }
  }
}

import Grading
import LinearAlgebra

extension LeastSquaresRows {
  /// Wrong answers to exercise 8.5.
  static var mistakes: [Mistake<Answers>] { ofEntries + ofPenalty + ofSystem + ofResult }

  private static let ofEntries: [Mistake<Answers>] = [
    mistake("zero-is-missing", zeroIsMissing) { try $0.result(for: $0.table.withoutZeros) }
      .or("above 0 alone", wrong { try $0.result(for: $0.table.knownPositive) })
      .or("above 0 alone, without the mask", wrong { try $0.result(for: $0.table.positive) })
      .or("known where the ratings are not 0", wrong { try $0.result(for: $0.table.guessed) }),
    mistake(
      "missing-as-zero",
      "Σvⱼvⱼᵀ was taken over all columns, so that missing entries were fitted too. Each row has its own sum, "
        + "over its known columns."
    ) { try $0.result(for: $0.table.zeroed.allKnown) }
    .or("whatever stands there", wrong { try $0.result(for: $0.table.allKnown) })
    .or(
      "with the right right side",
      wrong { half in
        let gram = half.v.transposed * half.v + half.ridge
        return try half.rows { near, rated in try solve(gram, near.transposed * rated) }
      }),
    mistake(
      "ratings-of-all-columns",
      "Σxᵢⱼvⱼ was taken over the whole row; it goes over the known columns, as Σvⱼvⱼᵀ does."
    ) { half in
      let right = half.table.ratings * half.v
      return try solvingRows(half) { i, gram in try solve(gram + half.ridge, right.row(i)) }
    },
    mistake("mask-inverted", "The mask is read the wrong way round: 1 is known.") {
      try $0.result(for: $0.table.inverted)
    },
    mistake(
      "mask-transposed",
      "The mask is read with row and column exchanged: it has the ratings' shape."
    ) { try $0.result(for: $0.table.maskTransposed) },
    mistake(
      "first-rows-of-v",
      "The first rows of V were taken, as many as there are ratings. Row j of V belongs to column j of the ratings."
    ) { half in
      try half.rows { near, rated in
        let first = Matrix(rows: near.rows, columns: near.columns) { half.v[$0, $1] }
        return try solve(first.transposed * first + half.ridge, first.transposed * rated)
      }
    },
    mistake(
      "mean-subtracted",
      "A mean was subtracted from the ratings; they are fitted as they are."
    ) { half in
      let mean = BiasFit.mean(of: half.table)
      let table = RatedTable(
        "", ratings: half.table.ratings.map { $0 - mean }, known: half.table.known)
      return try half.result(for: table)
    }.or(
      "of the row",
      wrong { half in
        try half.rows { near, rated in
          let mean = rated.elements.reduce(0, +) / Double(rated.count)
          let left = Vector(rated.elements.map { $0 - mean })
          return try solve(near.transposed * near + half.ridge, near.transposed * left)
        }
      }),
  ]

  private static let ofPenalty: [Mistake<Answers>] = [
    penalty(
      "penalty-forgotten",
      "The penalty is missing. Without λI a row with few ratings fits them at any price."
    ) { _, _ in 0 },
    penalty(
      "penalty-by-count",
      "The penalty was multiplied by the number of ratings in the row. Some methods do that; here λ is the "
        + "same for every row."
    ) { $0 * Double($1) },
    penalty("penalty-squared", "λ² stands on the diagonal; it is λ.") { penalty, _ in
      penalty * penalty
    },
    penalty("penalty-root", "√λ stands on the diagonal; it is λ.") { penalty, _ in
      penalty.squareRoot()
    },
    penalty("penalty-half", "λ stands on the diagonal once, neither half of it nor twice.") {
      penalty, _ in penalty / 2
    }.or("twice", wrong { half in try result(half) { penalty, _ in 2 * penalty } }),
    penalty(
      "penalty-sign", "λI was subtracted; it is added, and makes the system well conditioned."
    ) { penalty, _ in -penalty },
    mistake(
      "penalty-everywhere",
      "λ was added to every element of the system; λI has it on the diagonal alone."
    ) { half in
      try half.rows { near, rated in
        let system = (near.transposed * near).map { $0 + half.penalty }
        return try solve(system, near.transposed * rated)
      }
    },
    mistake(
      "penalty-first",
      "λ was added at one place of the diagonal alone; λI has it along the whole diagonal."
    ) { half in
      try half.rows { near, rated in
        var system = near.transposed * near
        system[0, 0] += half.penalty
        return try solve(system, near.transposed * rated)
      }
    },
    mistake("penalty-right", "λ stands in the right side too; it belongs to the matrix alone.") {
      half in
      try half.rows { near, rated in
        let right = Vector((near.transposed * rated).elements.map { $0 + half.penalty })
        return try solve(near.transposed * near + half.ridge, right)
      }
    },
  ]

  private static let ofSystem: [Mistake<Answers>] = [
    mistake(
      "not-solved",
      "This is the right side Σxᵢⱼvⱼ, or a multiple of it: solve the system with it."
    ) { half in try half.rows { near, rated in near.transposed * rated } }
    .or(
      "divided by λ",
      wrong { half in
        try half.rows { near, rated in (near.transposed * rated) * (1 / half.penalty) }
      }
    )
    .or(
      "divided by the count",
      wrong { half in
        try half.rows { near, rated in (near.transposed * rated) * (1 / Double(rated.count)) }
      }
    )
    .or(
      "divided by the count and λ",
      wrong { half in
        try half.rows { near, rated in
          (near.transposed * rated) * (1 / (Double(rated.count) + half.penalty))
        }
      }),
    mistake(
      "multiplied", "The right side was multiplied by the matrix; solve the system with it."
    ) { half in
      try half.rows { near, rated in
        (near.transposed * near + half.ridge) * (near.transposed * rated)
      }
    },
    mistake(
      "diagonal",
      "Each number of uᵢ was found as if it were alone: only the diagonal of Σvⱼvⱼᵀ was used. The vⱼ are "
        + "not orthogonal; solve the whole system."
    ) { half in
      try half.rows { near, rated in
        let (gram, right) = (near.transposed * near, near.transposed * rated)
        return Vector((0..<right.count).map { right[$0] / (gram[$0, $0] + half.penalty) })
      }
    },
    mistake(
      "inner-product",
      "The number vⱼᵀvⱼ stands where the k×k matrix vⱼvⱼᵀ belongs: that is a column times a row."
    ) { half in
      try half.rows { near, rated in
        let norm = near.frobeniusNorm
        return (near.transposed * rated) * (1 / (norm * norm + half.penalty))
      }
    }.or(
      "on the diagonal with λ for each",
      wrong { half in
        try half.rows { near, rated in
          let norm = near.frobeniusNorm
          return (near.transposed * rated)
            * (1 / (norm * norm + half.penalty * Double(near.columns)))
        }
      }),
    mistake(
      "right-side-averaged",
      "One of the sums was divided by the number of ratings, and the other not. Both are sums."
    ) { half in
      try half.rows { near, rated in
        let right = (near.transposed * rated) * (1 / Double(rated.count))
        return try solve(near.transposed * near + half.ridge, right)
      }
    }.or(
      "the matrix",
      wrong { half in
        try half.rows { near, rated in
          let gram = (near.transposed * near) * (1 / Double(rated.count))
          return try solve(gram + half.ridge, near.transposed * rated)
        }
      }),
    mistake(
      "columns-of-v", "Columns of V stand where rows belong: vⱼ is row j of V."
    ) { half in
      guard half.v.rows == half.v.columns else { return try half.result() }
      return try HalfStep(table: half.table, v: half.v.transposed, penalty: half.penalty).result()
    },
    mistake(
      "overwritten",
      "Only the last known column is in the sums: `=` stands in the place of `+=`."
    ) { half in
      try half.rows { near, rated in
        let last = near.row(near.rows - 1)
        let gram = Matrix(rows: last.count, columns: last.count) { last[$0] * last[$1] }
        return try solve(gram + half.ridge, last * rated[rated.count - 1])
      }
    }.or(
      "in the right side",
      wrong { half in
        try half.rows { near, rated in
          let last = near.row(near.rows - 1) * rated[rated.count - 1]
          return try solve(near.transposed * near + half.ridge, last)
        }
      }
    )
    .or(
      "in the matrix",
      wrong { half in
        try half.rows { near, rated in
          let last = near.row(near.rows - 1)
          let gram = Matrix(rows: last.count, columns: last.count) { last[$0] * last[$1] }
          return try solve(gram + half.ridge, near.transposed * rated)
        }
      }),
    mistake(
      "sums-kept", "The sums were not set back to 0 for the next row: each row has its own."
    ) { half in
      let k = half.v.columns
      var (gram, right) = (
        Matrix<Double>(rows: k, columns: k), Vector(repeatElement(0.0, count: k))
      )
      return try half.rows { near, rated in
        gram = gram + near.transposed * near
        right = right + near.transposed * rated
        return try solve(gram + half.ridge, right)
      }
    }.or(
      "of the matrix",
      wrong { half in
        let k = half.v.columns
        var gram = Matrix<Double>(rows: k, columns: k) + half.ridge
        return try half.rows { near, rated in
          gram = gram + near.transposed * near
          return try solve(gram, near.transposed * rated)
        }
      }
    )
    .or(
      "of the matrix, with λ in each",
      wrong { half in
        let k = half.v.columns
        var gram = Matrix<Double>(rows: k, columns: k)
        return try half.rows { near, rated in
          gram = gram + near.transposed * near + half.ridge
          return try solve(gram, near.transposed * rated)
        }
      }
    )
    .or(
      "of the right side",
      wrong { half in
        var right = Vector(repeatElement(0.0, count: half.v.columns))
        return try half.rows { near, rated in
          right = right + near.transposed * rated
          return try solve(near.transposed * near + half.ridge, right)
        }
      }),
    mistake(
      "triangle",
      "Only the upper or the lower half of Σvⱼvⱼᵀ was filled in; the matrix is symmetric."
    ) { half in
      try half.rows { near, rated in
        let gram = near.transposed * near + half.ridge
        let upper = Matrix(rows: gram.rows, columns: gram.rows) { $0 <= $1 ? gram[$0, $1] : 0 }
        return try solve(upper, near.transposed * rated)
      }
    }.or(
      "the lower",
      wrong { half in
        try half.rows { near, rated in
          let gram = near.transposed * near + half.ridge
          let lower = Matrix(rows: gram.rows, columns: gram.rows) { $0 >= $1 ? gram[$0, $1] : 0 }
          return try solve(lower, near.transposed * rated)
        }
      }),
  ]

  private static let ofResult: [Mistake<Answers>] = [
    mistake("transposed", "This is Uᵀ: U has a row for each row of the ratings.") {
      try $0.result().transposed
    },
    mistake(
      "empty-row-skipped", "A row of ratings without known entries has a row of U too, of zeros."
    ) { half in
      let u = try half.result()
      let kept = (0..<u.rows).filter { half.table.known.row($0).contains(1) }
      return Matrix(rows: kept.count, columns: u.columns) { u[kept[$0], $1] }
    },
    mistake("predictions", "These are the predictions UVᵀ; asked for is U.") {
      try $0.result() * $0.v.transposed
    },
    mistake(
      "columns-fitted",
      "A row was fitted for each column of the ratings; U has one for each of their rows."
    ) { half in
      guard half.table.known.rows == half.table.known.columns else { return try half.result() }
      return try half.result(for: half.table.transposed)
    },
    mistake("negative", "The rows have the wrong sign.") { try $0.result() * -1 },
  ]

  /// U for systems with the row's own Σvⱼvⱼᵀ.
  private static func solvingRows(
    _ half: HalfStep, _ row: (_ i: Int, _ gram: Matrix<Double>) throws -> Vector<Double>
  ) throws -> Matrix<Double> {
    var u = Matrix<Double>(rows: half.table.known.rows, columns: half.v.columns)
    for i in 0..<u.rows {
      let mine = half.table.knownColumns(ofRow: i)
      let near = Matrix(rows: mine.count, columns: u.columns) { half.v[mine[$0], $1] }
      let found = try row(i, near.transposed * near)
      for c in 0..<u.columns { u[i, c] = found[c] }
    }
    return u
  }

  /// U with a penalty that may depend on the number of ratings in the row.
  private static func result(
    _ half: HalfStep, _ penalty: (_ penalty: Double, _ count: Int) -> Double
  ) throws -> Matrix<Double> {
    try half.rows { near, rated in
      let ridge = Matrix<Double>.identity(near.columns) * penalty(half.penalty, rated.count)
      return try solve(near.transposed * near + ridge, near.transposed * rated)
    }
  }

  private static func wrong(
    _ result: @escaping @Sendable (HalfStep) throws -> Matrix<Double>
  ) -> (inout Answers) -> Void {
    {
      $0.leastSquaresRows = { ratings, known, v, penalty in
        let table = RatedTable("", ratings: ratings, known: known)
        return try result(HalfStep(table: table, v: v, penalty: penalty))
      }
    }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ result: @escaping @Sendable (HalfStep) throws -> Matrix<Double>
  ) -> Mistake<Answers> { Mistake(diagnosis, message, wrong(result)) }

  private static func penalty(
    _ diagnosis: String, _ message: String,
    _ penalty: @escaping @Sendable (_ penalty: Double, _ count: Int) -> Double
  ) -> Mistake<Answers> {
    mistake(diagnosis, message) { try result($0, penalty) }
  }
}

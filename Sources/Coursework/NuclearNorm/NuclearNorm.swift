import Grading
import LinearAlgebra

/// Exercise 12.1: the sum of the singular values.
enum NuclearNorm {
  typealias Answers = NuclearNormAnswers

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "It is a sum of numbers that are never negative, one for each layer of the matrix.",
      "`svd(a)` gives them as `singularValues`. Nothing is squared.",
      "`values.reduce(0, +)` is the sum of an array.",
    ],
    checks: [
      check(
        "norms",
        [
          KnownMatrix.probe(5, 3, [4, 2, 0.5], seed: 121),
          KnownMatrix.probe(3, 5, [7, 6, 5], seed: 122),
          KnownMatrix.probe(4, 4, [3, 2, 2, 1], seed: 123),
          KnownMatrix.probe(4, 3, [5, 3, 0], seed: 124),
          KnownMatrix.probe(1, 4, [2], seed: 125), KnownMatrix.probe(4, 1, [3], seed: 161),
          KnownMatrix.probe(3, 3, [0, 0, 0], seed: 126),
          Probe("−3 alone", KnownMatrix(SVD(u: [[-1]], singularValues: [3], v: [[1]]))),
          Probe(
            "diagonal(3, −1)",
            KnownMatrix(
              SVD(u: [[1, 0], [0, -1]], singularValues: [3, 1], v: [[1, 0], [0, 1]]))),
          // Values far below σ₁ count like all others: through AᵀA they would drown.
          KnownMatrix.probe(4, 4, [4, 2e-9, 1e-9, 1e-9], seed: 162),
          KnownMatrix.probe(6, 5, [2, 1, 2e-9, 1e-9, 1e-9], seed: 166),
          KnownMatrix.probe(5, 7, [3, 1e-8, 5e-9, 2e-9, 1e-9], seed: 167),
          KnownMatrix.probe(6, 6, [3, 2e-8, 5e-9, 2e-9, 1e-9, 0], seed: 170),
          KnownMatrix.probe(4, 3, [3e12, 2e12, 1e12], seed: 163),
          KnownMatrix.probe(3, 4, [3e-12, 2e-12, 1e-12], seed: 164),
          KnownMatrix.probe(3, 3, [3e-40, 2e-40, 1e-40], seed: 165),
        ] + KnownMatrix.seeded(20, seed: 1210)),
      check(
        "values whose squares are out of range",
        [
          KnownMatrix.probe(3, 4, [3e-200, 2e-200, 1e-200], seed: 168),
          KnownMatrix.probe(4, 3, [3e200, 2e200, 1e200], seed: 169),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("the library's own") { $0.nuclearNorm = { try $0.nuclearNorm() } },
      Alternative("the trace of UᵀAV") {
        $0.nuclearNorm = { a in
          let factors = try svd(a)
          return (factors.u.transposed * a * factors.v).diagonal.reduce(0, +)
        }
      },
      Alternative("the smallest first, of the transposed matrix") {
        $0.nuclearNorm = { try singularValues(of: $0.transposed).reversed().reduce(0, +) }
      },
      Alternative("the values above rounding alone") {
        $0.nuclearNorm = { a in
          let factors = try svd(a)
          return factors.singularValues.prefix(factors.rank()).reduce(0, +)
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<KnownMatrix>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.nuclearNorm($1.a) },
      verify: { known, found in
        // Each of the values errs by the decomposition's error at most.
        let size = known.values.count * max(known.a.rows, known.a.columns)
        return discrepancy(
          found, expected: known.values.reduce(0, +),
          tolerance: roundoff(size, scale: known.values[0]))
      },
      symptoms: [
        Symptom("through-gram", throughGram, isOfRounding: true) { known, found in
          let size = max(known.a.rows, known.a.columns)
          return abs(found - known.values.reduce(0, +)) <= gramError(known.values, size: size)
            || found.isNaN
              && (known.a.rows != known.a.columns || drownsInGram(known.values, size: size))
        }
      ])
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "frobenius", "This is Frobenius' norm, √(σ₁² + σ₂² + …). Asked for is σ₁ + σ₂ + …."
    ) { $0.frobeniusNorm },
    mistake(
      "squares",
      "The squares were added: that is ‖A‖F². Scale A by 3, and a norm grows by 3, not 9."
    ) { try singularValues(of: $0).reduce(0) { $0 + $1 * $1 } }
    .or("the trace of AᵀA") { $0.nuclearNorm = { ($0.transposed * $0).diagonal.reduce(0, +) } },
    mistake("spectral", "This is the largest value alone, the spectral norm; add all of them.") {
      try singularValues(of: $0)[0]
    },
    mistake("first-forgotten", "The first value is missing: a loop over the values begins at 0.") {
      try singularValues(of: $0).dropFirst().reduce(0, +)
    },
    mistake("last-forgotten", "The last value is missing: the loop ends one step too early.") {
      try singularValues(of: $0).dropLast().reduce(0, +)
    },
    mistake(
      "trace",
      "The diagonal of A was added. It holds the singular values only where A is a diagonal matrix."
    ) { $0.diagonal.reduce(0, +) }
    .or("the magnitudes of the diagonal") {
      $0.nuclearNorm = { $0.diagonal.reduce(0) { $0 + abs($1) } }
    },
    mistake("elements", "The elements of A were added. Asked for are its singular values.") {
      $0.elements.reduce(0) { $0 + abs($1) }
    }.or("with their signs") { $0.nuclearNorm = { $0.elements.reduce(0, +) } },
    mistake("one-norm", "This is the largest column sum, the 1-norm of a matrix.") { $0.oneNorm },
    mistake(
      "roots",
      "The values of `svd` are roots already: of each another root was taken. Add them as they are."
    ) { try singularValues(of: $0).reduce(0) { $0 + $1.squareRoot() } },
    mistake(
      "column-lengths",
      "These are lengths of the columns or rows of A; its singular values are other numbers."
    ) { a in (0..<a.columns).reduce(0) { $0 + a.column($1).norm } }
    .or("rows") { $0.nuclearNorm = { a in (0..<a.rows).reduce(0) { $0 + a.row($1).norm } } }
    .or("as many columns as there are values") {
      $0.nuclearNorm = { a in
        (0..<min(a.rows, a.columns)).reduce(0) { $0 + a.column($1).norm }
      }
    },
    mistake(
      "eigenvalues",
      "These are the eigenvalues of A, or of its symmetric part. Only where A is symmetric are their magnitudes "
        + "its singular values."
    ) { a in
      guard a.rows == a.columns else { return try singularValues(of: a).reduce(0, +) }
      return try symmetricEigen((a + a.transposed) / 2).values.reduce(0) { $0 + abs($1) }
    },
    mistake("rank", "This counts the values; add the values themselves.") {
      Double(try $0.rank())
    }.or("all of them") { $0.nuclearNorm = { Double(min($0.rows, $0.columns)) } },
    mistake("mean", "The sum was divided by the number of values.") {
      let values = try singularValues(of: $0)
      return values.reduce(0, +) / Double(values.count)
    },
    mistake("root-of-sum", "The root of the sum was taken. The values are summed as they are.") {
      try singularValues(of: $0).reduce(0, +).squareRoot()
    },
    mistake("product", "The values were multiplied. They are to be added.") {
      try singularValues(of: $0).reduce(1, *)
    },
    aboveThreshold,
    mistake("halved", "Half of the norm, or twice: the sum is taken as it is, without a factor.") {
      try $0.nuclearNorm() / 2
    }.or("doubled") { $0.nuclearNorm = { try $0.nuclearNorm() * 2 } },
    mistake("infinity-norm", "This is the largest row sum, the ∞-norm of a matrix.") {
      $0.transposed.oneNorm
    },
    Mistake("through-gram", nil, as: "AᵀA") {
      $0.nuclearNorm = { a in
        try eigenvalues(of: a.transposed * a).reduce(0) { $0 + max($1, 0).squareRoot() }
      }
    }.or("AAᵀ") {
      $0.nuclearNorm = { a in
        try eigenvalues(of: a * a.transposed).reduce(0) { $0 + max($1, 0).squareRoot() }
      }
    }.or("magnitudes, of the smaller side") {
      $0.nuclearNorm = { a in
        let gram = a.rows < a.columns ? a * a.transposed : a.transposed * a
        return try symmetricEigen(gram).values.map { abs($0).squareRoot() }.reduce(0, +)
      }
    }.or("the first min(m, n) of AAᵀ, NaN for what is negative") {
      $0.nuclearNorm = { a in
        try eigenvalues(of: a * a.transposed).prefix(min(a.rows, a.columns))
          .reduce(0) { $0 + $1.squareRoot() }
      }
    }.or("what is above 10⁻¹⁴ of the largest") {
      $0.nuclearNorm = { a in
        let values = try eigenvalues(of: a.transposed * a)
        return values.filter { $0 > 1e-14 * values[0] }.reduce(0) { $0 + $1.squareRoot() }
      }
    }.or("values above 10⁻⁶ of the largest") { $0.nuclearNorm = { try above(1e-6, in: $0) } }
      .or("above 10⁻⁷") { $0.nuclearNorm = { try above(1e-7, in: $0) } }
      .or("above 10⁻⁸") { $0.nuclearNorm = { try above(1e-8, in: $0) } },
  ]

  private static let throughGram =
    "Right but where values lie far below the largest: there they are missing, or noise, as in the roots of the "
    + "eigenvalues of AᵀA or AAᵀ. Decompose A itself, and add all values."

  /// The sum of the values above a share of the largest.
  private static func above(_ share: Double, in a: Matrix<Double>) throws -> Double {
    let values = try singularValues(of: a)
    return values.filter { $0 > share * values[0] }.reduce(0, +)
  }

  private static let aboveThreshold: Mistake<Answers> = smallNumbers.reduce(
    mistake(
      "absolute-threshold",
      "Values below a fixed number were left out. In other units all values may be so small: all count."
    ) { try singularValues(of: $0).filter { $0 > 1e-5 }.reduce(0, +) }
  ) { mistake, least in
    mistake.or("above \(least)") {
      $0.nuclearNorm = { try singularValues(of: $0).filter { $0 > least }.reduce(0, +) }
    }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ norm: @escaping @Sendable (Matrix<Double>) throws -> Double
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.nuclearNorm = norm }
  }
}

import Grading
import LinearAlgebra

/// Exercise 12.1: the sum of the singular values.
enum NuclearNorm {
  typealias Answers = NuclearNormAnswers

  static let exercise = Exercise<Answers>(
    hints: [
        "It is a sum of numbers that are never negative, one for each layer of the matrix.",
        "`svd(a)` gives them as `singularValues`. Nothing is squared.",
        "`values.reduce(0, +)` is the sum of an array.",
      ],
    checks: [
      Check(
        "norms",
        probes: [
          KnownMatrix.probe(5, 3, [4, 2, 0.5], seed: 121),
          KnownMatrix.probe(3, 5, [7, 6, 5], seed: 122),
          KnownMatrix.probe(4, 4, [3, 2, 2, 1], seed: 123),
          KnownMatrix.probe(4, 3, [5, 3, 0], seed: 124),
          KnownMatrix.probe(1, 4, [2], seed: 125),
          KnownMatrix.probe(3, 3, [0, 0, 0], seed: 126),
        ],
        call: { try $0.nuclearNorm($1.a) },
        verify: { known, found in
          if let wrong = finiteDiscrepancy([found], "the result") { return wrong }
          // Each of the values errs by the decomposition's error at most.
          let size = known.values.count * max(known.a.rows, known.a.columns)
          return residualDiscrepancy(
            abs(found - known.values.reduce(0, +)),
            tolerance: roundoff(size, scale: known.values[0]), "value",
            "The number is not the expected one.",
            "expected \(brief(known.values.reduce(0, +))), found \(brief(found))")
        },
        symptoms: symptoms)
    ],
    mistakes: [
      mistake("Frobenius' norm", "frobenius") { $0.frobeniusNorm },
      mistake("the largest value", "spectral") { try svd($0).singularValues[0] },
      mistake("σ² for σ", "squares") {
        try svd($0).singularValues.reduce(0) { $0 + $1 * $1 }
      },
      mistake("the trace", "trace") { $0.diagonal.reduce(0, +) },
      mistake("the magnitudes of the diagonal", "trace") {
        $0.diagonal.reduce(0) { $0 + abs($1) }
      },
      mistake("the magnitudes of the elements", "elements") {
        $0.elements.reduce(0) { $0 + abs($1) }
      },
      mistake("the largest column sum", "one-norm") { $0.oneNorm },
      mistake("the rank", "rank") { Double(try $0.rank()) },
      mistake("the mean of the values", "mean") {
        let values = try svd($0).singularValues
        return values.reduce(0, +) / Double(values.count)
      },
    ],
    alternatives: [
      Alternative("the library's own") {
        $0.nuclearNorm = { try $0.nuclearNorm() }
      },
      Alternative("the trace of UᵀAV") {
        $0.nuclearNorm = { a in
          let factors = try svd(a)
          return (factors.u.transposed * a * factors.v).diagonal.reduce(0, +)
        }
      },
      Alternative("the smallest first") {
        $0.nuclearNorm = { try svd($0.transposed).singularValues.reversed().reduce(0, +) }
      },
    ])

  private static var symptoms: [Symptom<KnownMatrix, Double>] {
    [
      Symptom(
        "frobenius", "This is Frobenius' norm, √(σ₁² + σ₂² + …). Asked for is σ₁ + σ₂ + …."
      ) { resembles($1, $0.a.frobeniusNorm) },
      Symptom(
        "squares",
        "The squares were added: that is ‖A‖F². Scale A by 3, and a norm grows by 3, not 9."
      ) { resembles($1, $0.values.reduce(0) { $0 + $1 * $1 }) },
      Symptom("spectral", "This is the largest value alone, the spectral norm; add all of them.") {
        resembles($1, $0.values[0])
      },
      Symptom(
        "trace",
        "The diagonal of A was added. It holds the singular values only where A is a diagonal matrix."
      ) {
        let diagonal = $0.a.diagonal
        return resembles($1, diagonal.reduce(0, +), diagonal.reduce(0) { $0 + abs($1) })
      },
      Symptom("elements", "The elements of A were added. Asked for are its singular values.") {
        resembles($1, $0.a.elements.reduce(0) { $0 + abs($1) })
      },
      Symptom("one-norm", "This is the largest column sum, the 1-norm of a matrix.") {
        resembles($1, $0.a.oneNorm)
      },
      Symptom("rank", "This counts the values that are not zero; add the values themselves.") {
        resembles($1, Double($0.values.count { $0 > 0 }))
      },
      Symptom("mean", "The sum was divided by the number of values.") {
        resembles($1, $0.values.reduce(0, +) / Double($0.values.count))
      },
    ]
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ norm: @escaping @Sendable (Matrix<Double>) throws -> Double
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.nuclearNorm = norm }
  }
}

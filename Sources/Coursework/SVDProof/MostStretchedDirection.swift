import Grading
import LinearAlgebra

/// Exercise 2.2: a direction that a matrix stretches most.
enum MostStretchedDirection {
  typealias Answers = SVDProofAnswers

  static let exercise = Exercise<Answers>(
    hints: [
        "A turns the circle of all directions into an ellipse. Which x is sent to the end of its "
          + "longest axis, and how long is that axis?",
        "Avᵢ = σᵢuᵢ. So vᵢ is stretched by σᵢ, and the values descend.",
        "`svd(a).v` holds the right singular vectors as its columns, and `column(0)` is the first.",
      ],
    checks: [
      // Square first, where a left vector would fit too.
      check(
        "square matrices",
        [
          KnownMatrix(rows: 2, columns: 2, values: [3, 1], seed: 201),
          KnownMatrix(rows: 4, columns: 4, values: [9, 5, 2, 0.5], seed: 202),
        ]),
      check(
        "other shapes, and the largest value twice",
        [
          KnownMatrix(rows: 6, columns: 3, values: [7, 4, 1], seed: 203),
          KnownMatrix(rows: 3, columns: 5, values: [7, 4, 1], seed: 204),
          KnownMatrix(
            "a 5×3 matrix with the values 2, 2, 1", rows: 5, columns: 3, values: [2, 2, 1],
            seed: 205),
          KnownMatrix(rows: 1, columns: 4, values: [3], seed: 206),
          KnownMatrix(rows: 4, columns: 1, values: [3], seed: 207),
        ]),
    ],
    mistakes: [
      mistake("u₁ for v₁", "left-vector") { try svd($0).u.column(0) },
      mistake("the end of the axis, Av₁", "left-vector") { a in try a * svd(a).v.column(0) },
      mistake("the last vector", "least-stretched") { a in
        let v = try svd(a).v
        return v.column(v.columns - 1)
      },
      mistake("the first row of V", "row-of-v") { try svd($0).v.row(0) },
      mistake("σ₁v₁", "not-unit") { a in
        let factors = try svd(a)
        return factors.v.column(0) * factors.singularValues[0]
      },
      mistake("the longest column", "coordinate") { a in
        let longest = (0..<a.columns).max { a.column($0).norm < a.column($1).norm }
        return Vector((0..<a.columns).map { $0 == longest ? 1 : 0 })
      },
      mistake("along the longest row", "longest-row") { longestRow($0).normalized() },
    ],
    alternatives: [
      variant("the other sign") { -(try svd($0).v.column(0)) },
      variant("from AᵀA") { try symmetricEigen($0.transposed * $0).vectors.column(0) },
      variant("another one where σ₁ = σ₂") { a in
        let factors = try svd(a)
        guard factors.singularValues.count > 1,
          factors.singularValues[0] - factors.singularValues[1] < 1e-9
        else { return factors.v.column(0) }
        return factors.v.column(0) * 0.6 - factors.v.column(1) * 0.8
      },
      variant("AᵀA again and again") { a in
        var x = Vector((0..<a.columns).map { 1 + 0.1 * Double($0) })
        for _ in 1...100 { x = (a.transposed * (a * x)).normalized() }
        return x
      },
      variant("the last bit changed") { Vector(try svd($0).v.column(0).map(\.nextUp)) },
    ])

  private static func check(_ title: String, _ matrices: [KnownMatrix]) -> Check<Answers> {
    Check(
      title, probes: matrices.map { Probe($0.name, $0) },
      call: { try $0.mostStretchedDirection($1.a) },
      verify: verify, symptoms: symptoms)
  }

  private static func verify(_ known: KnownMatrix, _ found: Vector<Double>) -> Discrepancy? {
    let n = known.a.columns
    guard found.count == n else {
      return Discrepancy(
        diagnosis: "shape", message: "The vector has the wrong length.",
        evidence: "expected \(n) elements, found \(found.count).")
    }
    return finiteDiscrepancy(found.elements, "the vector")
      ?? residualDiscrepancy(
        abs(found.norm - 1), tolerance: roundoff(n, scale: 1), "not-unit",
        "The vector is not one long.", "‖x‖ = \(brief(found.norm)), ‖x‖ − 1")
      ?? residualDiscrepancy(
        known.values[0] - (known.a * found).norm,
        tolerance: roundoff(max(known.a.rows, n), scale: known.values[0]),
        "value", "A stretches another direction more.",
        "‖Ax‖ = \(brief((known.a * found).norm)) and σ₁ = \(brief(known.values[0])), σ₁ − ‖Ax‖")
  }

  private static var symptoms: [Symptom<KnownMatrix, Vector<Double>>] {
    [
      Symptom("not-unit", "The direction is right, but the vector is not one long: ‖x‖ = 1.") {
        known, found in
        found.count == known.a.columns && found.norm > 0 && found.norm.isFinite
          && abs((known.a * found.normalized()).norm - known.values[0]) <= 1e-9 * known.values[0]
      },
      Symptom(
        "left-vector",
        "This is where A sends the direction, along u₁. Asked for is the direction before: v₁."
      ) { isAlong($0.u.column(0), $1) || $0.a.rows == 1 && $1.count == 1 },
      Symptom(
        "least-stretched",
        "This is the last vector; the values descend, so the first is stretched "
          + "most."
      ) { isAlong($0.v.column($0.v.columns - 1), $1) },
      Symptom(
        "row-of-v", "This is a row of V. The right singular vectors are its columns."
      ) { known, found in
        // The signs of the columns are free, so those of a row mean nothing.
        resembles(found.map { abs($0) }, known.v.row(0).map { abs($0) })
      },
      Symptom(
        "coordinate",
        "This is a coordinate axis. The longest column says how far one axis is stretched; most "
          + "directions lie between the axes."
      ) { known, found in
        found.count == known.a.columns && found.count { abs($0) > 1e-9 } == 1
      },
      Symptom(
        "longest-row",
        "This points along the longest row of A. That is the best for one element of Ax, not for "
          + "the length of the whole."
      ) { isAlong(longestRow($0.a), $1) },
    ]
  }

  private static func longestRow(_ a: Matrix<Double>) -> Vector<Double> {
    (0..<a.rows).map(a.row).max { $0.norm < $1.norm } ?? Vector([])
  }

  /// Whether a vector has the direction of another, with either sign and of any length.
  private static func isAlong(_ expected: Vector<Double>, _ found: Vector<Double>) -> Bool {
    guard expected.count == found.count, found.norm > 0, found.norm.isFinite else { return false }
    return abs(abs(expected.normalized().dot(found.normalized())) - 1) <= 1e-9
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ direction: @escaping @Sendable (Matrix<Double>) throws -> Vector<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.mostStretchedDirection = direction }
  }

  private static func variant(
    _ name: String, _ direction: @escaping @Sendable (Matrix<Double>) throws -> Vector<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.mostStretchedDirection = direction }
  }
}

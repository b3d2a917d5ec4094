import Grading
import LinearAlgebra

/// Exercise 2.2: the direction that a matrix stretches most, by power iteration.
enum MostStretchedDirection {
  typealias Answers = SVDProofAnswers
  typealias Result = (direction: Vector<Double>, steps: Int)
  typealias Function = @Sendable (Matrix<Double>, Vector<Double>, Double) throws -> Result

  /// A matrix, and where the iteration starts and ends.
  struct Search: Sendable {
    let a: Matrix<Double>
    let start: Vector<Double>
    let tolerance: Double

    /// What the exercise asks for.
    var result: Result {
      MostStretchedDirection.iterate(a, start.normalized()) { move, _ in move <= tolerance }
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "A sends x to Ax, and Aᵀ brings it back: `a.transposed * (a * x)`. In terms of the right singular "
        + "vectors, by which factor has the part along vᵢ grown?",
      "By σᵢ². So the part along v₁ wins. But the whole grows too: after each step make it one long, "
        + "with `normalized()`.",
      "A loop: compute the new x, see how far it is from the old one, `(new - old).norm`, keep the new one, "
        + "count the step, and return where the distance is no more than the tolerance.",
      "Begin with `start.normalized()`. Before dividing by the norm of AᵀAx ask whether it is 0: then "
        + "return what you have.",
    ],
    checks: [
      // Square first, where a step with A alone, or with AAᵀ, would fit too.
      check(
        "square matrices",
        [
          probe("a 2×2 matrix", known(2, 2, [3, 1], seed: 201), 1e-6),
          probe("a 4×4 matrix", known(4, 4, [9, 5, 2, 0.5], seed: 202), 1e-6),
          probe("a 5×5 matrix", known(5, 5, [9, 7, 3, 2, 1], seed: 221), 1e-6),
          probe("another 4×4 matrix", known(4, 4, [8, 7, 2, 1], seed: 222), 1e-5),
          probe("a 3×3 matrix, the tolerance 0.1", known(3, 3, [5, 4, 1], seed: 208), 0.1),
        ]),
      check(
        "other shapes",
        [
          probe("a 6×3 matrix", known(6, 3, [7, 4, 1], seed: 203), 1e-8),
          probe("a 3×5 matrix", known(3, 5, [7, 4, 1], seed: 204), 1e-8),
          probe("a 1×4 matrix", known(1, 4, [3], seed: 206), 1e-8),
          probe("a 4×1 matrix", known(4, 1, [3], seed: 207), 1e-8),
          probe(
            "a 5×3 matrix with the values 2, 2, 1", known(5, 3, [2, 2, 1], seed: 205), 1e-8),
          probe(
            "a 5×3 matrix with the values 5, 4.9, 1", known(5, 3, [5, 4.9, 1], seed: 209), 1e-7),
        ]),
      check(
        "starts that are not one long, and matrices of very small and very large numbers",
        [
          probe("a start of length 10⁶", known(4, 3, [5, 2, 1], seed: 210), 1e-6, length: 1e6),
          probe("a start of length 10⁻¹²", known(4, 3, [5, 2, 1], seed: 214), 1e-6, length: 1e-12),
          probe("a matrix times 10⁻¹²", known(4, 3, [5e-12, 2e-12, 1e-12], seed: 212), 1e-6),
          probe("a matrix times 10⁻¹¹", known(3, 3, [5e-11, 4.5e-11, 1e-11], seed: 219), 1e-6),
          probe("a matrix times 10¹²", known(4, 3, [5e12, 2e12, 1e12], seed: 213), 1e-6),
        ]),
      check(
        "a start with nothing of v₁ in it, one that is v₁, and one that A sends to 0",
        [
          Probe(
            "diagonal(3, 2) and the start (0, 1)",
            Search(a: .diagonal([3, 2]), start: [0, 1], tolerance: 1e-6)),
          Probe(
            "diagonal(1, 2) and the start (0, 1)",
            Search(a: .diagonal([1, 2]), start: [0, 1], tolerance: 1e-6)),
          Probe(
            "diagonal(3, 0) and the start (0, −2)",
            Search(a: .diagonal([3, 0]), start: [0, -2], tolerance: 1e-6)),
          Probe(
            "the 3×3 matrix of zeros",
            Search(a: Matrix(rows: 3, columns: 3), start: [3, 0, 4], tolerance: 1e-6)),
        ]),
      check(
        "a step as long as the tolerance",
        [
          // (1, 0, 0, 0) less (½, ½, ½, ½) is exactly one long.
          Probe(
            "diagonal(1, 0, 0, 0), the start (1, 1, 1, 1) and the tolerance 1",
            Search(a: .diagonal([1, 0, 0, 0]), start: [1, 1, 1, 1], tolerance: 1)),
          Probe(
            "diagonal(0, 0, 2, 0), the start (1, −1, 1, 1) and the tolerance 1",
            Search(a: .diagonal([0, 0, 2, 0]), start: [1, -1, 1, 1], tolerance: 1)),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      variant("AᵀA once, before the loop") { a, start, tolerance in
        let gram = a.transposed * a
        var (x, steps) = (start / start.norm, 0)
        var move = Double.infinity
        while move > tolerance {
          let y = gram * x
          if y.norm == 0 { break }
          (move, x) = ((y / y.norm - x).norm, y / y.norm)
          steps += 1
        }
        return (x, steps)
      },
      variant("the last bits changed") { a, start, tolerance in
        let right = try right(a, start, tolerance)
        return (Vector(right.direction.map { $0.nextUp.nextUp }), right.steps)
      },
      variant("the distance from the inner product's square") { a, start, tolerance in
        var (x, steps) = (start.normalized(), 0)
        while true {
          let y = a.transposed * (a * x)
          guard y.contains(where: { $0 != 0 }) else { return (x, steps) }
          let next = y / y.dot(y).squareRoot()
          let d = next - x
          steps += 1
          x = next
          if d.dot(d) <= tolerance * tolerance { return (x, steps) }
        }
      },
    ])

  private static func known(
    _ m: Int, _ n: Int, _ values: [Double], seed: UInt64
  ) -> KnownMatrix { KnownMatrix(rows: m, columns: n, values: values, seed: seed) }

  /// A matrix with a start that has something of every direction in it.
  private static func probe(
    _ name: String, _ known: KnownMatrix, _ tolerance: Double, length: Double = 1
  ) -> Probe<Search> {
    let n = known.a.columns
    let start = Vector((0..<n).map { 1 + 0.3 * Double($0) }).normalized() * length
    return Probe(name, Search(a: known.a, start: start, tolerance: tolerance))
  }

  private static func check(_ title: String, _ probes: [Probe<Search>]) -> Check<Answers> {
    .measured(
      title, probes: probes,
      call: { try $0.mostStretchedDirection($1.a, $1.start, $1.tolerance) },
      verify: verify,
      measure: { _, found in
        guard found.direction.count <= 1000 else { return nil }
        return Measured(shape: [found.steps], numbers: found.direction.elements)
      })
  }

  private static func verify(_ search: Search, _ found: Result) -> Discrepancy? {
    let (a, n) = (search.a, search.a.columns)
    let expected = search.result
    guard found.direction.count == n else {
      return Discrepancy(
        diagnosis: "shape", message: "The vector has the wrong length.",
        evidence: "expected \(n) elements, found \(found.direction.count).")
    }
    if let wrong = finiteDiscrepancy(found.direction.elements, "the vector")
      ?? residualDiscrepancy(
        abs(found.direction.norm - 1), tolerance: roundoff(n, scale: 1), "length",
        "The vector is not one long.", "‖x‖ = \(brief(found.direction.norm)), ‖x‖ − 1")
    {
      return wrong
    }
    if found.steps != expected.steps {
      return Discrepancy(
        diagnosis: "steps",
        message:
          "Not made with the steps that are asked for: begin with the start as it is given, made one "
          + "long, count each step, and stop by the rule.",
        evidence: "expected \(expected.steps) steps, found \(found.steps).")
    }
    // A step damps what rounding left of the steps before it, but for the first few where the
    // values are far apart; a few roundings of a product remain of each.
    return residualDiscrepancy(
      (found.direction - expected.direction).norm,
      tolerance: 10 * roundoff(max(a.rows, n), scale: 1), "value",
      "This is not where the steps lead.", "‖x − expected x‖")
  }
}

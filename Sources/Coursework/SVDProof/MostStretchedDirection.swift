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

  /// The steps of the iteration, with one thing or another done in another way.
  ///
  /// - Parameters:
  ///   - step: From x to the next one, before it is made one long.
  ///   - limit: After how many steps a mistaken iteration is given up.
  ///   - ends: Whether a step ends it, from how far it moved x and how many there were.
  fileprivate static func iterate(
    _ a: Matrix<Double>, _ start: Vector<Double>, limit: Int = 10_000,
    step: (Matrix<Double>, Vector<Double>) -> Vector<Double> = { $0.transposed * ($0 * $1) },
    until ends: (Double, Int) -> Bool
  ) -> Result {
    var (x, steps) = (start, 0)
    while steps < limit {
      let image = step(a, x)
      guard image.norm > 0 else { break }
      let next = image.normalized()
      let move = (next - x).norm
      x = next
      steps += 1
      if ends(move, steps) { break }
    }
    return (x, steps)
  }

  /// The steps without making x one long; they end where the numbers do.
  private static func unscaled(
    _ a: Matrix<Double>, _ start: Vector<Double>, _ tolerance: Double,
    _ finish: (Vector<Double>) -> Vector<Double>
  ) -> Result {
    var (x, steps) = (start, 0)
    while steps < 10_000 {
      let next = a.transposed * (a * x)
      guard next.norm > 0 else { break }
      let move = (next - x).norm
      x = next
      steps += 1
      if !(move > tolerance) { break }
    }
    return (finish(x), steps)
  }

  /// The steps x → Aᵀ(Ax/‖Ax‖).
  private static func byImage(
    _ a: Matrix<Double>, _ start: Vector<Double>, _ tolerance: Double
  ) -> Result {
    var (x, steps) = (start, 0)
    while steps < 10_000 {
      let image = a * x
      guard image.norm > 0 else { break }
      let next = a.transposed * (image / image.norm)
      let move = (next - x).norm
      x = next
      steps += 1
      if move <= tolerance { break }
    }
    return (x, steps)
  }

  /// The steps of `unscaled`, where 0 and what is no number are not looked at.
  private static func unguarded(
    _ a: Matrix<Double>, _ start: Vector<Double>, _ tolerance: Double
  ) -> Result {
    var (x, y, steps) = (start, a.transposed * (a * start), 1)
    while (y - x).norm > tolerance, steps < 10_000 {
      (x, y) = (y, a.transposed * (a * y))
      steps += 1
    }
    return (y, steps)
  }

  private static func right(
    _ a: Matrix<Double>, _ start: Vector<Double>, _ tolerance: Double
  ) throws -> Result { try Answers.reference.mostStretchedDirection(a, start, tolerance) }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "zero-divided",
      "Where AᵀAx is 0 it cannot be made one long: 0/0 is no number. Return x as it is."
    ) { a, start, tolerance in
      var (x, steps) = (start.normalized(), 0)
      while true {
        let image = a.transposed * (a * x)
        let next = image / image.norm
        let move = (next - x).norm
        x = next
        steps += 1
        if !(move > tolerance) { return (x, steps) }
      }
    }
    .or("and so it becomes 0") {
      $0.mostStretchedDirection = { a, start, tolerance in
        let right = try right(a, start, tolerance)
        let image = a.transposed * (a * right.direction)
        return image.norm > 0 ? right : (image, right.steps + 2)
      }
    }
    .or("0, after one step more") {
      $0.mostStretchedDirection = { a, start, tolerance in
        let right = try right(a, start, tolerance)
        let image = a.transposed * (a * right.direction)
        return image.norm > 0 ? right : (image, right.steps + 1)
      }
    },
    mistake(
      "zero-counted", "Where AᵀAx is 0 no step can be made, so none is counted."
    ) { a, start, tolerance in
      let right = try right(a, start, tolerance)
      return (a.transposed * (a * right.direction)).norm > 0
        ? right : (right.direction, right.steps + 1)
    },
    mistake(
      "absolute-threshold",
      "A small AᵀAx was taken for 0. Nothing is small in itself: only where it is exactly 0 is there no "
        + "step."
    ) { a, start, tolerance in
      let first = start.normalized()
      guard (a.transposed * (a * first)).norm > 1e-12 else { return (first, 0) }
      return try right(a, start, tolerance)
    },
    mistake(
      "start-length",
      "The start was taken as it is, but it need not be one long: the first step's ‖new − old‖ then "
        + "measures its length too."
    ) { a, start, tolerance in iterate(a, start) { move, _ in move <= tolerance } },
    mistake(
      "from-svd",
      "This is v₁ from a library or from all ones, not from the given start: a start without anything of v₁ "
        + "keeps without it, and the steps are asked for too."
    ) { a, _, _ in (try svd(a).v.column(0), 0) }
    .or("one step") { $0.mostStretchedDirection = { a, _, _ in (try svd(a).v.column(0), 1) } }
    .or("from `symmetricEigen`") {
      $0.mostStretchedDirection = { a, _, _ in
        (try symmetricEigen(a.transposed * a).vectors.column(0), 0)
      }
    }
    .or("with the right number of steps") {
      $0.mostStretchedDirection = { a, start, tolerance in
        (try svd(a).v.column(0), try right(a, start, tolerance).steps)
      }
    }
    .or("the start not used, but ones") {
      $0.mostStretchedDirection = { a, _, tolerance in
        try right(a, Vector(Array(repeating: 1, count: a.columns)), tolerance)
      }
    }
    .or("the start not used, but the first unit vector") {
      $0.mostStretchedDirection = { a, _, tolerance in
        try right(a, Vector((0..<a.columns).map { $0 == 0 ? 1 : 0 }), tolerance)
      }
    },
    mistake(
      "old-returned", "The x before the last step was returned; the new one is the answer."
    ) { a, start, tolerance in
      let right = try right(a, start, tolerance)
      let before = iterate(a, start.normalized(), limit: right.steps - 1) { _, _ in false }
      return (before.direction, right.steps)
    }
    .or("and its step not counted") {
      $0.mostStretchedDirection = { a, start, tolerance in
        let steps = try right(a, start, tolerance).steps
        return iterate(a, start.normalized(), limit: steps - 1) { _, _ in false }
      }
    },
    mistake(
      "last-not-counted", "The step that moves x by no more than the tolerance counts too."
    ) { a, start, tolerance in
      let right = try right(a, start, tolerance)
      return (right.direction, max(right.steps - 1, 0))
    },
    mistake(
      "counted-from-one", "One step more was counted than was made: begin to count with 0."
    ) { a, start, tolerance in
      let right = try right(a, start, tolerance)
      return (right.direction, right.steps + 1)
    },
    mistake(
      "strictly-less",
      "A step that moves x by exactly the tolerance is the last: the rule is ≤, not <."
    ) { a, start, tolerance in
      iterate(a, start.normalized()) { move, _ in move < tolerance }
    },
    mistake(
      "never-normalised",
      "x was not made one long after each step: it grows by σ₁² a step and overflows, or dies out. Divide AᵀAx by "
        + "its norm each time."
    ) { a, start, tolerance in
      unscaled(a, start.normalized(), tolerance, { $0 })
    }
    .or("nor at the start") {
      $0.mostStretchedDirection = { a, start, tolerance in
        unscaled(a, start, tolerance, { $0 })
      }
    }
    .or("nor is AᵀAx looked at") {
      $0.mostStretchedDirection = { a, start, tolerance in
        unguarded(a, start.normalized(), tolerance)
      }
    }
    .or("nor is AᵀAx looked at, nor the start made one long") {
      $0.mostStretchedDirection = { a, start, tolerance in unguarded(a, start, tolerance) }
    }
    .or("only at the end") {
      $0.mostStretchedDirection = { a, start, tolerance in
        unscaled(a, start.normalized(), tolerance, { $0 / $0.norm })
      }
    }
    .or("only at the end, nor at the start") {
      $0.mostStretchedDirection = { a, start, tolerance in
        unscaled(a, start, tolerance, { $0 / $0.norm })
      }
    },
    mistake(
      "one-step-more",
      "The rule was asked before the step, or of the step before: stop after the first step that moves x by no "
        + "more than the tolerance."
    ) { a, start, tolerance in
      var isLast = false
      return iterate(a, start.normalized()) { move, _ in
        if isLast { return true }
        isLast = move <= tolerance
        return false
      }
    },
    mistake(
      "once", "One step is not enough: go on until a step moves x by no more than the tolerance."
    ) { a, start, _ in iterate(a, start.normalized()) { _, _ in true } },
    mistake(
      "fixed-steps", "The number of steps is fixed here; the tolerance says when to stop."
    ) { a, start, _ in iterate(a, start.normalized()) { $1 == 100 } }
    .or("1000") {
      $0.mostStretchedDirection = { a, start, _ in
        iterate(a, start.normalized()) { $1 == 1000 }
      }
    },
    mistake(
      "tolerance-squared",
      "‖new − old‖² was held against the tolerance: take the root, or square both."
    ) { a, start, tolerance in
      iterate(a, start.normalized()) { move, _ in move * move <= tolerance }
    },
    mistake(
      "other-rule",
      "The rule to stop is another one here: ‖new − old‖ ≤ tolerance, of the vectors of length one."
    ) { a, start, tolerance in
      iterate(a, start.normalized()) { move, _ in move * move / 2 <= tolerance }
    }
    .or("by the largest component") {
      $0.mostStretchedDirection = { a, start, tolerance in
        var (x, steps) = (start.normalized(), 0)
        while true {
          let image = a.transposed * (a * x)
          guard image.norm > 0 else { return (x, steps) }
          let next = image.normalized()
          let move = (next - x).reduce(0) { max($0, abs($1)) }
          (x, steps) = (next, steps + 1)
          if move <= tolerance { return (x, steps) }
        }
      }
    }
    .or("by the change of ‖AᵀAx‖") {
      $0.mostStretchedDirection = { a, start, tolerance in
        var last = Double.infinity
        var size = 0.0
        return iterate(
          a, start.normalized(),
          step: {
            let image = $0.transposed * ($0 * $1)
            (last, size) = (size, image.norm)
            return image
          }, until: { _, _ in abs(size - last) <= tolerance })
      }
    },
    mistake(
      "a-alone", "The step is x → Ax here. Aᵀ is missing: AᵀAx, so that its fixed direction is v₁."
    ) { a, start, tolerance in
      guard a.rows == a.columns else { throw shapesDoNotFit }
      return iterate(
        a, start.normalized(), step: { $0 * $1 }, until: { move, _ in move <= tolerance })
    },
    mistake(
      "left-vector",
      "The step is x → AAᵀx here, which leads to u₁, where A sends the direction. Asked for is the "
        + "direction before: AᵀAx leads to v₁."
    ) { a, start, tolerance in
      guard a.rows == a.columns else { throw shapesDoNotFit }
      return try right(a.transposed, start, tolerance)
    }
    .or("A times the direction") {
      $0.mostStretchedDirection = { a, start, tolerance in
        let right = try right(a, start, tolerance)
        return ((a * right.direction).normalized(), right.steps)
      }
    },
    mistake(
      "not-unit",
      "The direction is right, but the vector is not one long: make it so after each step."
    ) { a, start, tolerance in
      let right = try right(a, start, tolerance)
      return (a.transposed * (a * right.direction), right.steps)
    }
    .or("the length of the start") {
      $0.mostStretchedDirection = { a, start, tolerance in
        let right = try right(a, start, tolerance)
        return (right.direction * start.norm, right.steps)
      }
    },
    mistake(
      "sign-turned",
      "The sign is turned, or was chosen. AᵀA never turns x round: keep the side that the steps give."
    ) { a, start, tolerance in
      let right = try right(a, start, tolerance)
      return (-right.direction, right.steps)
    }
    .or("so that the first element is positive") {
      $0.mostStretchedDirection = { a, start, tolerance in
        let right = try right(a, start, tolerance)
        return (right.direction[0] < 0 ? -right.direction : right.direction, right.steps)
      }
    }
    .or("so that the largest element is positive") {
      $0.mostStretchedDirection = { a, start, tolerance in
        let right = try right(a, start, tolerance)
        let largest = right.direction.max { abs($0) < abs($1) } ?? 0
        return (largest < 0 ? -right.direction : right.direction, right.steps)
      }
    },
    mistake(
      "divided-between",
      "Ax was made one long, and AᵀAx was not: so x becomes σ₁ long, and ‖new − old‖ is no more the distance of "
        + "directions. Divide by ‖AᵀAx‖."
    ) { a, start, tolerance in
      let found = byImage(a, start.normalized(), tolerance)
      return (found.direction.norm > 0 ? found.direction.normalized() : start, found.steps)
    }
    .or("nor at the end") {
      $0.mostStretchedDirection = { a, start, tolerance in
        byImage(a, start.normalized(), tolerance)
      }
    },
    mistake(
      "never-started", "This is the start, made one long or as it was: no step was made."
    ) { _, start, _ in (start.normalized(), 0) }
    .or("as it was") { $0.mostStretchedDirection = { _, start, _ in (start, 0) } },
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ direction: @escaping Function
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.mostStretchedDirection = direction }
  }

  private static func variant(
    _ name: String, _ direction: @escaping Function
  ) -> Alternative<Answers> {
    Alternative(name) { $0.mostStretchedDirection = direction }
  }
}

import Grading
import LinearAlgebra

extension MostStretchedDirection {
  /// The steps of the iteration, with one thing or another done in another way.
  ///
  /// - Parameters:
  ///   - step: From x to the next one, before it is made one long.
  ///   - limit: After how many steps a mistaken iteration is given up.
  ///   - ends: Whether a step ends it, from how far it moved x and how many there were.
  static func iterate(
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

  static func right(
    _ a: Matrix<Double>, _ start: Vector<Double>, _ tolerance: Double
  ) throws -> Result { try Answers.reference.mostStretchedDirection(a, start, tolerance) }

  static let mistakes: [Mistake<Answers>] = [
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

  static func variant(
    _ name: String, _ direction: @escaping Function
  ) -> Alternative<Answers> {
    Alternative(name) { $0.mostStretchedDirection = direction }
  }
}

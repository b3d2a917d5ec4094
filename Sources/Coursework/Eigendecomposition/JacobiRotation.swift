import Foundation
import Grading
import LinearAlgebra

/// Exercise 1.2: the rotation that clears the element beside the diagonal.
enum JacobiRotation {
  typealias Answers = EigendecompositionAnswers
  typealias Rotation = (c: Double, s: Double)
  typealias Function = @Sendable (Double, Double, Double) throws -> Rotation

  /// The symmetric matrix [[app, apq], [apq, aqq]].
  struct Block: Sendable {
    let app: Double
    let apq: Double
    let aqq: Double

    /// The rotation that the exercise asks for, where app = aqq one of two.
    var rotation: Rotation {
      guard apq != 0 else { return (1, 0) }
      let tau = (aqq - app) / apq / 2
      let t = (tau < 0 ? -1 : 1) / (abs(tau) + hypot(1, tau))
      return (1 / hypot(1, t), t / hypot(1, t))
    }

    /// The sign of s where it is not free.
    func settled(_ s: Double) -> Double { app == aqq ? abs(s) : s }

    /// What stands beside the diagonal of JᵀSJ.
    func remainder(_ c: Double, _ s: Double) -> Double {
      abs((c * c - s * s) * apq + c * s * (app - aqq))
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Write out the element of JᵀSJ beside the diagonal: (c² − s²)·apq + c·s·(app − aqq). "
        + "When is it 0?",
      "Divide by c²·apq, and put t = s/c and τ = (aqq − app)/(2·apq): t² + 2τt − 1 = 0. Of its "
        + "two roots the one with the smaller magnitude belongs to |θ| ≤ π/4.",
      "The smaller root, without cancellation: t = ±1 / (|τ| + √(1 + τ²)), with the sign of τ. "
        + "Then c = 1/√(1 + t²) and s = t·c.",
      "What becomes of τ where apq is 0? Such a block is diagonal already: c = 1, s = 0. And where "
        + "τ is 0, either sign of t will do, but 0 will not.",
    ],
    checks: [
      check(
        "general blocks",
        [(2, 1, 3), (3, 1, 2), (1, -2, 5), (5, -2, 1), (-1, 0.5, 4), (400, 30, -100)]),
      check(
        "general blocks, times 10⁻¹² and times 10¹²",
        [
          (2e-12, 1e-12, 3e-12), (5e-12, -2e-12, 1e-12), (2e12, 1e12, 3e12), (5e12, -2e12, 1e12),
        ]),
      check(
        "equal diagonal elements",
        [(2, 1, 2), (2, -1, 2), (0, 3, 0)]),
      check("blocks that are diagonal already", [(1, 0, 2), (2, 0, 1), (2, 0, 2), (0, 0, 0)]),
      check(
        "elements beside the diagonal that are tiny",
        [
          (0, 1e-6, 2), (2, 1e-6, 0), (1, 1e-9, -1), (-1, -1e-9, 1), (1, 1e-100, 2), (2, 1e-100, 1),
        ]),
      check("fifty other blocks", seeded(50)),
    ],
    mistakes: mistakes,
    alternatives: [
      variant("the angle from atan") { app, apq, aqq in
        guard apq != 0 else { return (1, -0.0) }
        let theta = atan(2 * apq / (aqq - app)) / 2
        return (cos(theta), sin(theta))
      },
      variant("the other angle where τ = 0") { app, apq, aqq in
        let (c, s) = try right(app, apq, aqq)
        return app == aqq ? (c, -s) : (c, s)
      },
      variant("a few last bits more") { app, apq, aqq in
        let (c, s) = try right(app, apq, aqq)
        return (c.nextDown.nextDown, s.nextUp.nextUp)
      },
      variant("s from 2θ, and c from s") { app, apq, aqq in
        guard apq != 0 else { return (1, 0) }
        let d = aqq - app
        let cosine = abs(d) / hypot(2 * apq, d)
        let c = ((1 + cosine) / 2).squareRoot()
        let s = abs(apq) / hypot(2 * apq, d) / c
        return (c, (d < 0) == (apq < 0) ? s : -s)
      },
    ])

  private static func check(
    _ title: String, _ blocks: [(Double, Double, Double)]
  ) -> Check<Answers> {
    .measured(
      title,
      probes: blocks.map {
        Probe(
          "app = \(brief($0)), apq = \(brief($1)), aqq = \(brief($2))",
          Block(app: $0, apq: $1, aqq: $2))
      },
      call: { try $0.jacobiRotation($1.app, $1.apq, $1.aqq) },
      verify: verify,
      measure: { block, found in
        // A tiny s counts as much as a large one.
        let size = abs(block.rotation.s)
        return Measured(
          numbers: [found.c, block.settled(found.s) / (size > 1e-150 ? size : 1)])
      })
  }

  /// Blocks whose elements have a few decimals, some with equal diagonal elements.
  private static func seeded(_ count: Int) -> [(Double, Double, Double)] {
    var counts = SeededCounts(seed: 120)
    return (0..<count).map { _ in
      func element() -> Double { Double(counts.next(in: -500...500)) / 16 }
      // Beside the diagonal nothing so small that digits cancel: that has a check of its own.
      let apq = Double(counts.next(in: 32...500)) / 16
      return (element(), counts.next(in: 0...1) == 0 ? apq : -apq, element())
    }
  }

  private static func verify(_ block: Block, _ found: Rotation) -> Discrepancy? {
    let (c, s) = found
    let (wantedC, wantedS) = block.rotation
    let scale = max(abs(block.app), abs(block.apq), abs(block.aqq))
    // A handful of roundings, each of ε; a cosine and a sine come from another library.
    let tolerance = 5 * roundoff(1, scale: 1)
    return finiteDiscrepancy([c, s], "c = \(brief(c)), s = \(brief(s))")
      ?? residualDiscrepancy(
        abs(c * c + s * s - 1), tolerance: tolerance, "no-rotation",
        "c and s are no cosine and sine of one angle.", "c² + s² − 1")
      ?? residualDiscrepancy(
        block.remainder(c, s), tolerance: tolerance * scale, "not-diagonal",
        "JᵀSJ is not diagonal.",
        "the element beside the diagonal with c = \(brief(c)), s = \(brief(s))")
      ?? residualDiscrepancy(
        abs(s) - c, tolerance: tolerance, "angle",
        "JᵀSJ is diagonal, but |θ| exceeds π/4: take the smaller root, so that c ≥ |s|.", "|s| − c")
      ?? inexact("c", c, wantedC, tolerance)
      ?? inexact(
        "s", block.settled(s), block.settled(wantedS), max(tolerance * abs(wantedS), 1e-150))
  }

  private static func inexact(
    _ name: String, _ found: Double, _ expected: Double, _ tolerance: Double
  ) -> Discrepancy? {
    let (wanted, given) = apart(expected, found)
    return residualDiscrepancy(
      abs(found - expected), tolerance: tolerance, "value",
      "\(name) is not right to rounding of itself.",
      "\(name): expected \(wanted), found \(given)")
  }

  private static func right(_ app: Double, _ apq: Double, _ aqq: Double) throws -> Rotation {
    try Answers.reference.jacobiRotation(app, apq, aqq)
  }

  /// The rotation of a tangent.
  private static func rotation(_ t: Double) -> Rotation {
    let c = 1 / (1 + t * t).squareRoot()
    return (c, t * c)
  }

  /// The smaller root of t² + 2τt − 1 = 0.
  private static func smallRoot(_ tau: Double) -> Double {
    (tau < 0 ? -1 : 1) / (abs(tau) + (1 + tau * tau).squareRoot())
  }

  /// What a mistaken τ leads to.
  private static func withTau(
    _ tau: @escaping @Sendable (Double, Double, Double) -> Double
  ) -> Function {
    { app, apq, aqq in apq == 0 ? (1, 0) : rotation(smallRoot(tau(app, apq, aqq))) }
  }

  /// What a mistaken root of t² + 2τt − 1 = 0 leads to.
  private static func withRoot(_ root: @escaping @Sendable (Double) -> Double) -> Function {
    { app, apq, aqq in apq == 0 ? (1, 0) : rotation(root((aqq - app) / (2 * apq))) }
  }

  /// What becomes of the right rotation.
  private static func spoilt(_ spoil: @escaping @Sendable (Rotation) -> Rotation) -> Function {
    { spoil(try right($0, $1, $2)) }
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "zero-over-zero",
      "Where apq is 0, τ is 0/0 or infinite. Such a block is diagonal already: return 1 and 0."
    ) { app, apq, aqq in rotation(smallRoot((aqq - app) / (2 * apq))) },
    mistake(
      "sign-of-zero",
      "Where τ is 0, its sign was taken for 0 too, and nothing is turned. There θ is π/4 or −π/4: "
        + "t = 1 or t = −1.",
      withRoot { $0 == 0 ? 0 : smallRoot($0) }),
    mistake(
      "turned-anyway",
      "Equal diagonal elements ask for π/4 only where apq is not 0. A block that is diagonal already is "
        + "left as it is: c = 1, s = 0."
    ) { app, apq, aqq in
      app == aqq ? (0.5.squareRoot(), 0.5.squareRoot()) : try right(app, apq, aqq)
    },
    mistake(
      "absolute-threshold",
      "A small apq was taken for 0. Nothing is small in itself: only where apq is exactly 0 is there "
        + "nothing to do."
    ) { app, apq, aqq in abs(apq) < 1e-10 ? (1, 0) : try right(app, apq, aqq) }
    .or("below 10⁻⁸") {
      $0.jacobiRotation = { abs($1) < 1e-8 ? (1, 0) : try right($0, $1, $2) }
    }
    .or("below 10⁻¹⁵ of the diagonal") {
      $0.jacobiRotation = {
        abs($1) <= 1e-15 * (abs($0) + abs($2)) ? (1, 0) : try right($0, $1, $2)
      }
    },
    mistake(
      "cancellation",
      "Where |τ| is large the digits cancel: √(1 + τ²) − |τ| subtracts two numbers that are nearly "
        + "equal. Use 1 / (|τ| + √(1 + τ²)).",
      withRoot { tau in
        let root = (1 + tau * tau).squareRoot()
        return tau < 0 ? -tau - root : -tau + root
      }
    )
    .or("s from 1 − cos 2θ") {
      $0.jacobiRotation = { app, apq, aqq in
        guard apq != 0 else { return (1, 0) }
        let cosine = abs(aqq - app) / ((aqq - app) * (aqq - app) + 4 * apq * apq).squareRoot()
        let s = ((1 - cosine) / 2).squareRoot()
        return (((1 + cosine) / 2).squareRoot(), (aqq < app) == (apq < 0) ? s : -s)
      }
    },
    mistake(
      "outer-angle",
      "JᵀSJ is diagonal, but |θ| exceeds π/4: take the root t with the smaller magnitude, so "
        + "that c ≥ |s|."
    ) { app, apq, aqq in
      guard apq != 0 else { return (1, 0) }
      let theta = atan2(2 * apq, aqq - app) / 2
      return (cos(theta), sin(theta))
    }
    .or("the larger root") {
      $0.jacobiRotation = withRoot { -($0 < 0 ? -1 : 1) * (abs($0) + (1 + $0 * $0).squareRoot()) }
    }
    .or("the root with the plus, always") {
      $0.jacobiRotation = withRoot { -$0 + (1 + $0 * $0).squareRoot() }
    }
    .or("the root with the minus, always") {
      $0.jacobiRotation = withRoot { -$0 - (1 + $0 * $0).squareRoot() }
    },
    mistake(
      "sign-of-tau",
      "Right where τ is positive, turned the wrong way where it is negative: t must have the sign "
        + "of τ.",
      spoilt { ($0.c, abs($0.s)) }),
    mistake(
      "wrong-sign",
      "The sign of s is turned: this J makes JSJᵀ diagonal, not JᵀSJ. (Is τ = (aqq − app)/(2·apq), in "
        + "this order?)",
      spoilt { ($0.c, -$0.s) }),
    mistake("swapped", "c and s are swapped: c comes first, and c ≥ |s|.", spoilt { ($0.s, $0.c) }),
    mistake(
      "double-angle", "These are the cosine and sine of 2θ: halve the angle.",
      spoilt { ($0.c * $0.c - $0.s * $0.s, 2 * $0.c * $0.s) }),
    mistake(
      "half-angle", "The angle was halved once more than it should be.",
      spoilt {
        let half = atan2($0.s, $0.c) / 2
        return (cos(half), sin(half))
      }),
    mistake(
      "tangent", "s is the tangent t of the angle here: multiply it by c.",
      spoilt { ($0.c, $0.s / $0.c) }),
    mistake(
      "c-not-reciprocal", "c is √(1 + t²) here; it is one over that root.",
      spoilt {
        let secant = 1 / $0.c
        return (secant, $0.s / $0.c * secant)
      }
    )
    .or("c alone is the reciprocal") { $0.jacobiRotation = spoilt { (1 / $0.c, $0.s) } },
    mistake(
      "root-forgotten",
      "A square root is missing: c = 1/√(1 + t²), and t = ±1/(|τ| + √(1 + τ²)).",
      spoilt { ($0.c * $0.c, $0.s * $0.c) }
    )
    .or("1 + τ² without its root") {
      $0.jacobiRotation = withRoot { ($0 < 0 ? -1 : 1) / (abs($0) + 1 + $0 * $0) }
    },
    mistake(
      "tau-not-halved", "The 2 of τ = (aqq − app) / (2 apq) is missing.",
      withTau { ($2 - $0) / $1 }),
    mistake(
      "tau-inverted", "τ is upside down: (aqq − app) is divided by 2 apq.",
      withTau { $2 == $0 ? 0 : 2 * $1 / ($2 - $0) }),
    mistake(
      "brackets",
      "Brackets are missing in τ = (aqq − app) / (2 apq): both the difference and the product need "
        + "them.",
      withTau { ($2 - $0) / 2 * $1 }
    )
    .or("the difference without brackets") {
      $0.jacobiRotation = withTau { $2 - $0 / (2 * $1) }
    },
    mistake(
      "sum-for-difference", "τ needs the difference aqq − app, not the sum.",
      withTau { ($2 + $0) / (2 * $1) }),
    mistake(
      "tangent-squared", "The square in c = 1/√(1 + t²) is missing.",
      spoilt {
        let t = $0.s / $0.c
        let c = 1 / (1 + t).squareRoot()
        return (c, t * c)
      }),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ rotation: @escaping Function
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.jacobiRotation = rotation }
  }

  private static func variant(
    _ name: String, _ rotation: @escaping Function
  ) -> Alternative<Answers> {
    Alternative(name) { $0.jacobiRotation = rotation }
  }
}

import Foundation
import Grading
import LinearAlgebra

/// Exercise 1.2: the rotation that clears the element beside the diagonal.
enum JacobiRotation {
  typealias Answers = EigendecompositionAnswers
  typealias Rotation = (c: Double, s: Double)

  /// The symmetric matrix [[app, apq], [apq, aqq]].
  struct Block: Sendable {
    let app: Double
    let apq: Double
    let aqq: Double

    /// The larger of the magnitudes.
    var scale: Double { max(abs(app), abs(apq), abs(aqq)) }

    /// What stands beside the diagonal of JᵀSJ.
    func remainder(_ c: Double, _ s: Double) -> Double {
      abs((c * c - s * s) * apq + c * s * (app - aqq))
    }

    /// Whether the angle makes the block diagonal, loosely: for telling mistakes apart.
    func isCleared(_ c: Double, _ s: Double) -> Bool { remainder(c, s) <= 1e-6 * scale }
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "Write out the element of JᵀSJ beside the diagonal: (c² − s²)·apq + c·s·(app − aqq). "
          + "When is it 0?",
        "Divide by c²·apq, and put t = s/c and τ = (aqq − app)/(2·apq): t² + 2τt − 1 = 0. Of its "
          + "two roots the one with the smaller magnitude belongs to |θ| ≤ π/4.",
        "The smaller root, without cancellation: t = ±1 / (|τ| + √(1 + τ²)), with the sign of τ. "
          + "Then c = 1/√(1 + t²) and s = t·c.",
        "What becomes of τ where apq is 0? Such a block is diagonal already: c = 1, s = 0.",
      ],
    checks: [
      check(
        "general blocks",
        [(2, 1, 3), (3, 1, 2), (1, -2, 5), (5, -2, 1), (-1, 0.5, 4), (400, 30, -100)],
        generalSymptoms),
      check(
        "equal diagonal elements, and blocks that are diagonal already",
        [(2, 1, 2), (2, -1, 2), (0, 3, 0), (1, 0, 2), (2, 0, 1), (2, 0, 2), (0, 0, 0)],
        [
          Symptom(
            "zero-over-zero",
            "Where apq is 0, τ is 0/0 or infinite. Such a block is diagonal already: return 1 and 0."
          ) { block, found in block.apq == 0 && !(found.c.isFinite && found.s.isFinite) }
        ]),
      check(
        "elements beside the diagonal that are tiny",
        [
          (0, 1e-6, 2), (2, 1e-6, 0), (1, 1e-9, -1), (-1, -1e-9, 1), (1, 1e-200, 2), (2, 1e-200, 1),
        ],
        [
          Symptom(
            "cancellation",
            "For a large |τ| the digits cancel, or τ² overflows: √(1 + τ²) − |τ| subtracts two "
              + "numbers that are nearly equal. Use 1 / (|τ| + √(1 + τ²))."
          ) { _, found in !(found.c.isFinite && found.s.isFinite) || abs(found.s) < 1 }
        ]),
    ],
    mistakes: [
      mistake("the sign of s turned", "wrong-sign") { ($0.c, -$0.s) },
      mistake("the sign of τ forgotten", "sign-of-tau") { ($0.c, abs($0.s)) },
      mistake("c and s swapped", "swapped") { ($0.s, $0.c) },
      mistake("2θ for θ", "double-angle") { ($0.c * $0.c - $0.s * $0.s, 2 * $0.c * $0.s) },
      mistake("the tangent for s", "tangent") { ($0.c, $0.s / $0.c) },
      Mistake("outer-angle", "", as: "the angle from atan2") {
        $0.jacobiRotation = { app, apq, aqq in
          let theta = atan2(2 * apq, aqq - app) / 2
          return (cos(theta), sin(theta))
        }
      },
      Mistake("zero-over-zero", "", as: "no guard for apq = 0") {
        $0.jacobiRotation = { app, apq, aqq in
          let tau = (aqq - app) / (2 * apq)
          let t = (tau < 0 ? -1 : 1) / (abs(tau) + (1 + tau * tau).squareRoot())
          let c = 1 / (1 + t * t).squareRoot()
          return (c, t * c)
        }
      },
      Mistake("cancellation", "", as: "the textbook root") {
        $0.jacobiRotation = { app, apq, aqq in
          guard apq != 0 else { return (1, 0) }
          let tau = (aqq - app) / (2 * apq)
          let root = (1 + tau * tau).squareRoot()
          let t = tau < 0 ? -tau - root : -tau + root
          let c = 1 / (1 + t * t).squareRoot()
          return (c, t * c)
        }
      },
    ],
    alternatives: [
      Alternative("the angle from atan") {
        $0.jacobiRotation = { app, apq, aqq in
          guard apq != 0 else { return (1, -0.0) }
          let theta = atan(2 * apq / (aqq - app)) / 2
          return (cos(theta), sin(theta))
        }
      },
      Alternative("the other angle where τ = 0") {
        $0.jacobiRotation = { app, apq, aqq in
          let (c, s) = try Answers.reference.jacobiRotation(app, apq, aqq)
          return app == aqq ? (c, -s) : (c, s)
        }
      },
      Alternative("a last bit more") {
        $0.jacobiRotation = { app, apq, aqq in
          let (c, s) = try Answers.reference.jacobiRotation(app, apq, aqq)
          return (c.nextDown, s.nextUp)
        }
      },
    ])

  private static func check(
    _ title: String, _ blocks: [(Double, Double, Double)], _ symptoms: [Symptom<Block, Rotation>]
  ) -> Check<Answers> {
    .measured(
      title,
      probes: blocks.map {
        Probe("app = \($0), apq = \($1), aqq = \($2)", Block(app: $0, apq: $1, aqq: $2))
      },
      call: { try $0.jacobiRotation($1.app, $1.apq, $1.aqq) },
      verify: verify, measure: { _, _ in nil }, symptoms: symptoms)
  }

  private static func verify(_ block: Block, _ found: Rotation) -> Discrepancy? {
    let (c, s) = found
    // A rotation of order two: a handful of roundings, each of ε.
    return finiteDiscrepancy([c, s], "c = \(brief(c)), s = \(brief(s))")
      ?? residualDiscrepancy(
        abs(c * c + s * s - 1), tolerance: roundoff(1, scale: 1), "no-rotation",
        "c and s are no cosine and sine of one angle.", "c² + s² − 1")
      ?? residualDiscrepancy(
        block.remainder(c, s), tolerance: roundoff(1, scale: block.scale), "not-diagonal",
        "JᵀSJ is not diagonal.",
        "the element beside the diagonal with c = \(brief(c)), s = \(brief(s))")
      ?? residualDiscrepancy(
        abs(s) - c, tolerance: roundoff(1, scale: 1), "outer-angle",
        "JᵀSJ is diagonal, but |θ| exceeds π/4.", "|s| − c")
  }

  private static var generalSymptoms: [Symptom<Block, Rotation>] {
    [
      Symptom(
        "outer-angle",
        "JᵀSJ is diagonal, but |θ| exceeds π/4: take the root t with the smaller magnitude, so "
          + "that c ≥ |s|."
      ) { $0.isCleared($1.c, $1.s) && abs($1.c * $1.c + $1.s * $1.s - 1) < 1e-6 },
      Symptom(
        "sign-of-tau",
        "Right where τ is positive, turned the wrong way where it is negative: t must have the sign "
          + "of τ."
      ) { ($0.aqq - $0.app) * $0.apq < 0 && $0.isCleared($1.c, -$1.s) && $1.c >= abs($1.s) },
      Symptom("wrong-sign", "The sign of s is turned: this J makes JSJᵀ diagonal, not JᵀSJ.") {
        $0.isCleared($1.c, -$1.s) && $1.c >= abs($1.s)
      },
      Symptom("swapped", "c and s are swapped: c comes first, and c ≥ |s|.") {
        $0.isCleared($1.s, $1.c) && $1.s >= abs($1.c)
      },
      Symptom("double-angle", "These are the cosine and sine of 2θ: halve the angle.") {
        let c = ((1 + $1.c) / 2).squareRoot()
        return $0.isCleared(c, $1.s / (2 * c)) && abs($1.c * $1.c + $1.s * $1.s - 1) < 1e-6
      },
      Symptom("tangent", "s is the tangent t of the angle here: multiply it by c.") {
        $0.isCleared($1.c, $1.c * $1.s) && abs($1.c * $1.c * (1 + $1.s * $1.s) - 1) < 1e-6
      },
    ]
  }

  private static func mistake(
    _ name: String, _ diagnosis: String, _ spoil: @escaping @Sendable (Rotation) -> Rotation
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.jacobiRotation = { app, apq, aqq in
        spoil(try Answers.reference.jacobiRotation(app, apq, aqq))
      }
    }
  }
}

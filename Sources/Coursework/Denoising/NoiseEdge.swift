import Foundation
import Grading

/// Exercise 6.1: where the spectrum of noise ends.
enum NoiseEdge {
  typealias Answers = DenoisingAnswers

  static let exercise = Exercise<Answers>(
    hints: [
        "One column of noise has length about σ√m, one row σ√n. What does the best direction gain?",
        "It gains both: σ√m + σ√n. The roots are added, not the sides.",
        "`Double(rows).squareRoot()` is √m.",
      ],
    checks: [
      Check(
        "edges",
        probes: [
          NoiseShape.probe(400, 400, 25), NoiseShape.probe(100, 400, 2),
          NoiseShape.probe(400, 100, 0.5), NoiseShape.probe(9, 16, 3),
          NoiseShape.probe(2500, 1, 10), NoiseShape.probe(5, 7, 0),
        ],
        call: { try $0.noiseEdge($1.m, $1.n, $1.deviation) },
        verify: { discrepancy($1, expected: $0.edge) },
        symptoms: symptoms)
    ],
    mistakes: [
      mistake("σ√(m + n)", "root-of-the-sum") { $2 * Double($0 + $1).squareRoot() },
      mistake("σ(m + n)", "no-roots") { $2 * Double($0 + $1) },
      mistake("2σ√n", "square-only") { 2 * $2 * Double($1).squareRoot() },
      mistake("2σ√max(m, n)", "square-only") { 2 * $2 * Double(max($0, $1)).squareRoot() },
      mistake("σ√max(m, n)", "one-side") { $2 * Double(max($0, $1)).squareRoot() },
      mistake("σ√m", "one-side") { m, _, deviation in deviation * Double(m).squareRoot() },
      mistake("σ√(mn)", "whole-norm") { $2 * Double($0 * $1).squareRoot() },
      mistake("√m + √n", "deviation-forgotten") { m, n, _ in
        Double(m).squareRoot() + Double(n).squareRoot()
      },
      mistake("σ² for σ", "variance") {
        $2 * $2 * (Double($0).squareRoot() + Double($1).squareRoot())
      },
      mistake("the edge of the squares", "squared") {
        pow($2 * (Double($0).squareRoot() + Double($1).squareRoot()), 2)
      },
    ],
    alternatives: [
      Alternative("the longer side and the aspect") {
        $0.noiseEdge = { m, n, deviation in
          let (longer, shorter) = (Double(max(m, n)), Double(min(m, n)))
          return (1 + (shorter / longer).squareRoot()) * longer.squareRoot() * deviation
        }
      },
      Alternative("the root of the square multiplied out") {
        $0.noiseEdge = { m, n, deviation in
          (Double(m) + Double(n) + 2 * Double(m * n).squareRoot()).squareRoot() * deviation
        }
      },
    ])

  private static var symptoms: [Symptom<NoiseShape, Double>] {
    [
      Symptom(
        "deviation-forgotten", "The deviation is missing: noise twice as strong ends twice as far."
      ) { resembles($1, Double($0.m).squareRoot() + Double($0.n).squareRoot()) },
      Symptom(
        "root-of-the-sum",
        "This is σ√(m + n), the root of a sum. Asked for is the sum of two roots, √m + √n."
      ) { resembles($1, $0.deviation * Double($0.m + $0.n).squareRoot()) },
      Symptom("no-roots", "The roots are missing: the edge grows with √m + √n, not with m + n.") {
        resembles($1, $0.deviation * Double($0.m + $0.n))
      },
      Symptom(
        "whole-norm",
        "σ√(mn) is the Frobenius norm of the noise, all of its directions together; the edge is that "
          + "of one."
      ) { resembles($1, $0.deviation * Double($0.m * $0.n).squareRoot()) },
      Symptom("square-only", "2σ√n holds where m = n; each side counts with its own root.") {
        resembles(
          $1, 2 * $0.deviation * Double($0.n).squareRoot(),
          2 * $0.deviation * Double($0.m).squareRoot(), 2 * $0.scale)
      },
      Symptom("one-side", "Only one side is counted; the edge needs both, √m + √n.") {
        resembles(
          $1, $0.scale, $0.deviation * Double($0.n).squareRoot(),
          $0.deviation * Double($0.m).squareRoot())
      },
      Symptom(
        "variance", "The variance σ² stands for the deviation σ. Twice the noise, twice the edge."
      ) { resembles($1, $0.deviation * $0.edge) },
      Symptom(
        "squared", "This is the edge of σᵢ², the eigenvalues of EᵀE; asked for is that of σᵢ."
      ) { resembles($1, $0.edge * $0.edge) },
    ]
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ edge: @escaping @Sendable (Int, Int, Double) -> Double
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.noiseEdge = edge }
  }
}

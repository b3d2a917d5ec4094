import Exchange
import Grading

/// The answers of a lesson with two exercises, for tests of what judges them: `square`, and `area`,
/// which may call it.
struct SampleAnswers: LessonAnswers {
  var square: @Sendable (Double) throws -> Double
  var area: @Sendable (Double) throws -> Double

  static let reference = SampleAnswers(square: { $0 * $0 }, area: { $0 * $0 * .pi })

  static let lesson = LessonExercises<Self>(
    number: 90, name: "Sample",
    exercises: [("Square", 1, "square", squares), ("Area", 1, "area", areas)])

  /// Where x is 0 or 2, doubling is right; where it is 0 or 1, cubing is.
  static let squares = Exercise<Self>(
    hints: ["Times.", "x·x."], checks: [check("squares", [0, 1, 2, 3])], mistakes: mistakes,
    alternatives: [Alternative("a sum") { $0.square = { $0 * ($0 + 1) - $0 } }])

  static let areas = Exercise<Self>(
    hints: ["π.", "πr²."],
    checks: [
      Check(
        "areas", probes: [Probe("1", 1), Probe("2", 2)], call: { try $0.area($1) },
        verify: { compare($1, $0 * $0 * .pi) })
    ],
    mistakes: [
      Mistake("without-pi", "π is missing.") { $0.area = { $0 * $0 } },
      Mistake("circumference", "This is 2πr.") { $0.area = { $0 * 2 * .pi } },
      Mistake("diameter", "The diameter was squared.") { $0.area = { $0 * $0 * .pi * 4 } },
    ], alternatives: [])

  static let mistakes: [Mistake<Self>] = [
    Mistake("doubled", "2x for x².") { $0.square = { 2 * $0 } },
    Mistake("cubed", "x³ for x².") { $0.square = { $0 * $0 * $0 } }
      .or("by a power") { $0.square = { $0 * ($0 * $0 * $0 / max($0, 1)) } },
    Mistake("unchanged", "x for x².") { $0.square = { $0 } },
  ]

  static func check(
    _ title: String, _ inputs: [Double], symptoms: [Symptom<Double, Double>] = []
  ) -> Check<Self> {
    Check(
      title, probes: inputs.map { Probe("\(Int($0))", $0) }, call: { try $0.square($1) },
      verify: { compare($1, $0 * $0) }, symptoms: symptoms)
  }

  static func compare(_ found: Double, _ expected: Double) -> Discrepancy? {
    abs(found - expected) <= 1e-14 * expected
      ? nil
      : Discrepancy(diagnosis: "value", message: "no", evidence: "\(expected), not \(found)")
  }

  static func asking(_ other: any Answering) -> Self { reference }
  static func source(ofCall function: String, _ arguments: Packet) -> String? { nil }
  static var absurdities: [(function: String, answers: [Self])] { [] }

  func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
    let (square, area) = (square, area)
    return SampleAnswers(square: { change(try square($0)) }, area: { change(try area($0)) })
  }
}

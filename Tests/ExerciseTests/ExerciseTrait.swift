import Grading
import Testing

/// Grades an exercise before its test runs. An exercise that was not attempted is skipped, with
/// the file and the line to edit as the reason.
struct ExerciseTrait: TestTrait {
  /// The number of the exercise, such as `4.2`.
  let number: String

  /// Waits a little only. What is not attempted says so at once; what runs on is waited for in the
  /// test itself, so that all other tests need not wait for it.
  func prepare(for test: Test) async throws {
    let row = await GradingSession.shared.promptRow(number)
    if row?.graded?.verdict.isOpen == true { try skip(row) }
  }
}

/// Ends a test as skipped.
private func skip(_ row: Scoreboard.Row?) throws {
  let reason = row?.graded?.verdict.explanation ?? ""
  try Test.cancel("\(reason.isEmpty ? "not attempted" : reason): \(row?.place ?? "")")
}

extension Trait where Self == ExerciseTrait {
  /// Says which exercise a test grades.
  static func exercise(_ number: String) -> Self { ExerciseTrait(number: number) }
}

/// Holds that the learner's exercise passes; an issue stands at the learner's own function.
func expectPassed(_ number: String) async throws {
  let row = await GradingSession.shared.row(number)
  if row.graded?.verdict.isOpen == true { try skip(row) }
  guard let verdict = row.graded?.verdict, verdict != .passed else { return }
  // Where another exercise that this one calls fails too, that is the place to begin.
  let called = row.lesson.exercises.filter { row.calls.contains($0.function) }
  var rows = [row]
  for exercise in called { rows.append(await GradingSession.shared.row(exercise.number)) }
  let explanation = Scoreboard(rows: rows).explanation(of: row)
  let place = row.place.split(separator: ":")
  let line = place.count > 1 ? Int(place[1]) ?? 1 : 1
  Issue.record(
    "\(verdict.mark) \(number) \(row.exercise.title)\n\(explanation)\n\(row.place)",
    sourceLocation: SourceLocation(
      fileID: row.lesson.exerciseFile, filePath: row.lesson.exerciseFile, line: line, column: 1))
}

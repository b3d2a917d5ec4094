import Exchange
import Foundation

/// The grading of a learner's exercises: builds what is needed, asks, judges.
public struct GradingRun: Sendable {
  private let build: LearnerBuild
  private let grader: ExerciseGrader

  /// Whether exercises that stand as they were given are built and asked all the same.
  private let isForced: Bool

  /// Creates a grading.
  public init(build: LearnerBuild, grader: ExerciseGrader, isForced: Bool = false) {
    self.build = build
    self.grader = grader
    self.isForced = isForced
  }

  /// Grades one exercise, and builds its lesson's program if that is not done yet.
  public func grade(_ exercise: ExerciseOutline, in lesson: LessonOutline) -> GradedExercise {
    let verdict: Verdict
    switch build.build(lesson, isForced: isForced) {
    case .untouched: verdict = .unattempted
    case .failed(let reason): verdict = .ungraded(reason: reason)
    case .built(_, let changed) where changed.contains(exercise.function):
      verdict = .ungraded(
        reason: "\(lesson.exerciseFile): \(exercise.function) is missing, or its signature has"
          + " changed; course reset \(exercise.number) puts it back")
    case .built(let program, _):
      let graded = grader.grade(exercise.number, of: program)
      let isTrue = Self.isTrue(
        graded.verdict.place, in: lesson.exerciseFile, lines: build.lineCount(of: lesson))
      return isTrue ? graded : graded.withoutPlace
    }
    return GradedExercise(number: exercise.number, verdict: verdict)
  }

  /// Whether a crash can have been where the program's own backtrace says: a program can print what it
  /// likes.
  static func isTrue(_ place: String?, in file: String, lines: Int) -> Bool {
    guard let place else { return true }
    let parts = place.split(separator: ":")
    guard parts.count == 2, parts[0] == file, let line = Int(parts[1]) else { return false }
    return (1...max(lines, 1)).contains(line)
  }
}

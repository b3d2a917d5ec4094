extension LessonAnswers {
  /// Says in what the exercises of this lesson fall short of the kit's own rules; empty where they
  /// do not.
  ///
  /// The solutions must pass, and so must every alternative. Every misconception must earn its own
  /// diagnosis. Every diagnosis must be earned by somebody. Every exercise needs points and hints.
  public static func shortcomings() -> [String] {
    lesson.exercises.flatMap { exercise in
      shortcomings(of: exercise.outline) + shortcomings(of: exercise)
    }
  }

  private static func shortcomings(of outline: ExerciseOutline) -> [String] {
    var found: [String] = []
    if !outline.number.hasPrefix("\(lesson.outline.number).") {
      found.append("is not numbered after lesson \(lesson.outline.number)")
    }
    if outline.points < 1 { found.append("has no points") }
    if outline.hints.count < 2 {
      found.append("has \(outline.hints.count) hints; expected at least 2")
    }
    return found.map { "\(outline.number): \($0)" }
  }

  private static func shortcomings(of exercise: Exercise<Self>) -> [String] {
    var found: [String] = []
    let verdict = exercise.verdict(on: reference)
    if verdict != .passed {
      found.append("the solution does not pass: \(verdict.mark) \(verdict.explanation)")
    }
    for alternative in exercise.alternatives {
      let verdict = exercise.verdict(on: alternative.answers)
      if verdict != .passed {
        found.append(
          "the alternative “\(alternative.name)” does not pass: \(verdict.mark) "
            + verdict.explanation)
      }
    }
    if exercise.misconceptions.count < 3 {
      found.append("has \(exercise.misconceptions.count) misconceptions; expected at least 3")
    }
    for misconception in exercise.misconceptions {
      let verdict = exercise.verdict(on: misconception.answers)
      guard case .wrong(let finding) = verdict, finding.diagnosis == misconception.diagnosis else {
        found.append(
          "the misconception “\(misconception.name)” must earn \(misconception.diagnosis), not "
            + "\(verdict.mark) \(verdict.diagnosis ?? "") \(verdict.explanation)")
        continue
      }
    }
    let earned = Set(exercise.misconceptions.map(\.diagnosis))
    for diagnosis in Set(exercise.checks.flatMap(\.diagnoses)).subtracting(earned).sorted() {
      found.append("no misconception earns the diagnosis \(diagnosis)")
    }
    return found.map { "\(exercise.outline.number): \($0)" }
  }
}

extension Verdict {
  /// The name of the diagnosis, for a wrong answer.
  public var diagnosis: String? {
    if case .wrong(let finding) = self { finding.diagnosis } else { nil }
  }
}

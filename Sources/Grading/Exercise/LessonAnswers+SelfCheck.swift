extension LessonAnswers {
  /// Says in what the exercises of this lesson fall short of the kit's own rules; empty where they
  /// do not.
  ///
  /// The solutions must pass, and so must every alternative. Every way to make a mistake must earn the
  /// diagnosis of that mistake, and never another's: not where its numbers are rounded to `Float` or
  /// carry noise, and not where a single probe shows it. Every symptom must be earned by somebody.
  /// Every exercise needs points and hints.
  public static func shortcomings() -> [String] {
    lesson.exercises.indices.flatMap { shortcomings(ofExercise: $0) }
  }

  /// The same of one exercise, counted from 0 within the lesson: so that exercises can be looked at side
  /// by side.
  public static func shortcomings(ofExercise index: Int) -> [String] {
    let (outline, exercise) = (lesson.outline.exercises[index], lesson.exercises[index])
    return (shortcomings(of: outline) + shortcomings(of: exercise, outline.function)).map {
      "\(outline.number): \($0)"
    }
  }

  private static func shortcomings(of outline: ExerciseOutline) -> [String] {
    var found: [String] = []
    if outline.points < 1 { found.append("has no points") }
    if outline.hints.count < 2 {
      found.append("has \(outline.hints.count) hints; expected at least 2")
    }
    return found
  }

  private static func shortcomings(
    of exercise: Exercise<Self>, _ function: String
  ) -> [String] {
    var found: [String] = []
    let predictions = exercise.predictions
    func expectPassed(_ answers: Self, _ what: String) {
      let verdict = exercise.verdict(on: answers, of: function)
      if verdict != .passed {
        found.append("\(what) does not pass: \(verdict.mark) \(verdict.explanation)")
      }
    }
    expectPassed(reference, "the solution")
    for alternative in exercise.alternatives {
      expectPassed(alternative.answers, "the alternative “\(alternative.name)”")
    }
    if exercise.mistakes.count < 3 {
      found.append("has \(exercise.mistakes.count) mistakes; expected at least 3")
    }
    for mistake in exercise.mistakes {
      for variant in mistake.variants {
        let verdict = exercise.verdict(on: variant.answers, of: function)
        if verdict.diagnosis != mistake.diagnosis {
          found.append(
            "the mistake “\(variant.name)” must earn \(mistake.diagnosis), not \(verdict.mark) "
              + "\(verdict.diagnosis ?? "") \(verdict.explanation)")
        }
      }
    }
    return found + misleading(exercise, function) + unearned(exercise)
      + exercise.checks.enumerated().flatMap { index, check in
        check.rehearse(Examination(predictions: predictions, index: index))
      }
  }

  /// Where a mistake whose numbers are inexact is told as another.
  private static func misleading(
    _ exercise: Exercise<Self>, _ function: String
  ) -> [String] {
    let predictions = exercise.predictions
    let known = predictions.named.union(exercise.checks.flatMap(\.symptoms))
    let changes: [(name: String, change: @Sendable (Double) -> Double)] = [
      ("in Float", { Double(Float($0)) }),
      // A fraction of the number's own size, of either sign, the same for the same number.
      ("with noise", { $0 * (1 + 1e-9 * ($0.bitPattern % 7 < 3 ? -1 : 1)) }),
    ]
    var found: [String] = []
    let answers =
      exercise.mistakes.flatMap { mistake in
        mistake.variants.map { (mistake.diagnosis, $0.name, $0.answers) }
      } + [("", "the solution", reference)]
    for (diagnosis, name, answers) in answers {
      for (how, change) in changes {
        let told = exercise.verdict(
          on: answers.changingNumbers(change), of: function
        ).diagnosis
        if let told, told != diagnosis, known.contains(told) {
          found.append("“\(name)” \(how) is told as \(told)")
        }
      }
    }
    return found
  }

  /// The symptoms that no mistake earns.
  private static func unearned(_ exercise: Exercise<Self>) -> [String] {
    let earned = Set(exercise.mistakes.map(\.diagnosis))
    return Set(exercise.checks.flatMap(\.symptoms)).subtracting(earned).sorted().map {
      "no mistake earns the diagnosis \($0)"
    }
  }
}

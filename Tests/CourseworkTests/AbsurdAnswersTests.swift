import Coursework
import Grading
import Testing

/// The checks of every exercise survive whatever an answer returns: a trap would cost the learner the
/// diagnosis, and everybody else the grading.
@Suite struct AbsurdAnswersTests {
  /// Empty, of strange shapes, NaN, huge: what each exercise lists for the type that it asks for.
  @Test(arguments: Course.lessons.indices)
  func absurdAnswersAreWrong(lesson: Int) { expectWrong(Course.lessons[lesson]) }

  /// The right shapes with numbers that are none, or too large to be squared.
  @Test(arguments: Course.lessons.indices)
  func absurdNumbersAreSurvived(lesson: Int) { expectSurvival(Course.lessons[lesson]) }

  private func expectWrong<Answers: LessonAnswers>(_ lesson: Answers.Type) {
    let absurdities = Answers.absurdities
    #expect(absurdities.map(\.function) == Answers.lesson.outline.exercises.map(\.function))
    for (exercise, absurd) in zip(Answers.lesson.outline.exercises, absurdities) {
      #expect(!absurd.answers.isEmpty, "\(exercise.number)")
      for (i, answers) in absurd.answers.enumerated() {
        let verdict = answers.verdict(on: exercise.number)
        #expect(
          verdict?.diagnosis != nil, "\(exercise.number), \(i): \(String(describing: verdict))")
      }
    }
  }

  private func expectSurvival<Answers: LessonAnswers>(_ lesson: Answers.Type) {
    for number in [Double.nan, .infinity, -1e300] {
      let answers = Answers.reference.changingNumbers { _ in number }
      for exercise in Answers.lesson.outline.exercises {
        // Where an answer holds whole numbers alone, it is still the right one.
        let verdict = answers.verdict(on: exercise.number)
        #expect(
          verdict == .passed || verdict?.diagnosis != nil,
          "\(exercise.number): \(String(describing: verdict))")
      }
    }
  }
}

import Dispatch
import Foundation
import Grading
import Synchronization

extension Course {
  /// The numbers, names and exercises of the lessons, without their checks.
  public static let outline: [LessonOutline] = lessons.map { $0.outline }

  /// Says in what the exercises of some lessons fall short of the kit's own rules; empty where they do
  /// not. The exercises are looked at side by side.
  public static func shortcomings(of outlines: [LessonOutline] = outline) -> [String] {
    let lessons = lessons.filter { outlines.contains($0.outline) }
    let exercises = lessons.flatMap { lesson in
      lesson.outline.exercises.indices.map { (lesson: lesson, index: $0) }
    }
    let found = Mutex([Int: [String]]())
    DispatchQueue.concurrentPerform(iterations: exercises.count) { place in
      let (lesson, index) = exercises[place]
      let shortcomings = lesson.shortcomings(ofExercise: index)
      found.withLock { $0[place] = shortcomings }
    }
    return found.withLock { found in exercises.indices.flatMap { found[$0] ?? [] } }
  }

  /// Judges a learner's answer to an exercise; nil where no lesson has it.
  public static func verdict(on number: String, of learner: LearnerProcess) -> Verdict? {
    for lesson in lessons {
      if let verdict = lesson.verdict(on: number, of: learner) { return verdict }
    }
    return nil
  }

  /// The grading of a learner's exercises.
  ///
  /// - Parameters:
  ///   - root: The root of the package.
  ///   - products: The folder of a build of the kit, such as `.build/debug`.
  ///   - output: Where the learner's programs go; a folder beside the products if nothing is said.
  ///   - isForced: Whether exercises that stand as they were given are built and asked all the same.
  public static func grading(
    root: URL, products: URL, output: URL? = nil, isForced: Bool = false
  ) -> GradingRun {
    GradingRun(
      build: LearnerBuild(workspace: Workspace(root: root), products: products, output: output),
      grader: ExerciseGrader { verdict(on: $0, of: $1) }, isForced: isForced)
  }
}

extension LessonAnswers {
  /// The outline of the lesson that the answers belong to.
  fileprivate static var outline: LessonOutline { lesson.outline }

  fileprivate static func verdict(on number: String, of learner: LearnerProcess) -> Verdict? {
    asking(learner).verdict(on: number) {
      learner.lastCall.flatMap { source(ofCall: $0.function, $0.arguments) }
    }
  }
}

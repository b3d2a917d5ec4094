import Exchange

/// Grades a learner's answer to one exercise: asks the learner's program, and judges here.
public struct ExerciseGrader: Sendable {
  /// The time and memory that an exercise may use.
  public let limits: ResourceLimits

  /// Judges somebody's answers to the exercise with a number; nil where there is no such exercise.
  ///
  /// The last argument gives the last call as Swift source.
  public typealias Judge =
    @Sendable (_ number: String, _ learner: LearnerProcess) -> Verdict?

  private let judge: Judge

  /// Creates a grader.
  public init(limits: ResourceLimits = ResourceLimits(), judge: @escaping Judge) {
    self.limits = limits
    self.judge = judge
  }

  /// Grades an exercise. Takes as long as the exercise does, at most the time limit.
  ///
  /// - Parameters:
  ///   - number: The exercise.
  ///   - program: The program that holds the learner's functions.
  public func grade(_ number: String, of program: String) -> GradedExercise {
    let learner = LearnerProcess(program: program, limits: limits)
    let verdict =
      judge(number, learner) ?? .ungraded(reason: "there is no exercise \(number)")
    learner.end()
    let printed = learner.printed
    return GradedExercise(
      number: number, verdict: verdict, printed: printed.lines.suffix(5),
      printedBytes: printed.total)
  }
}

/// The verdict on one exercise, and what the learner's code printed on the way.
public struct GradedExercise: Equatable, Sendable {
  /// The number of the exercise.
  public let number: String

  /// The state.
  public let verdict: Verdict

  /// The last lines that the code printed on standard output.
  public let printed: [String]

  /// How many bytes it printed in all.
  public let printedBytes: Int

  /// Creates a graded exercise.
  public init(number: String, verdict: Verdict, printed: [String] = [], printedBytes: Int = 0) {
    self.number = number
    self.verdict = verdict
    self.printed = printed
    self.printedBytes = printedBytes
  }
}

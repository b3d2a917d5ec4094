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

  /// The same without the line that a crash was in.
  var withoutPlace: GradedExercise {
    let verdict: Verdict =
      switch self.verdict {
      case .stopped(.crashed(let signal, let message, _), let input):
        .stopped(.crashed(signal: signal, message: message), place: input)
      case .stopped(.outOfTime(let seconds, _), let input):
        .stopped(.outOfTime(seconds: seconds), place: input)
      case let other: other
      }
    return GradedExercise(
      number: number, verdict: verdict, printed: printed, printedBytes: printedBytes)
  }
}

import Foundation

/// Grades one exercise of the learner's in a child process.
public struct ExerciseGrader: Sendable {
  /// The program that grades the exercise named by its argument.
  public let program: String

  /// The time and memory that an exercise may use.
  public let limits: ResourceLimits

  /// Creates a grader.
  public init(program: String, limits: ResourceLimits = ResourceLimits()) {
    self.program = program
    self.limits = limits
  }

  /// Grades an exercise. Takes as long as the exercise does, at most the time limit.
  public func grade(_ number: String) -> GradedExercise {
    let channel = VerdictChannel()
    // The runtime's own backtrace would take longer than the grading.
    let environment = channel.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    let child = ChildProcess(
      [program, number, "\(limits.seconds)", "\(limits.mebibytes)"], environment: environment,
      timeLimit: limits.seconds)
    do {
      let outcome = try child.run()
      let verdict = channel.receive(on: number) ?? .stopped(fault(of: outcome))
      return GradedExercise(
        number: number, verdict: verdict, printed: outcome.output.lines.suffix(5),
        printedBytes: outcome.output.total)
    } catch {
      return GradedExercise(number: number, verdict: .stopped(error))
    }
  }

  /// Why a child ended without a verdict.
  private func fault(of outcome: ChildProcess.Outcome) -> Fault {
    switch outcome.ending {
    case .outOfTime:
      return .outOfTime(seconds: limits.seconds)
    case .exited(let status):
      return .endedEarly(status: status)
    case .signalled(let signal):
      let lines = outcome.errors.lines
      let isAllocation = lines.contains {
        $0.contains("failed to allocate") || $0.contains("std::bad_alloc")
          || $0.contains("Could not allocate memory")
      }
      if isAllocation { return .outOfMemory(mebibytes: limits.mebibytes) }
      let message = lines.first { $0.contains("Fatal error") }
      return .crashed(signal: signal, message: message.map { String($0.prefix(400)) })
    }
  }
}

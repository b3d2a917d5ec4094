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
    // A short backtrace costs a tenth of a second, and tells the line that crashed.
    let environment = channel.environment.merging(["SWIFT_BACKTRACE": CrashTrace.setting]) { $1 }
    var child = ChildProcess(
      [program, number, "\(limits.seconds)", "\(limits.mebibytes)"], environment: environment,
      timeLimit: limits.seconds)
    child.isAskedForBacktrace = true
    child.opensSession = true
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
    let trace = CrashTrace(outcome.errors.lines)
    switch outcome.ending {
    case .outOfTime:
      return .outOfTime(seconds: limits.seconds, place: trace.place)
    case .exited(let status):
      return .endedEarly(status: status)
    case .signalled(let signal):
      return trace.isAllocation
        ? .outOfMemory(mebibytes: limits.mebibytes)
        : .crashed(signal: signal, message: trace.message, place: trace.place)
    }
  }
}

import Exchange
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A learner's program that runs beside a lesson and answers its calls, for `course mine`.
///
/// What it prints goes where the lesson's output goes, and it may take its time.
public struct CompanionProcess: Sendable {
  private let child: pid_t
  private let process: ChildProcess
  private let requests: Int32
  private let answers: Int32

  /// Starts a program.
  public init(program: String) throws(Fault) {
    // One line of the runtime's says what went wrong; a backtrace would stand between it and the page.
    process = ChildProcess([program], environment: ["SWIFT_BACKTRACE": "enable=no"])
    let (input, output) = (try ChildProcess.Pipe.make(), try ChildProcess.Pipe.make())
    defer {
      close(input.read)
      close(output.write)
    }
    child = try process.spawn(
      output: nil, errors: nil, handed: [(input.read, 3), (output.write, 4)])
    (requests, answers) = (input.write, output.read)
  }

  /// Runs a lesson that asks the program, and ends the program with it.
  public func run(_ lesson: [String]) throws(Fault) -> ChildProcess.Ending {
    defer {
      for descriptor in [requests, answers] { close(descriptor) }
      kill(child, SIGKILL)
      _ = ChildProcess.reap(child)
    }
    return try ChildProcess(lesson, environment: [Workbench.variable: "3:4"])
      .runInForeground(handed: [(answers, 3), (requests, 4)])
  }
}

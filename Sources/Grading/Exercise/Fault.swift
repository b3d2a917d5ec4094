/// Why an exercise did not come back with a result.
public enum Fault: Error, Equatable, Sendable {
  /// A signal ended it; `message` is the runtime's own and `place` the learner's line, where they
  /// are known.
  case crashed(signal: Int32, message: String?, place: String? = nil)

  /// It was still running at the end of its time, in the learner's line `place` where that is known.
  case outOfTime(seconds: Double, place: String? = nil)

  /// It asked for more memory than it may have.
  case outOfMemory(mebibytes: Int)

  /// It started more processes than an answer could need.
  case tooManyProcesses(Int)

  /// It ended the process before the checks were done.
  case endedEarly(status: Int32)

  /// What it wrote where answers are read was no answer.
  case garbled

  /// It could not be started.
  case notStarted(reason: String)
}

extension Fault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .crashed(let signal, let message, let place):
      return "crashed\(at(place)): " + (message ?? Fault.meaning(of: signal))
    case .outOfTime(let seconds, let place):
      let limit = seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
      return "out of time\(at(place)): still running after \(limit) s; does a loop never end?"
    case .outOfMemory(let mebibytes):
      return "out of memory: asked for more than \(mebibytes) MiB; does an array grow without end?"
    case .tooManyProcesses(let limit):
      return "started more than \(limit) processes; an answer needs none"
    case .endedEarly(let status):
      return "ended the process with exit(\(status)); a function should return or throw"
    case .garbled:
      return "wrote into the channel of its answers; a function should return or throw"
    case .notStarted(let reason):
      return "could not be graded: \(reason)"
    }
  }

  /// Whether the next call may fare better: a trap or an exit is that of one input.
  var isCrash: Bool {
    switch self {
    case .crashed, .endedEarly: true
    case .outOfTime, .outOfMemory, .tooManyProcesses, .garbled, .notStarted: false
    }
  }

  private func at(_ place: String?) -> String { place.map { " at \($0)" } ?? "" }

  /// What a signal means for somebody who wrote plain Swift.
  private static func meaning(of signal: Int32) -> String {
    // The numbers are the same on Linux and macOS, except SIGBUS, which is 7 and 10.
    switch signal {
    case 4, 5:
      return "stopped by a trap without a message (signal \(signal)): an overflow, an index out of"
        + " range, nil unwrapped, or a precondition that failed"
    case 6: return "stopped by abort() (SIGABRT)"
    case 7, 10, 11:
      return "out of stack, or a bad memory access (signal \(signal)): most often a recursion that"
        + " never ends"
    case 9: return "ended from outside (SIGKILL)"
    default: return "ended by signal \(signal)"
    }
  }
}

import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the functions that a lesson runs on come from.
///
/// In a plain run they are the solutions. Under `course mine` a learner's program stands at the other
/// end of a line, and is asked first; what was not attempted comes from the solutions.
public enum Workbench {
  /// The variable that names the line to a learner's program, as two descriptors: `3:4`.
  public static let variable = "LOWRANK_LEARNER"

  /// Says whose functions this run has used so far; nil in a plain run.
  ///
  /// ```text
  /// Ran on your 4.1 and 4.3; 4.2 and 4.4 were not attempted and came from the solutions.
  /// ```
  public static var provenance: String? {
    learner == nil ? nil : usage.withLock { $0.sentence }
  }

  /// Answers a call of the function of an exercise.
  public static func answer<Output>(
    _ exercise: String, asking learner: (any Answering) throws -> Output,
    or solution: () throws -> Output
  ) throws -> Output {
    guard let own = self.learner else { return try solution() }
    do {
      let output = try learner(own)
      usage.withLock { _ = $0.own.insert(exercise) }
      return output
    } catch is Unattempted {
      usage.withLock { _ = $0.borrowed.insert(exercise) }
      return try solution()
    } catch is LineClosed {
      throw StoppedFunction(exercise: exercise)
    }
  }

  private static let usage = Mutex(Usage())
  private static let learner: LineToLearner? = LineToLearner()
}

/// A learner's function ended its process.
public struct StoppedFunction: Error, Equatable, Sendable, CustomStringConvertible {
  /// The number of the exercise.
  public let exercise: String

  public var description: String {
    "your function for \(exercise) stopped before it answered; course grade \(exercise) says more"
  }
}

/// The line to a learner's program that the environment names.
private final class LineToLearner: Answering {
  private let line: Mutex<Line>

  init?() {
    guard let text = getenv(Workbench.variable).map({ String(cString: $0) }) else { return nil }
    let words = text.split(separator: ":")
    guard words.count == 2, let incoming = Int32(words[0]), let outgoing = Int32(words[1]) else {
      return nil
    }
    // A learner's program that is gone must be an error here, not a signal.
    signal(SIGPIPE, SIG_IGN)
    line = Mutex(Line(incoming: incoming, outgoing: outgoing))
  }

  func answer(
    _ function: String, _ arguments: Packet, callbacks: [(inout PacketReader) throws -> Packet]
  ) throws -> PacketReader {
    try line.withLock { line in
      try line.send(.call(function, arguments))
      while true {
        let frame = try line.receive()
        guard frame.kind == .callback else { return try result(of: frame) }
        try line.send(reply(to: frame, callbacks: callbacks))
      }
    }
  }
}

extension Frame {
  /// The message that calls a function.
  public static func call(_ function: String, _ arguments: Packet) -> Frame {
    var packet = Packet()
    packet.put(function)
    return Frame(.call, bytes: packet.bytes + arguments.bytes)
  }
}

import Exchange
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that holds a learner's functions, asked over a pipe and watched from outside.
///
/// It starts with the first call and answers one call after the other. A trap, an endless loop, too much
/// memory or an early exit ends it; after a trap or an exit the next call starts it again. Nothing that
/// it prints is taken for an answer.
public final class LearnerProcess: Answering {
  private struct State {
    var session: LearnerSession?
    var calls = 0
    var used = Duration.zero
    var ended: Fault?
    var printed = OutputTail(capacity: 1 << 14)
    var lastCall: (function: String, arguments: Packet)?
  }

  private let program: String
  private let limits: ResourceLimits
  private let state = Mutex(State())

  /// Creates a process, which does not start yet.
  ///
  /// - Parameters:
  ///   - program: The path of the program.
  ///   - limits: The time for all calls together, and the memory.
  public init(program: String, limits: ResourceLimits = ResourceLimits()) {
    self.program = program
    self.limits = limits
  }

  /// What the program has printed on standard output.
  public var printed: OutputTail { state.withLock { $0.printed } }

  /// The function that was called last, and its arguments.
  public var lastCall: (function: String, arguments: Packet)? { state.withLock { $0.lastCall } }

  public func answer(
    _ function: String, _ arguments: Packet, callbacks: [(inout PacketReader) throws -> Packet]
  ) throws -> PacketReader {
    try state.withLock { state in
      state.lastCall = (function, arguments)
      if let fault = state.ended { throw fault }
      let start = ContinuousClock.now
      defer { state.used += ContinuousClock.now - start }
      do {
        let session = try state.session ?? LearnerSession(program: program, limits: limits)
        state.session = session
        var frame = Frame.call(function, arguments)
        while true {
          let answer = try session.exchange(frame, within: .seconds(limits.seconds) - state.used)
          guard answer.kind == .callback else { return try result(of: answer) }
          frame = reply(to: answer, callbacks: callbacks)
        }
      } catch let fault as Fault {
        if let session = state.session { state.printed.append(session.close()) }
        state.session = nil
        if !fault.isCrash { state.ended = fault }
        throw fault
      }
    }
  }

  /// Ends the program, with all that it has started.
  public func end() {
    state.withLock { state in
      if let session = state.session { state.printed.append(session.close()) }
      state.session = nil
    }
  }
}

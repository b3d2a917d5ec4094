import Exchange
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that is started, watched and, if need be, ended with all that it started itself.
public struct ChildProcess: Sendable {
  /// The program and its arguments; the first is a path.
  public var command: [String]

  /// What is changed in the environment; nil removes a variable.
  public var environment: [String: String?]

  /// The variables of this process that it gets; nil for all. What is changed is changed all the same.
  public var inherits: (@Sendable (String) -> Bool)?

  /// After how many seconds it is ended; nil for never.
  public var timeLimit: Double?

  /// Whether it is asked where it is, by SIGQUIT, before it is ended for want of time; Swift's
  /// runtime answers with a backtrace on standard error.
  public var isAskedForBacktrace = false

  /// Whether it opens a session of its own, which is ended with it. A signal from the terminal does
  /// not reach such a child. (It has to call `setsid`; `ResourceLimits.apply` does.)
  public var opensSession = false

  /// Asked while it runs; where it says no, the child is ended as if its time were over.
  public var isWanted: @Sendable () -> Bool = { true }

  /// Creates a child process, which does not start yet.
  public init(
    _ command: [String], environment: [String: String?] = [:], timeLimit: Double? = nil
  ) {
    self.command = command
    self.environment = environment
    self.timeLimit = timeLimit
  }

  /// How a child process ended.
  public enum Ending: Equatable, Sendable {
    /// It returned or called `exit`.
    case exited(Int32)
    /// A signal ended it.
    case signalled(Int32)
    /// It was still running at the end of its time, and was ended.
    case outOfTime

    /// What `waitpid` says.
    init(status: Int32) {
      let signal = status & 0x7f
      self = signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    }
  }

  /// How a child process ended, and what it printed.
  public struct Outcome: Equatable, Sendable {
    /// How it ended.
    public let ending: Ending
    /// What it printed on standard output.
    public let output: OutputTail
    /// What it printed on standard error.
    public let errors: OutputTail
  }

  /// Starts the program and waits for its end, with its output captured and nothing to read.
  ///
  /// Where it opens a session, all of that is killed when it has ended or when its time is over, so
  /// what it started does not stay behind. Its output is drained all the time, and only
  /// the end of it is kept, so that a program which prints without end fills no memory.
  ///
  /// - Parameter tick: Called about twenty times a second while it runs.
  /// - Throws: `Fault.notStarted` with the reason of the system.
  public func run(tick: () -> Void = {}) throws(Fault) -> Outcome {
    let output = try Pipe.make()
    let errors = try Pipe.make()
    let child: pid_t
    do {
      defer {
        close(output.write)
        close(errors.write)
      }
      child = try spawn(output: output.write, errors: errors.write)
    } catch {
      close(output.read)
      close(errors.read)
      throw error
    }
    var streams = [OutputStream(descriptor: output.read), OutputStream(descriptor: errors.read)]
    let isOutOfTime = !supervise(child, until: timeLimit, &streams, tick)
    if isOutOfTime && isAskedForBacktrace {
      kill(child, SIGQUIT)
      // The runtime writes this last; then an endless loop goes on.
      _ = supervise(child, until: 0.8, &streams, tick, unless: "Backtrace took")
    }
    // A compiler that is stopped has others at work.
    if !Self.hasEnded(child) {
      for process in ProcessTree.descendants(of: child) { kill(process, SIGKILL) }
    }
    // The session goes before its leader is reaped: until then its number cannot be another's.
    kill(child, SIGKILL)
    if opensSession { killSession(of: child) }
    let status = Self.reap(child)
    for i in streams.indices {
      streams[i].drain()
      close(streams[i].descriptor)
    }
    return Outcome(
      ending: isOutOfTime ? .outOfTime : Ending(status: status),
      output: streams[0].tail, errors: streams[1].tail)
  }

  /// Starts the program with this process's own input and output, and waits for its end.
  ///
  /// - Parameter handed: Descriptors of this process that the child finds under other numbers.
  public func runInForeground(
    handed: [(own: Int32, child: Int32)] = []
  ) throws(Fault) -> Ending {
    Ending(status: Self.reap(try spawn(output: nil, errors: nil, handed: handed)))
  }

  /// Reads output until the child has ended; false where its time ended first, or where its errors
  /// hold a certain text.
  private func supervise(
    _ child: pid_t, until seconds: Double?, _ streams: inout [OutputStream], _ tick: () -> Void,
    unless text: String? = nil
  ) -> Bool {
    let start = ContinuousClock.now
    let deadline = seconds.map { start + .seconds($0) }
    while true {
      let openStreams = streams.indices.filter { streams[$0].isOpen }
      var polled = openStreams.map {
        pollfd(fd: streams[$0].descriptor, events: Int16(POLLIN), revents: 0)
      }
      // Once both ends are closed, the child is about to end: look for that more often.
      _ = poll(&polled, nfds_t(polled.count), openStreams.isEmpty ? 2 : 50)
      for (k, i) in openStreams.enumerated() where polled[k].revents != 0 {
        streams[i].read()
      }
      if Self.hasEnded(child) { return true }
      if let text, streams[1].tail.text.contains(text) { return false }
      if let deadline, ContinuousClock.now >= deadline { return false }
      if !isWanted() { return false }
      tick()
    }
  }

  /// Whether the child has ended; it is left for `reap`, so that its number stays its own.
  static func hasEnded(_ child: pid_t) -> Bool {
    var information = siginfo_t()
    let result = waitid(P_PID, id_t(child), &information, WEXITED | WNOHANG | WNOWAIT)
    return result != 0 ? errno != EINTR : information.si_signo != 0
  }

  static func reap(_ child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return status
  }
}

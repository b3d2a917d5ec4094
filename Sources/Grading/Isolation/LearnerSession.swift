import Exchange
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One run of a learner's program, from its start to its end.
final class LearnerSession {
  /// The program that keeps the learner's; the learner's itself, where there is none.
  private let child: pid_t
  private let process: ChildProcess
  private let limits: ResourceLimits
  private let requests: Int32
  private let answers: Int32
  /// What keeps the keeper alive, and what it reports.
  private let lifeline: Int32
  private let report: Int32
  private var streams: [OutputStream]
  private var received: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  /// How the program ended; nil while it runs, and where something from outside ended it.
  private var status: Int32?
  private var hasStopped = false

  /// No answer of any exercise is longer; what is, is not read.
  private static let longestAnswer: UInt64 = 1 << 28

  /// Starts the program.
  init(program: String, limits: ResourceLimits) throws(Fault) {
    self.limits = limits
    // Writing to a program that is gone must be an error here, not the end of the judge.
    signal(SIGPIPE, SIG_IGN)
    // A short backtrace costs a tenth of a second, and tells the line that crashed.
    var environment: [String: String?] = ["SWIFT_BACKTRACE": CrashTrace.setting]
    for (name, value) in limits.environment { environment[name] = value }
    let prefix = Keeping.prefix
    // What cannot be started says so here, whoever would start it.
    guard access(program, X_OK) == 0 else {
      throw .notStarted(reason: "\(program): \(String(cString: strerror(errno)))")
    }
    var process = ChildProcess(prefix + [program], environment: environment)
    process.inherits = Keeping.inherits
    self.process = process
    var pipes: [ChildProcess.Pipe] = []
    do {
      for _ in 0..<6 { pipes.append(try .make()) }
      child = try process.spawn(
        output: pipes[0].write, errors: pipes[1].write,
        handed: [
          (pipes[2].read, 3), (pipes[3].write, 4), (pipes[4].read, KeeperReport.lifeline),
          (pipes[5].write, KeeperReport.descriptor),
        ])
    } catch {
      for pipe in pipes {
        closeDescriptor(pipe.read)
        closeDescriptor(pipe.write)
      }
      throw error
    }
    for end in [
      pipes[0].write, pipes[1].write, pipes[2].read, pipes[3].write, pipes[4].read, pipes[5].write,
    ] { closeDescriptor(end) }
    streams = [OutputStream(descriptor: pipes[0].read), OutputStream(descriptor: pipes[1].read)]
    (requests, answers) = (pipes[2].write, pipes[3].read)
    (lifeline, report) = (pipes[4].write, pipes[5].read)
    // A program that does not listen must not keep its judge waiting.
    _ = fcntl(requests, F_SETFL, fcntl(requests, F_GETFL) | O_NONBLOCK)
  }

  /// Sends a message and waits for the answer.
  ///
  /// - Throws: The fault where the program does not answer.
  func exchange(_ frame: Frame, within time: Duration) throws -> Frame {
    let deadline = ContinuousClock.now + time
    var unsent = frame.bytes[...]
    var nextLook = ContinuousClock.now
    while true {
      do {
        if let answer = try Frame(takingFrom: &received, limit: Self.longestAnswer) {
          return answer
        }
      } catch {
        throw Fault.garbled
      }
      wait(isSending: !unsent.isEmpty)
      send(&unsent)
      try receive()
      let now = ContinuousClock.now
      if now > deadline { throw outOfTime() }
      guard now >= nextLook else { continue }
      nextLook = now + .milliseconds(3)
      let processes = [child] + ProcessTree.descendants(of: child)
      if processes.count > limits.processes { throw Fault.tooManyProcesses(limits.processes) }
      // Whatever the program starts counts; what it shares with it counts once more.
      let resident = processes.map { MemoryUse.ofProcess($0).resident }.reduce(0, +)
      if resident > UInt64(limits.mebibytes) << 20 {
        throw Fault.outOfMemory(mebibytes: limits.mebibytes)
      }
    }
  }

  /// Waits until there is something to read, or room to write, or a few milliseconds have passed.
  private func wait(isSending: Bool) {
    var polled = [pollfd(fd: answers, events: Int16(POLLIN), revents: 0)]
    for stream in streams where stream.isOpen {
      polled.append(pollfd(fd: stream.descriptor, events: Int16(POLLIN), revents: 0))
    }
    if isSending { polled.append(pollfd(fd: requests, events: Int16(POLLOUT), revents: 0)) }
    _ = poll(&polled, nfds_t(polled.count), 3)
  }

  private func send(_ unsent: inout ArraySlice<UInt8>) {
    guard !unsent.isEmpty else { return }
    let count = unsent.withUnsafeBytes { write(requests, $0.baseAddress, min($0.count, 1 << 16)) }
    if count > 0 { unsent.removeFirst(count) }
  }

  /// Reads what the program has printed and answered.
  private func receive() throws(Fault) {
    readOutput(wait: 0)
    guard isReadable(answers) else { return }
    let count = readBytes(answers, &buffer)
    if count > 0 {
      received.append(contentsOf: buffer[..<count])
    } else if count == 0 || errno != EINTR {
      throw fault()
    }
  }

  /// Reads what the program has printed; waits some milliseconds for it.
  private func readOutput(wait milliseconds: Int32 = 3) {
    let open = streams.indices.filter { streams[$0].isOpen }
    var polled = open.map {
      pollfd(fd: streams[$0].descriptor, events: Int16(POLLIN), revents: 0)
    }
    guard poll(&polled, nfds_t(polled.count), milliseconds) > 0 else { return }
    for (i, entry) in zip(open, polled) where entry.revents != 0 { streams[i].read() }
    // What prints without end is kept from waiting, but not for longer than a moment.
    for _ in 0..<32 {
      guard poll(&polled, nfds_t(polled.count), 0) > 0 else { return }
      for (i, entry) in zip(open, polled) where entry.revents != 0 && streams[i].isOpen {
        streams[i].read()
      }
    }
  }

  private func isReadable(_ descriptor: Int32) -> Bool {
    var polled = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    return poll(&polled, 1, 0) > 0
  }

  /// Why the program answers no more, told from how it ended.
  private func fault() -> Fault {
    // The runtime's backtrace takes a moment after the answers have ended, if they end with the process.
    let deadline = ContinuousClock.now + .seconds(3)
    while !ChildProcess.hasEnded(child), ContinuousClock.now < deadline { readOutput() }
    guard ChildProcess.hasEnded(child) else { return .garbled }
    stop()
    let trace = CrashTrace(streams[1].tail.lines)
    guard let status else { return .crashed(signal: SIGKILL, message: nil) }
    switch ChildProcess.Ending(status: status) {
    case .exited(let status): return .endedEarly(status: status)
    case .outOfTime: return .outOfTime(seconds: limits.seconds)
    case .signalled(let signal):
      return trace.isAllocation
        ? .outOfMemory(mebibytes: limits.mebibytes)
        : .crashed(signal: signal, message: trace.message, place: trace.place)
    }
  }

  /// Asks where the program is, by SIGQUIT; Swift's runtime answers with a backtrace.
  private func outOfTime() -> Fault {
    kill(child, SIGQUIT)
    let deadline = ContinuousClock.now + .seconds(2)
    while ContinuousClock.now < deadline, !streams[1].tail.text.contains("Backtrace took"),
      !ChildProcess.hasEnded(child)
    { readOutput() }
    return .outOfTime(seconds: limits.seconds, place: CrashTrace(streams[1].tail.lines).place)
  }

  /// Ends the program, with all that it has started, and finds out how it ended.
  private func stop() {
    guard !hasStopped else { return }
    hasStopped = true
    // The keeper sees that nobody is there, and ends what it keeps.
    closeDescriptor(lifeline)
    let deadline = ContinuousClock.now + .seconds(2)
    while !ChildProcess.hasEnded(child), ContinuousClock.now < deadline { readOutput() }
    // The session goes before its leader is reaped: until then its number cannot be another's.
    kill(child, SIGKILL)
    process.killSession(of: child)
    let ending = ChildProcess.reap(child)
    for i in streams.indices { streams[i].drain() }
    var stream = OutputStream(descriptor: report)
    stream.drain()
    closeDescriptor(report)
    status = Keeping.isDone ? KeeperReport.status(in: stream.tail.bytes) : ending
  }

  /// Ends the program, and returns what it printed.
  func close() -> OutputTail {
    stop()
    for descriptor in [requests, answers] + streams.map(\.descriptor) {
      closeDescriptor(descriptor)
    }
    return streams[0].tail
  }
}

private func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }

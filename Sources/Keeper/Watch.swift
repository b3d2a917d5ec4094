import Exchange

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Waits for a child, and kills it when the judge is gone.
struct Watch {
  /// The child, and the end of a pipe that says that one has ended: signal handlers reach nothing else.
  nonisolated(unsafe) private static var child: pid_t = 0
  nonisolated(unsafe) private static var alarm: Int32 = -1

  private let ends: [Int32]

  init(_ child: pid_t) {
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    self.ends = ends
    Self.child = child
    Self.alarm = ends[1]
    signal(SIGCHLD) { _ in _ = write(Watch.alarm, "!", 1) }
    // The judge asks where the program is; its runtime answers.
    signal(SIGQUIT) { _ in kill(Watch.child, SIGQUIT) }
    signal(SIGPIPE, SIG_IGN)
  }

  /// How the child ended. Orphans that end are reaped on the way.
  func wait() -> Int32 {
    var bytes = [UInt8](repeating: 0, count: 64)
    while true {
      var status: Int32 = 0
      // The first time round it may have ended before anybody listened.
      while case let ended = waitpid(-1, &status, WNOHANG), ended > 0 {
        if ended == Self.child { return status }
      }
      var polled = [
        pollfd(fd: KeeperReport.lifeline, events: Int16(POLLIN), revents: 0),
        pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0),
      ]
      _ = poll(&polled, 2, 1000)
      if polled[1].revents != 0 { _ = read(ends[0], &bytes, bytes.count) }
      guard polled[0].revents != 0 else { continue }
      kill(Self.child, SIGKILL)
      while waitpid(Self.child, &status, 0) < 0 && errno == EINTR {}
      return status
    }
  }
}

import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension ChildProcess {
  /// The two ends of a pipe.
  struct Pipe {
    let read: Int32
    let write: Int32

    /// Creates a pipe that no child inherits by chance.
    static func make() throws(Fault) -> Pipe {
      var ends: [Int32] = [0, 0]
      let result = spawning.withLock { _ in
        let result = pipe(&ends)
        if result == 0 {
          for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        return result
      }
      guard result == 0 else { throw .notStarted(reason: reason(errno)) }
      return Pipe(read: ends[0], write: ends[1])
    }
  }

  /// Keeps a child from starting between the birth of a pipe and its mark “not inherited”.
  private static let spawning = Mutex(())

  /// Starts the program; without input where its output is captured.
  ///
  /// - Parameter handed: Descriptors of this process that the child finds under other numbers.
  func spawn(
    output: Int32?, errors: Int32?, handed: [(own: Int32, child: Int32)] = []
  ) throws(Fault) -> pid_t {
    guard let path = command.first else { throw .notStarted(reason: "no program was named") }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // A thread that keeps signals waiting must not hand that on: the program would wait for ever.
    var blocked = sigset_t()
    sigemptyset(&blocked)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    var flags = POSIX_SPAWN_SETSIGMASK
    if let output, let errors {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_adddup2(&actions, output, 1)
      posix_spawn_file_actions_adddup2(&actions, errors, 2)
      // A signal that this process ignores, a child would ignore too.
      var signals = sigset_t()
      sigemptyset(&signals)
      for signal in [SIGINT, SIGQUIT, SIGTERM, SIGPIPE] { sigaddset(&signals, signal) }
      posix_spawnattr_setsigdefault(&attributes, &signals)
      flags |= POSIX_SPAWN_SETSIGDEF
    }
    posix_spawnattr_setflags(&attributes, Int16(flags))
    // Moved out of the way first: a descriptor that has the child's number already would stay closed
    // to the child.
    let moved = handed.map { fcntl($0.own, F_DUPFD_CLOEXEC, 32) }
    defer { for descriptor in moved { close(descriptor) } }
    for (descriptor, pair) in zip(moved, handed) {
      posix_spawn_file_actions_adddup2(&actions, descriptor, pair.child)
    }
    let arguments = command.map { strdup($0) } + [nil]
    let variables = changedEnvironment().map { strdup("\($0)=\($1)") } + [nil]
    defer {
      for string in arguments + variables { free(string) }
    }
    var child: pid_t = 0
    let result = Self.spawning.withLock { _ in
      posix_spawn(&child, path, &actions, &attributes, arguments, variables)
    }
    guard result == 0 else { throw .notStarted(reason: "\(path): \(Self.reason(result))") }
    return child
  }

  private func changedEnvironment() -> [String: String] {
    var variables = ProcessInfo.processInfo.environment
    if let inherits { variables = variables.filter { inherits($0.key) } }
    for (name, value) in environment { variables[name] = value }
    return variables
  }

  /// What the system says of an error number.
  private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}

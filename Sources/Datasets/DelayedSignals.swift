import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Holds back the signals that end a process while a file is half written.
///
/// The unfinished file can then be taken away before the process ends, on whatever thread the signal
/// arrives.
enum DelayedSignals {
  private typealias Action = @convention(c) (Int32) -> Void

  private static let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// The last that arrived; 0 for none.
  private static let arrived = Atomic<Int32>(0)

  /// How many files are being written, and what the signals did before the first.
  private static let state = Mutex((depth: 0, actions: [(number: Int32, old: Action?)]()))

  /// Begins to hold signals back. Those that are ignored, as under nohup, stay so.
  static func begin() {
    state.withLock { state in
      state.depth += 1
      guard state.depth == 1 else { return }
      for number in ending {
        let old = signal(number) { DelayedSignals.arrived.store($0, ordering: .relaxed) }
        if isIgnored(old) {
          signal(number, SIG_IGN)
        } else {
          state.actions.append((number, old))
        }
      }
    }
  }

  /// Whether one has arrived, so that it is time to stop.
  static var hasArrived: Bool { arrived.load(ordering: .relaxed) != 0 }

  /// Lets signals do again what they did, and passes on the one that arrived.
  static func end() {
    state.withLock { state in
      state.depth -= 1
      guard state.depth == 0 else { return }
      for action in state.actions { signal(action.number, action.old ?? SIG_DFL) }
      state.actions = []
      let number = arrived.exchange(0, ordering: .relaxed)
      // To the process, as it came: this thread may be one that signals are kept from.
      if number != 0 { kill(getpid(), number) }
    }
  }

  /// Functions cannot be compared, but by their addresses.
  private static func isIgnored(_ action: Action?) -> Bool {
    unsafeBitCast(action, to: Int.self) == unsafeBitCast(SIG_IGN as Action?, to: Int.self)
  }
}

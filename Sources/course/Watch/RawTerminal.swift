#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A terminal that hands over each key as it is pressed; whatever ends the process puts it back.
final class RawTerminal {
  /// What the terminal was before; read by signal handlers, which can reach nothing else.
  nonisolated(unsafe) private static var before = termios()
  nonisolated(unsafe) private static var isRaw = false

  private static let endings = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// Nil where standard input is no terminal.
  init?() {
    guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &Self.before) == 0 else { return nil }
    var raw = Self.before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    Self.isRaw = true
    for ending in Self.endings {
      signal(ending) { number in
        RawTerminal.restore()
        // As the shell expects of a program that a signal ended.
        signal(number, SIG_DFL)
        raise(number)
      }
    }
    // Stopped with Ctrl-Z, the shell gets its own terminal back; continued, keys come one by one again.
    signal(SIGCONT) { _ in RawTerminal.enter() }
    tcsetattr(STDIN_FILENO, TCSANOW, &raw)
    atexit { RawTerminal.restore() }
  }

  deinit { Self.restore() }

  private static func enter() {
    guard isRaw else { return }
    var raw = before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &raw)
  }

  static func restore() {
    guard isRaw else { return }
    tcsetattr(STDIN_FILENO, TCSANOW, &before)
  }

  /// The next key that is pressed within a time; nil where none is. The end of input is `q`.
  func key(within milliseconds: Int32) -> Character? {
    var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, milliseconds) > 0 else { return nil }
    var byte: UInt8 = 0
    let count = read(STDIN_FILENO, &byte, 1)
    if count == 0 { return "q" }
    guard count == 1 else { return nil }
    return Character(UnicodeScalar(byte))
  }
}

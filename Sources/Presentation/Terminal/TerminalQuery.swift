#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Asks the terminal something, and waits a fifth of a second at most for what it says.
enum TerminalQuery {
  /// The answer up to its last character; what came within the time, where it never came.
  static func answer(to question: String, endingWith last: Character) -> String {
    let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return "" }
    defer { close(terminal) }
    // A process in the background would be stopped by changing the terminal.
    guard tcgetpgrp(terminal) == getpgrp() else { return "" }
    var before = termios()
    guard tcgetattr(terminal, &before) == 0 else { return "" }
    var raw = before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    guard tcsetattr(terminal, TCSANOW, &raw) == 0 else { return "" }
    defer { tcsetattr(terminal, TCSANOW, &before) }
    let bytes = Array(question.utf8)
    guard write(terminal, bytes, bytes.count) == bytes.count else { return "" }
    var answer: [UInt8] = []
    let end = ContinuousClock.now + .milliseconds(200)
    while answer.last != last.asciiValue, answer.count < 4096 {
      let left = (end - .now) / .milliseconds(1)
      guard left > 0 else { break }
      var ready = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, Int32(left.rounded(.up))) > 0 else { break }
      var chunk = [UInt8](repeating: 0, count: 256)
      let count = read(terminal, &chunk, chunk.count)
      guard count > 0 else { break }
      answer += chunk[..<count]
    }
    return String(decoding: answer, as: UTF8.self)
  }
}

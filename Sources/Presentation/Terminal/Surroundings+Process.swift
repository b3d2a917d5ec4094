import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Surroundings {
  /// The surroundings of this process.
  package static func ofProcess() -> Surroundings {
    Surroundings(
      variables: ProcessInfo.processInfo.environment,
      inputIsTerminal: isatty(STDIN_FILENO) == 1,
      outputIsTerminal: isatty(STDOUT_FILENO) == 1,
      errorIsTerminal: isatty(STDERR_FILENO) == 1,
      terminalWidth: terminalWidth(),
      writeOutput: writeToStandardOutput,
      writeError: { _ = write($0, to: STDERR_FILENO) },
      readLine: { Swift.readLine() },
      ask: { TerminalQuery.answer(to: $0, endingWith: $1) },
      quit: { exit($0) })
  }

  private static func terminalWidth() -> Int? {
    var size = winsize()
    return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : nil
  }

  private static func writeToStandardOutput(_ text: String) {
    // What the program printed by itself comes first.
    fflush(nil)
    guard let failure = write(text, to: STDOUT_FILENO) else { return }
    if failure != EPIPE {
      let reason = String(cString: strerror(failure))
      _ = write("standard output: expected to write, found: \(reason)\n", to: STDERR_FILENO)
    }
    _exit(failure == EPIPE ? 0 : 74)
  }

  /// Writes all of the text; the error number where that fails.
  private static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var rest = Array(text.utf8)
    while !rest.isEmpty {
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, rest, rest.count)
      #elseif canImport(Musl)
        let count = Musl.write(descriptor, rest, rest.count)
      #else
        let count = Darwin.write(descriptor, rest, rest.count)
      #endif
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        return errno
      }
      rest.removeFirst(count)
    }
    return nil
  }
}

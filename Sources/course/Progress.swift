import Foundation
import Grading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A line on standard error that says what takes time; on a terminal only.
final class Progress {
  private let label: String
  private let isShown = isatty(STDERR_FILENO) == 1
  private let start = ContinuousClock.now
  private var shownSeconds = 0

  init(_ label: String) { self.label = label }

  /// Shows the seconds that have passed, once a second; nothing in the first one.
  func tick() {
    let seconds = Int((ContinuousClock.now - start).components.seconds)
    guard isShown, seconds > shownSeconds else { return }
    shownSeconds = seconds
    FileHandle.standardError.write(Data("\r\(label) … \(seconds) s".utf8))
  }

  /// Clears the line.
  func end() {
    guard isShown, shownSeconds > 0 else { return }
    let blank = String(repeating: " ", count: label.count + 12)
    FileHandle.standardError.write(Data("\r\(blank)\r".utf8))
  }
}

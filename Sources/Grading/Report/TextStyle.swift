import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether a report is coloured. State is never told by colour alone.
public struct TextStyle: Equatable, Sendable {
  /// Whether escape sequences for colour are written.
  public let isColoured: Bool

  /// Creates a style.
  public init(isColoured: Bool) { self.isColoured = isColoured }

  /// The style for standard output: colour on a terminal only, and never where `NO_COLOR` is set
  /// or `TERM` is `dumb`.
  public static func standardOutput(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> TextStyle {
    TextStyle(
      isColoured: isatty(STDOUT_FILENO) == 1 && (environment["NO_COLOR"] ?? "").isEmpty
        && environment["TERM"] != "dumb")
  }

  /// The mark of a state, in its colour.
  public func mark(_ verdict: Verdict?) -> String {
    guard let verdict else { return "·" }
    switch verdict {
    case .unattempted: return verdict.mark
    case .passed: return coloured(verdict.mark, 32)
    case .wrong: return coloured(verdict.mark, 31)
    case .stopped: return coloured(verdict.mark, 33)
    }
  }

  /// A heading.
  public func bold(_ text: String) -> String { coloured(text, 1) }

  private func coloured(_ text: String, _ code: Int) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  /// The text in lines of at most `width` characters, broken at spaces, each after `indent`.
  ///
  /// A word that is longer than a line stands on one of its own. Line breaks of the text stay.
  func wrapped(indent: String, width: Int = 80) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).map { paragraph in
      var lines: [String] = []
      var line = indent
      for word in paragraph.split(separator: " ") {
        if line.count > indent.count && line.count + 1 + word.count > width {
          lines.append(line)
          line = indent
        }
        line += (line.count > indent.count ? " " : "") + word
      }
      return (lines + [line]).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// The text followed by spaces up to `width` characters.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 0))
  }
}

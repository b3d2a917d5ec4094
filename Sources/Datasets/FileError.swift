import Presentation

/// What can go wrong between a file and the values in it.
///
/// ```swift
/// do {
///   let picture = try Picture(contentsOf: "photo.png")
/// } catch {
///   print(error)  // photo.png: expected a file, found none
/// }
/// ```
public enum FileError: ExitStatusError, Equatable, Sendable {
  /// There is no file of that name; `hint` says what is there instead.
  case missing(file: String, hint: String? = nil)

  /// There is something of that name, and it cannot be read; `reason` says what was found.
  case unreadable(file: String, reason: String)

  /// The content breaks the rules of its format.
  case malformed(file: String, expected: String, found: String)

  /// The file cannot be created, or not to its end.
  case cannotWrite(file: String, reason: String)

  /// 66 for a missing or unreadable file, 65 for a malformed one, 73 for one that cannot be
  /// written.
  public var exitStatus: Int32 {
    switch self {
    case .missing, .unreadable: 66
    case .malformed: 65
    case .cannotWrite: 73
    }
  }

  /// One line that names the file, what was expected and what was found.
  ///
  /// Control characters, line breaks and the marks that reverse the direction of text are written
  /// as `\u{1b}`: neither a file's name nor its content can break the line or drive the terminal. Of a
  /// name or a line that is long the middle is left out; the line has 270 scalars at most, which
  /// leaves room for a command's name in front.
  public var description: String {
    let text =
      switch self {
      case .missing(let file, let hint):
        "\(named(file)): expected a file, found none\(hint.map { ", \($0)" } ?? "")"
      case .unreadable(let file, let reason):
        "\(named(file)): expected a file that can be read, found \(reason)"
      case .malformed(let file, let expected, let found):
        "\(named(file)): expected \(expected), found \(found)"
      case .cannotWrite(let file, let reason):
        "\(named(file)): expected a file that can be written, found \(reason)"
      }
    return onOneLine(text)
  }
}

/// An empty name would leave a line that begins with a colon.
private func named(_ file: String) -> String {
  file.isEmpty ? "\"\"" : printable(file).shortened(to: 120)
}

/// A line for people of at most 270 scalars, with nothing in it that a terminal would obey.
func onOneLine(_ text: String) -> String { printable(text).shortened(to: 270) }

/// Writes what a terminal would obey, rather than show, as an escape such as `\u{1b}`.
func printable(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    let obeyed =
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: true
      default: scalar.properties.isBidiControl
      }
    if obeyed {
      result += "\\u{" + String(scalar.value, radix: 16) + "}"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

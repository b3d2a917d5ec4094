/// How a file of text writes its characters as bytes.
public enum TextEncoding: String, CaseIterable, Sendable {
  /// One to four bytes a character; what is expected where nothing says otherwise.
  case utf8 = "UTF-8"

  /// Two or four bytes a character, as Excel's "Unicode text" and PowerShell's redirection write.
  case utf16 = "UTF-16"

  /// One byte a character, as older programs of Western Europe write: Windows-1252, of which ISO 8859-1
  /// is all but a part.
  case latin1 = "Latin-1"

  /// The encoding that people call so, in upper or lower case, with or without hyphens; or nil.
  public init?(named name: String) {
    switch name.lowercased().filter({ $0 != "-" && $0 != "_" && $0 != " " }) {
    case "utf8", "utf8sig": self = .utf8
    case "utf16", "utf16le", "utf16be", "unicode": self = .utf16
    case "latin1", "iso88591", "iso885915", "windows1252", "cp1252", "ansi": self = .latin1
    default: return nil
    }
  }
}

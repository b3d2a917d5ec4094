/// What stands between two fields of a line.
public struct Separator: Hashable, Sendable {
  /// The text itself; of `blanks` a single blank.
  let text: String

  public static let comma = Separator(text: ",")
  public static let semicolon = Separator(text: ";")
  public static let tab = Separator(text: "\t")
  public static let bar = Separator(text: "|")

  /// As in `ratings.dat` of MovieLens.
  public static let doubleColon = Separator(text: "::")

  /// One blank or several, tabs among them; those at the ends of a line separate nothing.
  public static let blanks = Separator(text: " ")

  init(text: String) { self.text = text }

  /// The separator that a person names: the text itself, or a word such as `tab`; or nil.
  public init?(named name: String) {
    switch name.lowercased() {
    case "", "\"", "\n", "\r": return nil
    case "comma": self = .comma
    case "semicolon": self = .semicolon
    case "tab", "\\t": self = .tab
    case "bar", "pipe": self = .bar
    case "blank", "blanks", "space", "spaces", " ": self = .blanks
    default:
      guard name.count <= 4, !name.contains(where: { $0.isLetter || $0.isNumber || $0 == "\"" })
      else { return nil }
      self.init(text: name)
    }
  }

  /// What several of them are called: "commas".
  public var plural: String {
    switch self {
    case .blanks: "blanks"
    case .tab: "tabs"
    case .comma: "commas"
    case .semicolon: "semicolons"
    default: "“\(text)”"
    }
  }
}

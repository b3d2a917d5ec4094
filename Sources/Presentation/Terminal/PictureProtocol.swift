/// How a terminal shows pictures.
package enum PictureProtocol: String, CaseIterable, Equatable, Sendable {
  /// Real pixels, by the protocol of kitty: PNG in escape sequences
  /// (<https://sw.kovidgoyal.net/kitty/graphics-protocol/>).
  case kitty
  /// Real pixels, by that of iTerm2 (<https://iterm2.com/documentation-images.html>).
  case iterm
  /// Real pixels, as DEC's terminals had them (DEC STD 070, chapter 9).
  case sixel
  /// Two pixels a character, in colour.
  case blocks
  /// One pixel a character, in ASCII.
  case ascii

  /// Whether pictures are made of pixels, not of characters.
  package var hasPixels: Bool { self == .kitty || self == .iterm || self == .sixel }

  /// What a terminal says of itself in variables; nil where it has to be asked.
  package init?(variables: [String: String]) {
    // A multiplexer passes nothing on unless it is told to.
    if variables["TMUX"] != nil || variables["TERM"]?.hasPrefix("screen") == true {
      self = .blocks
      return
    }
    let program = variables["TERM_PROGRAM"] ?? ""
    if variables["TERM"] == "xterm-kitty" || ["ghostty", "WezTerm"].contains(program)
      || variables["KITTY_WINDOW_ID"] != nil
    {
      self = .kitty
    } else if program == "iTerm.app" || program == "mintty"
      || variables["LC_TERMINAL"] == "iTerm2"
    {
      self = .iterm
    } else if program == "Apple_Terminal" || program == "vscode" {
      self = .blocks
    } else {
      return nil
    }
  }

  /// What a terminal answers when it is asked for kitty's protocol and for its attributes.
  package init?(answer: String) {
    if answer.contains("_Gi=31;OK") {
      self = .kitty
      return
    }
    // ESC [ ? 62 ; 4 ; … c: of the attributes, 4 is sixel.
    guard let start = answer.firstRange(of: "\u{1B}[?")?.upperBound else { return nil }
    let attributes = answer[start...].prefix { $0 != "c" }.split(separator: ";")
    guard attributes.contains("4") else { return nil }
    self = .sixel
  }

  /// The question: may a picture of one pixel be shown, and who are you? Every terminal knows the
  /// second, so that nobody waits for an answer to the first.
  package static let question = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[c"
}

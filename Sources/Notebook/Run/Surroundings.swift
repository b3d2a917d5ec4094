/// What a run has around it: variables, terminals, the places that it writes to.
///
/// Tests put their own in its place.
struct Surroundings {
  var variables: [String: String] = [:]
  var inputIsTerminal = false
  var outputIsTerminal = false
  var errorIsTerminal = false
  /// The columns that the terminal says it has.
  var terminalWidth: Int?
  var writeOutput: (String) -> Void
  var writeError: (String) -> Void
  /// The next line of standard input; nil at its end.
  var readLine: () -> String? = { nil }
  /// Ends the run from within a page call. In a test it returns, and the page stays silent.
  var quit: (Int32) -> Void = { _ in }

  /// How to show things on standard output.
  func style(isPlain: Bool) -> TerminalStyle {
    TerminalStyle(width: width, colour: colour, isPlain: isPlain)
  }

  private var width: Int {
    guard outputIsTerminal else { return 80 }
    if let terminalWidth, terminalWidth > 0 { return terminalWidth }
    guard let columns = variables["COLUMNS"].flatMap({ Int($0) }), columns > 0 else { return 80 }
    return columns
  }

  /// Colour only on a terminal that understands it, and never where NO_COLOR (no-color.org) is set.
  private var colour: TerminalStyle.ColourDepth {
    let terminal = variables["TERM"] ?? ""
    guard outputIsTerminal, (variables["NO_COLOR"] ?? "").isEmpty, terminal != "dumb",
      !terminal.isEmpty
    else { return .none }
    if ["truecolor", "24bit"].contains(variables["COLORTERM"] ?? "") { return .trueColour }
    return terminal.contains("256color") ? .palette256 : .basic
  }

  /// Whether escape sequences that move the cursor are understood on standard error.
  var errorTakesEscapes: Bool {
    errorIsTerminal && !["", "dumb"].contains(variables["TERM"] ?? "")
  }
}

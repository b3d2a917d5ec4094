/// What a run has around it: variables, terminals, the places that it writes to.
///
/// Tests put their own in its place.
package struct Surroundings {
  package var variables: [String: String]
  package var inputIsTerminal: Bool
  package var outputIsTerminal: Bool
  package var errorIsTerminal: Bool
  /// The columns that the terminal says it has.
  package var terminalWidth: Int?
  package var writeOutput: (String) -> Void
  package var writeError: (String) -> Void
  /// The next line of standard input; nil at its end.
  package var readLine: () -> String?
  /// Ends the run from within a page call. In a test it returns, and the page stays silent.
  package var quit: (Int32) -> Void

  package init(
    variables: [String: String] = [:], inputIsTerminal: Bool = false,
    outputIsTerminal: Bool = false, errorIsTerminal: Bool = false, terminalWidth: Int? = nil,
    writeOutput: @escaping (String) -> Void, writeError: @escaping (String) -> Void,
    readLine: @escaping () -> String? = { nil }, quit: @escaping (Int32) -> Void = { _ in }
  ) {
    self.variables = variables
    self.inputIsTerminal = inputIsTerminal
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    self.terminalWidth = terminalWidth
    self.writeOutput = writeOutput
    self.writeError = writeError
    self.readLine = readLine
    self.quit = quit
  }

  /// How to show things on standard output.
  package func style(isPlain: Bool) -> TerminalStyle {
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
  package var errorTakesEscapes: Bool {
    errorIsTerminal && !["", "dumb"].contains(variables["TERM"] ?? "")
  }
}

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
  /// What the terminal answers to a question, up to a character that ends it.
  package var ask: (String, Character) -> String
  /// Ends the run from within a page call. In a test it returns, and the page stays silent.
  package var quit: (Int32) -> Void

  package init(
    variables: [String: String] = [:], inputIsTerminal: Bool = false,
    outputIsTerminal: Bool = false, errorIsTerminal: Bool = false, terminalWidth: Int? = nil,
    writeOutput: @escaping (String) -> Void, writeError: @escaping (String) -> Void,
    readLine: @escaping () -> String? = { nil },
    ask: @escaping (String, Character) -> String = { _, _ in "" },
    quit: @escaping (Int32) -> Void = { _ in }
  ) {
    self.variables = variables
    self.inputIsTerminal = inputIsTerminal
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    self.terminalWidth = terminalWidth
    self.writeOutput = writeOutput
    self.writeError = writeError
    self.readLine = readLine
    self.ask = ask
    self.quit = quit
  }

  /// How to show things on standard output.
  ///
  /// - Parameter graphics: How to show pictures; what the terminal says that it can, unless given.
  ///   Into a pipe, pictures are made of characters.
  package func style(isPlain: Bool, graphics: PictureProtocol? = nil) -> TerminalStyle {
    var graphics = graphics ?? (isPlain ? .ascii : ownGraphics)
    if graphics.hasPixels, !outputIsTerminal { graphics = .blocks }
    return TerminalStyle(width: width, colour: colour, isPlain: isPlain, graphics: graphics)
  }

  /// What the terminal can show, by its variables, or else by asking it.
  private var ownGraphics: PictureProtocol {
    guard outputIsTerminal, inputIsTerminal, colour > .none else { return .blocks }
    if let known = PictureProtocol(variables: variables) { return known }
    return PictureProtocol(answer: ask(PictureProtocol.question, "c")) ?? .blocks
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

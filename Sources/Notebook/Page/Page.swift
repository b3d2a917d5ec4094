import Foundation
import Presentation

/// The page that a lesson writes on.
///
/// Every call that takes `line` first prints the lesson's prose and code up to the end of the cell
/// that holds the line.
public final class Page {
  /// The options of this run: what the command line gave, or else their defaults.
  public let options: OptionValues

  /// The seed of this run, from `--seed N`; 1 unless given. The same seed gives the same output.
  public let seed: UInt64

  let surroundings: Surroundings
  private let output: OutputBuffer
  private let run: LessonRun
  private let command: ParsedCommandLine
  private let hasSource: Bool
  private var weaver: Weaver
  private var renderer: any Renderer
  private var documents: [DocumentFile] = []
  private var pager: StepPager?
  private var failed: [String] = []
  private var checkCount = 0
  private var isOver = false
  var predictions = Predictions()
  private weak var progressLine: ProgressLine?

  init(
    run: LessonRun, command: ParsedCommandLine, output: OutputBuffer, surroundings: Surroundings
  ) {
    options = command.values
    seed = command.seed
    self.output = output
    self.surroundings = surroundings
    self.run = run
    self.command = command
    let source = SourceFile.read(run.sourcePath)
    hasSource = source != nil
    weaver = Weaver(source)
    let style = surroundings.style(isPlain: command.isPlain, graphics: command.graphics)
    renderer = TerminalRenderer(style: style)
    if command.waitsBetweenSteps, surroundings.inputIsTerminal, surroundings.outputIsTerminal {
      pager = StepPager(style: style, surroundings: surroundings)
    }
  }

  /// Opens the files that the page goes to besides.
  ///
  /// - Throws: `FileError.cannotWrite`, before anything was written.
  func openFiles() throws {
    if let page = options["--html"], options["--markdown"] == page {
      throw UsageError(
        option: "--markdown", expected: "another file than that of --html", found: page)
    }
    if let path = options["--html"] {
      documents.append(
        try DocumentFile(
          at: path, title: run.name, renderer: HTMLRenderer(place: place, options: madeWith),
          replacing: replacement))
    }
    if let path = options["--markdown"] {
      documents.append(
        try DocumentFile(
          at: path, title: run.name,
          renderer: try MarkdownRenderer(beside: path, replacing: replacement),
          replacing: replacement))
    }
  }

  /// Writes what stands before everything else.
  func begin() {
    output.append(renderer.opening(title: run.name))
    if !hasSource {
      let path = run.sourcePath
      write(
        .sourceMissing(
          "The source is not at \(path), where it was built, so only the results are shown."))
    }
  }

  /// Where the lesson's source is.
  var sourcePath: String { run.sourcePath }

  /// Prints what is left of the source, and the closing remark.
  func finish() throws {
    weave(weaver.rest())
    if let remark = run.closingRemark() { write(.note(RichText(markdown: remark))) }
    output.append(try renderer.closing())
    stop()
    for document in documents {
      try document.finish()
      sayWhere(document)
    }
  }

  /// Tells whoever watches where the page is.
  private func sayWhere(_ document: DocumentFile) {
    guard surroundings.errorIsTerminal, place == nil else { return }
    let style = TerminalStyle(width: 80, colour: .none, isPlain: command.isPlain)
    surroundings.writeError(style.text("\(run.name): the page is in \(document.location)") + "\n")
  }

  /// The options that decide what a page says, as they are typed: the lesson's own, and another seed.
  private var madeWith: String {
    let own = run.options.filter { options.isGiven($0.name) }.map { option -> String in
      let value = options[option.name] ?? ""
      return value.isEmpty ? option.name : "\(option.name) \(value)"
    }
    return (own + (seed == 1 ? [] : ["--seed \(seed)"])).map { " " + $0 }.joined()
  }

  /// The page's place in a book, from the file that the maker of the book names.
  private var place: BookPlace? {
    surroundings.variables[BookPlace.variable].flatMap {
      FileManager.default.contents(atPath: $0)
    }.flatMap { try? JSONDecoder().decode(BookPlace.self, from: $0) }
  }

  /// Passes on what was written so far.
  func stop() {
    progressLine?.erase()
    output.flush()
  }

  /// Prints the source up to the end of the cell that holds `line`.
  func weaveSource(through line: Int) { weave(weaver.segments(through: line)) }

  /// Prints the source up to `line`, then the block.
  ///
  /// What is printed is passed on at once: should code of the lesson's stop the process, the page up
  /// to there is not lost.
  func emit(_ block: Block, line: Int) {
    weaveSource(through: line)
    write(block)
    if !isOver { output.flush() }
  }

  private func weave(_ segments: [SourceFile.Segment]) {
    for segment in segments {
      switch segment {
      case .prose(_, let lines):
        waitForReader()
        pager?.hasProse = true
        for block in Markup.blocks(of: lines) {
          write(block)
          if case .callout(let callout) = block, callout.title == Callout.question { ask(callout) }
        }
      case .code(let cell): write(.code(cell))
      }
    }
  }

  private func write(_ block: Block) {
    guard !isOver else { return }
    progressLine?.erase()
    output.append(renderer.text(of: block))
    for document in documents { document.add(block) }
  }

  private func waitForReader() {
    guard let pager, pager.hasProse, !isOver else { return }
    output.flush()
    if pager.wait() { return }
    end()
  }

  private func ask(_ callout: Callout) {
    var guess: String?
    if let pager, !isOver {
      output.flush()
      switch pager.askForGuess() {
      case .guess(let words): guess = words
      case .none: break
      case .enough: end()
      }
    }
    predictions.ask(callout, guess: guess)
  }

  /// Ends the page where the reader has had enough.
  private func end() {
    isOver = true
    surroundings.quit(run.conclude(self, command, in: surroundings))
  }
}

// MARK: - Checks and progress

extension Page {
  /// Prints a check, and remembers the claim where it failed.
  func emit(_ check: ShownCheck, line: Int) {
    checkCount += 1
    if !check.passed { failed.append(check.claim.text) }
    emit(.check(check), line: line)
  }

  /// One line that names the checks that failed; nil where all passed.
  var failedChecks: String? {
    guard !failed.isEmpty else { return nil }
    let claims = failed.map { "“\($0)”" }.joined(separator: ", ")
    return "\(failed.count) of \(checkCount) \(checkCount == 1 ? "check" : "checks") failed: "
      + claims
  }

  /// Takes over the progress line, of which there is one at a time.
  func show(_ line: ProgressLine) {
    progressLine?.erase()
    progressLine = line
  }
}

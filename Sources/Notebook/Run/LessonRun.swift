import Exchange
import Presentation

/// One run of a lesson, from its command line to its exit status.
struct LessonRun {
  var name: String
  var summary = ""
  var options: [LessonOption] = []
  /// Where the lesson's source is.
  var sourcePath: String
  /// What the page says below everything else; nil for nothing.
  var closingRemark: () -> String? = { Workbench.provenance }

  /// Runs the lesson and says what status to end with.
  ///
  /// Nothing is written before the command line was read, the files that the page goes to were tried,
  /// and `reading` has read those that it needs; what goes wrong takes one line on standard error.
  func run<Request>(
    arguments: [String], in surroundings: Surroundings, reading: (Page) throws -> Request,
    _ body: (Page, Request) throws -> Void
  ) -> Int32 {
    let command: ParsedCommandLine
    do {
      command = try CommandLineParser(lessonOptions: options).parse(arguments)
    } catch {
      say("\(error)", isPlain: arguments.contains("--plain"), in: surroundings)
      return ExitStatus.usage
    }
    // Whoever makes a book wants the page alone.
    let isPageAlone = surroundings.variables[BookPlace.variable] != nil && command.writesPage
    let output = OutputBuffer(write: isPageAlone ? { _ in } : surroundings.writeOutput)
    if command.wantsHelp {
      let help = HelpText(name: name, summary: summary, options: options)
      output.append(help.text(isPlain: command.isPlain))
      output.flush()
      return ExitStatus.success
    }
    let page = Page(run: self, command: command, output: output, surroundings: surroundings)
    return run(page, command, in: surroundings, reading, body)
  }

  /// Runs a lesson that reads nothing before its page begins.
  func run(
    arguments: [String], in surroundings: Surroundings, _ body: (Page) throws -> Void
  ) -> Int32 {
    run(
      arguments: arguments, in: surroundings, reading: { _ in }, { page, _ in try body(page) })
  }

  private func run<Request>(
    _ page: Page, _ command: ParsedCommandLine, in surroundings: Surroundings,
    _ reading: (Page) throws -> Request, _ body: (Page, Request) throws -> Void
  ) -> Int32 {
    do {
      try page.openFiles()
      let request = try reading(page)
      page.begin()
      try body(page, request)
      try page.finish()
      return conclude(page, command, in: surroundings)
    } catch {
      page.stop()
      _ = conclude(page, command, in: surroundings)
      say("\(error)", isPlain: command.isPlain, in: surroundings)
      return ExitStatus.of(error)
    }
  }

  /// Names the checks that failed on standard error; gives the status that they lead to.
  func conclude(
    _ page: Page, _ command: ParsedCommandLine, in surroundings: Surroundings
  ) -> Int32 {
    guard let failed = page.failedChecks else { return ExitStatus.success }
    say(failed, isPlain: command.isPlain, in: surroundings)
    return ExitStatus.failedCheck
  }

  /// One line on standard error, with the lesson's name before it; 300 scalars at most, whatever it
  /// quotes.
  private func say(_ message: String, isPlain: Bool, in surroundings: Surroundings) {
    let style = TerminalStyle(width: 80, colour: .none, isPlain: isPlain)
    let line = style.text("\(name): \(message)".shortened(to: 300))
    surroundings.writeError(line.shortened(to: 300) + "\n")
  }
}

import Presentation

/// What a command line asks a lesson for.
struct ParsedCommandLine: Equatable {
  var values: OptionValues
  var wantsHelp: Bool
  var seed: UInt64
  /// How pictures are shown; nil for what the terminal can.
  var graphics: PictureProtocol?

  var isPlain: Bool { values.isGiven("--plain") }
  var writesPage: Bool { values.isGiven("--html") }
  var waitsBetweenSteps: Bool { values.isGiven("--step") }
}

/// Reads a command line against the options that a lesson declares.
struct CommandLineParser {
  let options: [LessonOption]

  init(lessonOptions: [LessonOption]) { options = lessonOptions + LessonOption.common }

  /// Reads `--option value`, `--option=value` and `--flag`; of an option given twice the last counts.
  func parse(_ arguments: [String]) throws(UsageError) -> ParsedCommandLine {
    var values = OptionValues(declared: options)
    if asksForHelp(arguments) {
      values.given["--help"] = ""
      values.given["--plain"] = arguments.contains("--plain") ? "" : nil
      return ParsedCommandLine(values: values, wantsHelp: true, seed: 1)
    }
    var remaining = arguments[...]
    while let argument = remaining.popFirst() {
      if argument == "--" { continue }
      let isOption = argument.hasPrefix("-") && argument.count > 1
      guard isOption, !arguments.prefix(remaining.startIndex - 1).contains("--") else {
        throw UsageError("unexpected argument “\(argument)”; a lesson takes options only")
      }
      let parts = argument.split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false
      ).map(String.init)
      let option = try option(named: parts[0])
      values.given[option.name] = try value(of: option, parts, &remaining)
    }
    return ParsedCommandLine(
      values: values, wantsHelp: false, seed: try seed(values), graphics: try graphics(values))
  }

  private func graphics(_ values: OptionValues) throws(UsageError) -> PictureProtocol? {
    let text = values["--graphics"] ?? "auto"
    if text == "auto" { return nil }
    guard let graphics = PictureProtocol(rawValue: text) else {
      throw UsageError(
        option: "--graphics", expected: "auto, kitty, iterm, sixel, blocks or ascii", found: text)
    }
    return graphics
  }

  private func asksForHelp(_ arguments: [String]) -> Bool {
    arguments.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
  }

  private func option(named name: String) throws(UsageError) -> LessonOption {
    if let option = options.first(where: { $0.name == name }) { return option }
    let names = options.map(\.name)
    let near = Spelling.nearest(to: name, among: names).map { "did you mean \($0)?" }
    throw UsageError("unknown option \(name); " + (near ?? "--help lists the options"))
  }

  private func value(
    of option: LessonOption, _ parts: [String], _ remaining: inout ArraySlice<String>
  ) throws(UsageError) -> String {
    guard let value = option.value else {
      if parts.count == 1 { return "" }
      throw UsageError("\(option.name) takes no value, found “\(parts[1])”")
    }
    if parts.count == 2, !parts[1].isEmpty { return parts[1] }
    if parts.count == 1, let next = remaining.first, !next.hasPrefix("--"), !next.isEmpty {
      return remaining.removeFirst()
    }
    throw UsageError("\(option.name) needs a value: \(option.name) \(value)")
  }

  private func seed(_ values: OptionValues) throws(UsageError) -> UInt64 {
    let text = values["--seed"] ?? "1"
    guard let seed = UInt64(text) else {
      throw UsageError(
        option: "--seed", expected: "a whole number from 0 to \(UInt64.max)", found: text)
    }
    return seed
  }
}

/// An option that a lesson takes on its command line.
public struct LessonOption: Equatable, Sendable {
  /// The name with its dashes, such as `--image`.
  public let name: String
  /// What the value is called in the help; nil for an option without a value.
  public let value: String?
  /// The value where the option isn't given.
  public let defaultValue: String?
  /// What the option does, in one line.
  public let help: String

  /// Creates an option.
  ///
  /// - Parameters:
  ///   - name: The name with its dashes, such as `--image`.
  ///   - value: What the value is called in the help; leave it out for an option without a value.
  ///   - defaultValue: The value where the option isn't given.
  ///   - help: What the option does, in one line.
  public init(
    _ name: String, value: String? = nil, default defaultValue: String? = nil, help: String
  ) {
    self.name = name
    self.value = value
    self.defaultValue = defaultValue
    self.help = help
  }

  /// The options that every lesson takes.
  static let common: [LessonOption] = [
    LessonOption("--step", help: "wait for return between the steps, on a terminal"),
    LessonOption("--plain", help: "ASCII only, no colour"),
    LessonOption(
      "--graphics", value: "HOW", default: "auto",
      help: "how a terminal shows pictures: auto, kitty, iterm, sixel, blocks or ascii"),
    LessonOption("--html", value: "FILE", help: "write the page for a browser, too"),
    LessonOption("--markdown", value: "FILE", help: "write the page as Markdown, too"),
    LessonOption("--force", help: "replace files that the kit did not write, too"),
    LessonOption(
      "--seed", value: "N", default: "1", help: "the seed of everything that is random"),
    LessonOption("--help", help: "show this help and end"),
  ]
}

import Presentation

/// The text of `--help`: at most 80 columns, whatever the terminal.
struct HelpText {
  let name: String
  let summary: String
  let options: [LessonOption]

  /// The help, with its last line feed.
  func text(isPlain: Bool) -> String {
    let style = TerminalStyle(width: 80, colour: .none, isPlain: isPlain)
    var lines = Wrapping.lines("\(name): \(summary)", width: 80, style: style)
    if summary.isEmpty { lines = [style.text(name)] }
    lines += ["", style.text("Usage: swift run \(name) [options]")]
    let column =
      (options + LessonOption.common).map { label(of: $0, style).displayWidth }.max() ?? 0
    let groups = [
      ("Options of this lesson:", options), ("Options of every lesson:", LessonOption.common),
    ]
    for (title, group) in groups where !group.isEmpty {
      lines += ["", title]
      for option in group { lines += entry(option, column: min(column, 24), style) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func label(of option: LessonOption, _ style: TerminalStyle) -> String {
    style.text(option.name + (option.value.map { " " + $0 } ?? ""))
  }

  private func entry(_ option: LessonOption, column: Int, _ style: TerminalStyle) -> [String] {
    let label = label(of: option, style)
    let note = option.defaultValue.map { " (default: \($0))" } ?? ""
    let help = Wrapping.lines(option.help + note, width: 80 - column - 5, style: style)
    let isLong = label.displayWidth > column
    let indent = String(repeating: " ", count: column + 5)
    let first = "  " + label.padded(to: column) + "   " + (isLong ? "" : help.first ?? "")
    let rest = isLong ? help[...] : help.dropFirst()
    return [first.withoutTrailingSpaces] + rest.map { indent + $0 }
  }
}

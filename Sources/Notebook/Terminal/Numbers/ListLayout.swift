import Presentation

/// Numbers in a row, as many lines as they need, with the middle of very long ones left out.
enum ListLayout {
  /// The numbers as text: with the same decimals where they are of like size, else each with its
  /// own significant digits.
  static func texts(_ values: [Double], digits: Int) -> [String] {
    let magnitudes = values.lazy.filter { $0.isFinite && $0 != 0 }.map(abs)
    guard let largest = magnitudes.max(), let smallest = magnitudes.min() else {
      return values.map { $0 == 0 ? "0" : NumberFormat.fixed($0, decimals: 0) }
    }
    let format = MatrixFormat(values, digits: digits)
    if format.exponent != 0 || largest / smallest > 1000 {
      return values.map { NumberFormat.grouped(NumberFormat.significant($0, digits: digits)) }
    }
    return values.map { NumberFormat.grouped(format.text($0)) }
  }

  /// Lines of at most `width` columns that begin and end with brackets.
  static func lines(
    _ values: [Double], digits: Int, brackets: (opening: String, closing: String), width: Int,
    style: TerminalStyle
  ) -> [String] {
    let opening = style.text(brackets.opening)
    let closing = style.text(brackets.closing)
    let kept = Self.kept(values.count)
    var texts = Self.texts((kept.head + kept.tail).map { values[$0] }, digits: digits)
    if kept.isElided { texts.insert("…", at: kept.head.count) }
    texts = texts.map(style.text)
    let margin = String(repeating: " ", count: opening.displayWidth)
    var lines: [String] = []
    var line = opening
    for (index, text) in texts.enumerated() {
      let end = index == texts.count - 1 ? closing : ","
      let gap = line == opening || line == margin ? "" : " "
      if line.displayWidth + gap.count + text.displayWidth + end.displayWidth > width, gap != "" {
        lines.append(line)
        line = margin + text + end
      } else {
        line += gap + text + end
      }
    }
    return lines + [texts.isEmpty ? opening + closing : line]
  }

  /// Whether some of `count` numbers are left out.
  static func isElided(_ count: Int) -> Bool { kept(count).isElided }

  private static func kept(_ count: Int) -> (head: [Int], tail: [Int], isElided: Bool) {
    count <= 24
      ? (Array(0..<count), [], false) : (Array(0..<12), Array(count - 3..<count), true)
  }
}

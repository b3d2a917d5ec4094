import Presentation

extension TerminalRenderer {
  /// A mark, the claim, and to the right of it what was measured.
  func lines(of check: ShownCheck) -> [StyledLine] {
    let ink: Ink = check.passed ? .good : .bad
    let mark = StyledLine(glyph(check.passed ? "✓" : "✗") + " ", ink)
    let measure = StyledLine(glyph(check.measure.text), check.passed ? .quiet : .bad)
    let width = min(resultWidth, 93)
    let claim = wrapped(check.claim, width - mark.width)
    let margin = StyledLine(String(repeating: " ", count: mark.width))
    var lines = claim.enumerated().map { index, line in (index == 0 ? mark : margin) + line }
    if lines.isEmpty { lines = [mark] }
    guard measure.width > 0 else { return lines }
    let last = lines.count - 1
    let column = width - measure.width
    if lines[last].width + 2 <= column {
      lines[last].pad(to: column)
      lines[last].append(measure)
      return lines
    }
    let parts = Wrapping.lines(measure.text, width: width - mark.width, style: style)
    return lines + parts.map { margin + StyledLine($0, check.passed ? .quiet : .bad) }
  }
}

extension ShownCheck.Measure {
  /// What was measured, in words and numbers.
  var text: String {
    switch self {
    case .residual(let residual, let bound):
      let sign = residual <= bound ? "≤" : residual > bound ? ">" : "against"
      let (left, right) = Self.apart(residual, bound)
      return "residual \(left) \(sign) \(right)"
    case .bound(let value, let bound):
      let sign = value <= bound ? "≤" : value > bound ? ">" : "against"
      let (left, right) = Self.plainly(value, bound)
      return "\(left) \(sign) \(right)"
    case .truth(let holds): return holds ? "" : "is false"
    case .count(let found, let expected):
      let (one, other) = (NumberFormat.grouped(found), NumberFormat.grouped(expected))
      return found == expected ? one : "found \(one), expected \(other)"
    case .shapes(let found, let expected): return "found \(found), expected \(expected)"
    }
  }

  /// A value and its bound as a sentence would give them. Where three digits do not tell them apart, a
  /// value within its bound is as good as equal to it; one above it gets the digits that show by how much.
  private static func plainly(_ value: Double, _ bound: Double) -> (String, String) {
    func shown(_ digits: Int) -> (String, String) {
      (value.shown(digits: digits), bound.shown(digits: digits))
    }
    let enough = (3...17).first { shown($0).0 != shown($0).1 }
    return shown(value > bound ? enough ?? 3 : 3)
  }

  /// Two numbers with two digits, or with as many as it takes to see that they differ.
  private static func apart(_ one: Double, _ other: Double) -> (String, String) {
    func shown(_ digits: Int) -> (String, String) {
      (NumberFormat.scientific(one, digits: digits), NumberFormat.scientific(other, digits: digits))
    }
    let enough = (2...17).first { shown($0).0 != shown($0).1 }
    return shown(one == other ? 2 : enough ?? 2)
  }
}

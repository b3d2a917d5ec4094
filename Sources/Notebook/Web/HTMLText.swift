import Presentation

/// Writes text as HTML: escaped, with raised and lowered signs as what they are.
enum HTMLText {
  /// Text in which nothing is markup; safe between tags and inside quoted attributes.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(character)
      default:
        // Control characters are not allowed in a page, and marks that turn the direction of text
        // would let data rearrange what stands beside it.
        let isUnwanted =
          character.properties.generalCategory == .control || character.properties.isBidiControl
        result.unicodeScalars.append(isUnwanted ? "\u{FFFD}" : character)
      }
    }
    return result
  }

  /// Text with real exponents and indices: σₖ₊₁ is σ with a lowered k+1, ‖A‖F a norm with its name.
  static func mathematics(_ text: String) -> String {
    var result = ""
    // A number keeps its sign of percent in its line.
    var rest = Array(text.replacing(" %", with: "\u{A0}%"))[...]
    var bars = 0
    while let character = rest.first {
      if let raised = takeRun(&rest, TransliterationTable.superscripts) {
        result += "<sup>\(raised)</sup>"
      } else if let lowered = takeRun(&rest, TransliterationTable.subscripts) {
        result += "<sub>\(lowered)\(takeRange(&rest))</sub>"
      } else {
        rest.removeFirst()
        result += escaped(String(character))
        guard character == "‖" else { continue }
        bars += 1
        if bars.isMultiple(of: 2), let name = takeNorm(&rest) { result += "<sub>\(name)</sub>" }
      }
    }
    return result
  }

  /// A run of raised or lowered characters as they stand on the line.
  private static func takeRun(
    _ rest: inout ArraySlice<Character>, _ table: [Character: String]
  ) -> String? {
    rest.takeRun(of: table).map { escaped($0.joined().replacing("-", with: "−")) }
  }

  /// The end of a range of indices behind its beginning: the ..D of U₁..D.
  private static func takeRange(_ rest: inout ArraySlice<Character>) -> String {
    let end = rest.dropFirst(2).prefix { $0.isLetter || $0.isNumber }
      .prefix { superscript($0) == nil }
    guard rest.starts(with: ".."), end.count == 1 else { return "" }
    rest = rest.dropFirst(2 + end.count)
    return "…" + escaped(String(end))
  }

  private static func superscript(_ character: Character) -> String? {
    TransliterationTable.superscripts[character]
  }

  /// The name of a norm behind its closing bar: the F of Frobenius, the star of the nuclear norm.
  private static func takeNorm(_ rest: inout ArraySlice<Character>) -> String? {
    guard let name = rest.first, "F∗*".contains(name) else { return nil }
    if let next = rest.dropFirst().first, next.isLetter || next.isNumber { return nil }
    rest.removeFirst()
    return name == "F" ? "F" : "∗"
  }

  /// A number as the notebook writes it, with a power of ten in place of the e: 1.2e-14 is 1.2·10⁻¹⁴.
  static func number(_ text: String) -> String {
    guard text.contains("e") else { return mathematics(text) }
    let pieces = text.split(separator: " ", omittingEmptySubsequences: false)
    return pieces.map { piece in
      let parts = piece.split(separator: "e", omittingEmptySubsequences: false)
      guard parts.count == 2, let exponent = Int(parts[1]), Double(parts[0]) != nil
      else { return mathematics(String(piece)) }
      let sign = exponent < 0 ? "−" : ""
      return "\(parts[0])·10<sup>\(sign)\(exponent.magnitude)</sup>"
    }.joined(separator: " ")
  }

  /// An address that a reader may follow; nil for what a page should not lead to.
  static func address(_ link: String) -> String? {
    let allowed = ["https://", "http://", "#"].contains { link.hasPrefix($0) }
    let isRelative = !link.contains(":") && !link.hasPrefix("//")
    return allowed || isRelative ? escaped(link) : nil
  }

  /// A name for an anchor, from the words of a heading.
  static func anchor(_ heading: String) -> String {
    let words = heading.lowercased().split { !($0.isLetter || $0.isNumber) }
    return escaped(words.isEmpty ? "part" : words.joined(separator: "-"))
  }
}

extension RichText {
  /// The text with its styles as elements.
  var html: String {
    spans.map { span in
      let isCode = span.style.contains(.code)
      var html = isCode ? HTMLText.escaped(span.text) : HTMLText.mathematics(span.text)
      if isCode { html = "<code>\(html)</code>" }
      if span.style.contains(.emphasis) { html = "<em>\(html)</em>" }
      if span.style.contains(.strong) { html = "<strong>\(html)</strong>" }
      if let link = span.link.flatMap(HTMLText.address) { html = "<a href=\"\(link)\">\(html)</a>" }
      return html
    }.joined()
  }
}

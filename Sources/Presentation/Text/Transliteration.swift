import Foundation

/// Writes text in ASCII, for `--plain`.
///
/// Signs of mathematics become what one would type: σₖ₊₁ is `sigma_(k+1)`, 10⁻³ is `10^-3`, UΣVᵀ is
/// `U Sigma V^T`, Ŵ is `W^`. Other letters lose their accents. What is not known is written as `\u{…}`.
package enum Transliteration {
  /// The text in ASCII.
  package static func ascii(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var result = ""
    var rest = Array(text)[...]
    while let character = rest.first {
      if let raised = takeRun(&rest, TransliterationTable.superscripts) {
        result += "^" + raised + space(before: rest.first)
      } else if let lowered = takeRun(&rest, TransliterationTable.subscripts) {
        result += "_" + lowered + space(before: rest.first)
      } else {
        rest.removeFirst()
        append(ascii(character), after: &result, before: rest.first)
      }
    }
    return result
  }

  /// A run of raised or lowered characters as one exponent or index, in parentheses where it is
  /// more than a number or a letter.
  private static func takeRun(
    _ rest: inout ArraySlice<Character>, _ table: [Character: String]
  ) -> String? {
    guard let signs = rest.takeRun(of: table) else { return nil }
    let text = signs.joined()
    let number = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
    let isSimple = signs.count == 1 || (!number.isEmpty && number.allSatisfy(\.isNumber))
    return isSimple ? text : "(\(text))"
  }

  /// Sets an exponent or an index apart from a letter or number that follows it.
  private static func space(before next: Character?) -> String {
    guard let next, TransliterationTable.isBaseline(next) else { return "" }
    return next.isLetter || next.isNumber ? " " : ""
  }

  /// Sets the name of a Greek letter apart from the letters beside it.
  private static func append(
    _ text: String, after result: inout String, before next: Character?
  ) {
    guard TransliterationTable.names.contains(text) else {
      result += text
      return
    }
    if result.last?.isLetter == true { result += " " }
    result += text
    guard let next, next.isLetter, TransliterationTable.isBaseline(next) else { return }
    if !TransliterationTable.names.contains(ascii(next)) { result += " " }
  }

  private static func ascii(_ character: Character) -> String {
    if character.isASCII { return String(character) }
    if let text = TransliterationTable.characters[character] { return text }
    if let estimate = estimate(character) { return estimate }
    return character.unicodeScalars.map(ascii).joined()
  }

  /// The name of a matrix with a hat, X̂: without it, it would be another matrix. Accents of words stand on
  /// small letters, as a rule, and go.
  private static func estimate(_ character: Character) -> String? {
    let parts = Array(String(character).decomposedStringWithCanonicalMapping.unicodeScalars)
    guard parts.count == 2, parts[1] == "\u{302}", parts[0].isASCII, parts[0].properties.isUppercase
    else { return nil }
    return "\(parts[0])^"
  }

  private static func ascii(_ scalar: Unicode.Scalar) -> String {
    if scalar.isASCII { return String(scalar) }
    if let text = TransliterationTable.characters[Character(scalar)] { return text }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return ""
    case .spaceSeparator: return " "
    default: break
    }
    if let base = decomposed(scalar) { return base }
    return "\\u{\(String(scalar.value, radix: 16).uppercased())}"
  }

  /// The ASCII letter under an accent.
  private static func decomposed(_ scalar: Unicode.Scalar) -> String? {
    let parts = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
    let kept = parts.filter { $0.properties.generalCategory != .nonspacingMark }
    guard !kept.isEmpty, kept.allSatisfy(\.isASCII) else { return nil }
    return String(String.UnicodeScalarView(kept))
  }
}

extension ArraySlice<Character> {
  /// Takes the raised or the lowered signs ahead, each as it stands on the line; nil where there is none.
  package mutating func takeRun(of table: [Character: String]) -> [String]? {
    let signs = prefix { table[$0] != nil }.compactMap { table[$0] }
    guard !signs.isEmpty else { return nil }
    self = dropFirst(signs.count)
    return signs
  }
}

import Presentation

/// Sets a formula that is written as a line of Unicode, ‖A − Aₖ‖F² = ∑ᵢ>ₖ σᵢ², in MathML.
///
/// Raised and lowered signs become exponents and indices; `a/b` without spaces a fraction of the two
/// products beside the stroke; √ a root of what follows. Parentheses that only hold a numerator, a
/// denominator or what is under a root are left out. Whatever the line is, the result is well-formed.
struct MathML {
  private var rest: ArraySlice<Character>
  /// The signs that will close what is open.
  private var open: [Character] = []

  private init(_ formula: String) { rest = Array(formula)[...] }

  /// The formula as an element that stands on its own.
  static func html(of formula: String) -> String {
    var parser = MathML(formula)
    let row = parser.row(until: nil)
    return "<math display=\"block\">\(row)</math>"
  }

  /// A part of a formula; `inner` is what parentheses around it hold.
  private struct Piece {
    var markup: String
    var inner: String?

    /// Without its parentheses.
    var bare: String { "<mrow>\(inner ?? markup)</mrow>" }
  }

  private static let closing: [Character: Character] = [
    "(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉", "‖": "‖", "|": "|",
  ]
  private static let operators = Set("=≠≤≥<>≈∼+−-·×⋅∗*→⇒∈⟂⊥≪≫±,;:…∘⊙⊗/")
  private static let functions: Set<String> = [
    "arg", "cos", "det", "diag", "exp", "log", "max", "min", "rank", "sin", "tan",
  ]
  private static let words: Set<String> = ["and", "for", "if", "or", "where", "with"]

  // MARK: - Rows and products

  /// Everything up to a closing sign, or to the end.
  private mutating func row(until end: Character?) -> String {
    var markup = ""
    while let next = rest.first, next != end {
      if next.isWhitespace {
        rest.removeFirst()
      } else if Self.operators.contains(next) {
        rest.removeFirst()
        markup += scripted(Piece(markup: "<mo>\(Self.sign(next))</mo>")).markup
      } else {
        markup += fraction()
      }
    }
    return markup
  }

  private mutating func fraction() -> String {
    var left = product()
    while rest.first == "/", let next = rest.dropFirst().first, !next.isWhitespace {
      rest.removeFirst()
      left = Piece(markup: "<mfrac>\(left.bare)\(product().bare)</mfrac>")
    }
    return left.markup
  }

  /// Factors that stand close to each other.
  private mutating func product() -> Piece {
    var factors = [factor()]
    while let next = rest.first, !next.isWhitespace, !Self.operators.contains(next),
      !isClosing(next)
    {
      factors.append(factor())
    }
    return factors.count == 1
      ? factors[0] : Piece(markup: "<mrow>\(factors.map(\.markup).joined())</mrow>")
  }

  /// Whether a sign can only close what another has opened: after a factor, ‖ and | may open again.
  private func isClosing(_ character: Character) -> Bool {
    if character == "‖" || character == "|" { return open.contains(character) }
    return Self.closing.values.contains(character)
  }

  // MARK: - Factors

  private mutating func factor() -> Piece {
    // An index or an exponent of nothing.
    if let first = rest.first, Self.isScript(first) {
      return scripted(Piece(markup: "<mrow></mrow>"))
    }
    guard let first = rest.popFirst() else { return Piece(markup: "") }
    if first == "√" { return Piece(markup: "<msqrt>\(factor().bare)</msqrt>") }
    if first == "∑" { return sum() }
    if let end = Self.closing[first] { return scripted(group(first, end)) }
    if first.isNumber { return scripted(number(first)) }
    if let name = word(first) {
      return Self.words.contains(name)
        ? Piece(markup: "<mtext>\u{A0}\(name)\u{A0}</mtext>")
        : scripted(Piece(markup: "<mi>\(name)</mi>"))
    }
    let element = first.isLetter ? "mi" : "mo"
    return scripted(Piece(markup: "<\(element)>\(Self.sign(first))</\(element)>"))
  }

  private mutating func group(_ start: Character, _ end: Character) -> Piece {
    open.append(end)
    let inner = row(until: end)
    open.removeLast()
    let isClosed = rest.popFirst() != nil
    let isNorm = start == "‖"
    let tail = isClosed ? "<mo>\(Self.sign(end))</mo>" : ""
    let markup = "<mrow><mo>\(Self.sign(start))</mo>\(inner)\(tail)</mrow>"
    guard isNorm else { return Piece(markup: markup, inner: start == "(" ? inner : nil) }
    // The F of Frobenius, the star of the nuclear norm.
    guard let name = rest.first, "F∗*".contains(name),
      rest.dropFirst().first.map({ !($0.isLetter || $0.isNumber) || Self.isScript($0) }) ?? true
    else { return Piece(markup: markup) }
    rest.removeFirst()
    let index = name == "F" ? "<mi mathvariant=\"normal\">F</mi>" : "<mo>∗</mo>"
    return Piece(markup: Self.base(markup, below: index, above: raised()))
  }

  private mutating func number(_ first: Character) -> Piece {
    var digits = String(first)
    while let next = rest.first, next.isNumber && !Self.isScript(next) || next == "." {
      digits.append(next)
      rest.removeFirst()
    }
    return Piece(markup: "<mn>\(HTMLText.escaped(digits))</mn>")
  }

  /// A word that is known; nil where letters are factors of their own.
  private mutating func word(_ first: Character) -> String? {
    let tail = rest.prefix { $0.isASCII && $0.isLetter }
    let word = String(first) + String(tail)
    guard Self.functions.contains(word) || Self.words.contains(word) else { return nil }
    rest = rest.dropFirst(tail.count)
    return word
  }

  private static func sign(_ character: Character) -> String {
    character == "-" ? "−" : HTMLText.escaped(String(character))
  }

  // MARK: - Indices and exponents

  /// A sum with its bounds below and above.
  private mutating func sum() -> Piece {
    let (below, above) = (lowered(), raised())
    let sign = "<mo>∑</mo>"
    switch (below, above) {
    case (let below?, let above?):
      return Piece(markup: "<munderover>\(sign)\(below)\(above)</munderover>")
    case (let below?, nil): return Piece(markup: "<munder>\(sign)\(below)</munder>")
    case (nil, let above?): return Piece(markup: "<mover>\(sign)\(above)</mover>")
    case (nil, nil): return Piece(markup: sign)
    }
  }

  private mutating func scripted(_ piece: Piece) -> Piece {
    let first = lowered()
    let above = raised()
    let below = first ?? lowered()
    guard below != nil || above != nil else { return piece }
    return Piece(markup: Self.base(piece.markup, below: below, above: above))
  }

  private static func base(_ markup: String, below: String?, above: String?) -> String {
    switch (below, above) {
    case (let below?, let above?): "<msubsup>\(markup)\(below)\(above)</msubsup>"
    case (let below?, nil): "<msub>\(markup)\(below)</msub>"
    case (nil, let above?): "<msup>\(markup)\(above)</msup>"
    case (nil, nil): markup
    }
  }

  private static func isScript(_ character: Character) -> Bool {
    !TransliterationTable.isBaseline(character)
  }

  private mutating func raised() -> String? { run(TransliterationTable.superscripts) }

  /// A run of lowered signs; between two of them a relation or a comma belongs to it: ᵢ≤ₖ.
  private mutating func lowered() -> String? {
    guard var markup = run(TransliterationTable.subscripts) else { return nil }
    while let sign = rest.first, "≤≥<>≠,".contains(sign),
      let next = rest.dropFirst().first, TransliterationTable.subscripts[next] != nil
    {
      rest.removeFirst()
      markup += "<mo>\(Self.sign(sign))</mo>" + (run(TransliterationTable.subscripts) ?? "")
    }
    return "<mrow>\(markup)</mrow>"
  }

  private mutating func run(_ table: [Character: String]) -> String? {
    guard let signs = rest.takeRun(of: table) else { return nil }
    let elements = signs.map { sign -> String in
      switch sign {
      case "T": "<mi mathvariant=\"normal\">T</mi>"
      case "beta": "<mi>β</mi>"
      case "rho": "<mi>ρ</mi>"
      case "phi": "<mi>φ</mi>"
      case let sign where sign.allSatisfy(\.isNumber): "<mn>\(sign)</mn>"
      case let sign where sign.allSatisfy(\.isLetter): "<mi>\(sign)</mi>"
      default: "<mo>\(sign == "-" ? "−" : sign)</mo>"
      }
    }
    return "<mrow>\(elements.joined().replacing("</mn><mn>", with: ""))</mrow>"
  }
}

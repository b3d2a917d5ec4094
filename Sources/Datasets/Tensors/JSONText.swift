/// Reads JSON to the letter: what a lenient parser would repair is an error here.
///
/// Names come as their scalars stand in the text: two that look alike and have other code points are
/// two names.
///
/// Source: RFC 8259, "The JavaScript Object Notation (JSON) Data Interchange Format",
/// DOI 10.17487/RFC8259.
struct JSONText {
  indirect enum Value {
    case object([(name: String, value: Value)])
    case array([Value])
    case text(String)
    /// A number as it is written.
    case number(String)
    case truth(Bool)
    case null
  }

  /// Deeper nesting is refused, so that no text exhausts the stack.
  private static let deepest = 16

  private let scalars: [Unicode.Scalar]
  private var position = 0

  /// The value that `bytes` hold, with blanks around it.
  static func decode(_ bytes: [UInt8]) throws(Malformed) -> Value {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Malformed(expected: "a header in UTF-8", found: "other bytes")
    }
    var reader = JSONText(scalars: Array(text.unicodeScalars))
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.position == reader.scalars.count else {
      throw Malformed(expected: "the end of the header's object", found: reader.next)
    }
    return value
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var current: Unicode.Scalar? {
    position < scalars.count ? scalars[position] : nil
  }

  private var next: String { current.map { "“\($0)”" } ?? "its end" }

  private mutating func skipBlanks() {
    while let scalar = current, [" ", "\n", "\r", "\t"].contains(scalar) { position += 1 }
  }

  private mutating func value(depth: Int) throws(Malformed) -> Value {
    guard depth < Self.deepest else {
      throw Malformed(expected: "JSON of at most \(Self.deepest) levels", found: "more")
    }
    skipBlanks()
    switch current {
    case "{": return .object(try object(depth: depth))
    case "[": return .array(try array(depth: depth))
    case "\"": return .text(try string())
    case "t": return try word("true", .truth(true))
    case "f": return try word("false", .truth(false))
    case "n": return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(_ word: String, _ value: Value) throws(Malformed) -> Value {
    for scalar in word.unicodeScalars {
      guard current == scalar else { throw Malformed(expected: "“\(word)” in JSON", found: next) }
      position += 1
    }
    return value
  }

  private mutating func object(depth: Int) throws(Malformed) -> [(name: String, value: Value)] {
    var members: [(name: String, value: Value)] = []
    var names: Set<[UInt8]> = []
    position += 1
    skipBlanks()
    if current == "}" {
      position += 1
      return members
    }
    while true {
      skipBlanks()
      guard current == "\"" else {
        throw Malformed(expected: "a name in quotes in JSON", found: next)
      }
      let name = try string()
      guard names.insert(Array(name.utf8)).inserted else {
        throw Malformed(expected: "each name once", found: "“\(name)” twice")
      }
      skipBlanks()
      guard current == ":" else { throw Malformed(expected: "“:” in JSON", found: next) }
      position += 1
      members.append((name, try value(depth: depth + 1)))
      guard try goesOn(until: "}") else { return members }
    }
  }

  private mutating func array(depth: Int) throws(Malformed) -> [Value] {
    var values: [Value] = []
    position += 1
    skipBlanks()
    if current == "]" {
      position += 1
      return values
    }
    while true {
      values.append(try value(depth: depth + 1))
      guard try goesOn(until: "]") else { return values }
    }
  }

  /// Takes a comma, or the mark that ends the list.
  private mutating func goesOn(until end: Unicode.Scalar) throws(Malformed) -> Bool {
    skipBlanks()
    guard current == "," || current == end else {
      throw Malformed(expected: "“,” or “\(end)” in JSON", found: next)
    }
    defer { position += 1 }
    return current == ","
  }

  private mutating func number() throws(Malformed) -> String {
    var digits = ""
    while let scalar = current, "+-.0123456789eE".unicodeScalars.contains(scalar) {
      digits.unicodeScalars.append(scalar)
      position += 1
    }
    guard digits.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/) != nil else {
      throw Malformed(
        expected: "a value in JSON", found: digits.isEmpty ? next : "“\(digits)”")
    }
    return digits
  }

  private mutating func string() throws(Malformed) -> String {
    var text = String.UnicodeScalarView()
    position += 1
    while let scalar = current {
      position += 1
      switch scalar {
      case "\"": return String(text)
      case "\\": text.append(try escaped())
      case _ where scalar.value < 0x20:
        throw Malformed(expected: "control characters as \\u in JSON", found: "one as it is")
      default: text.append(scalar)
      }
    }
    throw Malformed(expected: "a closing quote in JSON", found: "its end")
  }

  private mutating func escaped() throws(Malformed) -> Unicode.Scalar {
    let letters: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{c}", "n": "\n", "r": "\r", "t": "\t",
    ]
    guard let letter = current else {
      throw Malformed(expected: "a character behind “\\” in JSON", found: "its end")
    }
    position += 1
    if let plain = letters[letter] { return plain }
    guard letter == "u" else {
      throw Malformed(expected: "an escape that JSON knows", found: "“\\\(letter)”")
    }
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    // Two halves of a pair, the higher one first.
    guard (0xD800..<0xDC00).contains(first), current == "\\" else { throw Self.halfPair }
    position += 1
    guard current == "u" else { throw Self.halfPair }
    position += 1
    let second = try fourDigits()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw Self.halfPair }
    return scalar
  }

  private static let halfPair = Malformed(
    expected: "both halves of a surrogate pair in JSON", found: "one")

  private mutating func fourDigits() throws(Malformed) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let scalar = current, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
        throw Malformed(expected: "four hexadecimal digits in JSON", found: next)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

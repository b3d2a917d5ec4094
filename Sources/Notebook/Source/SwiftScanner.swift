/// A piece of a line of Swift, with what it is.
struct CodeToken: Equatable, Sendable {
  enum Kind: Equatable, Sendable { case plain, keyword, string, number, comment }

  var kind: Kind
  var text: String
}

/// Takes Swift apart into keywords, strings, numbers and comments, line by line.
///
/// It knows just enough of the language to tell where a string or a comment begins and ends, also
/// over several lines, so that `//:` inside a string is never taken for prose. Regex literals are
/// read as operators.
struct SwiftScanner {
  private enum Context: Equatable {
    /// Code, with the number of parentheses open in it: a `)` beyond them ends an interpolation.
    case code(parentheses: Int)
    case string(hashes: Int, isMultiline: Bool)
    case comment
  }

  private var contexts: [Context] = [.code(parentheses: 0)]
  private var line: [Character] = []
  private var position = 0
  private var tokens: [CodeToken] = []

  /// Whether the next line starts outside any string and any block comment.
  var isAtTopLevel: Bool { contexts.count == 1 }

  /// The tokens of the next line; their texts in a row are the line.
  mutating func scan(_ text: String) -> [CodeToken] {
    line = Array(text)
    position = 0
    tokens = []
    while position < line.count {
      switch contexts.last ?? .code(parentheses: 0) {
      case .code(let parentheses): scanCode(parentheses)
      case .string(let hashes, let isMultiline): scanString(hashes, isMultiline)
      case .comment: scanComment()
      }
    }
    endLine()
    return tokens
  }

  /// A string of one line that is still open where its line ends, is not a string: forget it.
  private mutating func endLine() {
    let unfinished = contexts.firstIndex {
      if case .string(_, isMultiline: false) = $0 { true } else { false }
    }
    if let unfinished { contexts.removeSubrange(unfinished...) }
  }

  private mutating func take(_ count: Int, as kind: CodeToken.Kind) {
    let end = min(position + count, line.count)
    let text = String(line[position..<end])
    position = end
    if tokens.last?.kind == kind {
      tokens[tokens.count - 1].text += text
    } else {
      tokens.append(CodeToken(kind: kind, text: text))
    }
  }

  private func starts(with text: String, at offset: Int = 0) -> Bool {
    line.dropFirst(position + offset).starts(with: text)
  }

  private func count(from start: Int, while belongs: (Character) -> Bool) -> Int {
    line.dropFirst(start).prefix(while: belongs).count
  }
}

// MARK: - Code

extension SwiftScanner {
  private mutating func scanCode(_ parentheses: Int) {
    let character = line[position]
    let hashes = count(from: position) { $0 == "#" }
    if starts(with: "//") {
      take(line.count, as: .comment)
    } else if starts(with: "/*") {
      take(2, as: .comment)
      contexts.append(.comment)
    } else if starts(with: "\"", at: hashes) {
      let isMultiline = starts(with: "\"\"\"", at: hashes)
      take(hashes + (isMultiline ? 3 : 1), as: .string)
      contexts.append(.string(hashes: hashes, isMultiline: isMultiline))
    } else if character == "(" {
      contexts[contexts.count - 1] = .code(parentheses: parentheses + 1)
      take(1, as: .plain)
    } else if character == ")" {
      closeParenthesis(parentheses)
    } else if character.isLetter || character == "_" || character == "#" || character == "@" {
      scanWord()
    } else if character.isASCII, character.isNumber {
      scanNumber()
    } else {
      take(1, as: .plain)
    }
  }

  private mutating func closeParenthesis(_ parentheses: Int) {
    if parentheses == 0, contexts.count > 1 {
      contexts.removeLast()
      take(1, as: .string)
    } else {
      contexts[contexts.count - 1] = .code(parentheses: max(0, parentheses - 1))
      take(1, as: .plain)
    }
  }

  private mutating func scanWord() {
    let length = 1 + count(from: position + 1) { $0.isLetter || $0.isNumber || $0 == "_" }
    let word = String(line[position..<position + length])
    let isMember = position > 0 && line[position - 1] == "." && word != "init" && word != "self"
    let isInside = if case .code(let open) = contexts.last { open > 0 } else { false }
    let isLabel = isInside && starts(with: ":", at: length)
    let isKeyword = (Self.keywords.contains(word) && !isMember) || word.hasPrefix("#")
    take(length, as: isKeyword && !isLabel ? .keyword : .plain)
  }

  private mutating func scanNumber() {
    let isHexadecimal = starts(with: "0x")
    var end = position
    while end < line.count {
      let next: Character? = end + 1 < line.count ? line[end + 1] : nil
      if line[end] == ".", next?.isNumber == true {
        end += 1
      } else if (isHexadecimal ? "pP" : "eE").contains(line[end]), next == "-" || next == "+" {
        end += 2
      } else if line[end].isLetter || line[end].isNumber || line[end] == "_" {
        end += 1
      } else {
        break
      }
    }
    take(end - position, as: .number)
  }

  private static let keywords: Set<String> = [
    "actor", "any", "as", "async", "await", "break", "case", "catch", "continue", "default",
    "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate",
    "for", "func", "get", "guard", "if", "import", "in", "init", "inout", "internal", "is", "lazy",
    "let", "mutating", "nil", "nonisolated", "open", "operator", "private", "protocol", "public",
    "repeat", "rethrows", "return", "self", "Self", "set", "some", "static", "struct", "subscript",
    "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "weak", "where",
    "while", "@escaping", "@inlinable", "@Sendable", "@MainActor", "@discardableResult",
  ]
}

// MARK: - Strings and comments

extension SwiftScanner {
  private mutating func scanString(_ hashes: Int, _ isMultiline: Bool) {
    let marks = String(repeating: "#", count: hashes)
    let end = (isMultiline ? "\"\"\"" : "\"") + marks
    if starts(with: end) {
      take(end.count, as: .string)
      contexts.removeLast()
    } else if starts(with: "\\" + marks + "(") {
      take(hashes + 2, as: .string)
      contexts.append(.code(parentheses: 0))
    } else if starts(with: "\\" + marks) {
      take(hashes + 2, as: .string)
    } else {
      take(1, as: .string)
    }
  }

  private mutating func scanComment() {
    if starts(with: "*/") {
      take(2, as: .comment)
      contexts.removeLast()
    } else if starts(with: "/*") {
      take(2, as: .comment)
      contexts.append(.comment)
    } else {
      take(1, as: .comment)
    }
  }
}

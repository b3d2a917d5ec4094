/// The bytes that the scanning of Swift source looks for.
package enum Ascii {
  package static let newline = UInt8(ascii: "\n")
  package static let carriageReturn = UInt8(ascii: "\r")
  package static let space = UInt8(ascii: " ")
  package static let quote = UInt8(ascii: "\"")
  package static let backslash = UInt8(ascii: "\\")
  package static let slash = UInt8(ascii: "/")
  package static let asterisk = UInt8(ascii: "*")
  package static let hash = UInt8(ascii: "#")
  package static let at = UInt8(ascii: "@")
  package static let dot = UInt8(ascii: ".")
  package static let colon = UInt8(ascii: ":")
  package static let underscore = UInt8(ascii: "_")
  package static let leftParenthesis = UInt8(ascii: "(")
  package static let rightParenthesis = UInt8(ascii: ")")
  package static let leftBrace = UInt8(ascii: "{")
  package static let rightBrace = UInt8(ascii: "}")
  package static let opening = Array("([{".utf8)
  package static let closing = Array(")]}".utf8)
  package static let beforeOperand = Array("(,=:[{;!?&|\n".utf8)
  package static let endsOperator = Array(" ),\n\t/*".utf8)

  /// Whether a byte is a space, a tab or a carriage return.
  package static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == 9 || byte == 13 }

  /// Whether a byte is blank or ends a line.
  package static func isSpace(_ byte: UInt8) -> Bool { byte == newline || isBlank(byte) }

  /// Whether a byte ends a line.
  package static func isNewline(_ byte: UInt8) -> Bool { byte == newline || byte == carriageReturn }

  /// Whether a byte is a digit.
  package static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  /// Whether a byte is a letter from A to Z, large or small.
  package static func isLetter(_ byte: UInt8) -> Bool {
    (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90)
  }

  /// Whether a byte can be part of a name; those beyond ASCII can.
  package static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == underscore || byte == UInt8(ascii: "`")
      || byte >= 128
  }
}

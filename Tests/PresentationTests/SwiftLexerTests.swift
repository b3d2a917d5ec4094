import LinearAlgebra
import Testing

@testable import Presentation

@Suite struct SwiftLexerTests {
  private func texts(_ kind: CodeToken.Kind, in source: String) -> [String] {
    SwiftLexer(source).lines.flatMap(\.tokens).filter { $0.kind == kind }.map(\.text)
  }

  @Test func tellsKeywordsStringsNumbersAndComments() {
    let source = "let s = f(in: \"a\\(x + 1)b\", 0x1p-5...2.5)  // end"
    #expect(texts(.keyword, in: source) == ["let"])
    #expect(texts(.string, in: source) == ["\"a\\(", ")b\""])
    #expect(texts(.number, in: source) == ["1", "0x1p-5", "2.5"])
    #expect(texts(.comment, in: source) == ["// end"])
  }

  @Test(arguments: [
    ("a.in", []), ("a.init", ["init"]), ("σin", []), ("√2 as Int", ["as"]), ("#if x", ["#if"]),
    ("f(for: 1)", []), ("x ? for : 1", ["for"]), ("@escaping", ["@escaping"]), ("forσ", []),
  ])
  func knowsKeywordsFromNames(_ source: String, _ keywords: [String]) {
    #expect(texts(.keyword, in: source) == keywords)
  }

  @Test(arguments: [("√2", ["2"]), ("σ2", []), ("x₁ + 1", ["1"]), ("1e-3", ["1e-3"])])
  func knowsNumbersFromNames(_ source: String, _ numbers: [String]) {
    #expect(texts(.number, in: source) == numbers)
  }

  /// Each source, and what is code in it.
  static let masked: [(source: String, code: String)] = [
    ("a /* b /* c */ d */ e", "a e"), ("a // b\nc", "a\nc"), ("a \"b\" c", "a c"),
    ("a \"\\(b(\"c\") + \"\\(d)\") e\" f", "a f"), ("a #\" \\(b) \" \"# c", "a c"),
    ("a #\"\\#(b)\"# c", "a c"), ("a \"\"\"\n } \" }\n\"\"\" b", "a\n\n b"),
    ("a #\"\"\"# b", "a b"),
    ("a #\"\"\"\n \"\"\" }\n\"\"\"# b", "a\n\n b"), ("a = /b\"/ + c", "a = + c"),
    ("a = b / c / d", "a = b / c / d"), ("a = #/ \" /# b", "a = b"),
    ("f(/x/, \"\\(/\"/)\") g", "f( , ) g"), ("a \"\\\\\" b", "a b"), ("a \"\\\"\" b", "a b"),
    ("a \"open\nb", "a\nb"), ("a \"\\(open(\nb", "a\nb"),
    ("f(a) \"\\(b)\" // \"\r\nc", "f(a)\n\nc"),
  ]

  @Test func masksWhatIsNotCode() {
    for (source, code) in Self.masked {
      let masked = String(decoding: SourceMask(source).code, as: UTF8.self)
      let lines = masked.split(omittingEmptySubsequences: false) { $0.isNewline }
      let expected = code.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.isEmpty }
      #expect(
        lines.map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
          == expected.map { $0.split(separator: " ").joined(separator: " ") }, "\(source)")
    }
  }

  @Test(arguments: [
    ("\"a", "a string"), ("\"\"\"\na", "a string"), ("/* /* */", "a comment"),
    ("\"\"\"\n\\(a", "an interpolation"), ("#/ a", "a regular expression"),
    ("\"\\(a\n", "a string"),
    ("\"a\" /* b */ /c/", nil),
  ])
  func saysWhatIsNotClosed(_ source: String, _ unclosed: String?) {
    #expect(SwiftLexer(source).unclosed == unclosed)
  }

  /// Property: whatever stands in a source, its tokens cover it once and in order, its lines are
  /// those of the compiler, and its mask has the same length and the same ends of lines.
  @Test func losesNothing() {
    let parts = [
      "let ", "\"", "\"\"\"", "#", "\\", "(", ")", "\\(", "/", "//", "/*", "*/", "\n", "\r\n", "\r",
      " ", "σ₁", "x\u{302}", "日本", "12", ".5e", "-", "@", "}", "👍🏽", "\t", ":",
    ]
    for seed in UInt64(1)...300 {
      var generator = SeededGenerator(seed: seed)
      let text = (0..<40).map { _ in parts[Int(generator.next() % UInt64(parts.count))] }.joined()
      let lexer = SwiftLexer(text)
      #expect(lexer.tokens.flatMap { Array($0.range) } == Array(lexer.source.indices), "\(text)")
      var lines = text.split(omittingEmptySubsequences: false) {
        $0 == "\n" || $0 == "\r\n" || $0 == "\r"
      }.map(String.init)
      if lines.last?.isEmpty == true { lines.removeLast() }
      // Within a string a mark can join a character before it, so bytes are compared.
      #expect(lexer.lines.map { Array($0.text.utf8) } == lines.map { Array($0.utf8) }, "\(text)")
      let mask = SourceMask(text)
      #expect(mask.code.count == mask.source.count)
      for (code, byte) in zip(mask.code, mask.source) where Ascii.isNewline(byte) || code != 32 {
        #expect(code == byte)
      }
    }
  }
}

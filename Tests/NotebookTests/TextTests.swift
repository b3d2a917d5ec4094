import Testing

@testable import Notebook

@Suite struct TextTests {
  @Test(arguments: [
    ("abc", 3), ("", 0), ("日本", 4), ("e\u{301}", 1), ("x\u{302}\u{304}", 1), ("ＡＢ", 4),
    ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("👩‍👩‍👧", 2), ("🇫🇷", 2), ("✓", 1), ("⚠", 1),
    ("⚠️", 2), ("a\u{200B}b", 2), ("σₖ₊₁", 4), ("UΣVᵀ", 4), ("⣿█▀│", 4), ("👍🏽", 2), ("ｱ", 1),
  ])
  func countsColumns(_ text: String, _ width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test func wrapsWithinTheWidthAndLosesNothing() {
    let text =
      "An ordinary text with 日本語の文章が続いている場所 and a"
      + "verylongwordthatdoesnotfitanywhereatallinthewidth and e\u{301}e\u{301} at the end"
    let style = TerminalStyle(width: 80, colour: .none, isPlain: false)
    for width in 2...60 {
      let lines = Wrapping.lines(text, width: width, style: style)
      #expect(lines.allSatisfy { $0.displayWidth <= width && !$0.isEmpty })
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }

  @Test func controlCharactersAreWrittenOut() {
    #expect("a\u{1B}[31m\n\u{202E}".withoutControls == "a\\u{1B}[31m\\n\\u{202E}")
    #expect("e\u{301} ok".withoutControls == "e\u{301} ok")
  }

  @Test(arguments: [
    ("σ", "sigma"), ("AᵀA", "A^T A"), ("√2", "sqrt2"), ("≤", "<="), ("×", "x"), ("σ₁", "sigma_1"),
    ("✓", "ok"), ("✗", "FAILED"), ("–", "-"), ("é", "e"), ("UΣVᵀ", "U Sigma V^T"),
    ("σₖ₊₁", "sigma_(k+1)"), ("10⁻³", "10^-3"), ("x₁₂", "x_12"), ("‖A − Aₖ‖", "||A - A_k||"),
    ("2π", "2pi"), ("Σσ", "Sigma sigma"), ("e\u{301}", "e"), ("日", "\\u{65E5}"), ("“a”", "\"a\""),
    ("Å", "A"), ("ﬁ", "fi"), ("x\u{302}", "x"), ("Â", "A^"), ("X\u{302} − X", "X^ - X"),
    ("‖W‖∗", "||W||_*"), ("rôle", "role"), ("a\u{A0}b", "a b"), ("λᵢuᵢ", "lambda_i u_i"),
  ])
  func transliterates(_ text: String, _ expected: String) {
    #expect(Transliteration.ascii(text) == expected)
  }

  @Test func everyEntryOfTheTableIsASCII() {
    for table in [
      TransliterationTable.characters, TransliterationTable.superscripts,
      TransliterationTable.subscripts,
    ] {
      #expect(table.values.allSatisfy { $0.isASCII && !$0.isEmpty })
    }
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (3.14159265, "3.1416"), (1e-14, "1e-14"), (-2.5, "-2.5"),
    (123456.789, "123457"), (1.5e9, "1.5e9"), (.nan, "NaN"), (-.infinity, "-∞"),
    (.leastNonzeroMagnitude, "4.9407e-324"),
    (80100, "80100"), (0.00012345, "0.00012345"),
  ])
  func writesNumbers(_ value: Double, _ text: String) {
    #expect(NumberFormat.significant(value, digits: 5) == text)
  }

  @Test func groupsThousands() {
    #expect(NumberFormat.grouped(80100) == "80 100")
    #expect(NumberFormat.grouped(-1_234_567) == "-1 234 567")
    #expect(NumberFormat.grouped(2024) == "2024")
    #expect(NumberFormat.grouped(.min) == "-9 223 372 036 854 775 808")
  }

  @Test func neverWritesMinusZero() {
    #expect(NumberFormat.fixed(-0.0001, decimals: 2) == "0.00")
    #expect(NumberFormat.fixed(-0.01, decimals: 2) == "-0.01")
  }
}

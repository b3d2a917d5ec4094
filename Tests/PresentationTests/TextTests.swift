import Testing

@testable import Presentation

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
    for width in 2...60 {
      let lines = Wrapping.lines(StyledLine(text), width: width).map(\.text)
      #expect(lines.allSatisfy { $0.displayWidth <= width && !$0.isEmpty })
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }

  @Test func breaksNoWordWhereAskedTo() {
    let text = "a command such as `swift run course` and averyveryverylongword\n\nand  an end"
    for width in 8...60 {
      let wrapped = text.wrapped(indent: "  ", width: width)
      let lines = wrapped.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.allSatisfy { $0.hasPrefix("  ") && $0.displayWidth <= max(width, 23) })
      #expect(wrapped.split { " \n".contains($0) } == text.split { " \n".contains($0) })
    }
    #expect("a\n\nb".wrapped(indent: "> ") == "> a\n> \n> b")
  }

  static let layout = """
    course: the exercises of the kit, from the first hint to the grade; all
    of them.

      list             lessons and exercises with states, the place to edit
                       and the points
      grade [WHAT …]   grades
      ○ not attempted   ✓ passed   ✗ wrong   ⚠ crashed   · not graded
    """

  @Test func fitsAHandMadeLayout() {
    #expect(Self.layout.fitted(to: 74) == Self.layout)
    #expect(
      Self.layout.fitted(to: 50) == """
        course: the exercises of the kit, from the first
        hint to the grade; all of them.

          list             lessons and exercises with
                           states, the place to edit and
                           the points
          grade [WHAT …]   grades
          ○ not attempted   ✓ passed   ✗ wrong   ⚠ crashed
          · not graded
        """)
    for width in 24...74 {
      let fitted = Self.layout.fitted(to: width)
      #expect(fitted.split(separator: "\n").allSatisfy { $0.displayWidth <= width }, "\(fitted)")
      #expect(
        fitted.split { " \n".contains($0) } == Self.layout.split { " \n".contains($0) })
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
      #expect(table.values.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } && !$0.isEmpty })
    }
  }

  @Test func findsWhatWasMeant() {
    let names = ["--image", "--ranks", "--seed"]
    #expect(Spelling.nearest(to: "--imgae", among: names) == "--image")
    #expect(Spelling.nearest(to: "--rank", among: names) == "--ranks")
    #expect(Spelling.nearest(to: "--sede", among: names) == "--seed")
    #expect(Spelling.nearest(to: "--colour", among: names) == nil)
    #expect(Spelling.distance("abc", "acb") == 1 && Spelling.distance("", "abc") == 3)
  }
}

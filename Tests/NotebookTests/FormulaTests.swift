import LinearAlgebra
import Testing

@testable import Notebook

@Suite struct FormulaTests {
  private func markup(_ formula: String) -> String {
    let html = MathML.html(of: formula)
    return String(html.dropFirst("<math display=\"block\">".count).dropLast("</math>".count))
      .replacing("<mrow>", with: "").replacing("</mrow>", with: "")
  }

  @Test(arguments: [
    ("A = UΣVᵀ", "<mi>A</mi><mo>=</mo><mi>U</mi><mi>Σ</mi><msup><mi>V</mi>T</msup>"),
    ("σₖ₊₁", "<msub><mi>σ</mi><mi>k</mi><mo>+</mo><mn>1</mn></msub>"),
    (
      "‖W‖F²",
      "<msubsup><mo>‖</mo><mi>W</mi><mo>‖</mo><mi mathvariant=\"normal\">F</mi><mn>2</mn></msubsup>"
    ),
    ("‖X‖∗", "<msub><mo>‖</mo><mi>X</mi><mo>‖</mo><mo>∗</mo></msub>"),
    (
      "‖u‖‖v‖", "<mo>‖</mo><mi>u</mi><mo>‖</mo><mo>‖</mo><mi>v</mi><mo>‖</mo>"
    ),
    (
      "Av/(2σ)",
      "<mfrac><mi>A</mi><mi>v</mi><mn>2</mn><mi>σ</mi></mfrac>"
    ),
    (
      "1/√(1 + t²)",
      "<mfrac><mn>1</mn><msqrt><mn>1</mn><mo>+</mo><msup><mi>t</mi><mn>2</mn></msup></msqrt></mfrac>"
    ),
    ("√λᵢ", "<msqrt><msub><mi>λ</mi><mi>i</mi></msub></msqrt>"),
    ("∑ᵢ>ₖ x", "<munder><mo>∑</mo><mi>i</mi><mo>&gt;</mo><mi>k</mi></munder><mi>x</mi>"),
    (
      "∑ᵢ₌₁ᵏ x",
      "<munderover><mo>∑</mo><mi>i</mi><mo>=</mo><mn>1</mn><mi>k</mi></munderover><mi>x</mi>"
    ),
    ("X ×₀ U", "<mi>X</mi><msub><mo>×</mo><mn>0</mn></msub><mi>U</mi>"),
    ("x for i", "<mi>x</mi><mtext>\u{A0}for\u{A0}</mtext><mi>i</mi>"),
    ("max(a, b)", "<mi>max</mi><mo>(</mo><mi>a</mi><mo>,</mo><mi>b</mi><mo>)</mo>"),
    ("−Q … Q", "<mo>−</mo><mi>Q</mi><mo>…</mo><mi>Q</mi>"),
  ])
  func formulasAreTakenApart(_ formula: String, _ expected: String) {
    let normal = markup(formula).replacing("<mi mathvariant=\"normal\">T</mi>", with: "T")
    #expect(normal == expected)
  }

  /// Property: whatever the line is, the markup is well-formed, and holds its letters in their order.
  @Test func anyLineIsWellFormed() {
    let signs = Array("Aσ12ᵀᵢₖ²₊/√∑Σ‖|()[]⟨⟩ <>&\"'=+−,…F∗×·%\u{202E}")
    var generator = SeededGenerator(seed: 14)
    for _ in 0..<2000 {
      let line = String(
        (0..<Int.random(in: 1...14, using: &generator)).map { _ in
          signs.randomElement(using: &generator)!
        })
      let html = MathML.html(of: line)
      #expect(isWellFormed(html), "\(line)")
      #expect(!html.contains("\u{202E}"))
      let letters = html.replacing(#/<[^>]*>/#, with: "").filter { "Aσ12".contains($0) }
      let expected = line.map { ["²": "2"][$0] ?? $0 }.filter { "Aσ12".contains($0) }
      // An index stands before an exponent, whichever was written first.
      #expect(String(letters).sorted() == String(expected).sorted(), "\(line)")
    }
  }

  @Test func aFormulaStandsOnALineOfItsOwn() {
    let lines = ["Every matrix is a product", "$$ A = UΣVᵀ $$", "of three, not of $$ one."]
    let blocks = Markup.blocks(of: lines)
    #expect(
      blocks == [
        .paragraph(RichText(verbatim: "Every matrix is a product")), .formula("A = UΣVᵀ"),
        .paragraph(RichText(verbatim: "of three, not of $$ one.")),
      ])
    #expect(Markup.blocks(of: ["$$ $$"]) == [.paragraph(RichText(verbatim: "$$ $$"))])
    // The line as it is, in a terminal and in Markdown.
    #expect(rendered(blocks[1]) == "    A = UΣVᵀ\n")
    #expect(rendered(blocks[1], isPlain: true) == "    A = U Sigma V^T\n")
    #expect(blocks[1].markdown == "```text\nA = UΣVᵀ\n```")
    #expect(blocks[1].proseHTML.hasPrefix("<div class=\"formula\"><math display=\"block\">"))
  }
}

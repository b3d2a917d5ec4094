import Presentation
import Testing

@testable import Notebook

@Suite struct MarkupTests {
  private func spans(_ text: String) -> [RichText.Span] { RichText(markdown: text).spans }

  @Test func readsEmphasisStrongCodeAndLinks() {
    #expect(
      spans("a *b* **c** `d*e*` [f](https://g.org)") == [
        .init(text: "a "), .init(text: "b", style: .emphasis), .init(text: " "),
        .init(text: "c", style: .strong), .init(text: " "), .init(text: "d*e*", style: .code),
        .init(text: " "), .init(text: "f", link: "https://g.org"),
      ])
    #expect(spans("**a *b* c**").map(\.style) == [.strong, [.strong, .emphasis], .strong])
    #expect(spans("``a`b``") == [.init(text: "a`b", style: .code)])
  }

  @Test(arguments: [
    "A*b*c", "A*b* c", "a *b*c", "2 * 3 * 4", "a lone * here", "*open", "x**2 and y**2", "`open",
    "σ_1 and σ_2",
    "[a](b c)",
    "k*(m+n)*p", "f(x)[i](j)", "a ** b", "****",
  ])
  func leavesOrdinaryTextAlone(_ text: String) {
    #expect(spans(text) == [.init(text: text)])
  }

  @Test func escapesStand() {
    #expect(spans(#"\*a\*"#) == [.init(text: "*a*")])
  }

  @Test func readsHeadingsAndParagraphs() {
    let blocks = Markup.blocks(of: ["# One", "two", "three", "", "#four", "### Five"])
    #expect(
      blocks == [
        .heading(level: 1, RichText(verbatim: "One")),
        .paragraph(RichText(verbatim: "two three")),
        .paragraph(RichText(verbatim: "#four")), .heading(level: 3, RichText(verbatim: "Five")),
      ])
  }

  @Test func readsListsWithContinuationsAndNesting() {
    let blocks = Markup.blocks(of: ["text", "- one", "  more", "  - inner", "- two", "after"])
    guard blocks.count == 2, case .list(let list) = blocks[1] else {
      Issue.record("expected a paragraph and a list, found \(blocks)")
      return
    }
    #expect(list.firstNumber == nil && list.items.count == 2)
    #expect(list.items[0].first == .paragraph(RichText(verbatim: "one more")))
    #expect(list.items[0].count == 2)
    #expect(list.items[1] == [.paragraph(RichText(verbatim: "two after"))])
  }

  @Test func numbersStartWhereTheyStart() {
    let blocks = Markup.blocks(of: ["3. a", "4. b"])
    let item = { [Block.paragraph(RichText(verbatim: $0))] }
    #expect(blocks == [.list(ProseList(firstNumber: 3, items: [item("a"), item("b")]))])
  }

  @Test(arguments: ["Note", "Important", "Warning", "Experiment", "Tip", "Remark", "Bug"])
  func readsCallouts(_ word: String) {
    let blocks = Markup.blocks(of: ["- \(word.lowercased()): one", "  two", "", "  three"])
    let body: [Block] = [
      .paragraph(RichText(verbatim: "one two")), .paragraph(RichText(verbatim: "three")),
    ]
    #expect(blocks == [.callout(Callout(title: word, body: body))])
  }

  @Test func otherWordsAreNoCallouts() {
    let blocks = Markup.blocks(of: ["- Rank: the number", "- Callout(What the article says): x"])
    #expect(blocks.count == 2)
    guard case .list = blocks[0], case .callout(let callout) = blocks[1] else {
      Issue.record("expected a list and a callout, found \(blocks)")
      return
    }
    #expect(callout.title == "What the article says")
  }

  @Test func aStarThatWasWrappedStaysAProduct() {
    #expect(Markup.blocks(of: ["a", "* b"]) == [.paragraph(RichText(verbatim: "a * b"))])
  }

  @Test func samplesStandAsTheyAre() {
    #expect(Markup.blocks(of: ["    A = *U*", "      b"]) == [.sample(["A = *U*", "  b"])])
    #expect(Markup.blocks(of: ["```", " x", "", "y", "```"]) == [.sample([" x", "", "y"])])
    #expect(Markup.blocks(of: ["```", "never closed"]) == [.sample(["never closed"])])
  }

  @Test func nothingIsLostOfAnyMarkup() {
    let pieces = [
      "- ", "1. ", "# ", "word", "*", "`", "", "   x", "      y", "* ", "- Note: ", "- Note", "---",
    ]
    for first in pieces {
      for second in pieces {
        for third in pieces {
          for fence in [[], ["```"]] {
            let lines = [first, second + "b"] + fence + [third + "c"]
            let text = Markup.blocks(of: lines).map { rendered($0) }.joined()
            if !text.contains("b") || !text.contains("c") { Issue.record("\(lines)") }
          }
        }
      }
    }
  }

  @Test func listsAndCalloutsHang() {
    let long = (1...30).map { "word\($0)" }.joined(separator: " ")
    let list = Markup.blocks(of: ["- " + long]).map { rendered($0) }.joined().lines.dropLast()
    #expect(list.first?.hasPrefix("  • word1") == true)
    #expect(list.dropFirst().allSatisfy { $0.hasPrefix("    word") })
    let callout = Markup.blocks(of: ["- Note: " + long]).map { rendered($0) }.joined().lines
    #expect(callout.first == "▌ Note")
    #expect(callout.dropLast().allSatisfy { $0.hasPrefix("▌ ") && $0.displayWidth <= 80 })
  }
}

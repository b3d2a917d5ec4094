import Testing

@testable import Notebook

@Suite struct BookTests {
  private static let page = """
    <!DOCTYPE html><html><body><article><h1 id="t">T<a class="anchor" href="#t">#</a></h1>
    <p>The <code>rank</code> of it. Its ranks differ, and <a href="x">rank</a> is a link.</p>
    <h2 id="more">More &amp; more<a class="anchor" href="#more">#</a></h2>
    <p>A <em>nuclear norm</em> here; prank is none.</p><svg><text>energy</text></svg>
    <ul><li>the energy of it</li></ul></article></main></body></html>
    """

  @Test func theFirstUseOfATermIsLinked() {
    var glossary = Glossary()
    let linked = glossary.link(Self.page, file: "1.html", title: "T")
    // Not in code, not in a link, not inside a word or a drawing; a plural is linked as a whole.
    #expect(
      linked.contains(
        "Its <a class=\"term\" id=\"use-rank\" href=\"glossary.html#rank\">ranks</a> differ"))
    #expect(
      linked.contains(
        "the <a class=\"term\" id=\"use-energy\" href=\"glossary.html#energy\">energy</a> of it"))
    #expect(
      linked.contains(
        "<em><a class=\"term\" id=\"use-nuclear-norm\" href=\"glossary.html#nuclear-norm\">nuclear norm</a></em>"
      ))
    #expect(linked.contains("<code>rank</code>") && linked.contains("<a href=\"x\">rank</a>"))
    #expect(linked.contains("<text>energy</text>"))
    // Once in the whole book.
    #expect(glossary.link(Self.page, file: "2.html", title: "U") == Self.page)
    #expect(glossary.html.contains("<a href=\"1.html#use-rank\">First in “T”</a>"))
  }

  @Test func aSearchLeadsToPartsOfPages() {
    let entries = SearchIndex.entries(of: Self.page, title: "1. T", file: "1.html")
    #expect(entries.map(\.title) == ["1. T", "1. T: More & more"])
    #expect(entries.map(\.address) == ["1.html", "1.html#more"])
    #expect(entries[0].text == "T The rank of it. Its ranks differ, and rank is a link.")
    #expect(entries[1].text == "More & more A nuclear norm here; prank is none. the energy of it")
  }

  @Test func anExerciseKeepsItsHintsInsideEachOther() {
    let heading =
      "/// Exercise 4.3 (2 points): Title.\n///\n/// Gives ‖A‖F.\npublic func f(_ a: Int) throws -> Int "
    let exercise = BookExercise(
      number: "4.3", title: "Title", points: 2, heading: heading, hints: ["first", "second"],
      mark: ("✓", "passed"))
    let html = BookExercise.html(of: [exercise], in: "Exercises/a.swift")
    #expect(html.contains("‖A‖<sub>F</sub>") && !html.contains("Exercise 4.3 (2"))
    let first = html.range(of: "first")!
    let second = html.range(of: "second")!
    let end = html.range(of: "</details>")!
    #expect(first.lowerBound < second.lowerBound && second.upperBound < end.lowerBound)
    #expect(html.contains("passed") && html.contains("<span class=\"k\">func</span>"))
  }

  @Test func termsHaveOneEntryEach() {
    let names = Glossary.terms.flatMap { [$0.name] + $0.others }.map { $0.lowercased() }
    #expect(Set(names).count == names.count)
    #expect(Glossary.terms.allSatisfy { $0.meaning.hasSuffix(".") })
  }

  @Test func tablesOfMarkdownAreTables() {
    let html = BookProse.html("## H\n\nText.\n\n| | |\n|---|---|\n| `a` | b & c |\n\nMore.")
    #expect(html.contains("<h2 id=\"h\">H</h2>") && html.contains("<p>More.</p>"))
    #expect(html.contains("<td><code>a</code></td><td>b &amp; c</td>") && !html.contains("<thead>"))
  }
}

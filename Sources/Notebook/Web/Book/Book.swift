import Foundation

/// A book made from the lessons' pages: what stands around them, and what leads through them.
package struct Book {
  /// A lesson of the book.
  package struct Chapter {
    package var number: Int
    package var name: String
    package var title: String
    /// What it shows, in a sentence or two of Markdown.
    package var summary: String

    package init(number: Int, name: String, title: String, summary: String) {
      self.number = number
      self.name = name
      self.title = title
      self.summary = summary
    }

    /// The name of its file.
    package var file: String {
      (number < 10 ? "0" : "") + "\(number)-\(name.lowercased()).html"
    }
  }

  package var chapters: [Chapter]

  package init(chapters: [Chapter]) { self.chapters = chapters }

  private static let links: [BookPlace.Link] = [
    .init("LowRank", "index.html"), .init("Glossary", "glossary.html"),
    .init("Search", "search.html"),
  ]

  /// The place of a chapter, with its exercises below it.
  package func place(of index: Int, exercises: String) -> BookPlace {
    func link(_ index: Int) -> BookPlace.Link? {
      guard chapters.indices.contains(index) else { return nil }
      return .init("\(chapters[index].number). \(chapters[index].title)", chapters[index].file)
    }
    return BookPlace(
      links: Self.links, previous: link(index - 1), next: link(index + 1), appendix: exercises)
  }

  /// The first page: what this is, the road of lessons, and what else `parts` tells, in Markdown.
  package func startPage(introduction: String, parts: String) -> String {
    let road = chapters.map { chapter in
      """
      <li value="\(chapter.number)"><a href="\(chapter.file)">\(HTMLText.mathematics(chapter.title))</a>
      <p>\(RichText(markdown: chapter.summary).html)</p></li>
      """
    }
    return HTMLDocument(
      title: RichText(verbatim: "The singular value decomposition, and what it is for"),
      body: """
        <h1>LowRank</h1>
        \(BookProse.html(introduction))
        <h2 id="lessons">The lessons</h2>
        <ol class="road">
        \(road.joined(separator: "\n"))
        </ol>
        \(BookProse.html(parts))
        """, remark: Self.remark,
      place: BookPlace(
        links: Self.links, next: chapters.first.map { .init("\($0.number). \($0.title)", $0.file) })
    ).text
  }

  /// The terms, each with the place where a lesson first uses it.
  package func glossaryPage(_ glossary: Glossary) -> String {
    HTMLDocument(
      title: RichText(verbatim: "Glossary"),
      body: "<h1>Glossary</h1>\n\(glossary.html)", remark: Self.remark,
      place: BookPlace(links: Self.links)
    ).text
  }

  /// A page that searches all the others without asking anybody.
  package func searchPage(_ pages: [(title: String, file: String, html: String)]) -> String {
    let entries = pages.flatMap { SearchIndex.entries(of: $0.html, title: $0.title, file: $0.file) }
    let json =
      "["
      + entries.map { JSONText.strings([$0.title, $0.address, $0.text]) }.joined(separator: ",\n")
      + "]"
    return HTMLDocument(
      title: RichText(verbatim: "Search"),
      body: """
        <h1>Search</h1>
        <p id="search"><label for="words">Words that a part of a page has to hold</label></p>
        <noscript><p>The search needs a script. The <a href="index.html">list of lessons</a> does not.</p></noscript>
        <p class="readout" role="status" aria-live="polite" id="count"></p>
        <ol id="found"></ol>
        <script type="application/json" id="index">\(json)</script>
        """, remark: Self.remark, scripts: ["search"], place: BookPlace(links: Self.links)
    ).text
  }

  private static let remark =
    "Made by <code>swift run course book</code> from the lessons of LowRank, each run once."
}

/// Markdown with tables, as the README has them.
enum BookProse {
  static func html(_ markdown: String) -> String {
    var html = ""
    var lines: [String] = []
    var rows: [String] = []
    func flushProse() {
      html += Markup.blocks(of: lines).map { block -> String in
        guard case .heading(let level, let text) = block else { return block.proseHTML }
        return "<h\(level) id=\"\(HTMLText.anchor(text.text))\">\(text.html)</h\(level)>\n"
      }.joined()
      lines = []
    }
    func flushTable() {
      if !rows.isEmpty { html += table(rows) }
      rows = []
    }
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("|") {
        flushProse()
        rows.append(line)
      } else {
        flushTable()
        lines.append(line)
      }
    }
    flushProse()
    flushTable()
    return html
  }

  /// Rows between bars; the second only rules off the first, which may be empty.
  private static func table(_ lines: [String]) -> String {
    let rows = lines.map { line in
      line.split(separator: "|").map {
        RichText(markdown: $0.trimmingCharacters(in: .whitespaces)).html
      }
    }
    let head = rows.first?.contains { !$0.isEmpty } == true ? rows[0] : []
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>" + cells.map { "<\(tag)>\($0)</\(tag)>" }.joined() + "</tr>"
    }
    let names = head.isEmpty ? "" : "<thead>\(row(head, "th"))</thead>"
    return "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"><table>"
      + names + "<tbody>" + rows.dropFirst(2).map { row($0, "td") }.joined(separator: "\n")
      + "</tbody></table></div>\n"
  }
}

import Foundation
import LinearAlgebra
import Testing

@testable import Notebook

/// Blocks as a page for a browser.
private func page(_ blocks: [Block], title: String = "Sample") throws -> String {
  var renderer = HTMLRenderer()
  _ = renderer.opening(title: title)
  for block in blocks { _ = renderer.text(of: block) }
  return renderer.closing()
}

private func article(_ blocks: [Block]) throws -> String {
  let html = try page(blocks)
  let start = try #require(html.range(of: "<article>"))
  let end = try #require(html.range(of: "</article>"))
  return String(html[start.upperBound..<end.lowerBound])
}

@Suite struct WebTests {
  static let hostile = "<script>alert(1)</script>\"'&\u{202E}\u{1B}[31m"

  @Test func nothingFromOutsideIsMarkup() throws {
    let text = RichText(verbatim: Self.hostile)
    let picture = ShownPicture(caption: text, pixels: [[0, 255]], range: .grey)
    let blocks: [Block] = [
      .heading(level: 1, text), .paragraph(text), .note(text), .sample([Self.hostile]),
      .callout(Callout(title: Self.hostile, body: [.paragraph(text)])),
      .callout(Callout(title: "Predict", body: [.paragraph(text)])), .outcome(text),
      .value(ShownValue(caption: text, value: .text(Self.hostile), digits: nil)),
      .table(
        Table(caption: text, headers: [Self.hostile], rows: [[.text(Self.hostile)]])),
      .chart(
        Chart(
          title: Self.hostile, x: Axis(Self.hostile), y: Axis(Self.hostile),
          series: [.line(Self.hostile, [1.0, 2.0]), .bars("b", [Self.hostile], [1.0])])),
      .pictures([picture]), .check(ShownCheck(claim: text, measure: .truth(true))),
      .exploration(
        .projection(
          Self.hostile, [[1, 2], [3, 5]], names: [Self.hostile, "b"], axes: (Self.hostile, "y"))),
      .sourceMissing(Self.hostile), .formula(Self.hostile),
      .quote(QuotedSource(file: Self.hostile, functions: [])),
    ]
    let html = try page(blocks)
    #expect(!html.contains("<script>alert"))
    #expect(!html.contains("\u{202E}") && !html.contains("\u{1B}"))
    // Inside of a figure's numbers not even the words that end a script.
    #expect(html.components(separatedBy: "</script>").count == 1 + 3)
  }

  @Test func aLinkLeadsToPagesOnly() {
    #expect(HTMLText.address("https://doi.org/10.1007/BF02288367") != nil)
    #expect(HTMLText.address("#part") != nil && HTMLText.address("next.html") != nil)
    for link in ["javascript:alert(1)", "data:text/html,x", "//elsewhere.org/x", "file:///etc"] {
      #expect(HTMLText.address(link) == nil, "\(link)")
    }
  }

  @Test(arguments: [
    ("σₖ₊₁ ≤ 10⁻³", "σ<sub>k+1</sub> ≤ 10<sup>−3</sup>"), ("UΣVᵀ", "UΣV<sup>T</sup>"),
    ("‖A − Aₖ‖F", "‖A − A<sub>k</sub>‖<sub>F</sub>"),
    ("‖W‖∗ + ‖F‖F", "‖W‖<sub>∗</sub> + ‖F‖<sub>F</sub>"),
    ("U₁..D V₁..Dᵀ", "U<sub>1…D</sub> V<sub>1…D</sub><sup>T</sup>"), ("σ₁...", "σ<sub>1</sub>..."),
    ("‖x‖From", "‖x‖From"), ("a < b & c", "a &lt; b &amp; c"),
  ])
  func indicesAndExponentsAreReal(_ text: String, _ html: String) {
    #expect(HTMLText.mathematics(text) == html)
  }

  @Test(arguments: [
    ("1.2e-14", "1.2·10<sup>−14</sup>"),
    ("residual 1e-3 ≤ 2e5", "residual 1·10<sup>−3</sup> ≤ 2·10<sup>5</sup>"),
    ("the end", "the end"), ("-∞", "-∞"),
  ])
  func numbersHaveExponents(_ text: String, _ html: String) {
    #expect(HTMLText.number(text) == html)
  }

  @Test func whatAnswersAQuestionStaysBehindIt() throws {
    let html = try article([
      .heading(level: 1, RichText(verbatim: "T")),
      .callout(Callout(title: "Predict", body: [.paragraph(RichText(verbatim: "Which?"))])),
      .paragraph(RichText(verbatim: "work")), .outcome(RichText(verbatim: "30")),
      .paragraph(RichText(verbatim: "after")),
    ])
    let order = [
      "Which?", "<div class=\"answer\" id=\"answer-1\">", "work", "30", "</div>", "after",
    ]
    var position = html.startIndex
    for part in order {
      let found = try #require(html.range(of: part, range: position..<html.endIndex), "\(part)")
      position = found.upperBound
    }
    // A question that nothing answers ends with its part of the page.
    let open = try article([
      .callout(Callout(title: "Predict", body: [])), .heading(level: 2, RichText(verbatim: "Next")),
    ])
    #expect(open.range(of: "</div>")!.lowerBound < open.range(of: "<h2")!.lowerBound)
  }

  @Test func aNumberAndItsErrorStayTogether() {
    let table = Table(caption: nil, headers: ["x"], rows: [["26.5 ± 2.3"]])
    #expect(table.html(number: 1).contains("26.5\u{A0}±\u{A0}2.3"))
  }

  @Test func headingsHaveAnchorsOfTheirOwn() throws {
    let html = try page([
      .heading(level: 1, RichText(verbatim: "The title")),
      .heading(level: 2, RichText(verbatim: "Keep k layers")),
      .heading(level: 2, RichText(verbatim: "Keep k layers")),
    ])
    #expect(html.contains("id=\"keep-k-layers\"") && html.contains("id=\"keep-k-layers-2\""))
    #expect(html.contains("<li><a href=\"#keep-k-layers-2\">Keep k layers</a></li>"))
    #expect(html.contains("<title>The title · LowRank</title>"))
  }

  @Test func theNumbersOfAMatrixStandBelowEachOther() {
    let html = HTMLMatrix([[1.25, 0], [-10.5, 3]], digits: 4, name: nil).html
    #expect(html.components(separatedBy: "<td>").count == 5)
    // As many places behind each point, seen or not: two here.
    for cell in html.components(separatedBy: "<td>").dropFirst() {
      let text = cell.prefix { $0 != "/" || false }
        .replacingOccurrences(of: "<span class=\"pad\" aria-hidden=\"true\">", with: "")
      let fraction = text.drop { $0 != "." }.dropFirst().prefix(while: \.isNumber)
      #expect(fraction.count == 2, "\(cell)")
    }
  }

  @Test func aPictureIsAPNGOfItsOwnSize() throws {
    let pixels: Matrix<Double> = [[0, 128, 255], [255, .nan, 0]]
    let picture = ShownPicture(caption: RichText(verbatim: "p"), pixels: pixels, range: .grey)
    #expect(Array(picture.png[0..<8]) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(Array(picture.png[16..<24]) == [0, 0, 0, 3, 0, 0, 0, 2])
    #expect(picture.image.contains("alt=\"p, 3×2 pixels\""))
    // Zero is grey in a picture of differences, whatever the ends.
    let signed = ShownPicture(
      caption: RichText(verbatim: ""), pixels: [[-2, 0, 1]], range: .signed)
    let palette = signed.png[41..<(41 + 768)]
    let middle = Array(palette.dropFirst(3 * 128).prefix(3))
    #expect(middle.allSatisfy { (215...225).contains($0) })
  }

  @Test func layersCarryWhatTheySay() throws {
    let a = Matrix<Double>(rows: 9, columns: 7) { Double(($0 * 31 + $1 * 17) % 256) }
    let factors = try svd(a)
    let stack = LayerStack(factors, of: a, from: 3, most: 5)
    #expect(stack.count == 5 && stack.integers.count == 5 * 16 && stack.quality.count == 6)
    for k in 0...5 {
      let error = a - (k == 0 ? a * 0 : factors.truncated(to: k).reconstructed())
      let meanSquare = error.elements.reduce(0) { $0 + $1 * $1 } / 63
      #expect(abs(stack.quality[k] - 10 * log10(255 * 255 / meanSquare)) < 1e-6)
      // In 8 bits a factor is off by half a step at most: a percent of the first layer.
      let packed = stack.sum(k) - (a - error)
      #expect(packed.maxNorm < 0.02 * factors.singularValues[0])
    }
    #expect(LayerStack(factors, of: a, from: 99, most: 3).start == 3)
  }

  @Test func chartsHaveTheirNumbersInATable() {
    let chart = Chart(
      title: "T", x: Axis("k"), y: Axis("σ", .log),
      series: [.line("a", [100.0, 10, 0]), .line("b", [1.0, 2, 3])])
    let html = chart.html(number: 1)
    #expect(
      html.contains(
        "<th scope=\"row\">2</th><td class=\"number\">10</td><td class=\"number\">2</td>"))
    #expect(html.contains("1 point left out"))
    // Drawn twice, for wide windows and for narrow ones.
    #expect(html.components(separatedBy: "data-points=").count == 1 + 2 * 2)
    #expect(chart.svgFile.hasPrefix("<svg xmlns=") && chart.svgFile.contains("<style>"))
  }

  @Test func anEmptyChartAndNoPixelsSayso() {
    #expect(Chart(series: []).html(number: 1).contains("no points to show"))
    let none = ShownPicture(
      caption: RichText(verbatim: ""), pixels: Matrix(rows: 0, columns: 3), range: .grey)
    #expect(PictureFigure([none], number: 1).html.contains("no pixels to show"))
  }
}

@Suite struct PageFileTests {
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test func aPageIsWrittenBesideTheTerminals() throws {
    try inFolder { folder in
      let html = folder.appendingPathComponent("a.html").path
      let markdown = folder.appendingPathComponent("a b.md").path
      let run = try outcome(
        source: "//: # T\npage.check()\n", arguments: ["--html", html, "--markdown", markdown]
      ) { page in
        page.check("it is so", true, line: 2)
        page.plot(Chart(title: "C", series: [.line("a", [1.0, 2.0])]), line: 2)
        page.picture([[0.0, 255.0]] as Matrix<Double>, "P", line: 2)
      }
      #expect(run.status == 0 && run.output.contains("✓ it is so"))
      let page = try String(contentsOfFile: html, encoding: .utf8)
      #expect(page.contains("it is so") && page.contains("Content-Security-Policy"))
      let text = try String(contentsOfFile: markdown, encoding: .utf8)
      #expect(text.contains("![C](a%20b-files/figure-1.svg)"))
      #expect(text.contains("![P](a%20b-files/figure-2.png)"))
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/a b-files")
      #expect(files.sorted() == ["figure-1.svg", "figure-2.png"])
    }
  }

  @Test func whatMovesOnAPageStandsInMarkdown() throws {
    try inFolder { folder in
      let markdown = folder.appendingPathComponent("a.md").path
      let pixels = Matrix<Double>(rows: 9, columns: 9) { Double($0 * $1) }
      let factors = try svd(pixels)
      let run = try outcome(source: "//: # T\npage()\n", arguments: ["--markdown", markdown]) {
        page in
        page.explore(.layers("L", factors, of: pixels, from: 1), line: 2)
        page.explore(.ellipse("E", of: [[2, 1], [0, 1]]), line: 2)
        page.explore(.projection("P", [[1, 2], [2, 3]], axes: ("x", "y")), line: 2)
        page.explore(.frames("F", [("one", pixels)]), line: 2)
        page.explore(.steps("S", [("J", [[12345]])]), line: 2)
      }
      #expect(run.status == 0)
      let text = try String(contentsOfFile: markdown, encoding: .utf8)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/a-files")
      #expect(
        Set(files)
          == Set(
            (1...2).map { "figure-\($0).png" }
              + ["figure-3.svg", "figure-4.svg", "figure-5.png"]))
      #expect(files.allSatisfy { text.contains("(a-files/\($0))") })
      #expect(text.contains("12345"))
      for file in files where file.hasSuffix("svg") {
        let svg = try String(contentsOfFile: folder.path + "/a-files/" + file, encoding: .utf8)
        #expect(isWellFormed(svg) && svg.contains("<style>"), "\(file)")
      }
    }
  }

  @Test func aTerminalIsToldWhereThePageIs() throws {
    try inFolder { folder in
      let html = folder.appendingPathComponent("a.html").path
      for isTerminal in [true, false] {
        let run = try outcome(
          source: "//: # T\n", arguments: ["--html", html], isTerminal: isTerminal)
        #expect(run.errors == (isTerminal ? "Sample: the page is in \(html)\n" : ""))
      }
    }
  }

  @Test func aPageSaysWithWhichOptionsItWasMade() throws {
    try inFolder { folder in
      let html = folder.appendingPathComponent("a.html").path
      let options = [
        LessonOption("--quick", help: "less"), LessonOption("--rank", value: "K", help: "a rank"),
      ]
      _ = try outcome(
        source: "//: # T\n", options: options,
        arguments: ["--rank", "7", "--html", html, "--quick", "--plain", "--seed", "3"])
      let page = try String(contentsOfFile: html, encoding: .utf8)
      #expect(page.contains("<code>swift run Sample --quick --rank 7 --seed 3 --html FILE</code>"))
    }
  }

  @Test func whatCannotBeWrittenIsKnownBeforeTheFirstLine() throws {
    try inFolder { folder in
      for option in ["--html", "--markdown"] {
        let run = try outcome(
          source: "//: # T\n", arguments: [option, folder.path + "/none/a.html"])
        #expect(run.status == 73 && run.output.isEmpty)
        #expect(run.errors.lines.count == 2 && run.errors.contains("/none/"))
      }
      let run = try outcome(source: "//: # T\n", arguments: ["--html", folder.path])
      #expect(run.status == 73 && run.errors.contains("found a folder"))
    }
  }

  @Test func aRunThatFailsLeavesThePageAsItWas() throws {
    struct Broken: Error {}
    try inFolder { folder in
      let html = folder.appendingPathComponent("a.html")
      let old = "<meta name=\"generator\" content=\"LowRank\">"
      try Data(old.utf8).write(to: html)
      let run = try outcome(source: "//: # T\n", arguments: ["--html", html.path]) { _ in
        throw Broken()
      }
      #expect(run.status == 70)
      #expect(try String(contentsOf: html, encoding: .utf8) == old)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.html"])
    }
  }
}

@Suite struct MarkdownTests {
  @Test func nothingFromOutsideIsMarkup() {
    #expect(
      MarkdownRenderer.escaped("a*b_c [x](y) <b> | `q` $z$")
        == #"a\*b\_c \[x\](y) \<b\> \| \`q\` \$z\$"#)
    let table = Table(caption: nil, headers: ["a|b", "n"], rows: [["x", 3]])
    #expect(Block.table(table).markdown == "| a\\|b | n |\n| --- | ---: |\n| x | 3 |")
  }

  @Test func stylesStandCloseToTheirWords() {
    let text = RichText(spans: [
      .init(text: "see "), .init(text: "this ", style: .strong), .init(text: "a`b", style: .code),
    ])
    #expect(text.markdown == "see **this** ``a`b``")
  }

  @Test func aFenceIsLongerThanWhatItHolds() {
    #expect(Block.sample(["a", "```", "b"]).markdown == "````text\na\n```\nb\n````")
  }
}

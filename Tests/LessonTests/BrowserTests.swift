import Foundation
import Notebook
import Testing

/// The pages in a real browser, where there is one; `.ci/run` installs it where it can.
@Suite(
  "The pages in a browser", .serialized,
  .enabled(if: Browser.program != nil, "no Chromium is installed; LOWRANK_BROWSER names one"))
struct BrowserTests {
  /// A lesson's page in a file that lasts as long as the body.
  private func withPage(
    _ lesson: String, _ body: (URL) throws -> Void
  ) async throws {
    let html = try await LessonRuns.shared.run(lesson).html
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("lowrank-\(UUID().uuidString).html")
    try Data(html.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file)
  }

  @Test("ask nobody, complain of nothing, and fit a narrow window")
  func areQuietAndNarrow() async throws {
    let browser = try Browser()
    for folder in Thorough.cases(LessonSource.folders, otherwise: 4) {
      try await withPage(String(folder.dropFirst("NN-".count))) { file in
        for (width, isDark) in [(360, true), (1280, false)] {
          try browser.open(file, width: width, isDark: isDark)
          #expect(browser.complaints.isEmpty, "\(folder): \(browser.complaints)")
          #expect(browser.requests.filter { !$0.hasPrefix("data:") } == [file.absoluteString])
          // The bar on the right takes some of the window.
          let overhang =
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
          #expect(try browser.value(overhang) == "0", "\(folder) at \(width) px")
          // Each chart is drawn for one of the two, and nothing of it is cut.
          let isCut = """
            [...document.querySelectorAll('.drawing')].filter((d) => d.offsetParent)
            .filter((d) => d.scrollWidth > d.clientWidth || (d.querySelector('svg[role=img]').viewBox.baseVal.width < 500) !== \(width < 500)).length
            """
          #expect(try browser.value(isCut) == "0", "\(folder) at \(width) px")
        }
        try expectNoBarriers(in: browser, folder)
      }
    }
  }

  /// Opens what questions keep back.
  private func showAnswers(in browser: Browser) throws {
    _ = try browser.value(
      "document.querySelectorAll('.answer').forEach((a) => { a.hidden = false; })")
  }

  /// Asks the engine that `LOWRANK_AXE` names what keeps people out; nothing where it is not set.
  private func expectNoBarriers(in browser: Browser, _ folder: String) throws {
    guard let axe = ProcessInfo.processInfo.environment["LOWRANK_AXE"] else { return }
    let engine = try String(contentsOfFile: axe, encoding: .utf8)
    // What a question keeps back is looked at too.
    try showAnswers(in: browser)
    _ = try browser.value("(() => { \(engine); return 1; })()")
    let found = try browser.value(
      "axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes[0].html).join('; '))")
    #expect(found == "", "\(folder)")
  }

  @Test("the number of layers moves by keyboard, by mouse and as a number, to the right values")
  func layersMove() async throws {
    try await withPage("ImageCompression") { file in
      let browser = try Browser()
      try browser.open(file)
      let figure = "document.querySelector('[data-exploration=layers]')"
      // The two pictures stand beside each other where there is room for them.
      try showAnswers(in: browser)
      #expect(
        try browser.value(
          "new Set([...\(figure).querySelectorAll('canvas')].map((c) => c.offsetTop)).size") == "1")
      let pixels = """
        (() => { const c = \(figure).querySelector('canvas');
        return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.reduce((a, b) => a + b, 0); })()
        """
      func readout() throws -> String {
        try browser.value("\(figure).querySelector('.readout').textContent")
      }
      func set(_ k: Int) throws {
        _ = try browser.value(
          """
          (() => { const n = \(figure).querySelector('input[type=number]'); n.value = \(k);
          n.dispatchEvent(new Event('change')); })()
          """)
      }
      try set(30)
      #expect(try readout().hasPrefix("k = 30: 24\u{A0}030 numbers, 15.02 %, 26.90 dB"))
      let before = try browser.value(pixels)
      _ = try browser.value("\(figure).querySelector('input[type=range]').focus()")
      try browser.press("ArrowRight", code: 39)
      #expect(try browser.value("\(figure).dataset.k") == "31")
      #expect(try browser.value(pixels) != before)
      try set(30)
      #expect(try browser.value(pixels) == before, "back to the same picture")
      try browser.click("[data-exploration=layers] input[type=range]", share: 0.9)
      let k = try #require(Int(try browser.value("\(figure).dataset.k")))
      #expect((80...100).contains(k))
      #expect(
        try browser.value(
          "\(figure).querySelector('input[type=range]').getAttribute('aria-valuetext')"
        )
        .hasPrefix("k = \(k): "))
      // What is missing is missing of the picture itself: all of it without a layer, and nothing is cut
      // off; with all the layers that the page carries still what the others hold.
      let end = "\(figure).dataset.end"
      try set(0)
      #expect(try browser.value(end) == "255.00")
      try set(100)
      let last = try #require(Double(try browser.value(end)))
      #expect((5...120).contains(last))
    }
  }

  @Test("a question keeps its answer back until somebody guesses")
  func questionsHide() async throws {
    try await withPage("ImageCompression") { file in
      let browser = try Browser()
      try browser.open(file)
      #expect(try browser.value("document.getElementById('answer-1').offsetHeight") == "0")
      _ = try browser.value("document.querySelector('.predict input').value = 'half of it'")
      try browser.click(".predict button:not([type])")
      #expect(try browser.value("document.getElementById('answer-1').offsetHeight > 100") == "true")
      // The guess stands in the table at the end, beside what came out.
      let rows = "[...document.querySelector('table[data-predictions]').rows]"
      #expect(try browser.value("\(rows)[0].cells[1].textContent") == "you said")
      #expect(try browser.value("\(rows)[1].cells[1].textContent") == "half of it")
      #expect(try browser.value("\(rows).every((row) => row.cells.length === 3)") == "true")
      #expect(try browser.value("\(rows)[2].cells[1].textContent").isEmpty)
    }
  }

  @Test("a chart is read with the keys, along a series and from one to the next")
  func chartsAreRead() async throws {
    try await withPage("Eigendecomposition") { file in
      let browser = try Browser()
      try browser.open(file)
      try showAnswers(in: browser)
      // The digits that are right, of σ = 1, 10⁻¹, … by two ways.
      let plot = "[...document.querySelectorAll('.wide svg[data-plot]')].at(-1)"
      func said() throws -> String {
        try browser.value("\(plot).parentElement.querySelector('.readout').textContent")
      }
      _ = try browser.value("\(plot).focus()")
      try browser.press("Home", code: 36)
      let first = try said()
      #expect(first.hasPrefix("svd(A): log₁₀ σ, with σ₁ = 1 = ") && first.contains(", digits = "))
      let other = first.drop { $0 != "=" }
      try browser.press("ArrowDown", code: 40)
      #expect(try said().hasPrefix("√λ of AᵀA: "))
      try browser.press("End", code: 35)
      let end = try said()
      try browser.press("ArrowRight", code: 39)
      #expect(try said() == end, "there is nothing behind the end")
      try browser.press("ArrowLeft", code: 37)
      #expect(try said() != end && said().hasPrefix("√λ of AᵀA: "))
      try browser.press("ArrowUp", code: 38)
      try browser.press("Home", code: 36)
      #expect(try said().hasSuffix(other))
    }
    try await withPage("Recommender") { file in
      let browser = try Browser()
      try browser.open(file)
      try showAnswers(in: browser)
      let plot = "document.querySelector('.wide svg[data-plot]:has([data-names])')"
      _ = try browser.value("\(plot).focus()")
      let said = try browser.value(
        "\(plot).parentElement.querySelector('.readout').textContent")
      #expect(said.contains(#/^[DIR]: [A-Z]{3,}.*: first factor = -?\d/#), "\(said)")
    }
  }

  @Test("two pictures are compared by an edge that is no wider than they are")
  func picturesAreCompared() async throws {
    try await withPage("ImageCompression") { file in
      let browser = try Browser()
      for width in [360, 1280, 2560] {
        try browser.open(file, width: width)
        try showAnswers(in: browser)
        try browser.click("[data-compare] .compare button")
        let widths = try browser.value(
          "['input', '.frame img'].map((s) => document.querySelector('.compare ' + s).offsetWidth)"
        ).split(separator: ",").compactMap { Int($0) }
        #expect(widths.count == 2 && widths[0] == widths[1], "\(widths) at \(width) px")
        try browser.press("ArrowRight", code: 39)
        let said = try browser.value(
          "document.querySelector('.compare input').getAttribute('aria-valuetext')")
        #expect(said.hasPrefix("51 % of rank 100"), "\(said)")
      }
    }
  }

  @Test("steps say which of how many they are")
  func stepsAreCounted() async throws {
    try await withPage("Eigendecomposition") { file in
      let browser = try Browser()
      try browser.open(file)
      try showAnswers(in: browser)
      let figure = "document.querySelector('[data-exploration=frames]')"
      _ = try browser.value("\(figure).querySelector('input').focus()")
      try browser.press("End", code: 35)
      #expect(try browser.value("\(figure).querySelector('label').textContent") == "Step 10 of 10")
      #expect(
        try browser.value("\(figure).querySelector('input').getAttribute('aria-valuetext')")
          == "Step 10 of 10")
    }
  }

  @Test("a search shows whole words")
  func excerptsStartAtWords() throws {
    let words = (1...40).map { "wörd\($0)" }.joined(separator: " ")
    let page = "<article><h2 id=\"a\">Part</h2>\n<p>\(words) <b>Naïve</b> end</p></article>"
    let book = Book(chapters: [])
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("lowrank-\(UUID().uuidString).html")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(book.searchPage([(title: "1. T", file: "1.html", html: page)]).utf8).write(to: file)
    let browser = try Browser()
    try browser.open(file)
    func found(_ text: String) throws -> String {
      try browser.value(
        """
        (() => { const f = document.getElementById('words'); f.value = '\(text)';
        f.dispatchEvent(new Event('input')); return document.querySelector('#found p').textContent; })()
        """)
    }
    #expect(
      try found("naive") == "… " + (33...40).map { "wörd\($0)" }.joined(separator: " ")
        + " Naïve end")
    #expect(try found("word1").hasPrefix("Part wörd1 wörd2 "))
  }

  @Test("dark and light differ, and a page prints")
  func mediaAreRespected() async throws {
    try await withPage("Eigendecomposition") { file in
      let browser = try Browser()
      let colour = "getComputedStyle(document.body).backgroundColor"
      try browser.open(file)
      let light = try browser.value(colour)
      #expect(try browser.printed().starts(with: Data("%PDF".utf8)))
      try browser.open(file, isDark: true)
      #expect(try browser.value(colour) != light)
    }
  }

  @Test("the circle and the direction follow their controls")
  func figuresMove() async throws {
    try await withPage("SVDProof") { file in
      let browser = try Browser()
      try browser.open(file)
      let figure = "document.querySelector('[data-exploration=ellipse]')"
      _ = try browser.value(
        """
        (() => { const n = \(figure).querySelectorAll('input[type=number]'); [3, 0, 0, 4].forEach((x, i) => n[i].value = x);
        n[0].dispatchEvent(new Event('input')); })()
        """)
      #expect(try browser.value("\(figure).dataset.first") == "4.000000")
    }
    try await withPage("PrincipalComponents") { file in
      let browser = try Browser()
      try browser.open(file)
      try showAnswers(in: browser)
      let figure = "document.querySelector('[data-exploration=projection]')"
      // The five points vary by 6 and 1 along and across tan θ = 1/2.
      _ = try browser.value(
        """
        (() => { const s = \(figure).querySelector('input'); s.value = 26.5;
        s.dispatchEvent(new Event('input')); })()
        """)
      let share = try #require(Double(try browser.value("\(figure).dataset.share")))
      #expect(abs(share - 100 * 6 / 7) < 0.01)
      _ = try browser.value("\(figure).querySelector('svg').focus()")
      try browser.press("End", code: 35)
      #expect(
        try browser.value("[...\(figure).querySelectorAll('.readout')].at(-1).textContent")
          == "point 5: x₁ = 7, x₂ = 3")
    }
  }
}

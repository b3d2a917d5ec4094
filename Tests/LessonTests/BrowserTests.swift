import Foundation
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
        }
        try expectNoBarriers(in: browser, folder)
      }
    }
  }

  /// Asks the engine that `LOWRANK_AXE` names what keeps people out; nothing where it is not set.
  private func expectNoBarriers(in browser: Browser, _ folder: String) throws {
    guard let axe = ProcessInfo.processInfo.environment["LOWRANK_AXE"] else { return }
    let engine = try String(contentsOfFile: axe, encoding: .utf8)
    // What a question keeps back is looked at too.
    _ = try browser.value(
      "document.querySelectorAll('.answer').forEach((a) => { a.hidden = false; })")
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
    }
  }

  @Test("a question keeps its answer back until somebody guesses")
  func questionsHide() async throws {
    try await withPage("ImageCompression") { file in
      let browser = try Browser()
      try browser.open(file)
      #expect(try browser.value("document.getElementById('answer-1').offsetHeight") == "0")
      try browser.click(".predict button[type=button]")
      #expect(try browser.value("document.getElementById('answer-1').offsetHeight > 100") == "true")
    }
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
      let figure = "document.querySelector('[data-exploration=projection]')"
      // The five points vary by 6 and 1 along and across tan θ = 1/2.
      _ = try browser.value(
        """
        (() => { const s = \(figure).querySelector('input'); s.value = 26.5;
        s.dispatchEvent(new Event('input')); })()
        """)
      let share = try #require(Double(try browser.value("\(figure).dataset.share")))
      #expect(abs(share - 100 * 6 / 7) < 0.01)
    }
  }
}

/// Turns a lesson's blocks into one page of HTML that needs nothing beside itself: no network, no
/// font, no script but its own.
struct HTMLRenderer: Renderer {
  /// The page's place in a book; nil for a page on its own.
  var place: BookPlace?
  /// The options that the page was made with, each behind a space.
  var options = ""
  private var title = ""
  private var body = ""
  private var headings: [Heading] = []
  private var anchors: [String: Int] = [:]
  private var figures = 0
  private var questions = 0
  private var hidesAnswer = false
  private var checks = (passed: 0, all: 0)
  private var scripts: [String] = []

  init(place: BookPlace? = nil, options: String = "") {
    self.place = place
    self.options = options
  }

  /// A heading that the table of contents leads to.
  private struct Heading {
    let level: Int
    let text: RichText
    let anchor: String
  }

  mutating func opening(title: String) -> String {
    self.title = title
    return ""
  }

  mutating func text(of block: Block) -> String {
    body += html(of: block)
    return ""
  }

  mutating func closing() -> String {
    closeAnswer()
    return HTMLDocument(
      title: headings.first?.text ?? RichText(verbatim: title), contents: contents, body: body,
      remark: remark, scripts: scripts, place: place
    ).text
  }

  /// How the page was made, and what its checks say.
  private var remark: String {
    let failed = checks.all - checks.passed
    let verdict =
      failed == 0
      ? "All \(checks.all) checks of this page hold."
      : "\(failed) of \(checks.all) checks of this page fail."
    return
      "Made by <code>swift run \(HTMLText.escaped(title + options)) --html FILE</code>. Every number on it "
      + "was computed by the code that it shows. \(verdict)"
  }

  /// A number of its own for each figure, so that labels can name it.
  private mutating func nextFigure() -> Int {
    figures += 1
    return figures
  }

  private mutating func html(of block: Block) -> String {
    switch block {
    case .heading(let level, let text): return heading(level, text)
    case .callout(let callout) where callout.title == Callout.question: return question(callout)
    case .outcome(let text): return outcome(text)
    case .value(let value): return "<div class=\"value\">\(value.html)</div>\n"
    case .table(let table): return table.html(number: nextFigure())
    case .chart(let chart): return chart.html(number: nextFigure())
    case .pictures(let pictures): return PictureFigure(pictures, number: nextFigure()).html
    case .exploration(let exploration):
      if !scripts.contains(exploration.scriptName) { scripts.append(exploration.scriptName) }
      return exploration.html(number: nextFigure())
    case .check(let check):
      checks.all += 1
      if check.passed { checks.passed += 1 }
      return check.html
    default: return block.proseHTML
    }
  }

  // MARK: - Headings

  private mutating func heading(_ level: Int, _ text: RichText) -> String {
    closeAnswer()
    let name = HTMLText.anchor(text.text)
    anchors[name, default: 0] += 1
    let count = anchors[name] ?? 1
    let anchor = count == 1 ? name : "\(name)-\(count)"
    headings.append(Heading(level: level, text: text, anchor: anchor))
    return """
      <h\(level) id="\(anchor)">\(text.html)\
      <a class="anchor" href="#\(anchor)" aria-label="Link to this part">#</a></h\(level)>

      """
  }

  /// The headings below the title, as a list.
  private var contents: String {
    let parts = headings.dropFirst().filter { $0.level == 2 }
    guard !parts.isEmpty else { return "" }
    let items = parts.map { "<li><a href=\"#\($0.anchor)\">\($0.text.html)</a></li>" }
    return "<ol>\n" + items.joined(separator: "\n") + "\n</ol>"
  }

  // MARK: - Questions

  /// A question, and the start of what stays hidden until it was answered.
  private mutating func question(_ callout: Callout) -> String {
    closeAnswer()
    questions += 1
    hidesAnswer = true
    return """
      <div class="callout predict" role="note" data-answer="answer-\(questions)" \
      aria-label="Question \(questions)">
      <p class="callout-title">Predict</p>
      \(callout.body.map(\.proseHTML).joined())</div>
      <div class="answer" id="answer-\(questions)">

      """
  }

  private mutating func outcome(_ text: RichText) -> String {
    let html = """
      <div class="callout outcome" role="note" aria-label="What came out">
      <p class="callout-title">What came out</p>
      <p>\(text.html)</p></div>

      """
    return html + answerEnd()
  }

  private mutating func closeAnswer() { body += answerEnd() }

  private mutating func answerEnd() -> String {
    defer { hidesAnswer = false }
    return hidesAnswer ? "</div>\n" : ""
  }
}

extension Page {
  /// Says what came out where prose asked the reader to predict it.
  ///
  /// A question is a callout of the prose, `- Predict: …`, before the cell that reveals the answer.
  /// With `--step` the page waits there for the reader's guess. Each call answers the oldest question
  /// that is still open.
  ///
  /// - Parameter outcome: What came out, computed, with inline Markdown.
  public func reveal(_ outcome: String, line: Int = #line) {
    let text = RichText(markdown: outcome)
    emit(.outcome(text), line: line)
    predictions.reveal(text.text)
  }

  /// Shows what was asked so far, what the reader said with `--step`, and what came out.
  public func predictions(line: Int = #line) {
    weaveSource(through: line)
    emit(.table(predictions.table), line: line)
  }
}

/// The questions of a page, in order.
struct Predictions {
  struct Question {
    var text: String
    var guess: String?
    var outcome: String?
  }

  private(set) var questions: [Question] = []

  mutating func ask(_ callout: Callout, guess: String?) {
    questions.append(Question(text: callout.sentence, guess: guess))
  }

  mutating func reveal(_ outcome: String) {
    guard let open = questions.firstIndex(where: { $0.outcome == nil }) else { return }
    questions[open].outcome = outcome
  }

  /// A row for each question; with the reader's guesses where there were any.
  var table: Table {
    let asked = questions.contains { $0.guess != nil }
    var table = Table(
      caption: RichText(verbatim: "What you were asked, and what came out"),
      headers: ["asked"] + (asked ? ["you said"] : []) + ["what came out"],
      rows: questions.map { question in
        let guess = asked ? [question.guess ?? ""] : []
        return ([question.text] + guess + [question.outcome ?? ""]).map(TableCell.text)
      })
    table.awaitsGuesses = !asked
    return table
  }
}

extension Callout {
  /// The question itself: the first paragraph, without the choices below it.
  fileprivate var sentence: String {
    for case .paragraph(let text) in body { return text.text }
    return ""
  }
}

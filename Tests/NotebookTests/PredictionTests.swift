import Testing

@testable import Notebook

@Suite struct PredictionTests {
  static let source = """
    //: Look.
    //:
    //: - Predict: Which rank?
    //:   - 3
    //:   - 30
    page.reveal("30")

    //: - Predict: How many dB?
    page.reveal("26.9 dB")

    //: Done.
    page.predictions()
    """

  private func run(_ answers: [String?] = [], steps: Bool = false) throws -> Outcome {
    try outcome(
      source: Self.source, arguments: steps ? ["--step"] : [], variables: ["TERM": "xterm"],
      isTerminal: steps, answers: answers
    ) { page in
      page.reveal("30", line: 6)
      page.reveal("26.9 dB", line: 9)
      page.predictions(line: 12)
    }
  }

  @Test func questionsStandBeforeWhatCameOutAndInTheTable() throws {
    let output = try run().output
    let order = [
      "▌ Predict", "Which rank?", "• 30", "What came out", "▌ 30", "How many dB?", "26.9 dB",
      "asked ", "Which rank?", " 30", "How many dB?", " 26.9 dB",
    ]
    var rest = output[...]
    for words in order {
      guard let found = rest.range(of: words) else {
        Issue.record("“\(words)” is missing or out of order:\n\(output)")
        return
      }
      rest = rest[found.upperBound...]
    }
    #expect(!output.contains("your guess") && !output.contains("you said"))
  }

  /// A page asks its reader itself; where the terminal has asked, it does not ask again.
  @Test func theTableAwaitsGuesses() {
    var predictions = Predictions()
    let callout = Callout(title: Callout.question, body: [.paragraph(RichText(verbatim: "Which?"))])
    predictions.ask(callout, guess: nil)
    #expect(predictions.table.html(number: 1).contains("<table data-predictions>"))
    predictions.ask(callout, guess: "7")
    #expect(predictions.table.html(number: 1).contains("<table><caption>"))
  }

  @Test func stepsWaitForAGuessAndKeepIt() throws {
    let output = try run([" 300\u{1B}[2J ", "", ""], steps: true).output
    #expect(output.ranges(of: "your guess").count == 2)
    #expect(output.contains("you said") && output.contains("300\\u{1B}[2J"))
  }

  @Test(arguments: ["q", nil]) func aGuessMayEndThePage(_ answer: String?) throws {
    let result = try run([answer], steps: true)
    #expect(result.status == 0)
    #expect(result.output.contains("Which rank?") && !result.output.contains("What came out"))
  }

  @Test func anOutcomeThatNobodyAskedForIsStillShown() throws {
    let result = try outcome { page in
      page.reveal("30")
      page.predictions()
    }
    #expect(result.status == 0 && result.output.contains("30"))
  }
}

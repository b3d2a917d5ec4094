import Presentation
import Testing

@testable import Grading

@Suite struct ReportTests {
  static let plain = TerminalStyle(width: 80, colour: .none, isPlain: false)

  static func row(
    _ number: String, _ title: String, _ verdict: Verdict?, printed: Int = 0,
    lesson: String = "Short"
  ) -> Scoreboard.Row {
    let exercise = ExerciseOutline(
      number: number, title: title, points: 2, function: "f", hints: [])
    let outline = LessonOutline(number: 4, name: lesson, exercises: [exercise])
    return Scoreboard.Row(
      exercise: exercise, lesson: outline,
      graded: verdict.map {
        GradedExercise(number: number, verdict: $0, printed: ["a", "b"], printedBytes: printed)
      },
      place: "\(outline.exerciseFile):17")
  }

  static let finding = Finding(
    diagnosis: "value", message: String(repeating: "word ", count: 30), evidence: "For 1: 2, not 3."
  )

  static let board = Scoreboard(rows: [
    row("4.1", "One", .passed, printed: 100_000_000),
    row("4.2", "Two", .wrong(finding), printed: 4),
    row("4.3", "Three", .stopped(.endedEarly(status: 0))),
    row("4.4", "Four", .unattempted),
    row("4.5", "Five", nil),
  ])

  @Test func showsStatePointsAndPlace() {
    #expect(
      Self.board.text(style: Self.plain) == """
        4  Short
        ✓ 4.1  2/2  One  (printed 100 MB)
        ✗ 4.2  0/2  Two    Exercises/04-Short.swift:17
        ⚠ 4.3  0/2  Three  Exercises/04-Short.swift:17
        ○ 4.4  0/2  Four   Exercises/04-Short.swift:17
        · 4.5  -/2  Five   Exercises/04-Short.swift:17

        ✓ 1 passed   ✗ 1 wrong   ⚠ 1 stopped   ○ 1 not attempted   · 1 not graded
        2 of 10 points

        """)
  }

  /// A file that does not compile is told of once, where its error is.
  @Test(arguments: [(4, "4.1"), (14, "4.2"), (99, "4.1")])
  func tellsACompilersErrorAtItsFunction(_ line: Int, _ home: String) {
    let exercises = ["4.1", "4.2"].map {
      ExerciseOutline(number: $0, title: $0, points: 1, function: "f\($0.last!)", hints: [])
    }
    let lesson = LessonOutline(number: 4, name: "Short", exercises: exercises)
    let reason = "\(lesson.exerciseFile):\(line):3: error: no such name (and 1 more)"
    let board = Scoreboard(
      rows: exercises.indices.map { i in
        Scoreboard.Row(
          exercise: exercises[i], lesson: lesson,
          graded: GradedExercise(
            number: exercises[i].number, verdict: .ungraded(reason: reason)),
          place: lesson.exerciseFile, lines: 10 * i + 1...10 * i + 8)
      })
    for row in board.rows {
      let isHome = row.exercise.number == home
      #expect(board.explanation(of: row) == (isHome ? reason : "as \(home)"))
    }
  }

  /// Nor is a word broken: all of them stand there.
  @Test(arguments: [48, 60, 80, 120]) func staysWithinTheWidth(_ width: Int) {
    let title = "A title that is rather long, longer than many a terminal is wide in fact"
    let long = Scoreboard(rows: [
      Self.row("4.1", title, .unattempted, lesson: "ALongLessonName"),
      Self.row("4.2", title, .passed, printed: 1 << 20),
      Self.row("4.3", title, .wrong(Self.finding)),
    ])
    let style = TerminalStyle(width: width, colour: .none, isPlain: false)
    for board in [Self.board, long] {
      let text = board.text(style: style) + board.details(style: style)
      for line in text.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
      for row in board.rows {
        let words = row.exercise.title.split(separator: " ") + [row.place[...]]
        let found = Set(text.split { " \n".contains($0) })
        let isOpen = row.graded?.verdict != .passed
        #expect(words.dropLast(isOpen ? 0 : 1).allSatisfy { found.contains($0) })
      }
    }
  }

  @Test func explainsFailuresAndLongOutput() {
    let details = Self.board.details(style: Self.plain)
    #expect(details.contains("✗ 4.2  Two\n    word word"))
    #expect(details.contains("For 1: 2, not 3."))
    #expect(details.contains("exit(0)"))
    #expect(details.contains("It printed 100 MB, at the end:\n    │ a\n    │ b"))
    #expect(!details.contains("4.4"))
  }

  @Test func coloursOnlyWhereAsked() {
    #expect(!Self.board.text(style: Self.plain).contains("\u{1B}"))
    #expect(
      Self.board.text(style: TerminalStyle(width: 80, colour: .basic, isPlain: false)).contains(
        "\u{1B}[32m✓\u{1B}[0m"))
  }

  @Test func failsOnWrongAndStoppedOnly() {
    #expect(Self.board.hasFailures)
    #expect(!Scoreboard(rows: [Self.row("4.1", "", .unattempted)]).hasFailures)
    #expect(!Scoreboard(rows: [Self.row("4.1", "", .passed)]).hasFailures)
    #expect(Scoreboard(rows: [Self.row("4.1", "", .stopped(.endedEarly(status: 0)))]).hasFailures)
  }

  @Test func outputLosesItsControlCharacters() {
    var tail = OutputTail(capacity: 16)
    tail.append(Array("forgotten, for it is too old ".utf8)[...])
    tail.append(Array("\u{1B}[31mred\u{7}\u{0}\r\nend".utf8)[...])
    #expect(tail.lines.last == "end")
    #expect(tail.text.contains("[31mred"))
    #expect(!tail.text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    #expect(tail.total == 29 + 15)
  }

  @Test func editorsReadALineForEachFault() {
    let syntax = "Exercises/04-Short.swift:9:3: error: expected ')' (and 2 more)"
    let board = Scoreboard(rows: [
      Self.row("4.1", "One", .passed), Self.row("4.2", "Two", .unattempted),
      Self.row(
        "4.3", "Three", .wrong(Finding(diagnosis: "d", message: "No.", evidence: "a\u{1B}b"))),
      Self.row(
        "4.4", "Four",
        .stopped(.crashed(signal: 4, message: "t", place: "Exercises/04-Short.swift:5"))),
      Self.row("4.5", "Five", .ungraded(reason: syntax)),
      Self.row("4.6", "Six", .ungraded(reason: syntax)),
    ])
    #expect(
      board.problems == [
        "Exercises/04-Short.swift:17: error: 4.3: No. a\\u{1B}b",
        "Exercises/04-Short.swift:5: error: 4.4: crashed at Exercises/04-Short.swift:5: t",
        "Exercises/04-Short.swift:9: error: expected ')' (and 2 more)",
      ])
  }
}

import Coursework
import Foundation
import Grading
import Presentation

/// `course watch`: grades the exercise at hand whenever its file is saved, and goes on when it passes.
enum WatchCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    let selected = try Selection.exercises(words.filter { $0 != "--problems" })
    var watch = Watch(selected, tellsProblems: words.contains("--problems"))
    return try watch.run()
  }
}

private struct Watch {
  private let selected: [Selected]
  private let workspace = Workspace(root: SwiftBuild.root)
  private var passed: Set<String> = []
  private var place = 0
  private var asksForSolution = false

  /// Whether an editor listens, which reads lines with a file and a line in them.
  private let tellsProblems: Bool

  init(_ selected: [Selected], tellsProblems: Bool) {
    self.selected = selected
    self.tellsProblems = tellsProblems
  }

  private var current: Selected { selected[place] }

  mutating func run() throws(Failure) -> Int32 {
    let terminal = RawTerminal()
    var files = SavedFiles(
      Array(Set(selected.map(\.lesson.exerciseFile))), root: SwiftBuild.root)
    grade()
    while true {
      if passed.count == selected.count {
        print("\nAll \(selected.count) pass.")
        return 0
      }
      if files.changed().contains(current.lesson.exerciseFile) { grade() }
      guard let terminal else {
        Thread.sleep(forTimeInterval: 0.1)
        continue
      }
      guard let key = terminal.key(within: 100) else { continue }
      if key == "q" || key == "\u{4}" { return 0 }
      try press(key)
    }
  }

  private mutating func press(_ key: Character) throws(Failure) {
    let wasAsked = asksForSolution
    asksForSolution = false
    switch key {
    case "h": _ = try HintCommand.run([current.exercise.number])
    case "s":
      let lock = SolutionCommand.lock(on: current, passed: passed.contains(current.exercise.number))
      if lock == nil || wasAsked {
        try SolutionCommand.show(current)
      } else if let lock {
        print("    \(lock) Press s once more to see it all the same.")
        asksForSolution = true
      }
    case "l":
      for (index, choice) in selected.enumerated() {
        let mark = passed.contains(choice.exercise.number) ? "✓" : index == place ? "▸" : "○"
        print("    \(mark) \(choice.exercise.number)  \(choice.exercise.title)")
      }
    case "n": move(by: 1)
    case "p": move(by: -1)
    case "x":
      _ = try ResetCommand.run([current.exercise.number])
      grade()
    default: showKeys()
    }
  }

  private mutating func move(by step: Int) {
    place = min(max(place + step, 0), selected.count - 1)
    grade()
  }

  /// Grades the exercise at hand and, as long as they pass, those after it.
  private mutating func grade() {
    let style = TerminalStyle.standardOutput()
    if tellsProblems {
      print("course: grading")
      fflush(nil)
    } else if style.colour > .none {
      print("\u{1B}[2J\u{1B}[H", terminator: "")
    }
    defer {
      if tellsProblems { print("course: graded") }
      fflush(nil)
    }
    while true {
      let board = GradeCommand.board(of: [current])
      let width = Scoreboard.width(of: [current.exercise])
      for row in board.rows {
        print(
          Scoreboard.lines(of: row, after: nil, width: width, style: style).joined(separator: "\n"))
      }
      let details = board.details(style: style, showsInputs: false)
      if !details.isEmpty { print(details, terminator: "") }
      if tellsProblems { for line in board.problems { print(line) } }
      guard board.rows.first?.graded?.verdict == .passed else { break }
      passed.insert(current.exercise.number)
      guard let next = nextOpen else { return }
      place = next
    }
    showKeys()
  }

  /// The next one that has not passed, from the one at hand on and round.
  private var nextOpen: Int? {
    (Array(selected.indices[place...]) + Array(selected.indices[..<place])).first {
      !passed.contains(selected[$0].exercise.number)
    }
  }

  private func showKeys() {
    let style = TerminalStyle.standardOutput()
    let keys = "h hint   s solution   l list   n next   p previous   x reset   q quit"
    print(
      style.paint("\(workspace.place(of: current.exercise, in: current.lesson))   \(keys)", .quiet))
    fflush(nil)
  }
}

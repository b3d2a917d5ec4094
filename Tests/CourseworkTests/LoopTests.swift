import Foundation
import Testing

@testable import course

/// What the learner's loop is made of.
@Suite struct LoopTests {
  @Test func aFileThatIsSavedIsSeenOnceHoweverItIsSaved() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("a.swift")
    try Data("one".utf8).write(to: file)
    var files = SavedFiles(["a.swift", "b.swift"], root: folder)
    #expect(files.changed().isEmpty)
    try Data("three".utf8).write(to: file)
    #expect(files.changed() == ["a.swift"])
    #expect(files.changed().isEmpty)
    // As some editors do: another file takes the name. For a moment there may be none.
    try FileManager.default.removeItem(at: file)
    #expect(files.changed().isEmpty)
    try Data("three".utf8).write(to: file, options: .atomic)
    #expect(files.changed() == ["a.swift"])
    try Data("new".utf8).write(to: folder.appendingPathComponent("b.swift"))
    #expect(files.changed() == ["b.swift"])
  }

  @Test(arguments: [
    ("code --wait", ["code", "--wait", "--goto", "/x/a b.swift:7"]),
    ("/usr/bin/vim", ["/usr/bin/vim", "+7", "/x/a b.swift"]),
    ("zed", ["zed", "/x/a b.swift:7"]), ("xed", ["xed", "--line", "7", "/x/a b.swift"]),
    ("ed", ["ed", "/x/a b.swift"]),
  ])
  func editorsAreToldTheLine(_ editor: String, _ command: [String]) {
    #expect(Editor.command(editor, file: "/x/a b.swift", line: 7) == command)
    #expect(Editor.command(editor, file: "f", line: nil).last == "f")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func shellsCompleteEveryVerbAndExercise(_ shell: String) {
    let script = CompletionCommand.script(for: shell)
    for word in Help.verbs + ["ImageCompression", "4.2", "rankApproximation"] {
      #expect(script.contains(word), "\(word)")
    }
    for verb in Help.verbs { #expect(Help.text(verb) != nil, "\(verb) has no help") }
  }

  @Test func theSolutionWaitsForTheLastHint() throws {
    let selected = try #require(Selection.exercise("4.2"))
    #expect(SolutionCommand.lock(on: selected, passed: true) == nil)
  }
}

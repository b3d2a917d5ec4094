import Testing

@testable import Grading

@Suite struct CompilerErrorTests {
  static let echo = "attribute 'public' can only be used in a non-local scope"

  @Test func keepsTheCompilersOrderAndLeavesOutWhatFollows() {
    let errors = CompilerError.list(in: [
      "[3/9] Compiling Exercises 04-A.swift",
      "Exercises/04-A.swift:36:1: error: \(Self.echo)",
      "Exercises/04-A.swift:48:1: error: \(Self.echo)",
      "Exercises/04-A.swift:66:2: error: expected '}' at end of brace statement",
      "32 | public func storedNumbers() throws -> Int {",
      "   |                                           `- note: to match this opening '{'",
      "33 |   return 1",
      "Exercises/04-A.swift:33:11: error: cannot find 'sdv' in scope",
      "Exercises/01-B.swift:100:1: error: missing return",
      "Exercises/04-A.swift:9:1: error: missing return",
      "Exercises/04-A.swift:33:11: error: cannot find 'sdv' in scope",
    ])
    #expect(
      errors.map(\.description) == [
        "Exercises/04-A.swift:66:2: error: expected '}' at end of brace statement, "
          + "to match '{' in line 32",
        "Exercises/04-A.swift:33:11: error: cannot find 'sdv' in scope",
        "Exercises/01-B.swift:100:1: error: missing return",
        "Exercises/04-A.swift:9:1: error: missing return",
      ])
  }

  @Test func keepsWhatFollowsWhereNothingElseStands() {
    #expect(CompilerError.list(in: ["a.swift:1:2: error: \(Self.echo)", "error: no"]).count == 1)
  }
}

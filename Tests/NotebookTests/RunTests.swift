import Foundation
import LinearAlgebra
import Presentation
import Testing

@testable import Notebook

private struct MissingFile: ExitStatusError {
  var description: String { "photo.png: expected a picture, found nothing" }
  var exitStatus: Int32 { 66 }
}

private struct OtherError: Error {}

@Suite struct RunTests {
  static let source = """
    lesson("Sample") { page in
      //: # Tïtle
      //: Prose with *emphasis*, σₖ₊₁ ≤ ‖A‖ and 日本.
      //:
      //: - Warning: é, λ → ∞.
      let σ = "√2"  // ≥
      //: End.
    }
    """

  private func everything(_ page: Page) throws {
    let a: Matrix = [[2, 1.5], [-0.0, .nan]]
    page.show(a, "Aᵀ", line: 6)
    page.show(try svd([[2, 1], [1, 3]] as Matrix<Double>), "A", line: 6)
    page.show([1.0, .infinity, 1e-20], "σ", line: 6)
    page.show("“text” …", line: 6)
    page.show(Matrix<Double>(rows: 40, columns: 40, repeating: 1e9), "big", line: 6)
    page.note("a **bold** σ", line: 6)
    page.check("UᵀU = I", 1.0, equals: 1.0, line: 6)
    page.table("tåble", ["σₖ", "rate"], [["1", "5 %"], ["∞", "–"]], line: 6)
    for chart in ChartTests.degenerate { page.plot(chart, line: 6) }
    let ramp = Matrix<Double>(rows: 20, columns: 30) { i, j in Double(i * j) / 2 }
    page.pictures([("σ", ramp), ("b", ramp)], line: 6)
    page.picture(ramp, "é", range: .signed, line: 6)
  }

  @Test func plainIsASCIIWithoutEscapes() throws {
    let result = try outcome(
      source: Self.source, arguments: ["--plain"],
      variables: ["TERM": "xterm-256color", "COLORTERM": "truecolor"], isTerminal: true,
      width: 100, everything)
    #expect(result.output.isASCII && !result.output.hasEscape)
    #expect(result.output.contains("ok U^T U = I") && result.status == 0)
  }

  @Test(arguments: [
    (false, ["TERM": "xterm-256color"]), (true, ["TERM": "dumb"]), (true, [:]),
    (true, ["TERM": "xterm", "NO_COLOR": "1"]),
  ])
  func noEscapesWhereTheyAreNotWanted(_ isTerminal: Bool, _ variables: [String: String]) throws {
    let result = try outcome(
      source: Self.source, variables: variables, isTerminal: isTerminal, everything)
    #expect(!result.output.hasEscape)
    #expect(result.output.contains("✓ UᵀU = I"))
  }

  @Test func coloursOnATerminal() throws {
    for variables in [["TERM": "xterm"], ["TERM": "xterm-256color", "NO_COLOR": ""]] {
      let result = try outcome(
        source: Self.source, variables: variables, isTerminal: true, everything)
      #expect(result.output.hasEscape)
    }
  }

  @Test func theSameSeedGivesTheSameBytes() throws {
    let outputs = try (1...2).map { _ in try outcome(source: Self.source, everything).output }
    #expect(outputs[0] == outputs[1])
  }

  @Test(arguments: [40, 60, 80, 133])
  func keepsToTheWidthOfTheTerminal(_ width: Int) throws {
    let result = try outcome(
      source: Self.source, variables: ["TERM": "dumb"], isTerminal: true, width: width, everything)
    for line in result.output.lines where line.displayWidth > width {
      Issue.record("\(line.displayWidth) columns: \(line)")
    }
  }

  @Test func aPipeHasEightyColumnsAndATerminalItsOwn() {
    let none = Gathered()
    func style(_ isTerminal: Bool, _ width: Int?, _ columns: String?) -> Int {
      surroundings(
        columns.map { ["COLUMNS": $0] } ?? [:], isTerminal: isTerminal, width: width, output: none,
        errors: none
      ).style(isPlain: false).width
    }
    #expect(style(false, 120, "140") == 80)
    #expect(style(true, 120, "140") == 120)
    #expect(style(true, 0, "140") == 140)
    #expect(style(true, nil, "x") == 80)
  }

  @Test func errorsHaveOneLineAndTheirStatus() throws {
    let errors: [(any Error, Int32, String)] = [
      (MissingFile(), 66, "photo.png: expected a picture"),
      (LinearAlgebraError.singular(pivot: 2), 65, "singular"),
      (UsageError(option: "--ranks", expected: "1 to 4", found: "9\n"), 64, "“9\\n”"),
      (OtherError(), 70, "OtherError"),
    ]
    for (error, status, words) in errors {
      let result = try outcome(source: Self.source) { page in
        page.show(1, "shown before", line: 6)
        throw error
      }
      #expect(result.status == status)
      #expect(result.errors.hasPrefix("Sample: ") && result.errors.lines.count == 2)
      #expect(result.errors.contains(words), "\(result.errors)")
      #expect(result.output.contains("shown before"))
    }
  }

  @Test func stepsWaitBetweenProse() throws {
    let source = "//: one\nlet a = 1\n//: two\nlet b = 2\n//: three\nlet c = 3"
    let variables = ["TERM": "xterm"]
    func run(_ answers: [String?], isTerminal: Bool = true) throws -> Outcome {
      try outcome(
        source: source, arguments: ["--step"], variables: variables, isTerminal: isTerminal,
        answers: answers)
    }
    let all = try run(["", ""])
    #expect(all.output.ranges(of: "goes on").count == 2 && all.output.contains("three"))
    for last in ["q", nil] {
      let ended = try run(["", last])
      #expect(ended.output.ranges(of: "goes on").count == 2)
      #expect(ended.output.contains("two") && !ended.output.contains("three"))
      #expect(ended.status == 0)
    }
    let failing = try outcome(
      source: source, arguments: ["--step"], variables: variables, isTerminal: true, answers: ["q"]
    ) { $0.check("claim", false, line: 2) }
    #expect(failing.errors.contains("1 of 1 check failed: “claim”"))
    let piped = try run([], isTerminal: false)
    #expect(!piped.output.contains("goes on"))
  }

  @Test func theClosingRemarkIsTheLastThingOnThePage() throws {
    let url = URL(fileURLWithPath: "/nowhere/main.swift")
    let result = try outcome(at: url, closingRemark: "With your `f`.") { $0.show(1, "a") }
    #expect(result.output.hasSuffix("       a = 1\n\n       With your `f`.\n"))
    let silent = try outcome(at: url) { $0.show(1, "a") }
    #expect(silent.output.hasSuffix("       a = 1\n"))
    let failing = try outcome(at: url, closingRemark: "the end") { _ in throw OtherError() }
    #expect(!failing.output.contains("the end") && failing.status == 70)
  }

  @Test func progressIsSilentForShortWorkAndInPipes() throws {
    for isTerminal in [true, false] {
      let result = try outcome(variables: ["TERM": "xterm"], isTerminal: isTerminal) { page in
        let items = Array(page.progress("work", of: 1...50))
        #expect(items == Array(1...50))
        let progress = page.progress("more", total: 0)
        progress.advance(by: .max)
        progress.advance(by: .max)
      }
      #expect(result.errors.isEmpty)
    }
  }
}

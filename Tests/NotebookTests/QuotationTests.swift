import Foundation
import Presentation
import Testing

@testable import Notebook

@Suite struct QuotationTests {
  static let solutions = """
    import LinearAlgebra

    /// Exercise 4.1 (1 point). Counts.
    public func count(_ k: Int) throws -> Int {
      // Every layer has one σ.
      let text = "}"
      return text.count + helper(k)
    }

    /// A helper.
    private func helper(_ k: Int) -> Int { k }

    /// Exercise 4.2 (1 point).
    @discardableResult
    public func other<T>(
      _ x: T
    ) throws -> T { x }
    """

  static let exercises = """
    import LinearAlgebra

    /// Exercise 4.1 (1 point). Counts.
    public func count(_ k: Int) throws -> Int { k }  // mine

    public func other<T>(
      _ x: T
    ) throws -> T {
      throw Unattempted()
    }
    """

  static let lesson = """
    lesson("Sample") { page in
      //: # Title
      let a = 1
      page.source(of: "count")
      //: Later.
    }
    """

  /// Runs a lesson in a kit of these files.
  private func run(
    _ files: [String: String], arguments: [String] = [], variables: [String: String] = [:],
    width: Int? = nil, _ body: (Page) throws -> Void
  ) throws -> Outcome {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("quotation-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let all = files.merging(["Lessons/04-Sample/main.swift": Self.lesson]) { first, _ in first }
    for (path, text) in all {
      let url = root.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    return try outcome(
      at: root.appendingPathComponent("Lessons/04-Sample/main.swift"), arguments: arguments,
      variables: variables, isTerminal: width != nil, width: width, body)
  }

  private let both = [
    "Solutions/04-Sample.swift": solutions, "Exercises/04-Sample.swift": exercises,
  ]

  static let count = """
           Solutions/04-Sample.swift
       4 │ public func count(_ k: Int) throws -> Int {
       5 │   // Every layer has one σ.
       6 │   let text = "}"
       7 │   return text.count + helper(k)
       8 │ }

    """

  static let helper = """

      11 │ private func helper(_ k: Int) -> Int { k }

    """

  @Test func quotesASolutionBelowTheNameOfItsFile() throws {
    let result = try run(both) { page in
      page.source(of: "count", line: 4)
      page.show(1, "a", line: 4)
    }
    #expect(result.output.contains("page.source(of: \"count\")\n\n\(Self.count)\n       a = 1\n"))
    #expect(!result.output.contains("Exercise 4.1") && result.status == 0)
  }

  @Test func quotesHelpersAndAttributes() throws {
    let result = try run(both) { $0.source(of: "count", "helper", "other", line: 4) }
    let other = "\n  14 │ @discardableResult\n  15 │ public func other<T>("
    #expect(result.output.contains(Self.count + Self.helper + other))
    #expect(result.output.ranges(of: "Solutions/04").count == 1)
  }

  @Test func quotesWhatTheLearnerAttempted() throws {
    let result = try run(both, variables: ["LOWRANK_LEARNER": "1"]) { page in
      page.source(of: "count", "helper", line: 4)
      page.source(of: "other", line: 4)
    }
    let mine = """
             Exercises/04-Sample.swift
         4 │ public func count(_ k: Int) throws -> Int { k }  // mine

             Solutions/04-Sample.swift
        14 │ @discardableResult

      """
    #expect(result.output.contains(mine))
    #expect(!result.output.contains("helper(_ k"))
  }

  @Test func aPlainRunQuotesTheSolution() throws {
    let result = try run(both) { $0.source(of: "count", line: 4) }
    #expect(!result.output.contains("mine"))
  }

  @Test(arguments: [
    ([:], "cannot be read."),
    (["Solutions/04-Sample.swift": "public func f() {"], "cannot be read."),
    (["Solutions/04-Sample.swift": "public func f() {}"], "has no such function."),
  ])
  func goesOnWhereTheSourceIsMissing(_ files: [String: String], _ reason: String) throws {
    let result = try run(files, arguments: ["--plain"]) { page in
      page.source(of: "count", line: 4)
      page.show(1, "a", line: 4)
    }
    let sentence = "count is not shown: Solutions/04-Sample.swift \(reason)"
    #expect(result.output.replacing("\n", with: " ").contains(sentence), "\(result.output)")
    #expect(result.output.contains("a = 1") && result.output.contains("Later."))
    #expect(result.status == 0)
  }

  @Test func keepsToTheWidthAndToASCII() throws {
    let narrow = try run(both, variables: ["TERM": "dumb"], width: 40) {
      $0.source(of: "count", line: 4)
    }
    #expect(narrow.output.lines.allSatisfy { $0.displayWidth <= 40 })
    let plain = try run(both, arguments: ["--plain"]) { $0.source(of: "count", line: 4) }
    #expect(plain.output.isASCII && plain.output.contains("   5 |   // Every layer has one sigma."))
  }

  @Test func aStepEndsBehindTheSource() throws {
    let variables = ["TERM": "xterm"]
    let result = try run(both, arguments: ["--step"], variables: variables, width: 80) {
      $0.source(of: "count", line: 4)
    }
    let places = ["Title", "text.count + helper", "goes on", "Later."]
      .map { result.output.firstRange(of: $0)?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
  }
}

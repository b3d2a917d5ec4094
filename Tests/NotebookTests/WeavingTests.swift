import LinearAlgebra
import Presentation
import Testing

@testable import Notebook

@Suite struct WeavingTests {
  static let source = """
    import Notebook

    lesson("Sample") { page in
      //: # Title
      //: First prose.
      let a = 1
      page.show(a, "a")

      //: Second prose.
      let text = \"\"\"
        //: not prose
        \"\"\"
      page.show(2, "b")  //: not prose either
    }
    """

  @Test func takesProseAndCellsApart() throws {
    let segments = SourceFile(Self.source).segments
    try #require(segments.count == 5)
    #expect(segments.map(\.firstLine) == [1, 4, 6, 9, 10])
    #expect(segments[1] == .prose(firstLine: 4, lines: ["# Title", "First prose."]))
    guard case .code(let last) = segments[4] else {
      Issue.record("the last segment should be code")
      return
    }
    #expect(last.lines.map(\.number) == [10, 11, 12, 13, 14])
    #expect(last.lines.dropFirst().first?.text.contains("//: not prose") == true)
  }

  @Test func resultsFollowTheCellThatHoldsTheCall() throws {
    let result = try outcome(source: Self.source) { page in
      page.show(1, "a", line: 7)
      page.show(2, "b", line: 13)
    }
    // What opens the page comes last.
    let order = [
      "First prose.", "page.show(a", "       a = 1", "Second", "b = 2", "import Notebook",
    ]
    let places = order.map { result.output.range(of: $0)?.lowerBound }
    #expect(!places.contains(nil))
    let found = places.compactMap { $0 }
    #expect(found == found.sorted())
    #expect(result.status == 0)
  }

  @Test func whatNoCallReachesIsPrintedAtTheEnd() throws {
    let result = try outcome(source: Self.source)
    #expect(result.output.contains("Second prose."))
    #expect(
      result.output.hasSuffix(
        "   1 │ import Notebook\n   2 │\n   3 │ lesson(\"Sample\") { page in\n"))
  }

  @Test func aBraceNeverStandsAlone() {
    let source = "//: a\nfor x in y {\n//: b\n  f(x)\n\n//: c\n}\n\n//: d\n})\n"
    let cells = SourceFile(source).segments.compactMap { segment -> [Int]? in
      if case .code(let cell) = segment { cell.lines.map(\.number) } else { nil }
    }
    #expect(cells == [[2], [4]])
  }

  @Test func aLoopPrintsItsCellOnce() throws {
    let result = try outcome(source: Self.source) { page in
      for _ in 1...3 { page.show(1, "a", line: 7) }
    }
    #expect(result.output.components("let a = 1") == 1)
    #expect(result.output.components("a = 1\n") == 4)
  }

  @Test func withoutItsSourceALessonStillShowsResults() throws {
    let result = try outcome { $0.show(41, "answer") }
    #expect(result.output.contains("answer = 41"))
    #expect(result.output.contains("source is not at"))
    #expect(result.status == 0)
  }

  /// Property: whatever the lines are and in whatever order the calls come, each line that isn't
  /// blank is handed out once and in order, as what it is.
  @Test func everyLineComesOnceAndInOrder() {
    for seed in UInt64(1)...60 { checkEveryLine(seed: seed) }
  }

  private func checkEveryLine(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let kinds: [(lines: [String], prose: Int)] = [
      (["//: prose"], 1), (["    //:"], 1), (["let x = \"//: a\""], 0), ([""], 0), (["   "], 0),
      (["  foo()  //: trailing"], 0), (["\"\"\"", "//: text", "\"\"\""], 0),
      (["/* a", "//: comment", "/* nested */ */"], 0), (["#\"\"\"", "//: \\(x)", "\"\"\"#"], 0),
      (["\"\"\"", "\\(f(", "//: inside", "\"a\"))", "\"\"\""], 0), (["let s = \"open"], 0),
      (["\t//: tab"], 1), (["// plain comment"], 0), (["let r = 'x' \"\\\" //: \""], 0),
    ]
    var lines: [String] = []
    var proseNumbers: Set<Int> = []
    for _ in 0..<40 {
      let kind = kinds[Int(generator.next() % UInt64(kinds.count))]
      lines += kind.lines
      if kind.prose == 1 { proseNumbers.insert(lines.count) }
    }
    let source = SourceFile(lines.joined(separator: "\n"))
    var weaver = Weaver(source)
    var segments: [SourceFile.Segment] = []
    for _ in 0..<5 {
      segments += weaver.segments(through: Int(generator.next() % UInt64(lines.count)) + 1)
    }
    segments += weaver.rest()

    var numbers: [Int] = []
    var prose: Set<Int> = []
    for segment in segments {
      switch segment {
      case .prose(let first, let texts):
        numbers += first..<first + texts.count
        prose.formUnion(first..<first + texts.count)
      case .code(let cell):
        #expect(cell.lines.map(\.text) == cell.lines.map { lines[$0.number - 1] })
        #expect(cell.lines.first?.isBlank == false && cell.lines.last?.isBlank == false)
        numbers += cell.lines.map(\.number)
      }
    }
    let blank = { lines[$0 - 1].allSatisfy(\.isWhitespace) }
    #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
    #expect(numbers.filter { !blank($0) } == (1...lines.count).filter { !blank($0) })
    #expect(prose == proseNumbers)
  }

  @Test func aCellStartsAtTheEdgeAndKeepsItsShape() {
    let text = ["  for x in y {", "    f(x)", "  }", "", "  let z = 1", "}"]
    let segments = SourceFile(text.joined(separator: "\r\n")).segments
    guard case .code(let cell) = segments.first else {
      Issue.record("expected one cell")
      return
    }
    let shown = rendered(.code(cell)).lines.dropLast().map { String($0.dropFirst(6)).trimmingEnd }
    #expect(shown == [" for x in y {", "   f(x)", " }", "", " let z = 1", " }"])
  }

  @Test func longCodeIsWrappedAndNeverCut() {
    let line = "let value = " + (1...40).map { "term\($0)" }.joined(separator: " + ")
    guard case .code(let cell) = SourceFile(line).segments.first else { return }
    let shown = rendered(.code(cell))
    #expect(shown.lines.allSatisfy { $0.displayWidth <= 80 })
    #expect(shown.contains("⋯ │"))
    let code = shown.lines.dropLast().map { $0.dropFirst(7) }.joined()
    #expect(code.filter { $0 != " " } == line.filter { $0 != " " })
  }
}

extension String {
  /// How often `part` occurs.
  fileprivate func components(_ part: String) -> Int {
    ranges(of: part).count
  }

  fileprivate var trimmingEnd: String { withoutTrailingSpaces }
}

import Presentation
import Testing

@testable import Notebook

@Suite struct OptionTests {
  static let options: [LessonOption] = [
    .init("--image", value: "FILE", help: "the picture to take apart (PGM, PPM or PNG)"),
    .init("--ranks", value: "LIST", default: "100,50", help: "the ranks of the table"),
    .init("--quick", help: "leave the slow part out"),
  ]

  private func run(
    _ arguments: [String], _ body: (Page) throws -> Void = { _ in }
  ) throws -> Outcome {
    try outcome(source: "let a = 1", options: Self.options, arguments: arguments, body)
  }

  @Test func readsBothForms() throws {
    let result = try run(["--image", "a b.png", "--ranks=3, 4", "--quick", "--seed", "7"]) { page in
      #expect(page.option("--image") == "a b.png")
      #expect(page.options["--ranks"] == "3, 4")
      let ranks = try page.integers("--ranks")
      #expect(ranks == [3, 4])
      #expect(page.isGiven("--quick"))
      #expect(page.seed == 7)
    }
    #expect(result.status == 0)
  }

  @Test func usesDefaults() throws {
    _ = try run([]) { page in
      #expect(page.option("--image") == nil)
      let ranks = try page.integers("--ranks")
      #expect(ranks == [100, 50])
      #expect(!page.isGiven("--quick") && !page.isGiven("--ranks"))
      #expect(page.seed == 1)
    }
  }

  @Test(arguments: [
    (["--imgae", "x"], ["--imgae", "did you mean --image?"]),
    (["--imag=x"], ["--imag", "--image"]),
    (["--nonsense"], ["--nonsense", "--help"]),
    (["--image"], ["--image needs a value", "FILE"]),
    (["--image", "--plain"], ["--image needs a value"]),
    (["--image="], ["--image needs a value"]),
    (["--quick=1"], ["--quick takes no value"]),
    (["stray"], ["unexpected argument", "stray"]),
    (["--", "--image"], ["unexpected argument", "--image"]),
    (["-x"], ["-x"]),
    (["--seed", "x"], ["--seed", "whole number", "x"]),
    (["--seed", "-1"], ["--seed"]),
    (["--seed", "18446744073709551616"], ["--seed"]),
    (["--bad\u{1B}[31m\n"], ["--bad\\u{1B}[31m\\n"]),
    ([""], ["unexpected argument"]),
  ])
  func refusesInOneLine(_ arguments: [String], _ words: [String]) throws {
    let result = try run(arguments) { _ in Issue.record("the body must not run") }
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("Sample: "))
    #expect(result.errors.lines.count == 2 && result.errors.hasSuffix("\n"))
    for word in words { #expect(result.errors.contains(word), "\(result.errors)") }
  }

  @Test(arguments: ["1,x", "", "1,,2", "1.5", "99999999999999999999", "1,-2"])
  func refusesBadLists(_ text: String) throws {
    let result = try run(["--ranks", text]) { _ = try $0.integers("--ranks", in: 1...400) }
    #expect(result.status == 64)
    #expect(result.errors.contains("--ranks") && result.errors.lines.count == 2)
  }

  @Test func refusesBadNumbers() throws {
    let result = try run(["--image", "nan"]) { _ = try $0.number("--image") }
    #expect(result.status == 64 && result.errors.contains("--image: expected a number"))
    let missing = try run([]) { _ = try $0.number("--image") }
    #expect(missing.status == 64)
    let outside = try run(["--ranks", "500"]) { _ = try $0.integer("--ranks", in: 1...400) }
    #expect(outside.errors.contains("from 1 to 400"))
    for (range, words) in [(0.5...2, "from 0.5 to 2"), (2 ... .infinity, "2 or more")] {
      let outside = try run(["--image", "0.25"]) { _ = try $0.number("--image", in: range) }
      #expect(outside.status == 64 && outside.errors.contains(words), "\(outside.errors)")
    }
  }

  @Test func helpsWithinEightyColumns() throws {
    for arguments in [["--help"], ["-h"], ["--nonsense", "--help"], ["--help", "--plain"]] {
      let result = try run(arguments) { _ in Issue.record("the body must not run") }
      #expect(result.status == 0 && result.errors.isEmpty)
      #expect(result.output.lines.allSatisfy { $0.displayWidth <= 80 })
      let all = ["What a sample shows", "--image FILE", "(default: 100,50)", "--seed N", "--step"]
      for word in all { #expect(result.output.contains(word), "\(result.output)") }
    }
  }
}

import Foundation
import Presentation
import Testing

/// The lessons' folders; the product is what follows the number.
private let folders = LessonSource.folders

/// The second run of a lesson: another look, and a seed that says what goes without saying.
private let again = ["--seed", "1", "--plain"]

/// The lessons that are run twice; all where there is time for it.
private let twice = folders.filter {
  Thorough.isWanted
    || ["Eigendecomposition", "SVDProof", "Distillation", "LowRankAdapters"].contains(product($0))
}

private func product(_ folder: String) -> String { String(folder.dropFirst("NN-".count)) }

@Suite("What each lesson promises")
struct LessonTests {
  @Test("ends with status 0, and every check holds", arguments: folders)
  func everyCheckHolds(folder: String) async throws {
    let run = try await LessonRuns.shared.run(product(folder)).run
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("✓"), "a lesson states its facts with checks")
    #expect(!run.output.contains("✗"))
  }

  @Test(
    "prints each line of its source once, in order, what opens the page last", arguments: folders)
  func weavesItsSource(folder: String) async throws {
    let source = try LessonSource(folder: folder)
    let run = try await LessonRuns.shared.run(product(folder)).run
    let printed = LessonSource.skeleton(run.output)
    var position = printed.startIndex
    for line in source.lines {
      let found = printed.range(of: line.skeleton, range: position..<printed.endIndex)
      guard let found else {
        Issue.record("line \(line.number) is missing or out of order: \(line.text)")
        return
      }
      position = found.upperBound
    }
    // A result may well repeat a line's words. With its number before it, a line of code is unique.
    let printedLines = run.output.split(separator: "\n").map(LessonSource.skeleton)
    for line in source.lines where !line.text.contains("//:") {
      let printings = printedLines.count { $0 == "\(line.number)\(line.skeleton)" }
      #expect(printings == 1, "line \(line.number) is printed \(printings) times")
    }
  }

  @Test("breaks no line of its source", arguments: folders)
  func sourceFits(folder: String) throws {
    // The notebook would break a longer line, with a mark; in a lesson it should not have to.
    for line in try LessonSource(folder: folder).lines where line.text.count > 75 {
      Issue.record("line \(line.number) has \(line.text.count) characters: \(line.text)")
    }
  }

  @Test("says the same in a browser and in Markdown", arguments: folders)
  func weavesPages(folder: String) async throws {
    let source = try LessonSource(folder: folder)
    let written = try await LessonRuns.shared.run(product(folder))
    let page = PageText(written.html)
    for (name, text) in [
      ("HTML", page.words), ("Markdown", LessonSource.skeleton(written.markdown)),
    ] {
      var position = text.startIndex
      for line in source.lines {
        guard let found = text.range(of: line.unnumbered, range: position..<text.endIndex) else {
          Issue.record("line \(line.number) is missing in \(name), or out of order: \(line.text)")
          break
        }
        position = found.upperBound
      }
    }
    let checks = written.run.output.count { $0 == "✓" }
    #expect(page.count(of: "class=\"check holds\"") == checks)
    #expect(written.markdown.count { $0 == "✓" } == checks)
    #expect(page.unbalanced == nil)
    #expect(written.html.utf8.count < 3_000_000)
  }

  @Test("writes the same bytes for the same seed, which is 1 unless given", arguments: twice)
  func isReproducible(folder: String) async throws {
    let first = try await LessonRuns.shared.run(product(folder))
    let second = try await LessonRuns.shared.run(product(folder), again)
    #expect(second.run.status == 0, "\(second.run.errors)")
    #expect(first.html == second.html && !first.html.isEmpty)
    #expect(
      first.markdown == second.markdown && !first.markdown.isEmpty)
  }

  @Test("prints no escape sequence to a pipe", arguments: folders)
  func colourStaysOnTerminals(folder: String) async throws {
    let run = try await LessonRuns.shared.run(product(folder)).run
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test("uses no sign that --plain cannot spell", arguments: folders)
  func signsHaveSpellings(folder: String) async throws {
    let run = try await LessonRuns.shared.run(product(folder)).run
    // Charts and pictures are drawn in other signs there.
    let drawn: [ClosedRange<Unicode.Scalar>] = ["\u{2500}"..."\u{25FF}", "\u{2800}"..."\u{28FF}"]
    let written = Set(run.output).filter { sign in
      !sign.unicodeScalars.contains { scalar in drawn.contains { $0.contains(scalar) } }
    }
    #expect(written.filter { Transliteration.ascii(String($0)).contains("\\u{") }.isEmpty)
  }

  @Test("is ASCII through and through with --plain", arguments: twice)
  func plainIsASCII(folder: String) async throws {
    let run = try await LessonRuns.shared.run(product(folder), again).run
    #expect(run.output.utf8.allSatisfy { $0 < 0x80 && $0 != 0x1B })
    #expect(!run.output.contains("\\u{"), "a sign has no spelling")
  }

  @Test("fits into 80 columns", arguments: folders)
  func fitsIntoEightyColumns(folder: String) async throws {
    let run = try await LessonRuns.shared.run(product(folder)).run
    for line in run.output.split(separator: "\n") where line.count > 80 {
      Issue.record("\(line.count) columns: \(line)")
    }
  }

  @Test("asks for three predictions or more, and answers each", arguments: folders)
  func asksAndAnswers(folder: String) async throws {
    let lines = try await LessonRuns.shared.run(product(folder)).run.output.split(separator: "\n")
    let asked = lines.count { $0 == "▌ Predict" }
    #expect(asked >= 3 && asked == lines.count { $0 == "▌ What came out" })
  }

  /// Tables set thousands apart by themselves; sentences and captions have to ask for it.
  @Test("sets the thousands of a long number apart", arguments: folders)
  func groupsDigits(folder: String) async throws {
    let run = try await LessonRuns.shared.run(product(folder)).run
    let number = #/(^|[^\w.,·−/-])[0-9]{5,}($|[^\w·])/#
    for line in run.output.split(separator: "\n")
    where !line.contains("│") && !line.contains("┤") && line.contains(number) {
      Issue.record("\(line)")
    }
  }

  @Test("explains itself with --help", arguments: folders)
  func helps(folder: String) throws {
    let run = try LessonRun(product(folder), ["--help"])
    #expect(run.status == 0)
    for option in ["--step", "--plain", "--seed"] { #expect(run.output.contains(option)) }
  }

  @Test("refuses a wrong option in one line, with status 64", arguments: folders)
  func refusesWrongOptions(folder: String) throws {
    let run = try LessonRun(product(folder), ["--colour"])
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("--colour"))
    #expect(run.errors.split(separator: "\n").count == 1)
  }
}

extension LessonSource.Line {
  /// The letters and digits without the number of a list's item, which a browser counts itself.
  fileprivate var unnumbered: String {
    let isItem = text.contains(#/^ *//: \d+\. /#)
    return isItem ? String(skeleton.drop(while: \.isNumber)) : skeleton
  }
}

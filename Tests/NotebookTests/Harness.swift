import Foundation
import Presentation

@testable import Notebook

/// What a run wrote and how it ended.
struct Outcome {
  var status: Int32
  var output: String
  var errors: String
}

/// Text gathered by a closure.
final class Gathered {
  var text = ""
}

/// Surroundings that gather what is written, and answer questions with `answers`.
func surroundings(
  _ variables: [String: String] = [:], isTerminal: Bool = false, width: Int? = nil,
  output: Gathered, errors: Gathered, answers: [String?] = []
) -> Surroundings {
  var next = 0
  return Surroundings(
    variables: variables, inputIsTerminal: isTerminal, outputIsTerminal: isTerminal,
    errorIsTerminal: isTerminal, terminalWidth: width,
    writeOutput: { output.text += $0 }, writeError: { errors.text += $0 },
    readLine: {
      defer { next += 1 }
      return answers.indices.contains(next) ? answers[next] : ""
    })
}

/// Runs a lesson whose source is `source`, or nowhere.
func outcome(
  source: String? = nil, options: [LessonOption] = [], arguments: [String] = [],
  variables: [String: String] = [:], isTerminal: Bool = false, width: Int? = nil,
  answers: [String?] = [], _ body: (Page) throws -> Void = { _ in }
) throws -> Outcome {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("notebook-\(UUID().uuidString).swift")
  if let source { try Data(source.utf8).write(to: url) }
  defer { try? FileManager.default.removeItem(at: url) }
  return try outcome(
    at: url, options: options, arguments: arguments, variables: variables, isTerminal: isTerminal,
    width: width, answers: answers, body)
}

/// Runs a lesson whose source is at `url`.
func outcome(
  at url: URL, options: [LessonOption] = [], arguments: [String] = [],
  variables: [String: String] = [:], isTerminal: Bool = false, width: Int? = nil,
  answers: [String?] = [], closingRemark: String? = nil,
  _ body: (Page) throws -> Void = { _ in }
) throws -> Outcome {
  let output = Gathered()
  let errors = Gathered()
  let run = LessonRun(
    name: "Sample", summary: "What a sample shows", options: options, sourcePath: url.path,
    closingRemark: { closingRemark })
  let status = run.run(
    arguments: arguments,
    in: surroundings(
      variables, isTerminal: isTerminal, width: width, output: output, errors: errors,
      answers: answers), body)
  return Outcome(status: status, output: output.text, errors: errors.text)
}

/// A block as a terminal of this kind shows it.
func rendered(
  _ block: Block, width: Int = 80, colour: TerminalStyle.ColourDepth = .none,
  isPlain: Bool = false
) -> String {
  var renderer = TerminalRenderer(
    style: TerminalStyle(width: width, colour: colour, isPlain: isPlain))
  return renderer.text(of: block)
}

extension String {
  var lines: [String] { split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
  var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
  var hasEscape: Bool { utf8.contains(0x1B) }
}

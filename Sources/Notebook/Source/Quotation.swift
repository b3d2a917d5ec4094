import Foundation
import Presentation

/// Finds the functions that a lesson quotes, in the solutions or in what the learner wrote.
struct Quotation {
  private let solutions: File
  private let exercises: File?

  /// A file with the functions in it; nil where it is not there or cannot be taken apart.
  private struct File {
    let path: String
    let functions: [SourceFunction]?

    init(_ path: String, root: URL) {
      self.path = path
      let bytes = FileManager.default.contents(atPath: root.appendingPathComponent(path).path)
      functions = bytes.flatMap { SourceFunction.all(in: String(decoding: $0, as: UTF8.self)) }
    }

    func named(_ name: String) -> [SourceFunction] {
      functions?.filter { $0.name == name } ?? []
    }
  }

  /// - Parameters:
  ///   - root: The root of the kit.
  ///   - lesson: The folder of the lesson, such as `04-ImageCompression`.
  ///   - prefersLearners: Whether the lesson runs on what the learner has attempted.
  init(root: URL, lesson: String, prefersLearners: Bool) {
    solutions = File("Solutions/\(lesson).swift", root: root)
    exercises = prefersLearners ? File("Exercises/\(lesson).swift", root: root) : nil
  }

  /// The functions of these names, those of one file in one block as long as they follow each other,
  /// and a sentence for each that is not there.
  func blocks(of names: [String]) -> [Block] {
    var blocks: [Block] = []
    var quotesLearner = false
    for name in names {
      let attempted = exercises?.named(name).filter { !$0.isStub } ?? []
      let solved = solutions.named(name)
      if let exercises, !attempted.isEmpty {
        quotesLearner = true
        append(attempted, of: exercises, to: &blocks)
      } else if solved.isEmpty {
        blocks.append(.sourceMissing(reason(name)))
      } else if !quotesLearner || solved.contains(where: \.isPublic) {
        // What the learner wrote does not call the private functions of the solutions.
        append(solved, of: solutions, to: &blocks)
      }
    }
    return blocks
  }

  private func append(_ functions: [SourceFunction], of file: File, to blocks: inout [Block]) {
    let cells = functions.map { function in
      CodeCell(
        lines: function.lines.enumerated().map { index, line in
          CodeCell.Line(number: function.firstLine + index, tokens: line.tokens)
        })
    }
    if case .quote(var last)? = blocks.last, last.file == file.path {
      last.functions += cells
      blocks[blocks.count - 1] = .quote(last)
    } else {
      blocks.append(.quote(QuotedSource(file: file.path, functions: cells)))
    }
  }

  private func reason(_ name: String) -> String {
    let fault = solutions.functions == nil ? "cannot be read" : "has no such function"
    return "\(name) is not shown: \(solutions.path) \(fault)."
  }
}

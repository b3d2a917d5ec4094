import Foundation
import Grading
import Presentation

/// `course mine`: a lesson run on the learner's own functions, which a program beside it answers.
enum MineCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    guard let word = words.first else {
      throw .usage("mine takes a lesson, such as ImageCompression, and that lesson's options")
    }
    guard let lesson = Selection.lesson(word) else { throw Selection.unknown(word) }
    let page = [try SwiftBuild(product: lesson.name).run()] + words.dropFirst()
    switch try run(page, of: lesson) {
    case .exited(let status): return status
    case .outOfTime: return 1
    case .signalled(let signal):
      throw Failure(message: "\(lesson.name) was stopped by signal \(signal)", status: 1)
    }
  }

  /// Runs a command that asks the learner's functions of a lesson.
  static func run(
    _ command: [String], of lesson: LessonOutline
  ) throws(Failure) -> ChildProcess.Ending {
    do {
      return try CompanionProcess(program: try program(of: lesson)).run(command)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(message: "\(error)", status: 70)
    }
  }

  /// The program that holds the learner's functions.
  private static func program(of lesson: LessonOutline) throws(Failure) -> String {
    let build = LearnerBuild(
      workspace: Workspace(root: SwiftBuild.root), products: SwiftBuild.products)
    let progress = ProgressLine("Building your functions")
    defer { progress.erase() }
    switch build.build(lesson, isForced: true, tick: { progress.tick() }) {
    case .untouched:
      preconditionFailure("a forced build does not look whether a file is as it was given")
    case .failed(let reason): throw Failure(message: reason, status: 65)
    case .built(let program, let changed):
      for function in changed {
        complain("\(function) has another signature than its stub, and comes from the solutions.")
      }
      return program
    }
  }
}

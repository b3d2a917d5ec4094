import Foundation
import Grading

/// `course mine`: a lesson run on the learner's own functions, in a build of its own.
enum MineCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    guard let word = words.first else {
      throw .usage("mine takes a lesson, such as ImageCompression, and that lesson's options")
    }
    guard let lesson = Selection.lesson(word) else { throw Selection.unknown(word) }
    let folder = SwiftBuild.root.appendingPathComponent(".build-mine").path
    if !FileManager.default.fileExists(atPath: folder) {
      complain("The first run builds the kit once more, into .build-mine; this takes a while.")
    }
    let program = try SwiftBuild(product: lesson.name, isMine: true).run()
    let ending: ChildProcess.Ending
    do {
      // A backtrace would stand between the message of a trap and the line below.
      ending = try ChildProcess(
        [program] + words.dropFirst(), environment: ["SWIFT_BACKTRACE": "enable=no"]
      ).runInForeground()
    } catch {
      throw Failure(message: error.description, status: 70)
    }
    switch ending {
    case .exited(let status): return status
    case .outOfTime: return 1
    case .signalled(let signal):
      throw Failure(
        message: "\(lesson.name) was stopped by signal \(signal); course grade \(lesson.name) says"
          + " more",
        status: 1)
    }
  }
}

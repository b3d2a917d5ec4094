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
    let trace = folder + "/crash.txt"
    try? FileManager.default.removeItem(atPath: trace)
    let ending: ChildProcess.Ending
    do {
      ending = try ChildProcess(
        [program] + words.dropFirst(),
        environment: ["SWIFT_BACKTRACE": "\(CrashTrace.setting),output-to=\(trace)"]
      ).runInForeground()
    } catch {
      throw Failure(message: error.description, status: 70)
    }
    switch ending {
    case .exited(let status): return status
    case .outOfTime: return 1
    case .signalled(let signal):
      let data = FileManager.default.contents(atPath: trace) ?? Data()
      let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
      let place = CrashTrace(lines).place.map { "in your code, at \($0)" } ?? "by signal \(signal)"
      throw Failure(
        message: "\(lesson.name) was stopped \(place); course grade \(lesson.name) says more",
        status: 1)
    }
  }
}

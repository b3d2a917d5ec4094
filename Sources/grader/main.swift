import Foundation
import Grading
import Submission

// Grades one exercise of the learner's, in this process and under limits, for a parent that reads
// the verdict from a channel of its own. Started by hand it prints the verdict.

let arguments = CommandLine.arguments
guard arguments.count == 2 || arguments.count == 4 else {
  FileHandle.standardError.write(Data("usage: grader EXERCISE [SECONDS MEBIBYTES]\n".utf8))
  exit(64)
}
let exercise = arguments[1]
var limits = ResourceLimits()
if arguments.count == 4 {
  guard let seconds = Double(arguments[2]), (0.01...86400).contains(seconds),
    let mebibytes = Int(arguments[3]), (16...1 << 20).contains(mebibytes)
  else {
    FileHandle.standardError.write(
      Data("grader: \(arguments[2]) s and \(arguments[3]) MiB are no limits\n".utf8))
    exit(64)
  }
  limits = ResourceLimits(seconds: seconds, mebibytes: mebibytes)
}

let channel = VerdictChannel()
let mebibytes = limits.mebibytes

/// Tells the verdict and ends the process, without running what the learner may have registered.
@Sendable func finish(_ verdict: Verdict) -> Never {
  // What was printed so far belongs to the exercise.
  fflush(nil)
  guard let channel else {
    print(verdict.mark, exercise, verdict.explanation)
    fflush(nil)
    _exit(verdict.isFailure ? 1 : 0)
  }
  do {
    try channel.send(verdict, on: exercise)
  } catch {
    FileHandle.standardError.write(Data("grader: the verdict cannot be written: \(error)\n".utf8))
    _exit(74)
  }
  _exit(0)
}

limits.apply(onExcess: { finish(.stopped(.outOfMemory(mebibytes: mebibytes))) })
guard let verdict = Submission.verdict(on: exercise) else {
  FileHandle.standardError.write(Data("grader: there is no exercise \(exercise)\n".utf8))
  exit(64)
}
finish(verdict)

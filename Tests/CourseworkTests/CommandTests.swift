import Foundation
import Grading
import Testing

/// The command itself, as a learner types it; only what builds nothing and changes nothing.
@Suite struct CommandTests {
  static func run(
    _ arguments: [String], seconds: Double = 20
  ) throws -> (status: Int32, output: String, errors: String) {
    let outcome = try ChildProcess([program] + arguments, timeLimit: seconds).run()
    guard case .exited(let status) = outcome.ending else {
      Issue.record("course \(arguments) ended by \(outcome.ending)")
      return (-1, outcome.output.text, outcome.errors.text)
    }
    return (status, outcome.output.text, outcome.errors.text)
  }

  /// The command, which is built beside the tests.
  static var program: String {
    for path in CommandLine.arguments + Bundle.allBundles.map(\.bundlePath)
    where path.contains("/") {
      var folder = URL(fileURLWithPath: path).resolvingSymlinksInPath()
      for _ in 0..<5 {
        folder.deleteLastPathComponent()
        let program = folder.appendingPathComponent("course").path
        if FileManager.default.isExecutableFile(atPath: program) { return program }
      }
    }
    return "course"
  }

  static let wrongUsage = [
    (["hnt"], "“hnt”; did you mean hint?"), (["grade", "4.22"], "did you mean 4.2?"),
    (["grade", "ImageCompresion"], "did you mean ImageCompression?"), (["hint"], "hint takes"),
    (["hint", "4.1", "4.2"], "hint takes"), (["reset"], "reset takes"),
    (["mine", "Nothing"], "“Nothing”"), (["list", "--al"], "--al"), (["check", "all"], "“all”"),
    (["stubs", "--wrte"], "did you mean --write?"), (["new"], "new takes"),
    (["new", "exercise", "4.9", "f"], "the next exercise of"),
    (["new", "exercise", "4.5", "F"], "no name for a function"),
    (["new", "exercise", "99.1", "f"], "no lesson has"), (["new", "lesson", "x"], "no name"),
    (["new", "lesson", "Denoising"], "already"), (["help", "helo"], "did you mean help?"),
    (["watch", "4.22"], "did you mean 4.2?"), (["next", "4.22"], "did you mean 4.2?"),
    (["open", "4.1", "4.2"], "open takes"), (["solution"], "solution takes"),
    (["doctor", "now"], "doctor takes"), (["completion", "csh"], "bash, zsh or fish"),
    (["book"], "--output FOLDER"), (["book", "--output"], "--output FOLDER"),
    (["book", "--output", "/tmp/x", "Nothing"], "“Nothing”"),
    (["book", "--quik"], "did you mean --quick?"),
    (["grade", "--csv", "x"], "for a class"), (["grade", "--submissions"], "needs a value"),
    (["grade", "--submissions", "/tmp", "--format", "x"], "--format takes"),
    (["grade", "--submissions", "/tmp", "--shard", "4/3"], "--shard takes"),
    (["grade", "--submissions", "/tmp", "--weights", "x"], "--weights takes"),
    (["grade", "--submissions", "/tmp", "--due", "soon"], "--due takes"),
    (["grade", "--submissions", "/tmp", "--late", "2"], "--late takes"),
    (["grade", "--submissions", "/tmp", "--grace", "x"], "--grace takes"),
    (["grade", "--submissions", "/tmp", "--jobs", "0"], "--jobs takes"),
    (["grade", "--submissions", "/tmp", "--cvs", "x"], "did you mean --csv?"),
    (["merge"], "merge takes"), (["gradescope"], "--output FOLDER"),
    (["handout"], "--output FOLDER"),
    (["update-stubs", "4"], "update-stubs takes"),
    ([""], "“”"), (["grade", String(repeating: "x", count: 5000)], "xxx"),
    (["hint", "\u{301}🧮"], "no lesson or exercise"),
  ]

  @Test func namesWrongUsageInOneLine() throws {
    for (arguments, text) in Self.wrongUsage {
      let (status, output, errors) = try Self.run(arguments)
      #expect(status == 64, "\(arguments)")
      #expect(output.isEmpty, "\(arguments)")
      #expect(errors.contains(text), "\(errors)")
      #expect(errors.hasPrefix("course: "), "\(errors)")
      #expect(errors.count { $0 == "\n" } == 1, "\(errors)")
      #expect(errors.count < 200, "\(errors)")
    }
  }

  static let callsForHelp = [
    ["--help"], ["help"], ["help", "grade"], ["hint", "--help"], ["mine", "--help"],
    ["help", "reset"], ["help", "mine"], ["help", "check"], ["help", "list"], ["help", "stubs"],
    ["help", "new"], ["watch", "--help"], ["help", "next"], ["help", "open"], ["help", "solution"],
    ["help", "doctor"], ["help", "completion"], ["book", "--help"],
    ["help", "merge"], ["help", "gradescope"], ["handout", "--help"], ["help", "update-stubs"],
  ]

  @Test func helpsWithin80Columns() throws {
    for arguments in Self.callsForHelp {
      let (status, output, errors) = try Self.run(arguments)
      #expect(status == 0, "\(arguments)")
      #expect(errors.isEmpty, "\(errors)")
      #expect(output.contains("usage: "), "\(output)")
      for line in output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }
  }
}

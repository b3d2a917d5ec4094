import Foundation
import Presentation

let status: Int32
do {
  status = try run(Array(CommandLine.arguments.dropFirst()))
} catch {
  for line in error.message.split(separator: "\n") { complain("course: \(line)") }
  status = error.status
}
exit(status)

/// Runs the verb that the words begin with.
func run(_ words: [String]) throws(Failure) -> Int32 {
  let verb = words.first ?? "road"
  let rest = Array(words.dropFirst())
  if verb == "--version" {
    print("LowRank \(Help.version)")
    return 0
  }
  if ["--help", "-h"].contains(verb) {
    show(Help.overview)
    return 0
  }
  // What follows the lesson of `mine` is the lesson's own.
  if verb != "mine" || rest.count == 1, rest.contains("--help") || rest.contains("-h"),
    let text = Help.text(verb)
  {
    show(text)
    return 0
  }
  let known =
    [
      "hint": ["--all"], "stubs": ["--write"],
      "grade": ClassRequest.valued + ClassRequest.plain + ["--exercises"],
      "watch": ["--problems"], "gradescope": ["--output"], "handout": ["--output"],
      "merge": ClassRequest.valued + ClassRequest.plain,
      "book": ["--output", "--quick", "--mine", "--force"],
    ][verb] ?? []
  if verb != "mine", let option = rest.first(where: { $0.hasPrefix("-") && !known.contains($0) }) {
    throw .usage(
      "\(verb.prefix(60)) has no option \(option.prefix(60))",
      closest: Spelling.nearest(to: option, among: known + ["--help"]))
  }
  switch verb {
  case "road": return try RoadCommand.run()
  case "list": return try GradeCommand.list(rest)
  case "grade":
    if let status = try PrivateSet.run(rest) { return status }
    return rest.contains { $0.hasPrefix("--submission") }
      ? try ClassRun.grade(rest) : try GradeCommand.grade(rest)
  case "grade-submission": return try SubmissionWorker.run(rest)
  case "gradescope": return try GradescopeCommand.run(rest)
  case "handout": return try HandoutCommand.run(rest)
  case "update-stubs": return try UpdateStubsCommand.run(rest)
  case "merge": return try MergeCommand.run(rest)
  case "hint": return try HintCommand.run(rest)
  case "reset": return try ResetCommand.run(rest)
  case "mine": return try MineCommand.run(rest)
  case "watch": return try WatchCommand.run(rest)
  case "next": return try PlaceCommand.next(rest)
  case "open": return try PlaceCommand.open(rest)
  case "solution": return try SolutionCommand.run(rest)
  case "doctor": return try DoctorCommand.run(rest)
  case "completion": return try CompletionCommand.run(rest)
  case "book": return try BookCommand.run(rest)
  case "check": return try CheckCommand.run(rest)
  case "stubs": return try StubsCommand.run(rest)
  case "new": return try NewCommand.run(rest)
  case "help":
    let topic = rest.first ?? "help"
    guard let text = Help.text(topic), rest.count <= 1 else {
      throw .usage(
        "there is no verb “\(topic.prefix(60))”",
        closest: Spelling.nearest(to: topic, among: Help.verbs))
    }
    show(text)
    return 0
  default:
    throw .usage(
      "there is no verb “\(verb.prefix(60))”",
      closest: Spelling.nearest(to: verb, among: Help.verbs))
  }
}

/// Prints a help text, no wider than the terminal.
private func show(_ help: String) {
  print(help.fitted(to: TerminalStyle.standardOutput().width))
}

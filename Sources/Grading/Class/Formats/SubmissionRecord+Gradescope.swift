extension ClassRecord {
  /// The `results.json` that Gradescope reads: one test an exercise.
  ///
  /// Source: Gradescope, "Autograder Specifications", output format.
  public func gradescope(_ submission: SubmissionRecord, isStrict: Bool = false) -> String {
    var results = GradescopeResults(output: submission.summary(of: self))
    // Otherwise the system adds the tests up itself.
    if submission.mark != submission.points || submission.exercises.isEmpty {
      results.score = submission.mark
    }
    results.tests = exercises.compactMap { task in
      guard let found = submission.exercises.first(where: { $0.number == task.number }) else {
        return nil
      }
      return GradescopeResults.Test(
        name: task.title, number: task.number, score: found.credit * task.points,
        maxScore: task.points, status: found.state == .passed ? "passed" : "failed",
        output: found.said(isStrict: isStrict))
    }
    return encoded(results)
  }
}

private struct GradescopeResults: Encodable {
  var output: String
  var outputFormat = "text"
  var visibility = "visible"
  var stdoutVisibility = "hidden"
  var score: Double?
  var tests: [Test] = []

  enum CodingKeys: String, CodingKey {
    case output
    case outputFormat = "output_format"
    case visibility
    case stdoutVisibility = "stdout_visibility"
    case score, tests
  }

  struct Test: Encodable {
    var name: String
    var number: String
    var score: Double
    var maxScore: Double
    var status: String
    var output: String
    var outputFormat = "text"
    var visibility = "visible"

    enum CodingKeys: String, CodingKey {
      case name, number, score
      case maxScore = "max_score"
      case status, output
      case outputFormat = "output_format"
      case visibility
    }
  }
}

extension SubmissionRecord {
  /// What came of a submission, in a few lines.
  func summary(of record: ClassRecord) -> String {
    var lines: [String] = []
    if let reason { lines.append(reason) }
    lines.append("\(pointsText(points)) of \(pointsText(record.possible)) points")
    if mark != points {
      lines.append("\(daysLate) \(daysLate == 1 ? "day" : "days") late: \(pointsText(mark))")
    }
    if !ignored.isEmpty { lines.append("ignored: " + ignored.joined(separator: ", ")) }
    return lines.joined(separator: "\n")
  }
}

extension ExerciseRecord {
  /// What a learner reads of an exercise.
  func said(isStrict: Bool) -> String {
    switch state {
    case .passed: "✓ passed"
    case .unattempted: explanation ?? (isStrict ? "✗ not attempted" : "○ not attempted")
    case .wrong, .stopped, .ungraded: "\(mark) " + (explanation ?? state.rawValue)
    }
  }
}

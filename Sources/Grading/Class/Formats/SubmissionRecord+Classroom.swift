import Foundation

extension ClassRecord {
  /// What GitHub Classroom's grading reporter reads from a variable such as `LOWRANK_RESULTS`, before it
  /// is put in base64.
  ///
  /// Source: classroom-resources/autograding-grading-reporter, version 1 of the results.
  public func classroom(_ submission: SubmissionRecord, isStrict: Bool = false) -> String {
    let tests = exercises.compactMap { task -> ClassroomResults.Test? in
      guard let found = submission.exercises.first(where: { $0.number == task.number }) else {
        return nil
      }
      let isOpen = found.state == .unattempted && !isStrict
      return ClassroomResults.Test(
        name: "\(task.number) \(task.title)",
        status: found.state == .passed
          ? "pass" : found.state == .stopped || found.state == .ungraded ? "error" : "fail",
        score: submission.scaled(found.credit * task.points),
        message: isOpen || found.state == .passed ? nil : found.said(isStrict: isStrict))
    }
    let failed = submission.exercises.contains {
      $0.state != .passed && ($0.state != .unattempted || isStrict)
    }
    return encoded(
      ClassroomResults(
        status: submission.state != .graded ? "error" : failed ? "fail" : "pass",
        maxScore: possible,
        tests: tests.isEmpty
          ? [
            ClassroomResults.Test(
              name: "submission", status: "error", score: 0, message: submission.reason)
          ] : tests))
  }

  /// The same as the reporter's variable holds it.
  public func classroomVariable(_ submission: SubmissionRecord, isStrict: Bool = false) -> String {
    Data(classroom(submission, isStrict: isStrict).utf8).base64EncodedString()
  }
}

extension SubmissionRecord {
  /// The part of a score that lateness leaves: the reporter adds scores up itself.
  func scaled(_ score: Double) -> Double {
    points == 0 ? 0 : (score * mark / points * 10000).rounded() / 10000
  }
}

private struct ClassroomResults: Encodable {
  var version = 1
  var status: String
  var maxScore: Double
  var tests: [Test]

  enum CodingKeys: String, CodingKey {
    case version, status
    case maxScore = "max_score"
    case tests
  }

  struct Test: Encodable {
    var name: String
    var status: String
    var score: Double
    var message: String?
  }
}

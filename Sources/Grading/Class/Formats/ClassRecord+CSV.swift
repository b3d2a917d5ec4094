extension ClassRecord {
  /// A table with a line a submission: whose it is, its state, points and mark, and each exercise.
  public func csv() -> String {
    let head =
      [
        "entry", "name", "id", "login", "email", "state", "reason", "handed in", "days late",
        "points", "possible", "mark",
      ] + exercises.map(\.number)
    let lines = submissions.map { submission -> [String] in
      let learner = submission.learner
      let texts = [
        submission.entry, learner.name, learner.id ?? "", learner.login ?? "", learner.email ?? "",
        submission.state.rawValue, submission.reason ?? "", submission.handedIn ?? "",
      ].map(Delimited.harmless)
      let numbers = [
        "\(submission.daysLate)", pointsText(submission.points), pointsText(possible),
        pointsText(submission.mark),
      ]
      return texts + numbers + exercises.map { points(of: submission, in: $0) }
    }
    return Delimited.text(of: [head] + lines)
  }

  /// What a submission earned in an exercise; empty where it was not asked.
  private func points(of submission: SubmissionRecord, in task: Task) -> String {
    guard let found = submission.exercises.first(where: { $0.number == task.number }) else {
      return ""
    }
    return pointsText(found.credit * task.points)
  }
}

extension ClassRecord {
  /// The pages of a class by file name: a list, and one for each submission. They need no network.
  ///
  /// - Parameter similar: What is alike in two submissions, for the list.
  public func pages(similar: [Similarity] = []) -> [String: String] {
    var pages: [String: String] = [:]
    var rows = ""
    for (index, submission) in submissions.enumerated() {
      let file = "submission-\(index + 1).html"
      pages[file] = page(of: submission)
      rows +=
        "<tr><td><a href=\"\(file)\">\(submission.learner.name.xml)</a></td>"
        + "<td>\(submission.entry.xml)</td><td>\(submission.state.rawValue)</td>"
        + "<td class=\"n\">\(pointsText(submission.points))</td>"
        + "<td class=\"n\">\(pointsText(submission.mark))</td>"
        + "<td>\((submission.reason ?? "").xml)</td></tr>\n"
    }
    var body =
      "<h1>Marks</h1>\n<p>\(submissions.count) submissions,"
      + " \(pointsText(possible)) points to be had.</p>\n<table>\n<thead><tr><th>Name</th>"
      + "<th>Entry</th><th>State</th><th>Points</th><th>Mark</th><th>Reason</th></tr></thead>\n"
      + "<tbody>\n\(rows)</tbody></table>\n"
    if !similar.isEmpty {
      body += "<h2>Alike</h2>\n<p>What two share beyond the stubs. It is a hint, and no mark.</p>\n"
      for pair in similar {
        body +=
          "<h3>\(pair.number): \(pair.first.xml), \(pair.second.xml):"
          + " \(Int((pair.share * 100).rounded())) %</h3>\n<div class=\"pair\"><pre>"
          + "\(pair.firstText.xml)</pre><pre>\(pair.secondText.xml)</pre></div>\n"
      }
    }
    pages["index.html"] = Self.document("Marks", body)
    return pages
  }

  private func page(of submission: SubmissionRecord) -> String {
    var body =
      "<h1>\(submission.learner.name.xml)</h1>\n"
      + "<p>\(submission.summary(of: self).xml.replacing("\n", with: "<br>\n"))</p>\n"
    var lesson = 0
    for task in exercises {
      guard let found = submission.exercises.first(where: { $0.number == task.number }) else {
        continue
      }
      if task.lesson != lesson {
        lesson = task.lesson
        body += "<h2>Lesson \(lesson)</h2>\n"
      }
      body +=
        "<h3>\(found.mark) \(task.number) \(task.title.xml)"
        + " <small>\(pointsText(found.credit * task.points))/\(pointsText(task.points))</small></h3>\n"
      if let text = found.explanation { body += "<pre>\(text.xml)</pre>\n" }
    }
    return Self.document(submission.learner.name, body)
  }

  private static func document(_ title: String, _ body: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>\(title.xml)</title>
    <style>
    body { font: 16px/1.5 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
    table { border-collapse: collapse; } th, td { text-align: left; padding: .2em .7em; }
    tbody tr { border-top: 1px solid #ccc; } .n { text-align: right; }
    pre { white-space: pre-wrap; background: #f4f4f4; color: #222; padding: .5em; }
    .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1em; } small { color: #666; }
    </style>
    </head>
    <body>
    \(body)</body>
    </html>

    """
  }
}

extension Scoreboard {
  /// What is wrong, a line each, as editors read it: `Exercises/04-x.swift:72: error: 4.2: …`.
  package var problems: [String] {
    var seen: Set<String> = []
    return rows.compactMap { row in
      guard let verdict = row.graded?.verdict, verdict.isFailure else { return nil }
      let text = explanation(of: row)
      if row.isUngraded {
        // The compiler's own place and words, once for all exercises of the file.
        guard
          let error = text.split(separator: "\n").lazy.compactMap({ CompilerError(String($0)) })
            .first
        else {
          return seen.insert(text).inserted ? "\(row.place): error: \(oneLine(text))" : nil
        }
        let line = "\(error.file):\(error.line): error: \(error.message)"
        return seen.insert(line).inserted ? line : nil
      }
      return "\(verdict.place ?? row.place): error: \(row.exercise.number): \(oneLine(text))"
    }
  }

  private func oneLine(_ text: String) -> String {
    text.split(separator: "\n").joined(separator: " ")
  }
}

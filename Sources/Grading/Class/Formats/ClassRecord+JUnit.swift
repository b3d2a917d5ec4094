extension ClassRecord {
  /// The record as the XML that most systems read of tests: a suite a submission, a case an exercise.
  ///
  /// - Parameter isStrict: Whether what nobody attempted fails; otherwise it is skipped.
  public func junit(isStrict: Bool = false) -> String {
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#, "<testsuites>"]
    for submission in submissions {
      let cases = submission.exercises
      let failures = cases.count {
        $0.state == .wrong || ($0.state == .unattempted && isStrict)
      }
      let errors =
        cases.count { $0.state == .stopped || $0.state == .ungraded } + (cases.isEmpty ? 1 : 0)
      let skipped = isStrict ? 0 : cases.count { $0.state == .unattempted }
      lines.append(
        "  <testsuite name=\"\(submission.entry.xml)\" tests=\"\(max(cases.count, 1))\""
          + " failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\">")
      if cases.isEmpty {
        lines.append("    <testcase classname=\"submission\" name=\"submission\">")
        lines.append("      <error message=\"\((submission.reason ?? "nothing to grade").xml)\"/>")
        lines.append("    </testcase>")
      }
      for found in cases {
        let task = exercises.first { $0.number == found.number }
        let name = "\(found.number) \(task?.title ?? "")"
        let text = (found.explanation ?? "").xml
        let opening =
          "    <testcase classname=\"lesson \(task?.lesson ?? 0)\" name=\"\(name.xml)\""
        let element: String? =
          switch found.state {
          case .passed: nil
          case .unattempted:
            isStrict
              ? "<failure message=\"not attempted\"/>" : "<skipped message=\"not attempted\"/>"
          case .wrong:
            "<failure message=\"\((found.diagnosis ?? "wrong").xml)\">\(text)</failure>"
          case .stopped, .ungraded:
            "<error message=\"\(found.state.rawValue)\">\(text)</error>"
          }
        if let element {
          lines += [opening + ">", "      \(element)", "    </testcase>"]
        } else {
          lines.append(opening + "/>")
        }
      }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }
}

extension String {
  /// The text between the marks of XML and HTML, without what no such file may hold.
  var xml: String {
    printable.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}

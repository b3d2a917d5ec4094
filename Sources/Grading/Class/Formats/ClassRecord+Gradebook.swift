/// The systems whose gradebooks take a table back.
public enum Gradebook: String, CaseIterable, Sendable {
  case canvas, moodle, blackboard

  /// The columns by which the system knows a learner again; the first is needed.
  var identity: [String] {
    switch self {
    case .canvas: ["ID", "Student", "SIS User ID", "SIS Login ID", "Section"]
    case .moodle: ["Email address", "ID number", "Username", "First name", "Last name"]
    case .blackboard: ["Username", "Last Name", "First Name", "Student ID"]
    }
  }

  /// The order in which it writes them.
  var order: [String] {
    switch self {
    case .canvas: ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    case .moodle: ["First name", "Last name", "ID number", "Username", "Email address"]
    case .blackboard: ["Last Name", "First Name", "Username", "Student ID"]
    }
  }
}

extension ClassRecord {
  /// A table of marks that a gradebook takes back.
  ///
  /// - Parameters:
  ///   - gradebook: The system.
  ///   - roster: The table that the system exported: its columns come back as they were.
  ///   - column: The name of the assignment, as the system has it.
  /// - Throws: The column that is missing in the roster.
  public func gradebook(
    _ gradebook: Gradebook, roster: Roster, column: String
  ) throws(RosterError) -> String {
    let known = Set(roster.rows.flatMap(\.cells.keys))
    let needed = gradebook.identity.prefix(gradebook == .moodle ? 3 : 1)
    guard needed.contains(where: known.contains) else {
      throw RosterError(
        description: "a table for \(gradebook.rawValue) needs a roster with the column "
          + needed.joined(separator: " or "))
    }
    let columns = gradebook.order.filter(known.contains)
    var lines = [columns + [column]]
    if gradebook == .canvas {
      let texts = columns.map { $0 == "Student" ? "    Points Possible" : "" }
      lines.append(texts + [pointsText(possible)])
    }
    for row in roster.rows {
      // What could not be graded has no mark yet: somebody has to look.
      let mark = submissions.first { submission in
        let learner = submission.learner
        return submission.state == .graded
          && roster.row(entry: submission.entry, name: learner.name, id: learner.id)?.learner
            == row.learner
      }
      lines.append(
        columns.map { row.cells[$0] ?? "" } + [mark.map { pointsText($0.mark) } ?? ""])
    }
    return Delimited.text(of: lines)
  }
}

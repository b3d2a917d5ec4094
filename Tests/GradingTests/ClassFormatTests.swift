import Foundation
import Testing

@testable import Grading

/// The files that systems read, held to what they looked like when somebody last read them beside the
/// systems' own descriptions. `LOWRANK_TRANSCRIPTS=write` renews them, and `git diff` shows what changed.
@Suite struct ClassFormatTests {
  static let tasks = [
    ClassRecord.Task(number: "1.1", lesson: 1, title: "AᵀA", points: 1),
    ClassRecord.Task(number: "4.2", lesson: 4, title: "The rank-k \"approximation\"", points: 4),
    ClassRecord.Task(number: "4.3", lesson: 4, title: "Break even", points: 2),
    ClassRecord.Task(number: "4.4", lesson: 4, title: "Energy", points: 2),
    ClassRecord.Task(number: "5.1", lesson: 5, title: "Parameters", points: 1),
  ]

  static let roster = """
    Student,ID,SIS User ID,SIS Login ID,Section,Homework 1
    "    Points Possible",,,,,10
    "Doe, Jane",17,s17,jdoe,A,9
    "O'Hara, José",18,s18,johara,A,
    Nobody There,19,s19,nobody,B,
    """

  static func record() throws -> ClassRecord {
    let roster = try Roster(csv: roster)
    var marking = Marking()
    marking.freeDays = 1
    var partial = Finding(
      diagnosis: "sigma-forgotten", message: "Σ <is> missing.", evidence: "a ≤ b")
    partial.credit = 0.5
    var jane = SubmissionRecord(
      entry: "doejane_17_99_Exercises.zip",
      learner: try #require(roster.row(entry: "", name: "doejane", id: "17")).learner,
      state: .graded)
    jane.handedIn = "2026-11-28T17:00:00Z"
    jane.daysLate = 3
    jane.ignored = ["notes.txt"]
    jane.exercises = [
      ExerciseRecord(number: "1.1", verdict: .passed),
      ExerciseRecord(number: "4.2", verdict: .wrong(partial)),
      ExerciseRecord(
        number: "4.3", verdict: .stopped(.outOfTime(seconds: 10), place: "For a 4×4 matrix.")),
      ExerciseRecord(number: "4.4", verdict: .unattempted),
      ExerciseRecord(
        number: "5.1", verdict: .ungraded(reason: "Exercises/05-x.swift:1:2: error: no \u{1B}[0m")),
    ]
    marking.mark(&jane, tasks: tasks)
    let broken = SubmissionRecord(
      entry: "=cmd|' /C calc'!A0.zip", learner: Learner(name: "José O'Hara"), state: .broken,
      reason: "is no zip archive: it is a rar archive")
    let missing = SubmissionRecord(
      entry: "", learner: roster.rows[2].learner, state: .missing, reason: "nothing was handed in")
    return ClassRecord(exercises: tasks, submissions: [jane, broken, missing])
  }

  func expect(_ text: String, matches file: String) throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/\(file)")
    if ProcessInfo.processInfo.environment["LOWRANK_TRANSCRIPTS"] == "write" {
      try Data(text.utf8).write(to: url)
    }
    #expect(try String(contentsOf: url, encoding: .utf8) == text, "\(file)")
  }

  @Test func eachFormatIsAsItWas() throws {
    let record = try Self.record()
    let roster = try Roster(csv: Self.roster)
    let jane = try #require(record.submissions.first { $0.state == .graded })
    try expect(record.json(), matches: "marks.json")
    try expect(record.csv(), matches: "marks.csv")
    try expect(record.junit(), matches: "junit.xml")
    try expect(record.junit(isStrict: true), matches: "junit-strict.xml")
    try expect(record.gradescope(jane), matches: "gradescope.json")
    try expect(record.classroom(jane), matches: "classroom.json")
    try expect(
      record.gradebook(.canvas, roster: roster, column: "LowRank (42)"), matches: "canvas.csv")
    let moodle = try Roster(
      csv: "First name,Last name,ID number,Email address\nJane,Doe,s17,jane@x.org\n")
    try expect(
      record.gradebook(.moodle, roster: moodle, column: "Grade"), matches: "moodle.csv")
    let blackboard = try Roster(csv: "Last Name\tFirst Name\tUsername\nDoe\tJane\tjdoe\n")
    try expect(
      record.gradebook(.blackboard, roster: blackboard, column: "LowRank [Total Pts: 10] |1"),
      matches: "blackboard.csv")
    try expect(record.pages()["submission-3.html"] ?? "", matches: "learner.html")
  }

  @Test func theRecordIsReadAsItWasWritten() throws {
    let record = try Self.record()
    #expect(try ClassRecord(json: Data(record.json().utf8)) == record)
    for (text, words) in [
      ("{}", "something else"), ("no", "something else"),
      (#"{"format":"lowrank-marks","version":2}"#, "version 2"),
      (#"{"format":"lowrank-marks","version":1}"#, "schema"),
    ] {
      #expect { try ClassRecord(json: Data(text.utf8)) } throws: { "\($0)".contains(words) }
    }
  }

  @Test func theRecordFollowsItsSchema() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent(".github/marks.schema.json")
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    func faults(_ text: String) throws -> [String] {
      SchemaCheck.faults(try JSONSerialization.jsonObject(with: Data(text.utf8)), schema, "$")
    }
    var record = try Self.record()
    record.shard = "3/20"
    #expect(try faults(record.json()) == [])
    // The check itself can fail: a key too many, a state that there is not, a number that is a text.
    #expect(try !faults(record.json().replacing("\"entry\"", with: "\"entri\"")).isEmpty)
    #expect(try !faults(record.json().replacing("\"graded\"", with: "\"done\"")).isEmpty)
    #expect(
      try !faults(record.json().replacing("\"lesson\" : 1", with: "\"lesson\" : \"1\"")).isEmpty)
    #expect(try !faults(record.json().replacing("3/20", with: "three")).isEmpty)
  }

  @Test func marksCountWeightsCreditAndLateness() {
    var marking = Marking()
    marking.weights = [4: 2]
    marking.due = Date(timeIntervalSince1970: 1_000_000)
    let exercise = ExerciseOutline(number: "4.2", title: "", points: 3, function: "f", hints: [])
    let tasks = marking.tasks([
      (LessonOutline(number: 4, name: "L", exercises: [exercise]), exercise)
    ])
    var finding = Finding(diagnosis: "d", message: "", evidence: "")
    finding.credit = 0.5
    var record = SubmissionRecord(entry: "x", learner: Learner(name: "x"), state: .graded)
    record.exercises = [ExerciseRecord(number: "4.2", verdict: .wrong(finding))]
    record.daysLate = marking.daysLate(Date(timeIntervalSince1970: 1_000_000 + 86400 * 1.5))
    #expect(record.daysLate == 2)
    #expect(marking.daysLate(Date(timeIntervalSince1970: 999_999)) == 0)
    marking.mark(&record, tasks: tasks)
    // 3 points, doubled, half of them earned, two days at a tenth.
    #expect((record.points, record.mark) == (3, 2.4))
    marking.mark(&record, tasks: tasks, freeDays: 2)
    #expect(record.mark == 3)
    record.daysLate = 50
    marking.mark(&record, tasks: tasks)
    #expect(record.mark == 0)
  }

  @Test func aNameIsFoundInTheRosterOrNotAtAll() throws {
    let roster = try Roster(csv: Self.roster + "\nJane Doe Smith,20,s20,jds,B,\n")
    for (name, id, login) in [
      ("doejane", nil, "jdoe"), ("Jane Doe", nil, "jdoe"), ("x", "18", "johara"),
      ("johara", nil, "johara"), ("José O'Hara", nil, "johara"), ("nobody", nil, "nobody"),
      ("Somebody Else", nil, nil), ("", nil, nil),
    ] as [(String, String?, String?)] {
      #expect(roster.row(entry: "e", name: name, id: id)?.learner.login == login, "\(name)")
    }
    #expect { try Roster(csv: "colour\nred\n") } throws: { "\($0)".contains("found colour") }
    #expect(throws: RosterError.self) { try Roster(csv: "") }
  }

  @Test func likenessSurvivesOtherNamesAndNotTheStub() {
    let stub = "public func f(_ x: [Double]) throws -> Double {\n  throw Unattempted()\n}\n"
    func print(_ body: String) -> SourceFingerprint? {
      SourceFingerprint(of: "f", in: stub.replacing("throw Unattempted()", with: body))
    }
    let one = """
      var total = 0.0; for value in x where value > 3 { total += value * value - 7 / value }
        let mean = total / Double(x.count); return mean.squareRoot() + mean * 0.125 - total
      """
    let renamed = one.replacing("total", with: "s").replacing("value", with: "v")
      .replacing("mean", with: "m").replacing("; ", with: ";  // so\n  ")
    let other = "return x.map { $0 * $0 }.reduce(0, +) / 2 + (x.first ?? 1) * (x.last ?? 2) - 5"
    let entries = [("a", one), ("b", renamed), ("c", other), ("d", "throw Unattempted()")]
      .compactMap { entry, body in print(body).map { (entry: entry, print: $0) } }
    let pairs = SourceFingerprint.pairs(
      "1.1", entries, known: [SourceFingerprint(of: "f", in: stub)].compactMap(\.self))
    #expect(pairs.map { [$0.first, $0.second] } == [["a", "b"]])
    #expect(pairs.first?.share == 1)
  }
}

/// As much of JSON Schema as the kit's own schema uses.
enum SchemaCheck {
  static func faults(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    var faults: [String] = []
    if let constant = schema["const"] as? NSObject, constant != value as? NSObject {
      faults.append("\(path): not \(constant)")
    }
    if let choices = schema["enum"] as? [NSObject],
      !choices.contains(where: { $0 == value as? NSObject })
    {
      faults.append("\(path): none of \(choices)")
    }
    switch schema["type"] as? String {
    case "object":
      guard let object = value as? [String: Any] else { return faults + ["\(path): no object"] }
      let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
      for key in schema["required"] as? [String] ?? [] where object[key] == nil {
        faults.append("\(path).\(key) is missing")
      }
      for (key, inner) in object {
        if let inside = properties[key] {
          faults += Self.faults(inner, inside, "\(path).\(key)")
        } else if schema["additionalProperties"] as? Bool == false {
          faults.append("\(path).\(key) is not known")
        }
      }
    case "array":
      guard let array = value as? [Any] else { return faults + ["\(path): no array"] }
      let items = schema["items"] as? [String: Any] ?? [:]
      faults += array.enumerated().flatMap { Self.faults($1, items, "\(path)[\($0)]") }
    case "string":
      guard let text = value as? String else { return faults + ["\(path): no string"] }
      if let pattern = schema["pattern"] as? String,
        text.range(of: pattern, options: .regularExpression) == nil
      {
        faults.append("\(path): \(text) does not match")
      }
    case "number", "integer":
      guard let number = value as? NSNumber, !(value is String) else {
        return faults + ["\(path): no number"]
      }
      let isWhole = number.doubleValue == number.doubleValue.rounded()
      if schema["type"] as? String == "integer", !isWhole { faults.append("\(path): no integer") }
      if let least = schema["minimum"] as? NSNumber, number.doubleValue < least.doubleValue {
        faults.append("\(path): below \(least)")
      }
      if let most = schema["maximum"] as? NSNumber, number.doubleValue > most.doubleValue {
        faults.append("\(path): above \(most)")
      }
    default: break
    }
    return faults
  }
}

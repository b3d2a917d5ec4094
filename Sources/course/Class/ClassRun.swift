import Coursework
import Dispatch
import Foundation
import Grading
import Presentation
import Synchronization

/// `course grade --submissions`: grades a class, each submission in a process and a folder of its own.
struct ClassRun {
  private let request: ClassRequest
  private let selected: [Selected]
  private let tasks: [ClassRecord.Task]
  private let submissions: [Submission]
  private let records: SubmissionRecords

  static func grade(_ words: [String]) throws(Failure) -> Int32 {
    let request = try ClassRequest(words)
    Interruption.watch()
    let run = try ClassRun(request)
    let record = try run.record()
    let similar = request.isSimilar ? run.similar() : []
    try request.write(record, similar: similar)
    if request.format == nil || request.output != nil {
      run.show(record, similar)
    }
    return run.status(of: record)
  }

  private init(_ request: ClassRequest) throws(Failure) {
    self.request = request
    selected = try Selection.exercises(request.words)
    tasks = request.marking.tasks(selected.map { ($0.lesson, $0.exercise) })
    let place: URL
    if let single = request.single {
      submissions = [try Submission.one(single)]
      place = single
    } else if let folder = request.folder {
      let all = try Submission.all(in: folder)
      guard !all.isEmpty else {
        throw Failure(message: "\(folder.path): there are no submissions in it", status: 66)
      }
      submissions = all
      place = folder
    } else {
      throw .usage("a class is in a folder: --submissions FOLDER")
    }
    records = SubmissionRecords(
      of: place, in: request.state, exercises: selected.map(\.exercise.number),
      isFresh: request.isFresh)
  }

  /// The part of the class that is graded in this run.
  private var chosen: [Submission] {
    let recent = submissions.filter { submission in
      guard let since = request.since, let date = submission.date else { return true }
      return date >= since
    }
    guard let shard = request.shard else { return recent }
    return recent.enumerated().filter { $0.offset % shard.count == shard.part - 1 }.map(\.element)
  }

  private func record() throws(Failure) -> ClassRecord {
    let scratch = try Scratch(prefix: "lowrank-class")
    defer { scratch.remove() }
    let chosen = chosen
    let hashes = chosen.map { submission -> [String: String] in
      guard let files = try? SubmittedFiles(of: submission) else { return [:] }
      return SubmissionRecords.hashes(files)
    }
    var counts: [String: Int] = [:]
    for hash in hashes.flatMap({ $0.values }) { counts[hash, default: 0] += 1 }
    let sharedHashes = Set(counts.filter { $0.value > 1 }.keys)

    let progress = Mutex((done: 0, next: 0))
    let found = Mutex([Int: SubmissionRecord]())
    let group = DispatchGroup()
    for _ in 0..<min(request.jobs, max(chosen.count, 1)) {
      group.enter()
      Thread.detachNewThread { [self] in
        while true {
          let index = progress.withLock { state -> Int in
            defer { state.next += 1 }
            return state.next
          }
          guard index < chosen.count, !Interruption.wasRequested else { break }
          let shared = hashes[index].filter { sharedHashes.contains($0.value) }
            .mapValues { scratch.url.appendingPathComponent("shared/\($0)").path }
          let record = grade(
            chosen[index], shared: shared,
            in: scratch.url.appendingPathComponent("\(index)"))
          found.withLock { $0[index] = record }
          progress.withLock { $0.done += 1 }
        }
        group.leave()
      }
    }
    let line = ProgressLine("Grading \(chosen.count) submissions", total: chosen.count)
    defer { line.erase() }
    var shown = 0
    while group.wait(timeout: .now() + 0.05) == .timedOut {
      let done = progress.withLock { $0.done }
      line.advance(by: done - shown)
      shown = done
    }
    if Interruption.wasRequested {
      throw Failure(
        message: "interrupted; the same command goes on where it was", status: 130)
    }
    let graded = found.withLock { found in chosen.indices.compactMap { found[$0] } }
    return ClassRecord(
      shard: request.shard.map { "\($0.part)/\($0.count)" }, exercises: tasks,
      submissions: graded + missing())
  }

  /// Grades one submission, or takes what a run before has found.
  private func grade(
    _ submission: Submission, shared: [String: String], in folder: URL
  ) -> SubmissionRecord {
    let row = request.roster?.row(
      entry: submission.entry, name: submission.name, id: submission.id)
    var record = SubmissionRecord(
      entry: submission.entry.printable,
      learner: row?.learner
        ?? Learner(name: submission.name.printable, id: submission.id), state: .graded)
    record.handedIn = submission.date.map(Self.text)
    record.daysLate = request.marking.daysLate(submission.date)
    do {
      let files = try SubmittedFiles(of: submission)
      record.ignored = files.ignored
      let key = records.key(of: files)
      if let exercises = records.exercises(of: submission.entry, key: key) {
        record.exercises = exercises
      } else {
        do {
          record.exercises = try work(on: files, shared: shared, in: folder)
          records.keep(record.exercises, of: submission.entry, key: key)
        } catch {
          (record.state, record.reason) = (.failed, error.message)
        }
        try? FileManager.default.removeItem(at: folder)
      }
    } catch {
      (record.state, record.reason) = (.broken, "\(error)")
    }
    request.marking.mark(&record, tasks: tasks, freeDays: row?.lateDays)
    return record
  }

  /// Writes a folder of the kit's own stubs' place with the learner's files, and grades it in a process.
  private func work(
    on files: SubmittedFiles, shared: [String: String], in folder: URL
  ) throws(Failure) -> [ExerciseRecord] {
    let exercises = folder.appendingPathComponent("Exercises")
    let job = SubmissionJob(
      exercises: selected.map(\.exercise.number), lessons: files.files.keys.sorted(),
      shared: shared, products: SwiftBuild.products.path)
    do {
      try FileManager.default.createDirectory(at: exercises, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent("Solutions"),
        withDestinationURL: SwiftBuild.root.appendingPathComponent("Solutions"))
      for (label, bytes) in files.files {
        try Data(bytes).write(to: exercises.appendingPathComponent("\(label).swift"))
      }
      try JSONEncoder().encode(job).write(to: folder.appendingPathComponent("job.json"))
    } catch {
      throw Failure(message: "\(folder.path) cannot be written", status: 73)
    }
    let ending: ChildProcess.Ending
    do {
      var worker = ChildProcess([
        SwiftBuild.products.path + "/course", "grade-submission", folder.path,
      ])
      worker.isWanted = { !Interruption.wasRequested }
      ending = try worker.run().ending
    } catch {
      throw Failure(message: "the kit cannot grade it: \(error)", status: 70)
    }
    guard ending == .exited(0),
      let data = FileManager.default.contents(
        atPath: folder.appendingPathComponent("result.json").path),
      let records = try? JSONDecoder().decode([ExerciseRecord].self, from: data),
      records.map(\.number) == job.exercises
    else {
      let how =
        switch ending {
        case .exited(let status): "status \(status)"
        case .signalled(let signal): "signal \(signal)"
        case .outOfTime: "no end"
        }
      throw Failure(message: "the kit itself failed on it: \(how)", status: 70)
    }
    return records
  }

  /// Those on the roster of whom there is nothing, in the first shard.
  private func missing() -> [SubmissionRecord] {
    guard let roster = request.roster, request.shard?.part ?? 1 == 1 else { return [] }
    let present = submissions.compactMap {
      roster.row(entry: $0.entry, name: $0.name, id: $0.id)?.learner
    }
    return roster.rows.map(\.learner).filter { !present.contains($0) }.map {
      SubmissionRecord(entry: "", learner: $0, state: .missing, reason: "nothing was handed in")
    }
  }

  /// What submissions share, over the whole folder.
  private func similar() -> [Similarity] {
    let workspace = Workspace(root: SwiftBuild.root)
    var texts: [(entry: String, files: [String: String])] = []
    for submission in submissions {
      guard let files = try? SubmittedFiles(of: submission) else { continue }
      texts.append(
        (
          submission.entry.printable,
          files.files.mapValues { String(decoding: $0, as: UTF8.self) }
        ))
    }
    return selected.flatMap { choice -> [Similarity] in
      let function = choice.exercise.function
      let entries = texts.compactMap { text in
        text.files[choice.lesson.label].flatMap { SourceFingerprint(of: function, in: $0) }
          .map { (entry: text.entry, print: $0) }
      }
      let given = [
        try? workspace.text(choice.lesson.solutionFile),
        try? workspace.stubFile(of: choice.lesson),
      ]
      let known = given.compactMap(\.self).compactMap { SourceFingerprint(of: function, in: $0) }
      return SourceFingerprint.pairs(choice.exercise.number, entries, known: known)
    }
  }

  private func show(_ record: ClassRecord, _ similar: [Similarity]) {
    for line in Self.table(record) { print(line) }
    guard request.isSimilar else { return }
    print(similar.isEmpty ? "\nNo two are alike." : "\nAlike beyond the stubs, a hint and no mark:")
    for pair in similar {
      print(
        "  \(pair.number)  \(Int((pair.share * 100).rounded())) %  \(pair.first)  \(pair.second)")
    }
  }

  /// A line for each submission, and one for all.
  static func table(_ record: ClassRecord) -> [String] {
    let possible = pointsText(record.possible)
    let lines = record.submissions.map { submission in
      let sign =
        switch submission.state {
        case .graded: " "
        case .broken, .missing: "·"
        case .failed: "⚠"
        }
      let mark = "\(pointsText(submission.mark))/\(possible)"
      let late = submission.daysLate > 0 ? "  \(submission.daysLate) d late" : ""
      let name = submission.entry.isEmpty ? submission.learner.name : submission.entry
      let reason = submission.reason.map { "  \($0)" } ?? ""
      let ignored =
        submission.ignored.isEmpty
        ? "" : "  ignored: " + submission.ignored.prefix(5).joined(separator: ", ")
      return "\(sign) \(mark.padded(to: 2 * possible.count + 3))  \(name)\(late)\(reason)\(ignored)"
    }
    let graded = record.submissions.count { $0.state == .graded }
    return lines + ["\(graded) of \(record.submissions.count) graded"]
  }

  /// 0 where everything could be graded, however the marks are; 65 where something could not; for a single
  /// submission as `course grade` does.
  private func status(of record: ClassRecord) -> Int32 {
    if record.submissions.contains(where: { $0.state == .failed }) { return 70 }
    if record.submissions.contains(where: { $0.state == .broken }) { return 65 }
    guard request.single != nil else { return 0 }
    let states = Set(record.submissions.flatMap(\.exercises).map(\.state))
    if states.contains(.wrong) || states.contains(.stopped) { return 1 }
    if states.contains(.ungraded) { return 65 }
    return request.marking.isStrict && states.contains(.unattempted) ? 1 : 0
  }

  private static func text(_ date: Date) -> String {
    ISO8601DateFormatter().string(from: date)
  }
}

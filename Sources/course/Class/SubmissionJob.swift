import Coursework
import Exchange
import Foundation
import Grading

/// What a process that grades one submission is told, in `job.json` of its folder.
struct SubmissionJob: Codable {
  /// The exercises to grade.
  var exercises: [String]
  /// The lessons of which the submission holds a file.
  var lessons: [String]
  /// For each lesson whose program other submissions share, the folder that keeps it.
  var shared: [String: String]
  /// The folder of a build of the kit.
  var products: String
}

/// `course grade-submission FOLDER`, which `course grade --submissions` starts for each submission: one
/// process each, so that nothing in a submission, and no fault of the kit's, ends the whole run.
///
/// The folder holds the learner's `Exercises` and the kit's `Solutions`; the verdicts go to `result.json`.
enum SubmissionWorker {
  /// After so many exercises that ran out of time the others get less: a submission of endless loops
  /// would keep a class waiting, and a right answer takes milliseconds.
  private static let patience = 3

  static func run(_ words: [String]) throws(Failure) -> Int32 {
    guard let path = words.first, words.count == 1 else { throw .usage("there is no folder") }
    let folder = URL(fileURLWithPath: path)
    guard
      let data = FileManager.default.contents(
        atPath: folder.appendingPathComponent("job.json").path),
      let job = try? JSONDecoder().decode(SubmissionJob.self, from: data)
    else { throw Failure(message: "\(path): there is no job", status: 66) }
    endWithParent()
    let results = grade(job, in: Workspace(root: folder))
    do {
      try JSONEncoder().encode(results).write(
        to: folder.appendingPathComponent("result.json"), options: .atomic)
    } catch {
      throw Failure(message: "\(path): cannot be written", status: 73)
    }
    return 0
  }

  /// Ends this process, and all that it has started, when the one that asked for it is gone.
  private static func endWithParent() {
    let parent = getppid()
    Thread.detachNewThread {
      while getppid() == parent { Thread.sleep(forTimeInterval: 0.2) }
      for process in ProcessTree.descendants(of: getpid()) { kill(process, SIGKILL) }
      _exit(1)
    }
  }

  private static func grade(_ job: SubmissionJob, in workspace: Workspace) -> [ExerciseRecord] {
    var timeouts = 0
    var rows: [Scoreboard.Row] = []
    let wanted = Set(job.exercises)
    for lesson in Course.outline {
      let output =
        job.shared[lesson.label].map { URL(fileURLWithPath: $0) }
        ?? workspace.url("programs")
      let build = LearnerBuild(
        workspace: workspace, products: URL(fileURLWithPath: job.products), output: output)
      for exercise in lesson.exercises where wanted.contains(exercise.number) {
        var graded = GradedExercise(number: exercise.number, verdict: .unattempted)
        if job.lessons.contains(lesson.label) {
          let limits =
            timeouts < patience ? ResourceLimits() : ResourceLimits(seconds: 2)
          let run = GradingRun(
            build: build, grader: ExerciseGrader(limits: limits) { Course.verdict(on: $0, of: $1) })
          graded = run.grade(exercise, in: lesson)
          if case .stopped(.outOfTime, _) = graded.verdict { timeouts += 1 }
        }
        rows.append(workspace.row(exercise, in: lesson, graded: graded))
      }
    }
    let board = Scoreboard(rows: rows)
    return rows.map { row in
      let verdict = row.graded?.verdict ?? .unattempted
      let text = verdict.explanation.isEmpty ? nil : board.explanation(of: row)
      return ExerciseRecord(number: row.exercise.number, verdict: verdict, explanation: text)
    }
  }
}

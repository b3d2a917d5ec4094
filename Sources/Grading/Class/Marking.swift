import Foundation

/// How points become marks.
public struct Marking: Equatable, Sendable {
  /// What the points of a lesson are multiplied by; 1 where it is not named.
  public var weights: [Int: Double] = [:]

  /// When a submission has to be there; nil for whenever.
  public var due: Date?

  /// The share of the points that each day after it costs.
  public var costPerDay = 0.1

  /// How many days cost nothing, where the roster says nothing else.
  public var freeDays = 0

  /// Whether what nobody attempted counts as wrong, where there is only right and wrong.
  public var isStrict = false

  /// Creates the marking that counts points as they are.
  public init() {}

  /// The tasks of some lessons, with their weighted points.
  public func tasks(_ exercises: [(lesson: LessonOutline, exercise: ExerciseOutline)])
    -> [ClassRecord.Task]
  {
    exercises.map { lesson, exercise in
      ClassRecord.Task(
        number: exercise.number, lesson: lesson.number, title: exercise.title,
        points: Double(exercise.points) * (weights[lesson.number] ?? 1))
    }
  }

  /// How many days after the date something came; a part of a day is a day.
  public func daysLate(_ date: Date?) -> Int {
    guard let due, let date, date > due else { return 0 }
    return Int((date.timeIntervalSince(due) / 86400).rounded(.up))
  }

  /// Puts points and mark into a record.
  ///
  /// - Parameter freeDays: The days that the roster grants.
  public func mark(
    _ record: inout SubmissionRecord, tasks: [ClassRecord.Task], freeDays granted: Int? = nil
  ) {
    let points = Dictionary(
      tasks.map { ($0.number, $0.points) }, uniquingKeysWith: { one, _ in one })
    let earned = record.exercises.map { $0.credit * (points[$0.number] ?? 0) }.reduce(0, +)
    record.points = Self.rounded(earned)
    let counted = max(record.daysLate - (granted ?? freeDays), 0)
    record.mark = Self.rounded(earned * max(1 - costPerDay * Double(counted), 0))
  }

  /// To four places: what is added in another order is the same mark.
  private static func rounded(_ points: Double) -> Double {
    (points * 10000).rounded() / 10000
  }
}

/// A number of points as it is written: `2`, `1.5`.
package func pointsText(_ points: Double) -> String {
  points == points.rounded() && abs(points) < 1e9
    ? "\(Int(points))"
    : String(format: "%.4f", points).replacing(#/0+$/#, with: "").replacing(#/\.$/#, with: "")
}

/// The exercises of one lesson.
public struct Lesson<Answers: Sendable>: Sendable {
  /// The number and the name of the lesson, and the outlines of its exercises.
  public let outline: LessonOutline

  /// The exercises, in order.
  public let exercises: [Exercise<Answers>]

  /// Creates a lesson from its number, its name and its exercises.
  public init(number: Int, name: String, exercises: [Exercise<Answers>]) {
    self.outline = LessonOutline(
      number: number, name: name, exercises: exercises.map(\.outline))
    self.exercises = exercises
  }
}

/// What there is to know of a lesson without its checks.
public struct LessonOutline: Equatable, Sendable {
  /// The number, from 1.
  public let number: Int

  /// The name, which is also that of the product: `ImageCompression`.
  public let name: String

  /// The exercises, in order.
  public let exercises: [ExerciseOutline]

  /// Creates an outline.
  public init(number: Int, name: String, exercises: [ExerciseOutline]) {
    self.number = number
    self.name = name
    self.exercises = exercises
  }

  /// The number and the name as folders and files carry them: `04-ImageCompression`.
  public var label: String { (number < 10 ? "0" : "") + "\(number)-\(name)" }

  /// The path of the learner's file within the package.
  public var exerciseFile: String { "Exercises/\(label).swift" }

  /// The path of the reference answers within the package.
  public var solutionFile: String { "Solutions/\(label).swift" }
}

/// A set of answers to the exercises of one lesson: a struct with one closure for each.
public protocol LessonAnswers: Sendable, SendableMetatype {
  /// The lesson that the answers belong to.
  static var lesson: Lesson<Self> { get }

  /// The answers that the kit gives.
  static var reference: Self { get }
}

extension LessonAnswers {
  /// Judges these answers by the exercise with a number; nil where the lesson has none such.
  public func verdict(on number: String) -> Verdict? {
    Self.lesson.exercises.first { $0.outline.number == number }?.verdict(on: self)
  }
}

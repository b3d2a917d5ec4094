import Exchange

/// The exercises of one lesson.
public struct LessonExercises<Answers: LessonAnswers>: Sendable {
  /// The number and the name of the lesson, and the outlines of its exercises.
  public let outline: LessonOutline

  /// The exercises, in the order of the outlines.
  public let exercises: [Exercise<Answers>]

  /// Creates the exercises of a lesson: for each its title, its points, its function, and how it is
  /// judged. They are numbered in their order.
  public init(
    number: Int, name: String,
    exercises: [(title: String, points: Int, function: String, exercise: Exercise<Answers>)]
  ) {
    self.exercises = exercises.map(\.exercise)
    outline = LessonOutline(
      number: number, name: name,
      exercises: exercises.enumerated().map { index, entry in
        ExerciseOutline(
          number: "\(number).\(index + 1)", title: entry.title, points: entry.points,
          function: entry.function, hints: entry.exercise.hints)
      })
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
  static var lesson: LessonExercises<Self> { get }

  /// The answers that the kit gives.
  static var reference: Self { get }

  /// The answers that somebody else gives, such as a learner's program.
  static func asking(_ other: any Answering) -> Self

  /// These answers with every number that they give changed, for trying the grading on itself.
  func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self

  /// A call of one of the functions as Swift source; nil where the bytes are not its arguments.
  static func source(ofCall function: String, _ arguments: Packet) -> String?

  /// For each exercise, by its function, answers that give what no answer should.
  static var absurdities: [(function: String, answers: [Self])] { get }
}

extension LessonAnswers {
  /// Judges these answers by the exercise with a number; nil where the lesson has none such.
  public func verdict(on number: String, lastCall: @escaping () -> String? = { nil }) -> Verdict? {
    for (outline, exercise) in zip(Self.lesson.outline.exercises, Self.lesson.exercises)
    where outline.number == number {
      return exercise.verdict(on: self, of: outline.function, lastCall: lastCall)
    }
    return nil
  }
}

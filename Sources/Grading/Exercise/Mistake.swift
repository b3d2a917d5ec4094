/// A wrong answer that people really give.
///
/// It is written once and serves twice. It is run on the same inputs as a learner's answer, and where it
/// gives the same outputs on all of them, on those that pass too, it is the diagnosis. And it is put
/// through the grading itself, where it must earn its own diagnosis.
public struct Mistake<Answers: Sendable>: Sendable {
  /// One way to make the mistake.
  public struct Variant: Sendable {
    /// What is done, in a few words.
    public let name: String

    /// The reference with the mistaken closure in the place of the right one.
    public let answers: Answers
  }

  /// The name of the diagnosis.
  public let diagnosis: String

  /// What the learner is told; nil where a check's own words say it, and the mistake is there to hold
  /// that they do.
  public let message: String?

  /// The ways to make it.
  public private(set) var variants: [Variant]

  /// The right answers, which a variant changes.
  private let reference: Answers

  /// Creates a mistake.
  ///
  /// - Parameters:
  ///   - diagnosis: Its name, such as `v-for-vt`.
  ///   - message: What the learner is told: what was done, and what should be; nil where a check's own
  ///     words say it.
  ///   - name: What is done, in a few words; the diagnosis if nothing is said.
  ///   - reference: The right answers.
  ///   - change: Puts the mistaken closure in the place of the right one. It must not trap on any probe
  ///     of the exercise: where the mistake cannot be made, it gives the right answer.
  public init(
    _ diagnosis: String, _ message: String?, as name: String? = nil, in reference: Answers,
    _ change: (inout Answers) -> Void
  ) {
    self.diagnosis = diagnosis
    self.message = message
    self.reference = reference
    variants = []
    add(name ?? diagnosis, change)
  }

  /// The same mistake with another way to make it.
  public func or(_ name: String, _ change: (inout Answers) -> Void) -> Mistake {
    var mistake = self
    mistake.add(name, change)
    return mistake
  }

  private mutating func add(_ name: String, _ change: (inout Answers) -> Void) {
    var answers = reference
    change(&answers)
    variants.append(Variant(name: name, answers: answers))
  }
}

extension Mistake where Answers: LessonAnswers {
  /// Creates a mistake: the reference, changed.
  public init(
    _ diagnosis: String, _ message: String?, as name: String? = nil,
    _ change: (inout Answers) -> Void
  ) {
    self.init(diagnosis, message, as: name, in: .reference, change)
  }
}

/// A right answer that differs from the solution, and must pass.
public struct Alternative<Answers: LessonAnswers>: Sendable {
  /// In what it differs, in a few words.
  public let name: String

  /// The reference with the other closure in the place of the first one.
  public let answers: Answers

  /// Creates an alternative: the reference, changed.
  public init(_ name: String, _ change: (inout Answers) -> Void) {
    self.name = name
    var changed = Answers.reference
    change(&changed)
    answers = changed
  }
}

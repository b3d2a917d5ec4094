/// A pure function from a set of answers to what is wrong with it.
///
/// The same check runs on the solutions, on the stubs, on the learner's code and on the catalogue
/// of misconceptions.
public struct Check<Answers: Sendable>: Sendable {
  /// What the check holds, in a few words.
  public let title: String

  /// The names of the diagnoses that the check can give beyond the plain ones.
  public let diagnoses: [String]

  /// Returns what is wrong, or nil. Throws what the answer throws.
  public let examine: @Sendable (Answers) throws -> Finding?

  /// Creates a check from a function.
  public init(
    _ title: String, diagnoses: [String] = [],
    examine: @escaping @Sendable (Answers) throws -> Finding?
  ) {
    self.title = title
    self.diagnoses = diagnoses
    self.examine = examine
  }
}

/// An input that an answer is tried on.
public struct Probe<Input: Sendable>: Sendable {
  /// The input in words, such as `a 5×3 matrix`.
  public let name: String

  /// The input itself.
  public let input: Input

  /// Creates a probe.
  public init(_ name: String, _ input: Input) {
    self.name = name
    self.input = input
  }
}

/// The difference between an answer's output and what it should be.
public struct Discrepancy: Equatable, Sendable {
  /// The name of the plain diagnosis, given where no symptom explains the difference.
  public let diagnosis: String

  /// What is wrong, in one sentence.
  public let message: String

  /// What was expected and what was found, with the residual beside its tolerance.
  public let evidence: String

  /// Creates a discrepancy.
  public init(diagnosis: String, message: String, evidence: String) {
    self.diagnosis = diagnosis
    self.message = message
    self.evidence = evidence
  }
}

/// The trace that one misconception leaves in an output.
public struct Symptom<Input, Output>: Sendable {
  /// The name of the diagnosis.
  public let diagnosis: String

  /// What the learner is told.
  public let message: String

  /// Whether the misconception would have given this output for this input.
  public let explains: @Sendable (Input, Output) -> Bool

  /// Creates a symptom.
  public init(
    _ diagnosis: String, _ message: String,
    explains: @escaping @Sendable (Input, Output) -> Bool
  ) {
    self.diagnosis = diagnosis
    self.message = message
    self.explains = explains
  }
}

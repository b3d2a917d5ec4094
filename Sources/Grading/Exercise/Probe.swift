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
  /// The name of the plain diagnosis, given where nothing explains the difference.
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

/// A property that wrong outputs have in common, for traces that no single function gives.
///
/// Where a wrong function can be written down, write a `Mistake`: it predicts what it returns on every
/// probe, the passing ones too, and is not believed by chance. A property is looked for on the failing
/// probes alone, all of them.
///
/// Where the wrong output is what rounding makes of something, it changes with the order of the operations,
/// so no function predicts it. Such a symptom is of rounding: it is looked for before an answer is called
/// almost right, and has to show on more than one probe.
public struct Symptom<Input, Output>: Sendable {
  /// The name of the diagnosis.
  public let diagnosis: String

  /// What the learner is told.
  public let message: String

  /// Whether the output is what rounding makes of something, and only nearly right.
  public let isOfRounding: Bool

  /// Whether an output has the property.
  public let explains: @Sendable (Input, Output) -> Bool

  /// Creates a symptom.
  public init(
    _ diagnosis: String, _ message: String, isOfRounding: Bool = false,
    explains: @escaping @Sendable (Input, Output) -> Bool
  ) {
    self.diagnosis = diagnosis
    self.message = message
    self.isOfRounding = isOfRounding
    self.explains = explains
  }
}

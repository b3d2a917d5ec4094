/// What a check found wrong with an answer: one diagnosis, in words for the learner.
public struct Finding: Error, Equatable, Sendable {
  /// The short name of the diagnosis, such as `squared-values`; a mistake must earn its own.
  public let diagnosis: String

  /// What is wrong, in one or two sentences.
  public let message: String

  /// Where it shows: the input, what was expected, what was found, and the residual beside its
  /// tolerance.
  public let evidence: String

  /// The call that shows it, as Swift source; nil where nobody kept it.
  public let inputs: String?

  /// The share of the points that is earned all the same, where the exercise is credited by check.
  public var credit = 0.0

  /// Creates a finding.
  public init(diagnosis: String, message: String, evidence: String, inputs: String? = nil) {
    self.diagnosis = diagnosis
    self.message = message
    self.evidence = evidence
    self.inputs = inputs
  }
}

extension Finding: CustomStringConvertible {
  public var description: String { evidence.isEmpty ? message : "\(message)\n\(evidence)" }
}

/// What a check found wrong with an answer: one diagnosis, in words for the learner.
public struct Finding: Error, Equatable, Sendable, Codable {
  /// The short name of the diagnosis, such as `squared-values`; a misconception names the one that
  /// it must earn.
  public let diagnosis: String

  /// What is wrong, in one or two sentences.
  public let message: String

  /// Where it shows: the input, what was expected, what was found, and the residual beside its
  /// tolerance.
  public let evidence: String

  /// Creates a finding.
  public init(diagnosis: String, message: String, evidence: String) {
    self.diagnosis = diagnosis
    self.message = message
    self.evidence = evidence
  }
}

extension Finding: CustomStringConvertible {
  public var description: String { evidence.isEmpty ? message : "\(message)\n\(evidence)" }
}

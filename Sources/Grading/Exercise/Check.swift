import Exchange

/// A few inputs that an answer is tried on, and what its outputs must be.
///
/// The same check runs on the solutions, on the stubs, on the learner's code and on the catalogue of
/// mistakes.
public struct Check<Answers: LessonAnswers>: Sendable {
  /// What the check holds, in a few words.
  public let title: String

  /// The diagnoses of its symptoms.
  public let symptoms: [String]

  /// How many inputs it tries.
  public let probeCount: Int

  /// What a learner is told who runs out of memory here; nil where there is no more to say than that.
  private(set) var exhaustion: String?

  /// Returns what is wrong with a set of answers, or nil.
  ///
  /// - Throws: `Unattempted` where the answer does, `StoppedProbe` where nothing is wrong but a call that
  ///   did not come back.
  let examine: @Sendable (Answers, Examination<Answers>) throws -> Finding?

  /// Whether a set of answers passes.
  let accepts: @Sendable (Answers) -> Bool

  /// What an answer of the kit's own shows on each probe.
  let seen: @Sendable (Answers) -> [Seen]

  /// Says which mistakes would be told as another where only one of the probes shows them; the checks
  /// before this one are passed.
  let rehearse: @Sendable (Examination<Answers>) -> [String]
}

/// A call that did not come back, and the probe that it was on.
struct StoppedProbe: Error {
  let fault: Fault
  let place: String
}

extension Check {
  /// Creates a check of what an answer returns, compared number by number.
  public init<Input, Output: Measurable & Sendable>(
    _ title: String,
    probes: [Probe<Input>],
    call: @escaping @Sendable (Answers, Input) throws -> Output,
    verify: @escaping @Sendable (Input, Output) -> Discrepancy?,
    symptoms: [Symptom<Input, Output>] = []
  ) {
    self = .measured(
      title, probes: probes, call: call, verify: verify, measure: { $1.measured },
      symptoms: symptoms)
  }

  /// Creates a check of what an answer returns, which some freedom is left to: a sign, a rotation.
  ///
  /// Every probe is run. Where some fail, the first mistake that gives the same outputs on every probe
  /// is the diagnosis; then an answer that is right but for its last digits; then the first symptom that
  /// all failing probes show; then the discrepancy of the first failing probe.
  ///
  /// - Parameters:
  ///   - title: What the check holds, in a few words.
  ///   - probes: The inputs.
  ///   - call: Calls the answer.
  ///   - verify: Compares an output with what it should be; nil where it is right. It must survive
  ///     every output, of any shape and with any numbers.
  ///   - measure: What of an output tells a mistake; nil where the output is too strange.
  ///   - symptoms: What no single function gives, the most specific first.
  public static func measured<Input, Output: Sendable>(
    _ title: String,
    probes: [Probe<Input>],
    call: @escaping @Sendable (Answers, Input) throws -> Output,
    verify: @escaping @Sendable (Input, Output) -> Discrepancy?,
    measure: @escaping @Sendable (Input, Output) -> Measured?,
    symptoms: [Symptom<Input, Output>] = []
  ) -> Check {
    Check(
      trial: Trial(
        title: title, probes: probes, call: call,
        judge: { input, outcome in
          outcome.output.map { verify(input, $0) } ?? .ofMissingResult(outcome)
        },
        measure: measure, symptoms: symptoms))
  }

  /// Creates a check of what an answer refuses: it must throw.
  ///
  /// - Parameter verify: What is wrong with the error; nil where it says what the exercise asks for.
  public static func refusal<Input, Output: Sendable>(
    _ title: String,
    probes: [Probe<Input>],
    call: @escaping @Sendable (Answers, Input) throws -> Output,
    verify: @escaping @Sendable (Input, ForeignError) -> Discrepancy? = { _, _ in nil }
  ) -> Check {
    Check(
      trial: Trial(
        title: title, probes: probes, call: call,
        judge: { input, outcome in
          switch outcome {
          case .threw(let error): verify(input, error)
          case .stopped: nil
          case .returned, .misfit:
            Discrepancy(
              diagnosis: "no-error",
              message: "There is no right answer here, so the function must throw an error.",
              evidence: "expected an error, found a result.")
          }
        },
        measure: { _, _ in nil }, symptoms: []))
  }

  /// The same check, where running out of memory has a cause that can be named.
  public func exhausting(_ message: String) -> Check {
    var check = self
    check.exhaustion = message
    return check
  }

  private init<Input, Output: Sendable>(trial: Trial<Answers, Input, Output>) {
    title = trial.title
    symptoms = trial.symptoms.map(\.diagnosis)
    probeCount = trial.probes.count
    examine = { try trial.examine($0, $1) }
    accepts = { trial.accepts($0) }
    seen = { trial.seen(by: $0) }
    rehearse = { trial.rehearse($0) }
  }
}

import Exchange

/// The probes of a check, and how the outcomes on them are read.
struct Trial<Answers: LessonAnswers, Input: Sendable, Output: Sendable>: Sendable {
  let title: String
  let probes: [Probe<Input>]
  let call: @Sendable (Answers, Input) throws -> Output
  let judge: @Sendable (Input, Outcome<Output>) -> Discrepancy?
  let measure: @Sendable (Input, Output) -> Measured?
  let symptoms: [Symptom<Input, Output>]

  /// After how many crashes an answer is not asked any more.
  private static var patience: Int { 3 }

  /// Tries an answer on every probe, and says what is wrong.
  func examine(_ answers: Answers, _ examination: Examination<Answers>) throws -> Finding? {
    var outcomes: [Outcome<Output>?] = []
    var crashes = 0
    var inputs: String?
    for probe in probes {
      let outcome = try Outcome { try call(answers, probe.input) }
      if inputs == nil, outcome.fault != nil || judge(probe.input, outcome) != nil {
        inputs = examination.lastCall()
      }
      outcomes.append(outcome)
      guard let fault = outcome.fault else { continue }
      crashes += 1
      // What was still running, or ate the memory, has used up what it may.
      if !fault.isCrash || crashes == Self.patience { break }
    }
    outcomes += Array(repeating: nil, count: probes.count - outcomes.count)
    let reading = Reading(trial: self, outcomes: outcomes)
    guard let first = reading.failures.first else {
      guard let stop = reading.stops.first else { return nil }
      throw StoppedProbe(fault: stop.fault, place: "For \(stop.name), in “\(title)”.")
    }
    let expected = examination.predictions.expected(in: examination.index)
    let mistake = examination.predictions.mistake(in: examination.index) {
      reading.agrees(with: $0, expected: expected)
    }
    let named = mistake.map { ($0.diagnosis, $0.message ?? "") }
    return reading.finding(first, named, expected, inputs)
  }

  /// Whether an answer passes on every probe. Not attempted is not passed.
  func accepts(_ answers: Answers) -> Bool {
    probes.allSatisfy { probe in
      guard let outcome = try? Outcome({ try call(answers, probe.input) }) else { return false }
      return outcome.fault == nil && judge(probe.input, outcome) == nil
    }
  }

  /// What an answer of the kit's own shows on each probe.
  func seen(by answers: Answers) -> [Seen] {
    probes.map { probe in
      guard let outcome = try? Outcome({ try call(answers, probe.input) }) else { return .nothing }
      return seen(outcome, on: probe.input)
    }
  }

  func seen(_ outcome: Outcome<Output>?, on input: Input) -> Seen {
    switch outcome {
    case .returned(let output): measure(input, output).map { .numbers($0) } ?? .nothing
    case .threw: .error
    case .misfit, .stopped, nil: .nothing
    }
  }
}

/// What of an outcome is compared with that of another answer.
enum Seen: Equatable, Sendable {
  /// A result.
  case numbers(Measured)
  /// An error, whichever.
  case error
  /// Nothing that can be compared.
  case nothing

  /// How far two outcomes are apart; ∞ where they cannot be compared.
  func distance(to other: Seen) -> Double {
    switch (self, other) {
    case (.numbers(let mine), .numbers(let theirs)): mine.distance(to: theirs)
    case (.error, .error): 0
    default: .infinity
    }
  }
}

import Exchange

/// The outcomes of an answer on the probes of a check, and what they say.
struct Reading<Answers: LessonAnswers, Input: Sendable, Output: Sendable> {
  /// A probe that failed.
  struct Failure {
    let index: Int
    let discrepancy: Discrepancy
  }

  let trial: Trial<Answers, Input, Output>
  let failures: [Failure]
  let stops: [(name: String, fault: Fault)]
  private let outcomes: [Outcome<Output>?]
  private let seen: [Seen]

  /// Reads outcomes, one for each probe; nil where the answer was not asked.
  init(trial: Trial<Answers, Input, Output>, outcomes: [Outcome<Output>?]) {
    self.trial = trial
    self.outcomes = outcomes
    seen = zip(trial.probes, outcomes).map { trial.seen($1, on: $0.input) }
    failures = outcomes.indices.compactMap { i in
      outcomes[i].flatMap { trial.judge(trial.probes[i].input, $0) }
        .map { Failure(index: i, discrepancy: $0) }
    }
    stops = zip(trial.probes, outcomes).compactMap { probe, outcome in
      outcome?.fault.map { (probe.name, $0) }
    }
  }

  /// Reads outcomes that are all right but for one.
  init(
    trial: Trial<Answers, Input, Output>, right: [Outcome<Output>?], seen: [Seen], but index: Int,
    is outcome: Outcome<Output>, _ discrepancy: Discrepancy
  ) {
    self.trial = trial
    var outcomes = right
    outcomes[index] = outcome
    self.outcomes = outcomes
    var shown = seen
    shown[index] = trial.seen(outcome, on: trial.probes[index].input)
    self.seen = shown
    failures = [Failure(index: index, discrepancy: discrepancy)]
    stops = []
  }

  /// What a mistake may differ from what it predicts, as a share of the largest number: the answer and
  /// the prediction may each be computed with errors.
  private static var likeness: Double { 1e-6 }

  /// Whether a mistake gives what was seen: on every probe that was answered, and so that each failing
  /// output is far closer to the mistake's than to the right one.
  func agrees(with mistaken: [Seen], expected: [Seen]) -> Bool {
    // The failing probes first: there most mistakes part.
    var least = Double.infinity
    for failure in failures {
      let i = failure.index
      let apart = seen[i].distance(to: mistaken[i])
      guard apart <= Self.likeness else { return false }
      let wrong = seen[i].distance(to: expected[i])
      // What measures like the right answer tells no mistake.
      guard wrong > 0, apart <= 0.01 * wrong else { return false }
      least = min(least, wrong)
    }
    // Where the failures are as small as that, what is right has to be told from them.
    let likeness = min(Self.likeness, max(0.01 * least, 1e-12))
    for i in seen.indices {
      guard let outcome = outcomes[i], outcome.fault == nil,
        !failures.contains(where: { $0.index == i })
      else { continue }
      if case .numbers = seen[i], case .numbers = mistaken[i] {
        guard seen[i].distance(to: mistaken[i]) <= likeness else { return false }
      } else if seen[i] != mistaken[i] {
        return false
      }
    }
    return true
  }

  /// To how many digits the failing outputs are right; nil where one is not right at all, or must be
  /// exact.
  private func digits(_ expected: [Seen]) -> Int? {
    var worst = 0.0
    for failure in failures {
      let apart = seen[failure.index].distance(to: expected[failure.index])
      guard apart > 0, apart <= 1e-4 else { return nil }
      worst = max(worst, apart)
    }
    var digits = 0
    while worst < 1, digits < 16 {
      worst *= 10
      digits += 1
    }
    return digits - 1
  }

  /// The finding for a failure: a mistake that was recognised, a symptom of rounding, an answer that is
  /// almost right, another symptom that all failures show, or the plain discrepancy.
  func finding(
    _ first: Failure, _ mistake: (diagnosis: String, message: String)?, _ expected: [Seen],
    _ inputs: String?
  ) -> Finding {
    let (diagnosis, message) =
      mistake ?? symptom(ofRounding: true) ?? almost(expected) ?? symptom(ofRounding: false)
      ?? (first.discrepancy.diagnosis, first.discrepancy.message)
    var evidence = ["For \(trial.probes[first.index].name): \(first.discrepancy.evidence)"]
    if let stop = stops.first { evidence.append("And for \(stop.name) it \(stop.fault)") }
    return Finding(
      diagnosis: diagnosis, message: message, evidence: evidence.joined(separator: "\n"),
      inputs: inputs)
  }

  private func almost(_ expected: [Seen]) -> (String, String)? {
    digits(expected).map {
      (
        "almost-right",
        "Right to \($0) digits, and no further: is there a `Float`, an iteration that stops early, a"
          + " difference of large numbers, or the roots of the eigenvalues of AᵀA?"
      )
    }
  }

  private func symptom(ofRounding: Bool) -> (String, String)? {
    // A single probe that rounding alone could have turned is no evidence.
    if ofRounding, failures.count < 2 { return nil }
    let shown = failures.compactMap { failure in
      outcomes[failure.index]?.output.map { (trial.probes[failure.index].input, $0) }
    }
    guard shown.count == failures.count else { return nil }
    return trial.symptoms.first { symptom in
      symptom.isOfRounding == ofRounding
        && shown.allSatisfy { symptom.explains($0.0, $0.1) }
    }.map { ($0.diagnosis, $0.message) }
  }
}

extension Trial {
  /// Says which mistakes are told as another where only one probe shows them, the others being answered
  /// rightly; such an answer may have any diagnosis but another's.
  func rehearse(_ examination: Examination<Answers>) -> [String] {
    let (predictions, index) = (examination.predictions, examination.index)
    let right = probes.map { probe in try? Outcome { try call(Answers.reference, probe.input) } }
    let rightSeen = zip(probes, right).map { seen($1, on: $0.input) }
    let expected = predictions.expected(in: index)
    let known = predictions.named.union(symptoms.map(\.diagnosis))
    var found: [String] = []
    for (m, mistake) in predictions.mistakes.enumerated() {
      for (v, variant) in mistake.variants.enumerated() {
        let shown = predictions.seen(by: v, of: m, in: index)
        for (i, probe) in probes.enumerated() {
          // What shows the same as the right answer is no failure.
          if let shown, shown[i] == rightSeen[i], shown[i] != .nothing { continue }
          guard let outcome = try? Outcome({ try call(variant.answers, probe.input) }),
            let discrepancy = judge(probe.input, outcome)
          else { continue }
          let reading = Reading(
            trial: self, right: right, seen: rightSeen, but: i, is: outcome, discrepancy)
          let guess = predictions.mistake(in: index) {
            reading.agrees(with: $0, expected: expected)
          }
          let told = reading.finding(
            reading.failures[0], guess.map { ($0.diagnosis, $0.message ?? "") }, expected, nil
          ).diagnosis
          if told != mistake.diagnosis, known.contains(told) {
            found.append(
              "“\(variant.name)” on \(probe.name) alone, in “\(title)”, is told as \(told)")
          }
        }
      }
    }
    return found
  }
}

import Synchronization

/// What a check knows of the grading that it is part of.
struct Examination<Answers: LessonAnswers> {
  /// What the mistakes of the exercise give.
  let predictions: Predictions<Answers>

  /// Which of the exercise's checks this is, from 0; those before it are passed.
  var index = 0

  /// The last call of an answer as Swift source, where somebody keeps it.
  var lastCall: () -> String? = { nil }
}

/// What the mistakes of an exercise, and its reference, give on the probes of each check.
///
/// It is found out when it is asked for, once: many answers are held against the same mistakes.
final class Predictions<Answers: LessonAnswers>: Sendable {
  /// One way to make a mistake.
  private struct Variant: Sendable {
    let mistake: Int
    let place: Int
    let answers: Answers
  }

  private struct Known {
    /// For each check what each variant shows; nil where nobody has asked yet.
    var seen: [[[Seen]?]]
    /// For each check whether each variant passes it.
    var passes: [[Bool?]]
    var expected: [[Seen]?]
  }

  let mistakes: [Mistake<Answers>]
  private let variants: [Variant]
  private let checks: [Check<Answers>]
  private let known: Mutex<Known>

  /// Creates the predictions of an exercise; nothing is run yet.
  init(of mistakes: [Mistake<Answers>], in checks: [Check<Answers>]) {
    self.mistakes = mistakes
    self.checks = checks
    variants = mistakes.enumerated().flatMap { i, mistake in
      // What a check sees by itself predicts nothing.
      mistake.message == nil
        ? []
        : mistake.variants.enumerated().map {
          Variant(mistake: i, place: $0, answers: $1.answers)
        }
    }
    let none = checks.map { [variants] _ in [[Seen]?](repeating: nil, count: variants.count) }
    let unknown = checks.map { [variants] _ in [Bool?](repeating: nil, count: variants.count) }
    known = Mutex(
      Known(seen: none, passes: unknown, expected: checks.map { _ in nil }))
  }

  /// The diagnoses that name a mistake, and not what a check sees by itself.
  var named: Set<String> { Set(mistakes.filter { $0.message != nil }.map(\.diagnosis)) }

  /// What the reference shows on the probes of a check.
  func expected(in check: Int) -> [Seen] {
    if let expected = known.withLock({ $0.expected[check] }) { return expected }
    let expected = checks[check].seen(.reference)
    known.withLock { $0.expected[check] = expected }
    return expected
  }

  /// The first mistake one of whose variants passes the checks before one, and gives in it what is looked
  /// for.
  func mistake(
    in check: Int, where gives: ([Seen]) -> Bool
  ) -> Mistake<Answers>? {
    let row = known.withLock { $0.seen[check] }
    for (i, variant) in variants.enumerated() {
      if gives(row[i] ?? seen(i, in: check)), passesBefore(check, i) {
        return mistakes[variant.mistake]
      }
    }
    return nil
  }

  /// What a variant of a mistake shows on the probes of a check; nil where the mistake predicts nothing.
  func seen(by variant: Int, of mistake: Int, in check: Int) -> [Seen]? {
    let index = variants.firstIndex { $0.mistake == mistake && $0.place == variant }
    return index.map { index in known.withLock { $0.seen[check][index] } ?? seen(index, in: check) }
  }

  private func seen(_ variant: Int, in check: Int) -> [Seen] {
    let seen = checks[check].seen(variants[variant].answers)
    known.withLock { $0.seen[check][variant] = seen }
    return seen
  }

  private func passesBefore(_ check: Int, _ variant: Int) -> Bool {
    (0..<check).allSatisfy { earlier in
      if let passes = known.withLock({ $0.passes[earlier][variant] }) { return passes }
      let passes = checks[earlier].accepts(variants[variant].answers)
      known.withLock { $0.passes[earlier][variant] = passes }
      return passes
    }
  }
}

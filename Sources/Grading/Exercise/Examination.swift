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
  private struct Key: Hashable {
    let check: Int
    let mistake: Int
    let variant: Int
  }

  private struct Known {
    var seen: [Key: [Seen]] = [:]
    var passes: [Key: Bool] = [:]
  }

  let mistakes: [Mistake<Answers>]
  private let checks: [Check<Answers>]
  private let known = Mutex(Known())

  /// Creates the predictions of an exercise; nothing is run yet.
  init(of mistakes: [Mistake<Answers>], in checks: [Check<Answers>]) {
    self.mistakes = mistakes
    self.checks = checks
  }

  /// The diagnoses that name a mistake, and not what a check sees by itself.
  var named: Set<String> { Set(mistakes.filter { $0.message != nil }.map(\.diagnosis)) }

  /// What the reference shows on the probes of a check.
  func expected(in check: Int) -> [Seen] {
    seen(Key(check: check, mistake: -1, variant: 0), by: .reference)
  }

  /// The first mistake one of whose variants passes the checks before one, and gives in it what is looked
  /// for.
  func mistake(
    in check: Int, where gives: ([Seen]) -> Bool
  ) -> Mistake<Answers>? {
    for (i, mistake) in mistakes.enumerated() where mistake.message != nil {
      for (j, variant) in mistake.variants.enumerated() {
        let key = Key(check: check, mistake: i, variant: j)
        if gives(seen(key, by: variant.answers)), passesBefore(key, variant.answers) {
          return mistake
        }
      }
    }
    return nil
  }

  private func seen(_ key: Key, by answers: Answers) -> [Seen] {
    if let seen = known.withLock({ $0.seen[key] }) { return seen }
    let seen = checks[key.check].seen(answers)
    known.withLock { $0.seen[key] = seen }
    return seen
  }

  private func passesBefore(_ key: Key, _ answers: Answers) -> Bool {
    (0..<key.check).allSatisfy { index in
      let earlier = Key(check: index, mistake: key.mistake, variant: key.variant)
      if let passes = known.withLock({ $0.passes[earlier] }) { return passes }
      let passes = checks[index].accepts(answers)
      known.withLock { $0.passes[earlier] = passes }
      return passes
    }
  }
}

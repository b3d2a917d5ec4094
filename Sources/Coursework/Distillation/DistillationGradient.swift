import Grading
import LinearAlgebra

/// Exercise 7.5: the gradient of the distillation loss.
enum DistillationGradient {
  typealias Answers = DistillationAnswers
  typealias Function =
    @Sendable (Matrix<Double>, Matrix<Double>, [Int], Double, Double) throws -> Matrix<Double>

  /// What student and teacher say of a batch.
  struct Batch: Sendable {
    let student: Matrix<Double>
    let teacher: Matrix<Double>
    let labels: [Int]
    let temperature: Double
    let share: Double

    init(
      _ student: Matrix<Double>, _ teacher: Matrix<Double>, _ labels: [Int],
      _ temperature: Double, _ share: Double
    ) {
      self.student = student
      self.teacher = teacher
      self.labels = labels
      self.temperature = temperature
      self.share = share
    }

    /// The student's and the teacher's opinions at T, and the student's at 1.
    var warm: Matrix<Double> { Softened.softmax(student, 1 / temperature) }
    var target: Matrix<Double> { Softened.softmax(teacher, 1 / temperature) }
    var plain: Matrix<Double> { Softened.softmax(student, 1) }

    /// 1 at the labels.
    var truth: Matrix<Double> { marked { i, j in labels[i] == j } }

    /// The parts of the gradient, without their factors.
    var soft: Matrix<Double> { warm - target }
    var hard: Matrix<Double> { plain - truth }

    /// The factors that belong to them.
    var softFactor: Double { share * temperature }
    var hardFactor: Double { 1 - share }

    var samples: Double { Double(student.rows) }

    func marked(_ isMarked: (Int, Int) -> Bool) -> Matrix<Double> {
      Matrix(rows: student.rows, columns: student.columns) { isMarked($0, $1) ? 1.0 : 0 }
    }

    /// The mean of both parts; the right ones and their right factors where nothing is said.
    func gradient(
      _ weight: Double? = nil, soft: Matrix<Double>? = nil, _ rest: Double? = nil,
      hard: Matrix<Double>? = nil
    ) -> Matrix<Double> {
      let parts =
        (soft ?? self.soft) * (weight ?? softFactor) + (hard ?? self.hard) * (rest ?? hardFactor)
      return parts / samples
    }

    var expected: Matrix<Double> { gradient() }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "The cross-entropy of a softmax has the gradient “what is predicted less what should be”.",
      "`softened` gives both sides of the soft part, at T. The labels' part has the student at "
        + "temperature 1, less 1 at the label.",
      "The factor of the soft part is αT: T² from the loss, and 1/T because y stands in y/T.",
      "(αT · soft + (1 − α) · hard) divided by the number of rows.",
    ],
    checks: [
      check(
        "batches",
        [
          // Square first: what is exchanged there fits, and is told.
          batch(4, 4, temperature: 2, share: 0.75, seed: 719),
          batch(3, 3, temperature: 3, share: 0.375, seed: 720),
          batch(4, 3, temperature: 2, share: 0.75, seed: 721),
          batch(3, 5, temperature: 4, share: 0.25, seed: 722),
          batch(5, 2, temperature: 0.5, share: 0.625, seed: 723),
        ] + seeded(75)),
      check(
        "a share of 1 or 0, T = 1, one sample, one class",
        [
          batch(2, 4, temperature: 3, share: 1, seed: 724),
          batch(3, 4, temperature: 2, share: 1, seed: 727),
          batch(2, 4, temperature: 3, share: 0, seed: 725),
          batch(4, 3, temperature: 5, share: 0, seed: 728),
          batch(1, 3, temperature: 1, share: 0.375, seed: 726),
          batch(3, 4, temperature: 1, share: 0.25, seed: 729),
          batch(1, 5, temperature: 2.5, share: 0.5, seed: 730),
          batch(3, 1, temperature: 2, share: 0.5, seed: 731),
          batch(3, 4, temperature: 50, share: 0.75, seed: 732),
        ]),
      check(
        "logits of some thousands",
        [
          batch(3, 4, temperature: 2, share: 0.75, seed: 733, size: 900),
          batch(4, 3, temperature: 0.5, share: 0.5, seed: 734, size: 600),
          batch(2, 3, temperature: 4, share: 0.25, seed: 735, size: 900, lift: -4000),
          batch(3, 3, temperature: 2, share: 0.5, seed: 736, size: 2, lift: 4000),
        ]),
    ],
    mistakes: factors + parts + sums + overflows,
    alternatives: [
      Alternative("sample by sample", at: \.distillationGradient) {
        sampleBySample(Batch($0, $1, $2, $3, $4))
      },
      Alternative("by the own softmax, less one at each label", at: \.distillationGradient) {
        y, z, labels, t, a in
        let own = Answers.reference
        var hard = try own.softened(y, 1)
        for (i, label) in labels.enumerated() { hard[i, label] -= 1 }
        let n = Double(y.rows)
        return (a * t / n) * (try own.softened(y, t) - own.softened(z, t)) + ((1 - a) / n) * hard
      },
      Alternative("T² of the loss, and y in y/T", at: \.distillationGradient) {
        y, z, labels, t, a in
        let batch = Batch(y, z, labels, t, a)
        let soft = batch.soft.map { a * t * t * $0 * (1 / t) / batch.samples }
        return soft - batch.hard * ((a - 1) / batch.samples)
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Batch>]) -> Check<Answers> {
    .measured(
      title, probes: probes,
      call: {
        try $0.distillationGradient($1.student, $1.teacher, $1.labels, $1.temperature, $1.share)
      },
      verify: { batch, found in
        // Each element is a sum of at most four probabilities, times at most T; `exp` makes of the rounding
        // of a logit over T a relative error.
        let size = max(
          1, max(batch.student.maxNorm, batch.teacher.maxNorm) * max(1, 1 / batch.temperature))
        return discrepancy(
          found, expected: batch.expected,
          tolerance: roundoff(batch.student.columns, scale: size * max(batch.temperature, 1)))
      },
      // Of one class the gradient is 0, and rounding tells nothing.
      measure: { batch, found in
        guard isOrdinary(found) else { return nil }
        return Measured(
          shape: [found.rows, found.columns], numbers: found.elements, scale: 1 / batch.samples)
      })
  }

  /// - Parameters:
  ///   - size: The size of the logits.
  ///   - lift: What all of them are lifted by.
  private static func batch(
    _ samples: Int, _ classes: Int, temperature: Double, share: Double, seed: UInt64,
    size: Double = 2, lift: Double = 0
  ) -> Probe<Batch> {
    var counts = SeededCounts(seed: seed + 300)
    let remark = size == 2 && lift == 0 ? "" : " about \(brief(lift)) ± \(brief(size))"
    return Probe(
      "\(samples)×\(classes) logits\(remark), T = \(brief(temperature)) and α = \(brief(share))",
      Batch(
        randomMatrix(samples, classes, seed: seed).map { size * $0 + lift },
        randomMatrix(samples, classes, seed: seed + 100).map { 1.5 * size * $0 + lift },
        (0..<samples).map { _ in counts.next(in: 0...classes - 1) }, temperature, share))
  }

  /// Twelve batches of some shapes, temperatures and shares.
  private static func seeded(_ seed: UInt64) -> [Probe<Batch>] {
    var counts = SeededCounts(seed: seed)
    return (0..<12).map { i -> Probe<Batch> in
      let temperature = Double(counts.next(in: 5...24)) / 4
      let share = Double(counts.next(in: 1...15)) / 16
      return batch(
        counts.next(in: 2...6), counts.next(in: 2...6), temperature: temperature, share: share,
        seed: seed + 400 + UInt64(i))
    }
  }

  /// The right gradient, computed the other way round.
  private static func sampleBySample(_ batch: Batch) -> Matrix<Double> {
    let (warm, target, plain) = (batch.warm, batch.target, batch.plain)
    var gradient = plain
    for i in 0..<gradient.rows {
      for j in 0..<gradient.columns {
        let label: Double = batch.labels[i] == j ? 1 : 0
        let soft = batch.temperature * (warm[i, j] - target[i, j])
        let hard = plain[i, j] - label
        gradient[i, j] = batch.share * soft + (1 - batch.share) * hard
      }
    }
    return gradient / Double(batch.student.rows)
  }
}

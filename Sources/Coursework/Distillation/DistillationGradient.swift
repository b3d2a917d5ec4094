import Grading
import LinearAlgebra

/// Exercise 7.5: the gradient of the distillation loss.
enum DistillationGradient {
  typealias Answers = DistillationAnswers

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

    /// The right gradient, or that of a mistake.
    ///
    /// - Parameters:
    ///   - weight: The factor of the soft part.
    ///   - rest: The factor of the labels' part.
    ///   - temperatures: Those of student and teacher in the soft part, and of the labels' part.
    func gradient(
      weight: Double, rest: Double, temperatures: (Double, Double, Double)
    ) -> Matrix<Double> {
      let truth = Matrix(rows: student.rows, columns: student.columns) { i, j in
        labels[i] == j ? 1.0 : 0
      }
      let soft =
        Softened.softmax(student, 1 / temperatures.0)
        - Softened.softmax(teacher, 1 / temperatures.1)
      let hard = Softened.softmax(student, 1 / temperatures.2) - truth
      return (soft * weight + hard * rest) / Double(student.rows)
    }

    /// With the right temperatures.
    func gradient(weight: Double, rest: Double) -> Matrix<Double> {
      gradient(weight: weight, rest: rest, temperatures: (temperature, temperature, 1))
    }

    var soft: Double { share * temperature }
    var hard: Double { 1 - share }
    var expected: Matrix<Double> { gradient(weight: soft, rest: hard) }
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
      Check(
        "batches",
        probes: [
          batch(4, 3, temperature: 2, share: 0.75, seed: 721),
          batch(3, 5, temperature: 4, share: 0.25, seed: 722),
          batch(5, 2, temperature: 0.5, share: 0.625, seed: 723),
          batch(2, 4, temperature: 3, share: 1, seed: 724),
          batch(2, 4, temperature: 3, share: 0, seed: 725),
          batch(1, 3, temperature: 1, share: 0.375, seed: 726),
        ],
        call: {
          try $0.distillationGradient(
            $1.student, $1.teacher, $1.labels, $1.temperature, $1.share)
        },
        verify: { batch, found in
          // Each element is a sum of at most four probabilities, times at most T.
          discrepancy(
            found, expected: batch.expected,
            tolerance: roundoff(batch.student.columns, scale: max(batch.temperature, 1)))
        })
    ],
    mistakes: errors,
    alternatives: [
      Alternative("sample by sample") {
        $0.distillationGradient = { sampleBySample(Batch($0, $1, $2, $3, $4)) }
      }
    ])

  /// A mistake: how it is told, and the gradient that it gives.
  private struct Slip: Sendable {
    let diagnosis: String
    let message: String
    let gradient: @Sendable (Batch) -> Matrix<Double>
  }

  private static var errors: [Mistake<Answers>] {
    mistakes.map { mistake in
      Mistake<Answers>(mistake.diagnosis, mistake.message) {
        $0.distillationGradient = { mistake.gradient(Batch($0, $1, $2, $3, $4)) }
      }
    }
  }

  private static let mistakes: [Slip] = [
    Slip(
      diagnosis: "t-squared-forgotten",
      message: "The factor T² of the loss is missing: without it the soft part shrinks as T grows."
    ) { $0.gradient(weight: $0.share / $0.temperature, rest: $0.hard) },
    Slip(
      diagnosis: "chain-forgotten",
      message: "The factor is T, not T²: y stands in the softmax as y/T, which brings 1/T."
    ) { $0.gradient(weight: $0.soft * $0.temperature, rest: $0.hard) },
    Slip(
      diagnosis: "factor-forgotten",
      message:
        "The soft part has the factor αT: T² from the loss and 1/T from y/T. Here it is α alone."
    ) { $0.gradient(weight: $0.share, rest: $0.hard) },
    Slip(
      diagnosis: "temperature-forgotten",
      message: "The soft part was taken at temperature 1: divide both logits by T before softmax."
    ) { $0.gradient(weight: $0.soft, rest: $0.hard, temperatures: (1, 1, 1)) },
    Slip(
      diagnosis: "teacher-only",
      message: "Only the teacher's logits were divided by T; the student's must be as well."
    ) { $0.gradient(weight: $0.soft, rest: $0.hard, temperatures: (1, $0.temperature, 1)) },
    Slip(
      diagnosis: "labels-softened",
      message: "The labels' part was taken at T as well; it has temperature 1."
    ) {
      let t = $0.temperature
      return $0.gradient(weight: $0.soft, rest: $0.hard, temperatures: (t, t, t))
    },
    Slip(
      diagnosis: "share-exchanged",
      message: "α and 1 − α have changed places: α is the teacher's share."
    ) { $0.gradient(weight: $0.hard * $0.temperature, rest: $0.share) },
    Slip(
      diagnosis: "share-forgotten", message: "The labels' part is weighted with 1 − α, not with 1."
    ) { $0.gradient(weight: $0.soft, rest: 1) },
    Slip(
      diagnosis: "labels-forgotten",
      message: "The labels' part is missing, (1 − α)(softmax(y) − e)."
    ) { $0.gradient(weight: $0.soft, rest: 0) },
    Slip(
      diagnosis: "sign",
      message: "The sign is turned round: the gradient is what is predicted less what should be."
    ) { $0.gradient(weight: -$0.soft, rest: -$0.hard) },
    Slip(
      diagnosis: "teacher-learns",
      message:
        "In the soft part student and teacher have changed places: it pushes the student away."
    ) { $0.gradient(weight: -$0.soft, rest: $0.hard) },
    Slip(
      diagnosis: "not-a-mean",
      message: "This is the gradient of the sum; the loss of a batch is the mean over its samples."
    ) { $0.expected * Double($0.student.rows) },
    Slip(
      diagnosis: "mean-over-classes",
      message: "This divides by the number of classes as well; the mean is one over samples."
    ) { $0.expected / Double($0.student.columns) },
  ]

  private static func batch(
    _ samples: Int, _ classes: Int, temperature: Double, share: Double, seed: UInt64
  ) -> Probe<Batch> {
    Probe(
      "\(samples)×\(classes) logits, T = \(brief(temperature)) and α = \(brief(share))",
      Batch(
        randomMatrix(samples, classes, seed: seed) * 2,
        randomMatrix(samples, classes, seed: seed + 100) * 3,
        (0..<samples).map { ($0 * 2 + 1) % classes }, temperature, share))
  }

  /// The right gradient, computed the other way round.
  private static func sampleBySample(_ batch: Batch) -> Matrix<Double> {
    let warm = Softened.softmax(batch.student, 1 / batch.temperature)
    let target = Softened.softmax(batch.teacher, 1 / batch.temperature)
    let plain = Softened.softmax(batch.student, 1)
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

import Foundation
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

    /// 1 at the label of each sample, and 0 elsewhere.
    var truth: Matrix<Double> {
      Matrix(rows: student.rows, columns: student.columns) { i, j in labels[i] == j ? 1.0 : 0 }
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
      check(
        "batches",
        [
          // Square first, where samples and classes can be taken for each other.
          batch(4, 4, temperature: 2, share: 0.75, seed: 720),
          batch(4, 3, temperature: 2, share: 0.75, seed: 721),
          batch(3, 5, temperature: 4, share: 0.25, seed: 722),
          batch(5, 2, temperature: 0.5, share: 0.625, seed: 723),
        ] + seeded),
      check(
        "one part alone, one sample, one class",
        [
          batch(2, 4, temperature: 3, share: 1, seed: 724),
          batch(2, 4, temperature: 3, share: 0, seed: 725),
          batch(1, 3, temperature: 1, share: 0.375, seed: 726),
          batch(2, 1, temperature: 2, share: 0.5, seed: 727),
          batch(3, 3, temperature: 50, share: 0.5, seed: 728),
        ]),
      check(
        "logits of a thousand",
        [
          Probe(
            "2×2 logits of a thousand, T = 2 and α = 0.5",
            Batch(
              [[1000, 999], [-1500, -1501]], [[-900, -898], [1600, 1601]], [0, 1], 2, 0.5))
        ]),
    ],
    mistakes: weights + temperatures + batches,
    alternatives: [
      alternative("sample by sample", sampleBySample),
      alternative("the parts one after the other, each divided") { batch in
        batch.gradient(weight: batch.soft, rest: 0) + batch.gradient(weight: 0, rest: batch.hard)
      },
      alternative("T² from the loss, 1/T from the chain") { batch in
        let t = batch.temperature
        return batch.gradient(weight: batch.share * t * t / t, rest: 1 - batch.share)
      },
      alternative("by elements of one expression") { batch in
        let t = batch.temperature
        let soft = Softened.softmax(batch.student, 1 / t) - Softened.softmax(batch.teacher, 1 / t)
        let plain = Softened.softmax(batch.student, 1)
        return Matrix(rows: plain.rows, columns: plain.columns) { i, j in
          let label: Double = batch.labels[i] == j ? 1 : 0
          let hard: Double = (1 - batch.share) * (plain[i, j] - label)
          return (hard + batch.share * t * soft[i, j]) / Double(plain.rows)
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Batch>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: {
        try $0.distillationGradient($1.student, $1.teacher, $1.labels, $1.temperature, $1.share)
      },
      verify: { batch, found in
        // Each element is a sum of at most four probabilities, times at most T, which the rounding of the
        // logits moves.
        let logits = max(batch.student.maxNorm, batch.teacher.maxNorm, 1)
        let scale = max(batch.temperature, 1) * max(logits / batch.temperature, logits / 50, 1)
        return discrepancy(
          found, expected: batch.expected,
          tolerance: roundoff(batch.student.columns, scale: scale))
      })
  }

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

  /// Twenty batches of seeded sizes, temperatures and shares.
  private static var seeded: [Probe<Batch>] {
    var counts = SeededCounts(seed: 7500)
    return (0..<20).map { i in
      let (samples, classes) = (counts.next(in: 2...6), counts.next(in: 2...6))
      let temperature = Double(counts.next(in: 2...24)) / 4
      let share = Double(counts.next(in: 1...15)) / 16
      return batch(samples, classes, temperature: temperature, share: share, seed: 7500 + UInt64(i))
    }
  }

  /// Wrong factors of the two parts.
  private static let weights: [Mistake<Answers>] = [
    mistake(
      "t-squared-forgotten",
      "The factor T² of the loss is missing: without it the soft part shrinks as T grows.",
      ["α/T": { $0.gradient(weight: $0.share / $0.temperature, rest: $0.hard) }]),
    mistake(
      "chain-forgotten",
      "The factor is T, not T²: y stands in the softmax as y/T, which brings 1/T.",
      ["αT²": { $0.gradient(weight: $0.soft * $0.temperature, rest: $0.hard) }]),
    mistake(
      "factor-forgotten",
      "The soft part has the factor αT: T² from the loss and 1/T from y/T. Here it is α alone.",
      ["α": { $0.gradient(weight: $0.share, rest: $0.hard) }]),
    mistake(
      "factor-of-labels",
      "The factor T belongs to the soft part alone: the labels' part has 1 − α.",
      [
        "T for both": { $0.gradient(weight: $0.soft, rest: $0.hard * $0.temperature) },
        "T for the labels": { $0.gradient(weight: $0.share, rest: $0.hard * $0.temperature) },
      ]),
    mistake(
      "share-exchanged", "α and 1 − α have changed places: α is the teacher's share.",
      ["1 − α": { $0.gradient(weight: $0.hard * $0.temperature, rest: $0.share) }]),
    mistake(
      "share-forgotten", "The parts are weighted with α and 1 − α. One of these is missing.",
      [
        "of the labels": { $0.gradient(weight: $0.soft, rest: 1) },
        "of the teacher": { $0.gradient(weight: $0.temperature, rest: $0.hard) },
        "of both": { $0.gradient(weight: $0.temperature, rest: 1) },
      ]),
    mistake(
      "same-share", "Both parts are weighted with α; the labels' part has 1 − α.",
      ["α twice": { $0.gradient(weight: $0.soft, rest: $0.share) }]),
    mistake(
      "labels-forgotten", "The labels' part is missing, (1 − α)(softmax(y) − e).",
      ["the soft part alone": { $0.gradient(weight: $0.soft, rest: 0) }]),
    mistake(
      "teacher-forgotten", "The soft part is missing, αT(softmax(y/T) − softmax(z/T)).",
      ["the labels alone": { $0.gradient(weight: 0, rest: $0.hard) }]),
    mistake(
      "sign",
      "The sign is turned round: the gradient is what is predicted less what should be.",
      ["both": { $0.gradient(weight: -$0.soft, rest: -$0.hard) }]),
    mistake(
      "teacher-learns",
      "In the soft part student and teacher have changed places: it pushes the student away.",
      ["−αT": { $0.gradient(weight: -$0.soft, rest: $0.hard) }]),
    mistake(
      "labels-pushed",
      "The labels' part has the wrong sign: it is softmax(y) − e, not e − softmax(y).",
      ["−(1 − α)": { $0.gradient(weight: $0.soft, rest: -$0.hard) }]),
  ]

  /// A part at another temperature, or of other logits.
  private static let temperatures: [Mistake<Answers>] = [
    mistake(
      "temperature-forgotten",
      "The soft part was taken at temperature 1: divide both logits by T before softmax.",
      ["1, 1": { $0.gradient(weight: $0.soft, rest: $0.hard, temperatures: (1, 1, 1)) }]),
    mistake(
      "student-not-softened",
      "Only the teacher's logits were divided by T; the student's must be as well.",
      [
        "1, T": {
          $0.gradient(weight: $0.soft, rest: $0.hard, temperatures: (1, $0.temperature, 1))
        }
      ]),
    mistake(
      "teacher-not-softened",
      "Only the student's logits were divided by T; the teacher's must be as well.",
      [
        "T, 1": {
          $0.gradient(weight: $0.soft, rest: $0.hard, temperatures: ($0.temperature, 1, 1))
        }
      ]),
    mistake(
      "labels-softened",
      "The labels' part was taken at T as well; it has temperature 1.",
      [
        "T, T, T": {
          let t = $0.temperature
          return $0.gradient(weight: $0.soft, rest: $0.hard, temperatures: (t, t, t))
        }
      ]),
    mistake(
      "teacher-as-logits",
      "The teacher's logits were taken as they are: both sides of the soft part are probabilities.",
      [
        "z/T": { batch in
          let t = batch.temperature
          let soft = Softened.softmax(batch.student, 1 / t) - batch.teacher / t
          let hard = Softened.softmax(batch.student, 1) - batch.truth
          return (soft * batch.soft + hard * batch.hard) / Double(batch.student.rows)
        },
        "y/T − z/T": { batch in
          let t = batch.temperature
          let soft = (batch.student - batch.teacher) / t
          let hard = Softened.softmax(batch.student, 1) - batch.truth
          return (soft * batch.soft + hard * batch.hard) / Double(batch.student.rows)
        },
      ]),
    mistake(
      "teacher-against-labels",
      "The labels' part compares the teacher with the labels. It is the student that learns: softmax(y) − e.",
      [
        "softmax(z) − e": { batch in
          let t = batch.temperature
          let soft = Softened.softmax(batch.student, 1 / t) - Softened.softmax(batch.teacher, 1 / t)
          let hard = Softened.softmax(batch.teacher, 1) - batch.truth
          return (soft * batch.soft + hard * batch.hard) / Double(batch.student.rows)
        }
      ]),
    mistake(
      "labels-not-subtracted",
      "The 1 at the label is not subtracted: the labels' part is softmax(y) − e.",
      [
        "softmax(y)": { batch in
          let rest = batch.truth * (batch.hard / Double(batch.student.rows))
          return batch.expected + rest
        }
      ]),
  ]

  /// The mean over a batch, and the places of the labels.
  private static let batches: [Mistake<Answers>] = [
    mistake(
      "not-a-mean",
      "This is the gradient of the sum; the loss of a batch is the mean over its samples.",
      ["the sum": { $0.expected * Double($0.student.rows) }]),
    mistake(
      "mean-over-classes",
      "This divides by the number of classes; the mean is one over samples.",
      [
        "as well": { $0.expected / Double($0.student.columns) },
        "only": { $0.expected * Double($0.student.rows) / Double($0.student.columns) },
      ]),
    mistake(
      "one-part-a-mean", "Only one of the parts was divided by the number of samples; both are.",
      [
        "the labels'": {
          $0.gradient(weight: $0.soft * Double($0.student.rows), rest: $0.hard)
        },
        "the soft one": {
          $0.gradient(weight: $0.soft, rest: $0.hard * Double($0.student.rows))
        },
      ]),
    mistake(
      "labels-from-one", "The labels count from 0: class 0 is the first column.",
      [
        "one too low": { batch in
          let moved = Batch(
            batch.student, batch.teacher, batch.labels.map { $0 - 1 }, batch.temperature,
            batch.share)
          return moved.expected
        }
      ]),
    mistake(
      "overflow",
      "`exp` of a large logit is infinite. Use `softened`, which subtracts the row's largest logit first.",
      [
        "`exp` at once": { batch in
          let t = batch.temperature
          func plain(_ logits: Matrix<Double>, _ t: Double) -> Matrix<Double> {
            let powers = logits.map { exp($0 / t) }
            let sums: [Double] = (0..<powers.rows).map { powers.row($0).reduce(0, +) }
            return Matrix(rows: powers.rows, columns: powers.columns) { powers[$0, $1] / sums[$0] }
          }
          let soft = plain(batch.student, t) - plain(batch.teacher, t)
          let hard = plain(batch.student, 1) - batch.truth
          return (soft * batch.soft + hard * batch.hard) / Double(batch.student.rows)
        }
      ]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<String, @Sendable (Batch) -> Matrix<Double>>
  ) -> Mistake<Answers> {
    let first = ways[0]
    var mistake = Mistake<Answers>(diagnosis, message, as: first.key) {
      $0.distillationGradient = { first.value(Batch($0, $1, $2, $3, $4)) }
    }
    for way in ways.dropFirst() {
      mistake = mistake.or(way.key) {
        $0.distillationGradient = { way.value(Batch($0, $1, $2, $3, $4)) }
      }
    }
    return mistake
  }

  private static func alternative(
    _ name: String, _ gradient: @escaping @Sendable (Batch) -> Matrix<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.distillationGradient = { gradient(Batch($0, $1, $2, $3, $4)) } }
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

import Foundation
import Grading
import LinearAlgebra

extension DistillationGradient {
  /// Wrong factors of the right parts.
  static let factors: [Mistake<Answers>] = [
    mistake(
      "t-squared-forgotten",
      "The factor T² of the loss is missing: the soft part has α/T here, and shrinks as T grows; it is αT.",
      ["α/T": { $0.gradient($0.share / $0.temperature) }]),
    mistake(
      "chain-forgotten",
      "The factor is αT, not αT²: y stands in the softmax as y/T, which brings 1/T.",
      ["αT²": { $0.gradient($0.softFactor * $0.temperature) }]),
    mistake(
      "factor-forgotten",
      "The soft part has the factor αT: T² from the loss and 1/T from y/T. Here it is α alone.",
      ["α": { $0.gradient($0.share) }]),
    mistake(
      "t-on-labels", "T belongs to the soft part alone; the labels' part has the factor 1 − α.",
      [
        "both times T": { $0.gradient(nil, $0.hardFactor * $0.temperature) },
        "both times T²": {
          let square = $0.temperature * $0.temperature
          return $0.gradient($0.share * square, $0.hardFactor * square)
        },
        "the labels' alone": { $0.gradient($0.share, $0.hardFactor * $0.temperature) },
        "both over T": {
          $0.gradient($0.share / $0.temperature, $0.hardFactor / $0.temperature)
        },
      ]),
    mistake(
      "share-exchanged", "α and 1 − α have changed places: α is the teacher's share.",
      [
        "as they are": { $0.gradient($0.hardFactor * $0.temperature, $0.share) },
        "without T": { $0.gradient($0.hardFactor, $0.share) },
        "with T²": { $0.gradient($0.hardFactor * $0.temperature * $0.temperature, $0.share) },
      ]),
    mistake(
      "same-share", "Both parts have the same share: the soft part has α, the labels' 1 − α.",
      [
        "α": { $0.gradient(nil, $0.share) },
        "1 − α": { $0.gradient($0.hardFactor * $0.temperature) },
      ]),
    mistake(
      "share-forgotten",
      "A part is whole: the soft part is weighted with α, the labels' with 1 − α.",
      [
        "the labels'": { $0.gradient(nil, 1) }, "the soft part": { $0.gradient($0.temperature) },
        "both": { $0.gradient($0.temperature, 1) },
        "both, and T": { $0.gradient(1, 1) },
        "the soft part, with T²": { $0.gradient($0.temperature * $0.temperature, 1) },
      ]),
    mistake(
      "half-each", "Both parts were weighted with ½; α says how much is the teacher's.",
      ["½": { $0.gradient(0.5 * $0.temperature, 0.5) }]),
    mistake(
      "labels-forgotten", "The labels' part is missing, (1 − α)(softmax(y) − e).",
      [
        "αT soft": { $0.gradient(nil, 0) }, "T soft": { $0.gradient($0.temperature, 0) },
        "α soft": { $0.gradient($0.share, 0) }, "soft": { $0.gradient(1, 0) },
      ]),
    mistake(
      "teacher-forgotten", "The teacher's part is missing, αT(softmax(y/T) − softmax(z/T)).",
      ["(1 − α) hard": { $0.gradient(0) }, "hard": { $0.gradient(0, 1) }]),
  ]

  /// Wrong parts.
  static let parts: [Mistake<Answers>] = [
    mistake(
      "temperature-forgotten",
      "The soft part was taken at temperature 1: divide both logits by T before softmax.",
      [
        "T = 1": { $0.gradient(soft: $0.plain - Softened.softmax($0.teacher, 1)) },
        "T nowhere": { $0.gradient($0.share, soft: $0.plain - Softened.softmax($0.teacher, 1)) },
        "T² of the loss alone": {
          $0.gradient(
            $0.softFactor * $0.temperature, soft: $0.plain - Softened.softmax($0.teacher, 1))
        },
      ]),
    mistake(
      "teacher-not-softened",
      "The teacher was not softened: softmax(z/T) is to be subtracted, as the student's side is softmax(y/T).",
      [
        "softmax(z)": { $0.gradient(soft: $0.warm - Softened.softmax($0.teacher, 1)) },
        "softmax(z), α alone": {
          $0.gradient($0.share, soft: $0.warm - Softened.softmax($0.teacher, 1))
        },
        "softmax(z), αT²": {
          $0.gradient(
            $0.softFactor * $0.temperature, soft: $0.warm - Softened.softmax($0.teacher, 1))
        },
        "z": { $0.gradient(soft: $0.warm - $0.teacher) },
        "z/T": { $0.gradient(soft: $0.warm - $0.teacher / $0.temperature) },
        "its largest class": { batch in
          batch.gradient(
            soft: batch.warm
              - batch.marked { i, j in
                let row = batch.teacher.row(i)
                return row.indices.max { row[$0] < row[$1] } == j
              })
        },
      ]),
    mistake(
      "student-not-softened",
      "Only the teacher's logits were divided by T; in the soft part the student's must be as well.",
      ["softmax(y)": { $0.gradient(soft: $0.plain - $0.target) }]),
    mistake(
      "multiplied", "The logits were multiplied by T; divide them.",
      [
        "y·T, z·T": {
          $0.gradient(
            soft: Softened.softmax($0.student, $0.temperature)
              - Softened.softmax($0.teacher, $0.temperature))
        }
      ]),
    mistake(
      "labels-softened",
      "The labels' part was taken at T as well; there the student has temperature 1.",
      [
        "softmax(y/T) − e": { $0.gradient(hard: $0.warm - $0.truth) },
        "times T": { $0.gradient(nil, $0.softFactorOfLabels, hard: $0.warm - $0.truth) },
      ]),
    mistake(
      "labels-of-teacher",
      "The labels' part holds the teacher's opinion; it is the student's softmax(y) less e.",
      [
        "softmax(z) − e": { $0.gradient(hard: Softened.softmax($0.teacher, 1) - $0.truth) },
        "softmax(y) − softmax(z)": {
          $0.gradient(hard: $0.plain - Softened.softmax($0.teacher, 1))
        },
        "softmax(y) − softmax(z/T)": { $0.gradient(hard: $0.plain - $0.target) },
        "the class that the teacher takes for the label": { batch in
          batch.gradient(
            hard: batch.plain
              - batch.marked { i, j in
                let row = batch.teacher.row(i)
                return row.indices.max { row[$0] < row[$1] } == j
              })
        },
      ]),
    mistake(
      "brackets",
      "A pair of brackets is missing: it is αT(softmax(y/T) − softmax(z/T)) + (1 − α)(softmax(y) − e), with "
        + "each weight before both of its sides.",
      [
        "(1 − α) softmax(y) − e": {
          $0.gradient(nil, 1, hard: $0.plain * $0.hardFactor - $0.truth)
        },
        "softmax(y) − (1 − α) e": {
          $0.gradient(nil, 1, hard: $0.plain - $0.truth * $0.hardFactor)
        },
        "1 − α (softmax(y) − e)": { batch in
          batch.gradient(nil, 1, hard: (batch.hard * batch.share).map { 1 - $0 })
        },
        "αT softmax(y/T) − softmax(z/T)": {
          $0.gradient(1, soft: $0.warm * $0.softFactor - $0.target)
        },
      ]),
    mistake(
      "teacher-against-labels",
      "The soft part compares with the labels; the student is to come near the teacher in it.",
      [
        "softmax(y/T) − e": { $0.gradient(soft: $0.warm - $0.truth) },
        "softmax(z/T) − e": { $0.gradient(soft: $0.target - $0.truth) },
        "and the labels' part with the teacher": {
          $0.gradient(soft: $0.warm - $0.truth, hard: $0.plain - $0.target)
        },
      ]),
    mistake(
      "logits-compared",
      "The logits themselves were compared, without softmax: (y − z) is the gradient of another loss.",
      [
        "y − z": { $0.gradient(soft: $0.student - $0.teacher) },
        "(y − z)/T": { $0.gradient(soft: ($0.student - $0.teacher) / $0.temperature) },
        "α(y − z)/T": {
          $0.gradient($0.share / $0.temperature, soft: $0.student - $0.teacher)
        },
        "α(y − z)": { $0.gradient($0.share, soft: $0.student - $0.teacher) },
        "y − e": { $0.gradient(hard: $0.student - $0.truth) },
      ]),
    mistake(
      "sign",
      "The sign is turned round: the gradient is what is predicted less what should be.",
      [
        "both": { -$0.expected },
        "the labels'": { $0.gradient(nil, -$0.hardFactor) },
      ]),
    mistake(
      "teacher-learns",
      "In the soft part student and teacher have changed places: it pushes the student away.",
      ["target − student": { $0.gradient(-$0.softFactor) }]),
    mistake(
      "label-added", "1 was added at the label; it is subtracted.",
      ["softmax(y) + e": { $0.gradient(hard: $0.plain + $0.truth) }]),
    mistake(
      "label-forgotten", "1 has to be subtracted at the label: e is missing.",
      ["softmax(y)": { $0.gradient(hard: $0.plain) }]),
    mistake(
      "one-everywhere", "1 was subtracted in every class; e is 1 at the label and 0 elsewhere.",
      ["softmax(y) − 1": { $0.gradient(hard: $0.plain.map { $0 - 1 }) }]),
    mistake(
      "elsewhere-zero",
      "The labels' part is 0 but at the label; the other classes have their softmax(y) in it.",
      [
        "at the label alone": { batch in
          let (plain, truth) = (batch.plain, batch.truth)
          return batch.gradient(
            hard: Matrix(rows: plain.rows, columns: plain.columns) {
              truth[$0, $1] == 1 ? plain[$0, $1] - 1 : 0
            })
        }
      ]),
    mistake(
      "label-shifted", "The labels are counted from 0: this marks the class beside the label.",
      [
        "label − 1": { batch in
          batch.gradient(hard: batch.plain - batch.marked { batch.labels[$0] - 1 == $1 })
        },
        "label + 1": { batch in
          batch.gradient(hard: batch.plain - batch.marked { batch.labels[$0] + 1 == $1 })
        },
      ]),
    mistake(
      "labels-transposed",
      "Row and column of e are exchanged: it is 1 in the row of the sample, in the column of its label.",
      [
        "e[label, i]": { batch in
          guard batch.student.rows == batch.student.columns else { return batch.expected }
          return batch.gradient(hard: batch.plain - batch.truth.transposed)
        }
      ]),
    mistake(
      "label-as-number",
      "The label's number was subtracted; it names the class at which 1 is subtracted.",
      [
        "softmax(y) − label": { batch in
          let plain = batch.plain
          return batch.gradient(
            hard: Matrix(rows: plain.rows, columns: plain.columns) {
              plain[$0, $1] - Double(batch.labels[$0])
            })
        }
      ]),
    mistake(
      "first-label", "All samples were given the label of the first.",
      [
        "labels[0]": { batch in
          batch.gradient(
            hard: batch.plain - batch.marked { _, j in batch.labels.first == j })
        }
      ]),
    mistake(
      "softmax-derivative",
      "The derivative p(1 − p) of softmax stands in it once more. With a cross-entropy it has cancelled.",
      [
        "in both": { batch in
          batch.gradient(
            soft: sloped(batch.soft, batch.warm), hard: sloped(batch.hard, batch.plain))
        },
        "in the soft part": { batch in batch.gradient(soft: sloped(batch.soft, batch.warm)) },
        "in the labels'": { batch in batch.gradient(hard: sloped(batch.hard, batch.plain)) },
      ]),
    mistake(
      "loss-itself",
      "These are terms of the loss, with logarithms; its gradient is asked for.",
      [
        "−p ln q": { batch in
          batch.gradient(
            batch.softFactor * batch.temperature, soft: crossed(batch.target, batch.warm),
            hard: crossed(batch.truth, batch.plain))
        }
      ]),
    mistake(
      "columns", "Softmax was taken down the columns; a sample is a row.",
      [
        "of columns": { batch in
          let t = 1 / batch.temperature
          return batch.gradient(
            soft: Softened.softmax(batch.student.transposed, t).transposed
              - Softened.softmax(batch.teacher.transposed, t).transposed,
            hard: Softened.softmax(batch.student.transposed, 1).transposed - batch.truth)
        }
      ]),
  ]

  /// Another mean.
  static let sums: [Mistake<Answers>] = [
    mistake(
      "not-a-mean",
      "This is the gradient of the sum; the loss of a batch is the mean over its samples.",
      ["Σ": { $0.expected * $0.samples }]),
    mistake(
      "mean-of-one-part",
      "Only one of the parts was divided by the number of samples: the mean is one of both. Mind the brackets.",
      [
        "the labels'": { $0.gradient($0.softFactor * $0.samples) },
        "the soft part": { $0.gradient(nil, $0.hardFactor * $0.samples) },
      ]),
    mistake(
      "mean-over-classes",
      "This divides by the number of classes; the mean is one over samples alone.",
      [
        "by both": { $0.expected / Double($0.student.columns) },
        "by the classes": { $0.expected * ($0.samples / Double($0.student.columns)) },
      ]),
    mistake(
      "divided-twice", "This was divided by the number of samples twice.",
      ["by its square": { $0.expected / $0.samples }]),
    mistake(
      "mean-row",
      "The samples were averaged into one row. The gradient has a row for each sample, of which the mean of "
        + "the loss takes 1/samples.",
      [
        "in each row": { batch in
          let means = meanRow(batch)
          return Matrix(rows: batch.student.rows, columns: means.count) { means[$1] }
        },
        "1×classes": { batch in
          let means = meanRow(batch)
          return Matrix(rows: 1, columns: means.count) { means[$1] }
        },
      ]),
    mistake(
      "transposed", "This is the gradient transposed: a sample stays a row.",
      ["classes×samples": { $0.expected.transposed }]),
    mistake(
      "descended", "This is the student after a step; asked for is the gradient.",
      ["y − gradient": { $0.student - $0.expected }]),
  ]

  /// What overflows.
  static let overflows: [Mistake<Answers>] = [
    mistake(
      "overflow",
      "`exp` of a large logit is infinite, and of very negative ones all powers are 0. Subtract each row's "
        + "largest logit first, as 7.4 does.",
      [
        "all": { batch in
          batch.gradient(
            soft: naive(batch.student, batch.temperature) - naive(batch.teacher, batch.temperature),
            hard: naive(batch.student, 1) - batch.truth)
        },
        "the labels' part": { batch in
          batch.gradient(hard: naive(batch.student, 1) - batch.truth)
        },
        "the soft part": { batch in
          batch.gradient(
            soft: naive(batch.student, batch.temperature) - naive(batch.teacher, batch.temperature))
        },
      ]),
    mistake(
      "largest-of-all",
      "The largest logit of the whole matrix was subtracted. Of a row that is far below it all powers are 0, and "
        + "0/0 is no number: each row has its own largest.",
      [
        "everywhere": { batch in
          let t = batch.temperature
          return batch.gradient(
            soft: shifted(batch.student, t) - shifted(batch.teacher, t),
            hard: shifted(batch.student, 1) - batch.truth)
        },
        "in the soft part": { batch in
          let t = batch.temperature
          return batch.gradient(soft: shifted(batch.student, t) - shifted(batch.teacher, t))
        },
        "in the labels' part": { batch in
          batch.gradient(hard: shifted(batch.student, 1) - batch.truth)
        },
      ]),
    mistake(
      "case-of-its-own",
      "For α = 0 or 1, or T = 1, the rule is the same: no case needs one of its own.",
      [
        "zeros for α = 0": { batch in
          batch.share == 0 ? batch.expected * 0 : batch.expected
        },
        "zeros for α = 1": { batch in
          batch.share == 1 ? batch.expected * 0 : batch.expected
        },
      ]),
  ]

  private static func naive(_ logits: Matrix<Double>, _ temperature: Double) -> Matrix<Double> {
    Softened.normalised(logits.map { exp($0 / temperature) })
  }

  /// Softmax less the largest of all elements.
  private static func shifted(_ logits: Matrix<Double>, _ temperature: Double) -> Matrix<Double> {
    let largest = logits.elements.reduce(-.infinity, max)
    return Softened.normalised(logits.map { exp(($0 - largest) / temperature) })
  }

  private static func sloped(_ part: Matrix<Double>, _ p: Matrix<Double>) -> Matrix<Double> {
    Matrix(rows: part.rows, columns: part.columns) { part[$0, $1] * p[$0, $1] * (1 - p[$0, $1]) }
  }

  private static func crossed(_ p: Matrix<Double>, _ q: Matrix<Double>) -> Matrix<Double> {
    Matrix(rows: p.rows, columns: p.columns) { -p[$0, $1] * log(q[$0, $1]) }
  }

  private static func meanRow(_ batch: Batch) -> [Double] {
    let gradient = batch.expected
    return (0..<gradient.columns).map { gradient.column($0).reduce(0, +) }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<String, @Sendable (Batch) -> Matrix<Double>>
  ) -> Mistake<Answers> {
    let first = answer(ways[0].value)
    var mistake = Mistake<Answers>(diagnosis, message, as: ways[0].key) {
      $0.distillationGradient = first
    }
    for way in ways.dropFirst() {
      let other = answer(way.value)
      mistake = mistake.or(way.key) { $0.distillationGradient = other }
    }
    return mistake
  }

  private static func answer(
    _ gradient: @escaping @Sendable (Batch) -> Matrix<Double>
  ) -> Function {
    { gradient(Batch($0, $1, $2, $3, $4)) }
  }
}

extension DistillationGradient.Batch {
  /// The factor of the labels' part where that is softened, and scaled by T like the soft part.
  fileprivate var softFactorOfLabels: Double { hardFactor * temperature }
}

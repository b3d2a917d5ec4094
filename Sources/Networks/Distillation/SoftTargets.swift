import Foundation
import LinearAlgebra

/// Teacher–student distillation: a student learns from another network's probabilities, and from the
/// labels.
///
/// With the teacher's logits z, the student's y, the temperature T and the share α, a sample costs
///
///     α T² H(softmax(z/T), softmax(y/T)) + (1 − α) H(label, softmax(y)),
///
/// where H(p, q) = −Σ pⱼ ln qⱼ. The gradient is αT(softmax(y/T) − softmax(z/T)) + (1 − α)(softmax(y) −
/// label). A large T makes the probabilities even and the gradients of the first part smaller by T²; the
/// factor T² gives them their size back, so that α means the same at every T.
///
/// G. Hinton, O. Vinyals and J. Dean, "Distilling the knowledge in a neural network", 2015, arXiv
/// 1503.02531, section 2.
public struct SoftTargets: Objective {
  /// The teacher's probabilities at temperature T, samples×classes.
  public let probabilities: Matrix<Float>

  /// The class of each sample.
  public let labels: [Int]

  /// T, above 0.
  public let temperature: Float

  /// α, from 0 for the labels alone to 1 for the teacher alone.
  public let share: Float

  /// Creates the objective.
  ///
  /// - Parameters:
  ///   - teacher: The teacher's logits for each sample, samples×classes.
  ///   - labels: The class of each sample.
  ///   - temperature: T, above 0.
  ///   - share: α, from 0 to 1.
  /// - Precondition: There is a label for each row, in `0..<classes`; T is above 0.
  public init(teacher: Matrix<Float>, labels: [Int], temperature: Float, share: Float) {
    require(
      labels.count == teacher.rows && temperature > 0,
      "\(labels.count) labels do not fit \(teacher.rows) rows, or the temperature \(temperature) is not "
        + "above 0")
    require(
      labels.allSatisfy { $0 >= 0 && $0 < teacher.columns },
      "a label lies outside \(teacher.columns) classes")
    let (classes, z) = (teacher.columns, teacher.storage)
    probabilities = Matrix(rows: teacher.rows, columns: classes) {
      let row = $0 * classes..<($0 + 1) * classes
      return exp(z[row.lowerBound + $1] / temperature - logSumExp(z.span, row, temperature))
    }
    self.labels = labels
    self.temperature = temperature
    self.share = share
  }

  public var count: Int { labels.count }

  /// The gradient of the mean cost of all samples with respect to the outputs for them.
  public func gradient(at outputs: Matrix<Float>) -> Matrix<Float> {
    var gradient = outputs
    _ = loss(outputs, of: Array(0..<count)[...], gradient: &gradient)
    return gradient
  }

  public func loss(
    _ outputs: Matrix<Float>, of samples: ArraySlice<Int>, gradient: inout Matrix<Float>
  ) -> Float {
    require(
      outputs.rows == samples.count && outputs.columns == probabilities.columns,
      "\(outputs.shape) outputs do not fit \(samples.count) samples of \(probabilities.columns) classes"
    )
    gradient.reshape(rows: outputs.rows, columns: outputs.columns)
    let (classes, scale) = (outputs.columns, 1 / Float(max(outputs.rows, 1)))
    let (z, targets) = (outputs.storage.span, probabilities.storage.span)
    var g = gradient.storage.mutableSpan
    var total: Float = 0
    var start = 0
    for sample in samples {
      let row = start..<start + classes
      let soft = logSumExp(z, row, temperature)
      let hard = logSumExp(z, row, 1)
      for j in 0..<classes {
        let (logit, warm) = (z[start + j], z[start + j] / temperature)
        let target = targets[sample * classes + j]
        let label: Float = labels[sample] == j ? 1 : 0
        total += share * temperature * temperature * target * (soft - warm)
        total += (1 - share) * label * (hard - logit)
        g[start + j] =
          scale
          * (share * temperature * (exp(warm - soft) - target)
            + (1 - share) * (exp(logit - hard) - label))
      }
      start += classes
    }
    return scale * total
  }
}

/// ln Σⱼ exp(zⱼ/T) over a row of logits, found without overflow: zₖ/T less it is ln of probability k.
private func logSumExp(_ z: Span<Float>, _ row: Range<Int>, _ temperature: Float) -> Float {
  var largest = -Float.infinity
  for j in row { largest = max(largest, z[j]) }
  var sum: Float = 0
  for j in row { sum += exp((z[j] - largest) / temperature) }
  return log(sum) + largest / temperature
}

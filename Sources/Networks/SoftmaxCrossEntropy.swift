import Foundation
import LinearAlgebra

/// The mean cross-entropy of the softmax of logits, and its gradient.
///
/// For the logits z of a sample of class c it is −ln softmax(z)_c = ln Σⱼ exp(zⱼ − zₘₐₓ) − (z_c − zₘₐₓ), which
/// does not overflow; the gradient is (softmax(z) − e_c) / batch (Goodfellow, Bengio and Courville, "Deep
/// Learning", §6.2.2.3).
///
/// - Parameters:
///   - logits: batch×classes.
///   - labels: The class of each row.
///   - gradient: Becomes the gradient of the mean with respect to the logits, of their shape.
/// - Returns: The mean, in nats; 0 for an empty batch.
/// - Precondition: There is a label for each row, in `0..<classes`.
/// - Complexity: O(batch · classes).
public func softmaxCrossEntropy(
  _ logits: Matrix<Float>, labels: some RandomAccessCollection<Int>,
  gradient: inout Matrix<Float>
) -> Float {
  require(
    labels.count == logits.rows,
    "\(labels.count) labels do not fit \(logits.rows) rows")
  gradient.reshape(rows: logits.rows, columns: logits.columns)
  let (classes, scale) = (logits.columns, 1 / Float(max(logits.rows, 1)))
  let z = logits.storage.span
  var g = gradient.storage.mutableSpan
  var total = 0.0
  var row = 0
  for label in labels {
    require(
      label >= 0 && label < classes,
      "there is no label \(label) among \(classes) classes")
    let start = row * classes
    var largest = z[start]
    for j in 1..<max(classes, 1) { largest = max(largest, z[start + j]) }
    var sum: Float = 0
    for j in 0..<classes {
      let power = exp(z[start + j] - largest)
      g[start + j] = power
      sum += power
    }
    for j in 0..<classes { g[start + j] *= scale / sum }
    g[start + label] -= scale
    total += Double(log(sum) - (z[start + label] - largest))
    row += 1
  }
  return Float(total) * scale
}

import LinearAlgebra

/// Layers, one after the other, and what stands between them while a batch passes.
///
/// ```swift
/// var generator = SeededGenerator(seed: 1)
/// var network = Network.dense(
///   [784, 100, 10], initialization: .he, using: &generator)
/// network.parameterCount       // 79 510
/// network.multiplyAccumulates  // 79 400
/// ```
///
/// A network is a value: a copy never changes with the original. It keeps the activations of a batch
/// and their gradients from one batch to the next, so a training step allocates none.
public struct Network: Sendable {
  /// The layers, from the input on. What one puts out, the next takes in.
  public var layers: [any Layer]

  /// What layer i put out for the last batch.
  private var outputs: [Matrix<Float>]

  /// The gradient of the loss with respect to it.
  private var gradients: [Matrix<Float>]

  /// Creates a network.
  ///
  /// - Precondition: There is a layer, and each takes in as much as the one before puts out.
  public init(_ layers: [any Layer]) {
    require(
      !layers.isEmpty,
      "a network needs a layer")
    for (layer, next) in zip(layers, layers.dropFirst()) {
      require(
        layer.outputSize == next.inputSize,
        "a layer of \(layer.outputSize) outputs does not fit one of \(next.inputSize) inputs")
    }
    self.layers = layers
    outputs = Array(repeating: Matrix(rows: 0, columns: 0), count: layers.count)
    gradients = outputs
  }

  /// How many numbers an input has.
  public var inputSize: Int { layers[0].inputSize }

  /// How many numbers an output has: the classes.
  public var outputSize: Int { layers[layers.count - 1].outputSize }

  /// How many numbers training changes.
  public var parameterCount: Int { layers.reduce(0) { $0 + $1.parameterCount } }

  /// The multiplications, each with an addition, that one input costs.
  public var multiplyAccumulates: Int { layers.reduce(0) { $0 + $1.multiplyAccumulates } }

  /// Calls `body` with every parameter, in an order that stays, to be changed in place.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    for index in layers.indices { layers[index].forEachParameter(body) }
  }

  /// The outputs of the last batch, batch×outputSize: the logits, whose softmax are probabilities.
  public var logits: Matrix<Float> { outputs[outputs.count - 1] }

  /// What the layer at `index` put out for the last batch, batch×its output size.
  public func output(ofLayer index: Int) -> Matrix<Float> { outputs[index] }

  /// Passes a batch, one sample a row, through all layers; `logits` is what comes out.
  ///
  /// - Precondition: The batch has `inputSize` columns.
  public mutating func forward(_ inputs: Matrix<Float>) {
    for index in layers.indices {
      layers[index].forward(index == 0 ? inputs : outputs[index - 1], into: &outputs[index])
    }
  }

  /// Passes a batch forward and its loss back: then every parameter has the gradient of the mean
  /// softmax cross-entropy.
  ///
  /// - Parameters:
  ///   - inputs: batch×inputSize.
  ///   - labels: The class of each row.
  /// - Returns: The mean loss of the batch, in nats.
  /// - Precondition: There is a label for each row, in `0..<outputSize`.
  public mutating func computeGradients(
    _ inputs: Matrix<Float>, labels: some RandomAccessCollection<Int>
  ) -> Float {
    computeGradients(inputs) { softmaxCrossEntropy($0, labels: labels, gradient: &$1) }
  }

  /// Passes a batch forward and any loss back.
  ///
  /// - Parameters:
  ///   - inputs: batch×inputSize.
  ///   - loss: Given the outputs, batch×outputSize, it returns the loss and sets its gradient with
  ///     respect to them, of their shape.
  /// - Returns: The loss.
  public mutating func computeGradients(
    _ inputs: Matrix<Float>,
    loss: (_ outputs: Matrix<Float>, _ gradient: inout Matrix<Float>) -> Float
  ) -> Float {
    forward(inputs)
    let last = layers.count - 1
    let value = loss(outputs[last], &gradients[last])
    backward(inputs)
    return value
  }

  /// Passes the gradient with respect to the logits back, down to the first layer that learns: what lies
  /// beneath it needs none.
  private mutating func backward(_ inputs: Matrix<Float>) {
    guard let first = layers.firstIndex(where: { !$0.parameters.isEmpty }) else { return }
    for index in (first..<layers.count).reversed() {
      var gradient = take(&gradients[index])
      let below = index == 0 ? inputs : outputs[index - 1]
      if index == first {
        var none: Matrix<Float>?
        layers[index].backward(below, outputs[index], &gradient, into: &none)
      } else {
        var belowGradient = Optional(take(&gradients[index - 1]))
        layers[index].backward(below, outputs[index], &gradient, into: &belowGradient)
        gradients[index - 1] = take(&belowGradient) ?? gradients[index - 1]
      }
      gradients[index] = gradient
    }
  }
}

/// Moves a matrix out of its place and leaves an empty one there: whoever holds it then is the only one
/// and may change it without a copy.
private func take(_ place: inout Matrix<Float>) -> Matrix<Float> {
  let value = place
  place = Matrix(rows: 0, columns: 0)
  return value
}

private func take(_ place: inout Matrix<Float>?) -> Matrix<Float>? {
  let value = place
  place = nil
  return value
}

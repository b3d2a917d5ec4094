import LinearAlgebra

/// A step of a network: it turns a batch of inputs, one a row, into a batch of outputs.
///
/// A layer holds its parameters and their gradients, and no activations: those stand in `Network`
/// between the layers, so that a layer writes into memory that is there already. What a layer needs
/// beyond them, such as the narrow middle of a low-rank one, it keeps itself.
public protocol Layer: Sendable {
  /// How many numbers an input has.
  var inputSize: Int { get }

  /// How many numbers an output has.
  var outputSize: Int { get }

  /// The multiplications, each with an addition, that one input costs; biases are not counted.
  var multiplyAccumulates: Int { get }

  /// The outputs as an image: the channels of a convolution or a pooling, one number after the other
  /// elsewhere.
  var outputImage: ImageShape { get }

  /// What it takes to store the layer.
  var byteCount: Int { get }

  /// What training changes, in an order that stays.
  var parameters: [Parameter] { get }

  /// Calls `body` with each of `parameters`, in that order, to be changed in place.
  mutating func forEachParameter(_ body: (inout Parameter) -> Void)

  /// Computes the outputs of a batch.
  ///
  /// - Parameters:
  ///   - inputs: A batch×inputSize matrix.
  ///   - outputs: Becomes batch×outputSize; its memory is used again where the shape fits.
  mutating func forward(_ inputs: Matrix<Float>, into outputs: inout Matrix<Float>)

  /// Computes the gradients of the parameters, and of the inputs where they are asked for, of the
  /// batch that was last given to `forward`.
  ///
  /// - Parameters:
  ///   - inputs: As `forward` had them.
  ///   - outputs: As `forward` gave them.
  ///   - outputGradient: ∂L/∂outputs, batch×outputSize. It may be overwritten.
  ///   - inputGradient: Becomes ∂L/∂inputs, batch×inputSize, where it is not nil.
  mutating func backward(
    _ inputs: Matrix<Float>, _ outputs: Matrix<Float>, _ outputGradient: inout Matrix<Float>,
    into inputGradient: inout Matrix<Float>?)
}

extension Layer {
  /// How many numbers training changes.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

  public var outputImage: ImageShape { ImageShape(1, 1, outputSize) }

  /// Four bytes for each number that training changes.
  public var byteCount: Int { 4 * parameterCount }
}

/// What a layer does with its sums last.
public enum Activation: String, Sendable {
  /// Nothing: the last layer's logits.
  case identity

  /// Negative sums become zero (rectified linear unit).
  case relu
}

import LinearAlgebra

/// A layer whose weights W stand still while an adapter beside them learns: y = g((W + (α/r)BA)x + b).
///
/// BA is never multiplied out: a sample passes A, then B, and what comes out is added to Wx. W has no
/// gradient, so an optimiser remembers nothing of it. The bias learns only where that is asked for. An adapter
/// of rank 0 leaves the biases to learn, or nothing.
public struct AdaptedLayer: WeightedLayer {
  /// What stands still, as it is stored: whole, in factors or in integers. The layer computes with the
  /// floats that it stands for.
  public let base: any WeightedLayer

  /// B, outputs×r, and A, r×inputs.
  private var b: Parameter
  private var a: Parameter

  /// α/r.
  private let scale: Float

  /// b, a 1×outputs row.
  private var bias: Parameter

  /// Whether the bias learns.
  public let trainsBias: Bool

  /// W, and Wᵀ: what never changes is turned once, so that each pass reads along its rows.
  private let frozen: Matrix<Float>
  private let frozenTransposed: Matrix<Float>

  /// (α/r)Ax of the last batch, batch×r, and α/r times the gradient with respect to it.
  private var middle = Matrix<Float>(rows: 0, columns: 0)
  private var middleGradient = Matrix<Float>(rows: 0, columns: 0)

  /// Creates a layer on another one, whose function it has as long as the adapter's product is zero.
  ///
  /// - Parameters:
  ///   - base: The layer.
  ///   - adapter: What learns beside its weights; of rank 0 where nothing is given.
  ///   - trainsBias: Whether its bias learns.
  /// - Precondition: The adapter's shapes fit the layer.
  public init(
    _ base: any WeightedLayer, _ adapter: Adapter? = nil, trainsBias: Bool = false
  ) {
    let adapter =
      adapter
      ?? Adapter(
        b: Matrix(rows: base.outputSize, columns: 0), a: Matrix(rows: 0, columns: base.inputSize))
    require(
      adapter.b.rows == base.outputSize && adapter.a.columns == base.inputSize,
      "a \(adapter.b.rows)×\(adapter.a.columns) adapter does not fit a layer of "
        + "\(base.inputSize) inputs and \(base.outputSize) outputs")
    self.base = base
    self.trainsBias = trainsBias
    frozen = base.dense.weights.values
    frozenTransposed = frozen.transposed
    bias = Parameter(
      "bias", Matrix(rows: 1, columns: base.biases.count, elements: base.biases), decays: false)
    (b, a) = (Parameter("b", adapter.b), Parameter("a", adapter.a))
    scale = adapter.scale
  }

  /// The adapter as it is now.
  public var adapter: Adapter { Adapter(b: b.values, a: a.values, scale: scale) }

  /// The layer W + (α/r)BA: the same function, at the cost of the base. O(mnr).
  public var dense: DenseLayer {
    DenseLayer(
      weights: rank == 0 ? frozen : frozen + adapter.product, bias: biases,
      activation: activation)
  }

  public var weightMatrix: Matrix<Double> {
    Matrix<Double>(frozen)
      + Matrix<Double>(b.values) * Matrix<Double>(a.values) * Double(scale)
  }

  /// The layer in integers, merged first.
  public func quantized(
    _ width: BitWidth, scale: NetworkScales
  ) throws(LinearAlgebraError) -> QuantizedLayer {
    try dense.quantized(width, scale: scale)
  }

  /// r.
  public var rank: Int { a.values.rows }
  public var biases: [Float] { bias.values.elements }
  public var activation: Activation { base.activation }
  public var inputSize: Int { base.inputSize }
  public var outputSize: Int { base.outputSize }
  public var multiplyAccumulates: Int { frozen.rows * frozen.columns + adapter.count }

  /// What it takes to store: the base as it is, and four bytes for each number of the adapter. A bias
  /// that has learnt takes the place of the base's.
  public var byteCount: Int { base.byteCount + 4 * adapter.count }

  public var parameters: [Parameter] {
    (rank == 0 ? [] : [b, a]) + (trainsBias ? [bias] : [])
  }

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    if rank > 0 {
      body(&b)
      body(&a)
    }
    if trainsBias { body(&bias) }
  }

  public mutating func forward(_ inputs: Matrix<Float>, into outputs: inout Matrix<Float>) {
    outputs.setToProduct(.plain(inputs), .plain(frozenTransposed))
    if rank > 0 {
      middle.setToProduct(.plain(inputs), .transposed(a.values))
      middle = middle * scale
      outputs.setToProduct(.plain(middle), .transposed(b.values), adding: true)
    }
    outputs.addBias(bias.values, rectifying: activation == .relu)
  }

  public mutating func backward(
    _ inputs: Matrix<Float>, _ outputs: Matrix<Float>, _ outputGradient: inout Matrix<Float>,
    into inputGradient: inout Matrix<Float>?
  ) {
    if activation == .relu { outputGradient.mask(whereZero: outputs) }
    if trainsBias { bias.gradient.setToColumnSums(of: outputGradient) }
    inputGradient?.setToProduct(.plain(outputGradient), .plain(frozen))
    guard rank > 0 else { return }
    b.gradient.setToProduct(.transposed(outputGradient), .plain(middle))
    middleGradient.setToProduct(.plain(outputGradient), .plain(b.values))
    middleGradient = middleGradient * scale
    a.gradient.setToProduct(.transposed(middleGradient), .plain(inputs))
    inputGradient?.setToProduct(.plain(middleGradient), .plain(a.values), adding: true)
  }
}

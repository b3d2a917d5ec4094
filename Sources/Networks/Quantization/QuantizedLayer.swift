import LinearAlgebra

/// A layer that multiplies integers: y = g(W₁(W₂(… x)) + b), each Wᵢ quantized.
///
/// Before each factor every row of the batch is rounded to 8 bits with a step of its own. Then a dot
/// product runs over integers alone, with a sum in 32 bits, and the two steps multiply the sum once. That
/// is why steps may be shared along a row of W, and not along a column: a step that changes within the
/// dot product could not be taken out of it. Biases stay floats.
///
/// One factor makes a dense layer, two make a low-rank one. It is for use, not for training.
public struct QuantizedLayer: WeightedLayer {
  /// The factors from the output's side on: W, or U and Vᵀ.
  public let factors: [QuantizedMatrix]

  /// b.
  public let bias: Matrix<Float>

  /// g.
  public let activation: Activation

  /// The rounded batch, its steps, and the sums, kept from one batch to the next.
  private var rounded: [Int8] = []
  private var steps: [Float] = []
  private var sums: [Int32] = []

  /// The step of each row of each factor.
  private let rowSteps: [[Float]]

  /// Creates a layer from its factors, the one on the output's side first, and its biases.
  ///
  /// - Precondition: There is a factor, each has as many columns as the next has rows, there is a bias for
  ///   each row of the first, and none has over 131 071 columns: beyond, a sum could leave 32 bits.
  public init(factors: [QuantizedMatrix], bias: [Float], activation: Activation) {
    require(
      !factors.isEmpty && bias.count == factors[0].rows,
      "\(bias.count) biases do not fit the first of \(factors.count) factors")
    require(
      factors.allSatisfy { $0.columns <= largestIntegerDepth },
      "a factor has more than \(largestIntegerDepth) columns")
    for (factor, next) in zip(factors, factors.dropFirst()) {
      require(
        factor.columns == next.rows,
        "factors of \(factor.columns) columns and \(next.rows) rows do not fit together")
    }
    self.factors = factors
    self.bias = Matrix(rows: 1, columns: bias.count, elements: bias)
    self.activation = activation
    rowSteps = factors.map { factor in (0..<factor.rows).map(factor.step(ofRow:)) }
  }

  public var inputSize: Int { factors[factors.count - 1].columns }
  public var outputSize: Int { factors[0].rows }
  public var multiplyAccumulates: Int { factors.reduce(0) { $0 + $1.integers.count } }

  /// What it takes to store: the factors with their steps, and four bytes for each bias.
  public var byteCount: Int { factors.reduce(4 * outputSize) { $0 + $1.byteCount } }

  public var weightMatrix: Matrix<Double> {
    let rest = factors.dropFirst().map { Matrix<Double>($0.dequantized()) }
    return rest.reduce(Matrix<Double>(factors[0].dequantized()), *)
  }

  public var biases: [Float] { bias.elements }

  /// The layer as it is.
  public func quantized(_ width: BitWidth, scale: NetworkScales) -> QuantizedLayer { self }

  /// A dense layer, or a low-rank one where there are factors, with what the integers stand for.
  public func dequantized() -> any WeightedLayer {
    let matrices = factors.map { $0.dequantized() }
    guard let second = matrices.dropFirst().first else { return dense }
    return LowRankLayer(
      u: matrices[0], vTransposed: matrices.dropFirst(2).reduce(second, *), bias: biases,
      activation: activation)
  }

  /// None: integers are not trained.
  public var parameters: [Parameter] { [] }

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}

  public mutating func forward(_ inputs: Matrix<Float>, into outputs: inout Matrix<Float>) {
    for index in factors.indices.reversed() {
      round(index == factors.count - 1 ? inputs : outputs)
      let factor = factors[index]
      integerProduct(
        rounded, factor.integers, rows: inputs.rows, columns: factor.rows, depth: factor.columns,
        into: &sums)
      outputs.setToRescaled(sums, rowSteps: steps, columnSteps: rowSteps[index])
    }
    outputs.addBias(bias, rectifying: activation == .relu)
  }

  /// Rounds each row to 8 bits. A row that is not finite gets a step that is not, and shows it in what
  /// comes out.
  private mutating func round(_ inputs: Matrix<Float>) {
    let count = inputs.rows * inputs.columns
    if rounded.count != count { rounded = Array(repeating: 0, count: count) }
    steps.removeAll(keepingCapacity: true)
    for row in 0..<inputs.rows {
      let step = quantizationStep(largest: inputs.amax(inRow: row), .eight)
      inputs.round(row: row, by: step, into: &rounded)
      // Zero times a step that is infinite is NaN as well.
      steps.append(step)
    }
  }

  public mutating func backward(
    _ inputs: Matrix<Float>, _ outputs: Matrix<Float>, _ outputGradient: inout Matrix<Float>,
    into inputGradient: inout Matrix<Float>?
  ) {
    preconditionBroken("a quantized layer is for use; train the layer that it was made from")
  }
}

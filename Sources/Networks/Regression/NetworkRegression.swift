import LinearAlgebra

/// Regression by a network with one hidden layer of ReLUs, in the place of a linear map.
///
/// The means of the inputs are subtracted from them first.
public struct NetworkRegression: Sendable {
  /// The means of the training inputs.
  public let means: [Double]

  /// The network, and the learning rate and epoch that validation chose; the quality is −‖Y − Ŷ‖F there.
  public let choice: ChosenNetwork

  /// Trains a network.
  ///
  /// - Parameters:
  ///   - inputs: X, samples×n, one sample a row.
  ///   - targets: Y, samples×r.
  ///   - validation: Other inputs and their targets, which choose the learning rate and the epoch.
  ///   - hidden: The width of the hidden layer.
  ///   - plan: What to try.
  ///   - generator: Draws the first weights.
  ///   - progress: Called after each step.
  /// - Precondition: There are as many rows of targets as of inputs, at least one.
  public init(
    inputs: Matrix<Double>, targets: Matrix<Double>,
    validation: (inputs: Matrix<Double>, targets: Matrix<Double>), hidden: Int,
    plan: TrainingPlan, using generator: inout SeededGenerator, progress: () -> Void = {}
  ) {
    require(
      inputs.rows == targets.rows && inputs.rows > 0,
      "\(inputs.shape) inputs do not fit \(targets.shape) targets, or there are none")
    means = columnMeans(inputs).elements
    let others = centred(validation.inputs, means)
    let wanted = Matrix<Float>(validation.targets)
    choice = Network.dense(
      [inputs.columns, hidden, targets.columns], initialization: .uniform, using: &generator
    ).chosen(
      by: plan, on: centred(inputs, means), toward: SquaredError(Matrix<Float>(targets)),
      quality: { -Double(($0.logits(for: others) - wanted).frobeniusNorm) },
      progress: { _, _ in progress() })
  }

  /// What the network says for other inputs, samples×n: samples×r.
  ///
  /// - Precondition: The inputs have n columns.
  public func predictions(for inputs: Matrix<Double>) -> Matrix<Double> {
    Matrix<Double>(choice.network.logits(for: centred(inputs, means)))
  }
}

private func centred(_ inputs: Matrix<Double>, _ means: [Double]) -> Matrix<Float> {
  Matrix(rows: inputs.rows, columns: inputs.columns) { Float(inputs[$0, $1] - means[$1]) }
}

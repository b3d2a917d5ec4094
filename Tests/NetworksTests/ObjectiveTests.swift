import LinearAlgebra
import Testing

@testable import Networks

/// Gradients of the objectives against central differences of their losses, in the outputs.
///
/// A loss near 4 is off by some 4·2⁻²³ in `Float`, its difference over 2h = 0.02 by 5·10⁻⁵, and the
/// curvature adds h²/6 of the third derivative, which is below 1 here: 2·10⁻⁵.
@Suite struct ObjectiveTests {
  private let outputs: Matrix<Float>
  private let teacher: Matrix<Float>
  private let labels = [2, 0, 1, 3, 3, 0]
  private let batch = [4, 1, 5, 2]

  init() {
    var generator = SeededGenerator(seed: 71)
    outputs = Matrix.normal(rows: 4, columns: 4, using: &generator) * 2
    teacher = Matrix.normal(rows: 6, columns: 4, using: &generator) * 2
  }

  private func check(_ objective: some Objective) {
    var gradient = Matrix<Float>(rows: 0, columns: 0)
    _ = objective.loss(outputs, of: batch[...], gradient: &gradient)
    #expect(gradient.maxNorm > 0.02)
    func loss(_ i: Int, _ j: Int, _ step: Float) -> Float {
      var (moved, unused) = (outputs, outputs)
      moved[i, j] += step
      return objective.loss(moved, of: batch[...], gradient: &unused)
    }
    for i in 0..<4 {
      for j in 0..<4 {
        let difference = (loss(i, j, 0.01) - loss(i, j, -0.01)) / 0.02
        #expect(abs(gradient[i, j] - difference) < 5e-4, "element (\(i), \(j))")
      }
    }
  }

  private func softTargets(_ temperature: Float, _ share: Float) -> SoftTargets {
    SoftTargets(teacher: teacher, labels: labels, temperature: temperature, share: share)
  }

  @Test func gradientOfSquaredError() { check(SquaredError(teacher)) }

  @Test(arguments: [(1, 1), (4, 1), (4, 0.5), (0.5, 0.25), (3, 0)] as [(Float, Float)])
  func gradientOfSoftTargets(temperature: Float, share: Float) {
    check(softTargets(temperature, share))
  }

  /// Without a share of the teacher it is the loss that classes have: the same sum in another order.
  @Test func labelsAlone() {
    var (ours, theirs) = (outputs, outputs)
    let loss = softTargets(5, 0).loss(outputs, of: batch[...], gradient: &ours)
    let expected = softmaxCrossEntropy(
      outputs, labels: batch.map { labels[$0] }, gradient: &theirs)
    #expect(abs(loss - expected) < 1e-5)
    #expect((ours - theirs).maxNorm < 1e-6)
  }

  /// Where the student says what the teacher says, nothing pulls at it.
  @Test func agreementIsAStationaryPoint() {
    var gradient = outputs
    _ = softTargets(4, 1).loss(
      Matrix(rows: 4, columns: 4) { teacher[batch[$0], $1] }, of: batch[...], gradient: &gradient)
    #expect(gradient.maxNorm < 1e-6)
  }

  /// At a high temperature T² makes of the soft gradient (y − z)/classes for logits of mean zero
  /// (Hinton, Vinyals and Dean 2015, section 2.1); what is left out is of order 1/T.
  @Test func highTemperatureMatchesLogits() {
    func mean(_ m: Matrix<Float>, _ i: Int) -> Float { m.row(i).reduce(0, +) / 4 }
    var gradient = outputs
    _ = SoftTargets(teacher: teacher, labels: labels, temperature: 1000, share: 1)
      .loss(outputs, of: batch[...], gradient: &gradient)
    for (row, sample) in batch.enumerated() {
      for j in 0..<4 {
        let student = outputs[row, j] - mean(outputs, row)
        let target = teacher[sample, j] - mean(teacher, sample)
        #expect(abs(gradient[row, j] - (student - target) / 16) < 0.01)
      }
    }
  }

  @Test func logitsOfAThousandDoNotOverflow() {
    let large = teacher * 1000
    var gradient = outputs
    let loss = SoftTargets(teacher: large, labels: labels, temperature: 2, share: 0.5)
      .loss(outputs * 1000, of: batch[...], gradient: &gradient)
    #expect(loss.isFinite)
    #expect(gradient.elements.allSatisfy { $0.isFinite })
  }

  /// A linear layer trained on a linear map finds it. After 60 epochs 2·10⁻³ is left, after 120 it is the
  /// rounding of `Float`, 3·10⁻⁶: what does not converge stays far above 10⁻⁴.
  @Test func trainingFitsALinearMap() {
    var generator = SeededGenerator(seed: 72)
    let inputs: Matrix<Float> = .normal(rows: 64, columns: 3, using: &generator)
    let map: Matrix<Float> = .normal(rows: 3, columns: 2, using: &generator)
    var network = Network.dense([3, 2], initialization: .uniform, using: &generator)
    var optimizer = Adam(learningRate: 0.05)
    var epochs: [Int] = []
    network.train(
      on: inputs, toward: SquaredError(inputs * map), epochs: 120, batchSize: 16,
      optimizer: &optimizer, schedule: .cosine, using: &generator
    ) { step, _ in if step.endsEpoch { epochs.append(step.epoch) } }
    network.forward(inputs)
    #expect((network.logits - inputs * map).maxNorm < 1e-4)
    #expect(epochs == Array(1...120))
  }
}

import LinearAlgebra
import Testing

@testable import Networks

@Suite struct ChoiceTests {
  /// The mean of 1, 2, 3, 6 is 3, their deviation √(14/3), and a half of that the standard error.
  @Test func averageHasItsStandardError() {
    let average = Average([1, 2, 3, 6])
    #expect(average.mean == 3)
    #expect(abs(average.standardError - (14.0 / 3).squareRoot() / 2) < 1e-14)
    #expect(Average([0.461, 0.463]).percent == "46.2 ± 0.1")
    #expect(Average([0.02, -0.02]).percent == "0.0 ± 2.0")
    #expect(Average([0.01, -0.0101]).points == "+0.0 ± 1.0")
    #expect(Average([]).mean == 0 && Average([2]).standardError == 0)
  }

  private func choice(_ quality: (Network) -> Double, rates: [Float] = [1e-9, 0.05])
    -> ChosenNetwork
  {
    var generator = SeededGenerator(seed: 51)
    let inputs: Matrix<Float> = .normal(rows: 48, columns: 3, using: &generator)
    let map: Matrix<Float> = .normal(rows: 3, columns: 2, using: &generator)
    return Network.dense([3, 2], initialization: .uniform, using: &generator).chosen(
      by: TrainingPlan(learningRates: rates, trialEpochs: 3, epochs: 20, batchSize: 16),
      on: inputs, toward: SquaredError(inputs * map), quality: quality)
  }

  /// A rate that moves nothing loses to one that learns, and the chosen network is the one that was measured.
  @Test func theBetterRateIsChosen() {
    let probe = Matrix<Float>(rows: 1, columns: 3, elements: [1, -1, 2])
    var calls = 0
    let best = choice {
      calls += 1
      return -Double($0.logits(for: probe).maxNorm)
    }
    #expect(best.learningRate == 0.05)
    #expect(-Double(best.network.logits(for: probe).maxNorm) == best.quality)
    // Two trials of the start and three epochs each, then the start and twenty.
    #expect(calls == 2 * 4 + 21)
  }

  /// Where nothing ever gets better, the start is kept.
  @Test func ofEqualsTheFirstIsKept() {
    let best = choice { _ in 1 }
    #expect(best.epoch == 0 && best.learningRate == 1e-9)
  }

  /// A constant map is all bias; an offset of the inputs does no harm.
  @Test func regressionFindsAnOffset() {
    var generator = SeededGenerator(seed: 52)
    let inputs = Matrix<Double>.normal(rows: 64, columns: 3, using: &generator).map { $0 + 9 }
    let targets = Matrix(rows: 64, columns: 2) { inputs[$0, $1] * 0.5 - 4 }
    let fit = NetworkRegression(
      inputs: inputs, targets: targets, validation: (inputs, targets), hidden: 16,
      plan: TrainingPlan(learningRates: [0.02], epochs: 60, batchSize: 16), using: &generator)
    // Inputs and targets vary by about 1 and 0.5.
    #expect((fit.predictions(for: inputs) - targets).maxNorm < 0.2)
  }

  /// Of the labels alone and of a teacher who is wrong everywhere, students learn what they are taught.
  @Test func studentsLearnFromWhomTheyListenTo() {
    var generator = SeededGenerator(seed: 53)
    let samples = Samples(
      inputs: Matrix(rows: 40, columns: 1) { i, _ in i % 2 == 0 ? 1 : -1 },
      labels: (0..<40).map { $0 % 2 })
    // Its logits are −4x and 4x: class 1 where x is 1.
    let wrong = Network([DenseLayer(weights: [[-4], [4]], bias: [0, 0], activation: .identity)])
    let start = Network.dense([1, 2], initialization: .uniform, using: &generator)
    let turned = wrong.labelling(samples)
    #expect(turned.labels == samples.labels.map { 1 - $0 })
    func taught(_ recipe: TeachingRecipe, _ validation: Samples) -> Network {
      start.taught(
        recipe, by: wrong, on: samples, validation: validation,
        plan: TrainingPlan(learningRates: [0.3], epochs: 20, batchSize: 10)
      ).network
    }
    #expect(taught(.labelsAlone, samples).accuracy(on: samples).share == 1)
    let misled = taught(TeachingRecipe(temperature: 2, share: 1), turned)
    #expect(misled.accuracy(on: turned).share == 1)
  }
}

import LinearAlgebra
import Testing

@testable import Networks

@Suite struct FactorizationTests {
  /// A layer with stride 2, padding (1, 2) and a kernel that is not square.
  private let layer: ConvolutionLayer
  private let inputs: Matrix<Float>

  init() throws {
    var generator = SeededGenerator(seed: 71)
    let shape = try ConvolutionShape(
      input: ImageShape(4, 9, 8), outputChannels: 6, kernel: Extent(3, 5), stride: Extent(2, 2),
      padding: Extent(1, 2))
    layer = try ConvolutionLayer(
      shape, weights: .normal(rows: 6, columns: 60, using: &generator) * 0.2,
      bias: [1, -2, 3, -4, 5, -6], activation: .relu)
    inputs = Matrix.normal(rows: 5, columns: shape.input.count, using: &generator)
  }

  private func all(full: Bool) throws -> [FactorizedConvolution] {
    [
      try layer.matrixFactorized(rank: full ? 6 : 3),
      try layer.spatiallyFactorized(rank: full ? 12 : 5),
      try layer.tucker2(outputRank: full ? 6 : 4, inputRank: full ? 4 : 3),
      try layer.cpFactorized(rank: full ? 60 : 7, sweeps: 20),
      try layer.depthwiseSeparable(multiplier: full ? 6 : 2),
      try layer.sharingFilters(full ? 15 : 4),
    ]
  }

  @Test func fullRanksGiveTheLayersOutputs() throws {
    let expected = try layer.outputs(for: inputs)
    for chain in try all(full: true) {
      // Outputs near 10 in Float, through up to four layers: 10·2⁻²³ times a few.
      #expect((try chain.outputs(for: inputs) - expected).maxNorm < 1e-5)
      #expect((chain.weights - layer.weights.values).maxNorm < 1e-6)
    }
  }

  @Test func lowRanksGiveTheOutputsOfTheirKernel() throws {
    for chain in try all(full: false) {
      let one = try ConvolutionLayer(
        layer.shape, weights: chain.weights, bias: layer.bias?.values.elements, activation: .relu)
      #expect((try chain.outputs(for: inputs) - one.outputs(for: inputs)).maxNorm < 1e-5)
      #expect((chain.weights - layer.weights.values).frobeniusNorm > 0.1)
    }
  }

  @Test func theBiasIsInTheLastLayerAlone() throws {
    for chain in try all(full: false) {
      let biases = chain.layers.map { $0.parameters.filter { $0.name == "bias" }.count }
      #expect(biases.last == 1 && biases.dropLast().allSatisfy { $0 == 0 })
    }
  }

  @Test func parametersAreThoseOfTheFormulas() throws {
    let (m, c, h, w) = (6, 4, 3, 5)
    let counts = try all(full: false).map(\.parameterCount)
    #expect(
      counts == [
        3 * (c * h * w + m) + m, 5 * (c * h + m * w) + m,
        c * 3 + 4 * 3 * h * w + m * 4 + m, 7 * (c + h + w + m) + m,
        2 * (c * h * w + c * m) + m, 4 * h * w + m * c * 4 + m,
      ])
  }

  @Test func errorsAreThoseOfTheWeightsAndOfTheirSums() throws {
    let half = try layer.relativeErrors(of: layer.weights.values * 0.5, on: inputs)
    #expect(abs(half.weights - 0.5) < 1e-6 && abs(half.sums - 0.5) < 1e-6)
    // Inputs with one channel alone: what is lost of the others is not seen.
    let single = Matrix<Float>(rows: 5, columns: 288) { $1 < 72 ? inputs[$0, $1] : 0 }
    let cut = Matrix<Float>(rows: 6, columns: 60) { $1 < 15 ? layer.weights.values[$0, $1] : 0 }
    let unseen = try layer.relativeErrors(of: cut, on: single)
    #expect(unseen.weights > 0.5 && unseen.sums == 0)
    #expect(throws: ConvolutionError.self) { try layer.relativeErrors(of: cut, on: cut) }
  }

  @Test(arguments: FactorizationForm.allCases)
  func formsCountAsTheirChainsDo(form: FactorizationForm) throws {
    for rank in [1, 3] {
      let chain = try layer.factorized(form, rank: rank)
      #expect(chain.parameterCount == form.weightCount(of: layer.shape, rank: rank) + 6)
    }
    let full = form.fullRank(of: layer.shape)
    let chain = try layer.factorized(form, rank: full)
    #expect(chain.parameterCount == form.weightCount(of: layer.shape, rank: full) + 6)
    #expect((chain.weights - layer.weights.values).maxNorm < 1e-6)
    let most = form.breakEvenRank(of: layer.shape)
    #expect(form.weightCount(of: layer.shape, rank: most) < layer.shape.weightCount)
    #expect(form.weightCount(of: layer.shape, rank: most + 1) >= layer.shape.weightCount)
  }

  /// Of rank 3, no kernel gives sums that are nearer on these inputs, and that of W does not.
  @Test func outputsDecideWhatIsCutAway() throws {
    // Inputs that lie near few directions, as real ones do.
    var generator = SeededGenerator(seed: 72)
    let few =
      Matrix<Float>.normal(rows: 40, columns: 4, using: &generator)
      * .normal(rows: 4, columns: 288, using: &generator)
    let plain = try layer.matrixFactorized(rank: 3)
    let aware = try layer.matrixFactorized(rank: 3, forOutputsOn: few)
    let (ofPlain, ofAware) = (
      try layer.relativeErrors(of: plain.weights, on: few),
      try layer.relativeErrors(of: aware.weights, on: few)
    )
    #expect(ofAware.sums < ofPlain.sums && ofAware.weights > ofPlain.weights)
    #expect(aware.parameterCount == plain.parameterCount)
    let full = try layer.matrixFactorized(rank: 6, forOutputsOn: few)
    #expect((full.weights - layer.weights.values).maxNorm < 1e-5)
    let one = try ConvolutionLayer(
      layer.shape, weights: aware.weights, bias: layer.bias?.values.elements, activation: .relu)
    #expect((try aware.outputs(for: inputs) - one.outputs(for: inputs)).maxNorm < 1e-5)
    #expect(throws: ConvolutionError.self) {
      try layer.matrixFactorized(rank: 3, forOutputsOn: Matrix(rows: 2, columns: 3))
    }
  }

  /// A kernel of planted channel ranks under noise has those.
  @Test func variationalBayesFindsTheRanksOfTheChannels() throws {
    var generator = SeededGenerator(seed: 73)
    let shape = try ConvolutionShape(
      input: ImageShape(10, 9, 9), outputChannels: 20, kernel: Extent(square: 5))
    let core = Matrix<Float>.normal(rows: 3, columns: 2 * 25, using: &generator)
    let (u, v) = (
      Matrix<Float>.normal(rows: 20, columns: 3, using: &generator),
      Matrix<Float>.normal(rows: 2, columns: 10, using: &generator)
    )
    let narrow = u * core
    let noise = Matrix<Float>.normal(rows: 20, columns: 250, using: &generator) * 0.3
    let planted = try ConvolutionLayer(
      shape,
      weights: Matrix(rows: 20, columns: 250) { n, k in
        (0..<2).reduce(noise[n, k]) { $0 + narrow[n, $1 * 25 + k % 25] * v[$1, k / 25] }
      }, bias: nil)
    let ranks = try planted.variationalBayesRanks()
    #expect(ranks == (output: 3, input: 2))
  }

  /// Cosines give the layer back where there are k² of them; they are neither counted nor trained, and fewer
  /// of them are never nearer to W than as many learnt filters.
  @Test func cosinesAreFixed() throws {
    let full = try layer.sharingCosines(15)
    #expect((full.weights - layer.weights.values).maxNorm < 1e-6)
    #expect((try full.outputs(for: inputs) - layer.outputs(for: inputs)).maxNorm < 1e-5)
    #expect(full.parameterCount == 6 * 4 * 15 + 6)
    let (fixed, learnt) = (try layer.sharingCosines(4), try layer.sharingFilters(4))
    #expect(fixed.parameterCount == learnt.parameterCount - 4 * 15)
    let errors = try [fixed, learnt].map {
      try layer.relativeErrors(of: $0.weights, on: inputs).weights
    }
    #expect(errors[0] >= errors[1] && errors[0] < 1)
    // The first is the mean: 1/√15 everywhere.
    let filters = (fixed.layers[0] as? SharedFilterLayer)?.single.weights.values
    #expect(abs((filters?[0, 7] ?? 0) - 1 / Float(15).squareRoot()) < 1e-6)
    var network = Network(fixed.layers)
    var rule = SGD(learningRate: 0.1)
    _ = network.computeGradients(inputs, labels: [0, 1, 2, 3, 4])
    rule.step(&network)
    #expect((network.layers[0] as? SharedFilterLayer)?.single.weights.values == filters)
    #expect(network.layers[1].parameters[0].values != fixed.layers[1].parameters[0].values)
    #expect(throws: ConvolutionError.self) { try layer.sharingCosines(16) }
  }

  @Test func ranksOutsideTheLayerAreErrors() throws {
    func text(_ body: () throws -> FactorizedConvolution) -> String {
      do { _ = try body() } catch { return "\(error)" }
      return ""
    }
    #expect(text { try layer.matrixFactorized(rank: 7) } == "the rank is 7; expected 1 to 6")
    #expect(text { try layer.spatiallyFactorized(rank: 13) }.contains("1 to 12"))
    #expect(text { try layer.tucker2(outputRank: 0, inputRank: 1) }.contains("output rank is 0"))
    #expect(text { try layer.tucker2(outputRank: 1, inputRank: 5) }.contains("1 to 4"))
    #expect(text { try layer.cpFactorized(rank: 0) }.contains("1 or more"))
    #expect(text { try layer.depthwiseSeparable(multiplier: 16) }.contains("1 to 6"))
    #expect(text { try layer.sharingFilters(16) }.contains("1 to 15"))
    let grouped = try ConvolutionLayer(
      ConvolutionShape(
        input: ImageShape(4, 9, 8), outputChannels: 6, kernel: Extent(1, 1), groups: 2),
      weights: Matrix(rows: 6, columns: 2), bias: nil)
    #expect(text { try grouped.matrixFactorized(rank: 1) }.contains("1 group"))
    #expect(
      throws: ConvolutionError.outOfRange("the layer's place", allowed: 0...0, found: 1)
    ) { try Network([layer]).replacing(layerAt: 1, with: []) }
  }
}

import LinearAlgebra
import Testing

@testable import Networks

@Suite struct ConvolutionalNetworkTests {
  private static func network() throws -> Network {
    var generator = SeededGenerator(seed: 3)
    return try .convolutional(
      ImageShape(1, 12, 10), channels: [3, 4], kernel: Extent(square: 3), classes: 2,
      using: &generator)
  }

  @Test func sizesFollowFromKernelAndWindow() throws {
    let network = try Self.network()
    // 12×10 → 10×8 → 5×4 → 3×2 → 1×1.
    #expect(network.layers.map(\.outputSize) == [240, 60, 24, 4, 2])
    #expect(network.parameterCount == 3 * 9 + 3 + 4 * 27 + 4 + 4 * 2 + 2)
    var generator = SeededGenerator(seed: 3)
    #expect(throws: ConvolutionError.self) {
      try Network.convolutional(
        ImageShape(1, 4, 4), channels: [1, 1], kernel: Extent(square: 3), classes: 2,
        using: &generator)
    }
  }

  @Test func featureMapsAreTheChannelsOfALayer() throws {
    let network = try Self.network()
    let input = Matrix<Float>(rows: 1, columns: 120) { Float(($0 + $1) % 7) }
    let maps = network.featureMaps(2, ofLayer: 1, for: input)
    let outputs = try network.layers[1].outputs(for: network.layers[0].outputs(for: input))
    #expect(maps.shape == "2×20" && maps.elements == Array(outputs.elements[..<40]))
    #expect(network.featureMaps(9, ofLayer: 4, for: input).shape == "1×2")
  }

  @Test func aContactSheetShowsEachRowByItsOwnScale() {
    let rows: Matrix<Float> = [[1, -2, 0, 2], [0, 0, 8, 4], [0, 0, 0, 0]]
    let sheet = rows.contactSheet(across: 2, gap: 9)
    #expect(
      sheet == [
        [0.5, -1, 9, 0, 0], [0, 1, 9, 1, 0.5], [9, 9, 9, 9, 9], [9, 9, 9, 9, 9], [9, 9, 9, 9, 9],
      ])
    let large = rows.contactSheet(of: Extent(1, 4), across: 1, magnified: 2)
    // Three pictures of 2×8 and two gaps of 2.
    #expect(large.shape == "10×8" && large[1, 1] == 0.5 && large[0, 2] == -1)
    #expect(large[2, 0] == -1 && large[3, 0] == -1 && large[4, 0] == 0 && large[5, 4] == 1)
  }

  @Test func shiftedCopiesHoldTheSamePictureAside() {
    let picture = ImageShape(1, 3, 4)
    let inputs = Matrix<Float>(rows: 2, columns: 12) { Float(10 * $0 + $1) }
    let samples = Samples(inputs: inputs, labels: [4, 7])
    var generator = SeededGenerator(seed: 8)
    let more = samples.withShiftedCopies(of: picture, reach: 1, copies: 20, using: &generator)
    #expect(more.count == 42 && more.labels == Array(repeating: [4, 7], count: 21).joined() + [])
    #expect(Array(more.inputs.elements[..<24]) == inputs.elements)
    var seen: Set<[Int]> = []
    for copy in 2..<42 {
      let shifts = [-1, 0, 1].flatMap { down in [-1, 0, 1].map { [down, $0] } }
      let found = shifts.first { shift in
        (0..<12).allSatisfy { place in
          let (y, x) = (place / 4 - shift[0], place % 4 - shift[1])
          let isInside = 0..<3 ~= y && 0..<4 ~= x
          return more.inputs[copy, place] == (isInside ? inputs[copy % 2, y * 4 + x] : 0)
        }
      }
      if let found { seen.insert(found) } else { Issue.record("copy \(copy) is no shift") }
    }
    #expect(seen.count > 5)
    let none = samples.withShiftedCopies(of: picture, reach: 0, using: &generator)
    #expect(none.inputs.elements == inputs.elements + inputs.elements)
  }

  @Test func aPlanTrainsToItsEndAndRepeats() throws {
    let network = try Self.network()
    var generator = SeededGenerator(seed: 2)
    let noise = Matrix<Float>.normal(rows: 40, columns: 120, using: &generator)
    // Bright and dark pictures: a network that trains tells them apart at once.
    let labels = (0..<40).map { $0 % 2 }
    let inputs = Matrix<Float>(rows: 40, columns: 120) { noise[$0, $1] + Float(2 * labels[$0]) }
    let samples = Samples(inputs: inputs, labels: labels)
    let plan = TrainingPlan(learningRates: [1e-2], epochs: 20, batchSize: 10, seed: 4)
    var steps = 0
    let first = network.trained(by: plan, on: samples) { _, _ in steps += 1 }
    #expect(steps == 80 && first.accuracy(on: samples).correct >= 38)
    let second = network.trained(by: plan, on: samples)
    #expect(first.logits(for: inputs) == second.logits(for: inputs))
  }
}

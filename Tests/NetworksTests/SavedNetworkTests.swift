import Datasets
import Foundation
import LinearAlgebra
import Testing

@testable import Networks

@Suite struct SavedNetworkTests {
  private static let samples = Samples(
    inputs: Matrix<Float>(rows: 4, columns: 6) { Float($0 * 6 + $1) / 24 }, labels: [0, 1, 2, 0])

  /// Calls `body` with the path of a file that is taken away afterwards.
  private func withFile(_ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    try body(file)
  }

  @Test func aSavedNetworkIsTheSame() throws {
    var generator = SeededGenerator(seed: 1)
    let dense = Network.dense([6, 5, 3], initialization: .he, using: &generator)
    let thin = dense.truncated(to: 2, try dense.decompositions())
    let samples = Self.samples
    func selection(_ network: Network, _ epoch: Int) -> SelectedNetwork {
      SelectedNetwork(
        network: network, learningRate: 3e-4, epoch: epoch,
        validation: network.accuracy(on: samples))
    }
    try withFile { file in
      let seed = UInt64.max - 5
      try SavedNetworks.write(
        ["a": [selection(dense, 3)], "b": [selection(thin, 0)]], seed: seed, training: samples,
        to: file)
      let saved = try SavedNetworks(at: file, seed: seed, training: samples)
      let other = Network.dense([6, 5, 3], initialization: .uniform, using: &generator)
      for (name, pattern, original, epoch) in [("a", other, dense, 3), ("b", thin, thin, 0)] {
        let found = try saved.selections(name, like: [pattern], validation: samples)
        #expect(
          found[0].network.logits(for: samples.inputs) == original.logits(for: samples.inputs))
        #expect(found[0].learningRate == 3e-4 && found[0].epoch == epoch)
      }

      let wider = Network.dense([6, 7, 3], initialization: .he, using: &generator)
      let error = #expect(throws: FileError.self) {
        try saved.selections("a", like: [wider], validation: samples)
      }
      #expect(
        error
          == .malformed(
            file: file, expected: "“a.0.0.weights” of shape [7, 6]", found: "[5, 6]"))
      let missing = #expect(throws: FileError.self) {
        try saved.selections("c", like: [dense], validation: samples)
      }
      #expect(missing?.exitStatus == 65)
    }
  }

  @Test(arguments: [(Float.nan, 3), (-1e-3, 3), (0, 3), (1e-3, -5)] as [(Float, Int)])
  func aRateOrAnEpochThatNoneIsIsRefused(rate: Float, epoch: Int) throws {
    var generator = SeededGenerator(seed: 1)
    let network = Network.dense([6, 5, 3], initialization: .he, using: &generator)
    let samples = Self.samples
    try withFile { file in
      let selection = SelectedNetwork(
        network: network, learningRate: rate, epoch: epoch,
        validation: network.accuracy(on: samples))
      try SavedNetworks.write(["a": [selection]], seed: 1, training: samples, to: file)
      let saved = try SavedNetworks(at: file, seed: 1, training: samples)
      let error = #expect(throws: FileError.self) { try saved.check("a", like: [network]) }
      #expect(error?.description.contains("a rate above 0 and an epoch, 0 or more") == true)
      // Two were asked for, and one is there.
      #expect(throws: FileError.self) { try saved.check("a", like: [network, network]) }
    }
  }

  @Test func anotherSplitIsRefused() throws {
    let samples = Self.samples
    try withFile { file in
      try SavedNetworks.write([:], seed: 1, training: samples, to: file)
      let error = #expect(throws: FileError.self) {
        try SavedNetworks(at: file, seed: 2, training: samples)
      }
      #expect(
        error
          == .malformed(
            file: file, expected: "networks trained with --seed 2 on 4 digits",
            found: "--seed 1 on 4 digits"))
      #expect(throws: FileError.self) {
        try SavedNetworks(at: file, seed: 1, training: samples[upTo: 2])
      }
      try TensorFile([]).write(to: file)
      #expect(throws: FileError.self) { try SavedNetworks(at: file, seed: 1, training: samples) }
    }
  }

  @Test func askingForAPlaceLeavesItAsItIs() throws {
    try withFile { file in
      try SavedNetworks.checkWritable(at: file)
      #expect(!FileManager.default.fileExists(atPath: file))
      try Data([7]).write(to: URL(fileURLWithPath: file))
      try SavedNetworks.checkWritable(at: file, replacing: .any)
      #expect(throws: FileError.self) { try SavedNetworks.checkWritable(at: file) }
      #expect(FileManager.default.contents(atPath: file) == Data([7]))
    }
    #expect(throws: FileError.self) { try SavedNetworks.checkWritable(at: "/nowhere/at/all") }
    #expect(throws: FileError.self) { try SavedNetworks.checkWritable(at: "/") }
  }
}

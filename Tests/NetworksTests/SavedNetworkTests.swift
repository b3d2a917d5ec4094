import Datasets
import Foundation
import LinearAlgebra
import Testing

@testable import Networks

@Suite struct SavedNetworkTests {
  @Test func aSavedNetworkIsTheSame() throws {
    var generator = SeededGenerator(seed: 1)
    let dense = Network.dense([6, 5, 3], initialization: .he, using: &generator)
    let thin = dense.truncated(to: 2, try dense.decompositions())
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    try SavedNetworks.write([("a", dense), ("b", thin)], to: file)
    let saved = try SavedNetworks(at: file)
    let other = Network.dense([6, 5, 3], initialization: .uniform, using: &generator)
    let x = Matrix<Float>.normal(rows: 4, columns: 6, using: &generator)
    #expect(try saved.network("a", like: other).logits(for: x) == dense.logits(for: x))
    #expect(try saved.network("b", like: thin).logits(for: x) == thin.logits(for: x))

    let wider = Network.dense([6, 7, 3], initialization: .he, using: &generator)
    let error = #expect(throws: FileError.self) { try saved.network("a", like: wider) }
    #expect(
      error
        == .malformed(
          file: file, expected: "“a.0.weights” of shape [7, 6]", found: "[5, 6]"))
    let missing = #expect(throws: FileError.self) { try saved.network("c", like: dense) }
    #expect(missing?.exitStatus == 65)
  }
}

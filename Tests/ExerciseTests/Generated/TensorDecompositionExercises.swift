// Made by `swift run course stubs --write` from Solutions/09-TensorDecomposition.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("9  TensorDecomposition") struct TensorDecompositionExercises {
  @Test(.exercise("9.1"))
  func `9.1 unfolding`() async throws {
    try await expectPassed("9.1")
  }

  @Test(.exercise("9.2"))
  func `9.2 khatriRaoProduct`() async throws {
    try await expectPassed("9.2")
  }

  @Test(.exercise("9.3"))
  func `9.3 modeProduct`() async throws {
    try await expectPassed("9.3")
  }

  @Test(.exercise("9.4"))
  func `9.4 bestFactor`() async throws {
    try await expectPassed("9.4")
  }

  @Test(.exercise("9.5"))
  func `9.5 alternatingStep`() async throws {
    try await expectPassed("9.5")
  }

  @Test(.exercise("9.6"))
  func `9.6 tuckerReconstruction`() async throws {
    try await expectPassed("9.6")
  }
}

// Made by `swift run course stubs --write` from Solutions/06-Denoising.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("6  Denoising") struct DenoisingExercises {
  @Test(.exercise("6.1"))
  func `6.1 multiplesOfEdge`() async throws {
    try await expectPassed("6.1")
  }

  @Test(.exercise("6.2"))
  func `6.2 hardThreshold`() async throws {
    try await expectPassed("6.2")
  }

  @Test(.exercise("6.3"))
  func `6.3 noiseDeviation`() async throws {
    try await expectPassed("6.3")
  }

  @Test(.exercise("6.4"))
  func `6.4 hardThresholded`() async throws {
    try await expectPassed("6.4")
  }

  @Test(.exercise("6.5"))
  func `6.5 shrunkValues`() async throws {
    try await expectPassed("6.5")
  }

  @Test(.exercise("6.6"))
  func `6.6 decibelsBelowOracle`() async throws {
    try await expectPassed("6.6")
  }
}

// Made by `swift run course stubs --write` from Solutions/08-Recommender.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("8  Recommender") struct RecommenderExercises {
  @Test(.exercise("8.1"))
  func `8.1 heldOutSplit`() async throws {
    try await expectPassed("8.1")
  }

  @Test(.exercise("8.2"))
  func `8.2 knownError`() async throws {
    try await expectPassed("8.2")
  }

  @Test(.exercise("8.3"))
  func `8.3 biases`() async throws {
    try await expectPassed("8.3")
  }

  @Test(.exercise("8.4"))
  func `8.4 softImputeStep`() async throws {
    try await expectPassed("8.4")
  }

  @Test(.exercise("8.5"))
  func `8.5 leastSquaresRows`() async throws {
    try await expectPassed("8.5")
  }
}

// Made by `swift run course stubs --write` from Solutions/03-PrincipalComponents.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("3  PrincipalComponents") struct PrincipalComponentsExercises {
  @Test(.exercise("3.1"))
  func `3.1 centred`() async throws {
    try await expectPassed("3.1")
  }

  @Test(.exercise("3.2"))
  func `3.2 covariance`() async throws {
    try await expectPassed("3.2")
  }

  @Test(.exercise("3.3"))
  func `3.3 principalComponents`() async throws {
    try await expectPassed("3.3")
  }

  @Test(.exercise("3.4"))
  func `3.4 reconstruction`() async throws {
    try await expectPassed("3.4")
  }

  @Test(.exercise("3.5"))
  func `3.5 explainedShares`() async throws {
    try await expectPassed("3.5")
  }

  @Test(.exercise("3.6"))
  func `3.6 newScores`() async throws {
    try await expectPassed("3.6")
  }
}

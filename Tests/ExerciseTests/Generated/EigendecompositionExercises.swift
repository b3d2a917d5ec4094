// Made by `swift run course stubs --write` from Solutions/01-Eigendecomposition.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("1  Eigendecomposition") struct EigendecompositionExercises {
  @Test(.exercise("1.1"))
  func `1.1 gram`() async throws {
    try await expectPassed("1.1")
  }

  @Test(.exercise("1.2"))
  func `1.2 jacobiRotation`() async throws {
    try await expectPassed("1.2")
  }

  @Test(.exercise("1.3"))
  func `1.3 rightSingularPairs`() async throws {
    try await expectPassed("1.3")
  }

  @Test(.exercise("1.4"))
  func `1.4 leftSingularVectors`() async throws {
    try await expectPassed("1.4")
  }

  @Test(.exercise("1.5"))
  func `1.5 digitsKept`() async throws {
    try await expectPassed("1.5")
  }
}

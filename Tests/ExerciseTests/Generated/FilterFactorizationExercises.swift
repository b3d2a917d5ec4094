// Made by `swift run course stubs --write` from Solutions/10-FilterFactorization.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("10  FilterFactorization") struct FilterFactorizationExercises {
  @Test(.exercise("10.1"))
  func `10.1 convolutionOutputSize`() async throws {
    try await expectPassed("10.1")
  }

  @Test(.exercise("10.2"))
  func `10.2 separableShare`() async throws {
    try await expectPassed("10.2")
  }

  @Test(.exercise("10.3"))
  func `10.3 tuckerTwoNumbers`() async throws {
    try await expectPassed("10.3")
  }

  @Test(.exercise("10.4"))
  func `10.4 tuckerTwoWork`() async throws {
    try await expectPassed("10.4")
  }

  @Test(.exercise("10.5"))
  func `10.5 oneDimensionalKernels`() async throws {
    try await expectPassed("10.5")
  }
}

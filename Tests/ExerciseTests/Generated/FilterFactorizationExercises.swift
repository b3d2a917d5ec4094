// Made by `swift run course stubs --write` from Solutions/10-FilterFactorization.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("10  FilterFactorization") struct FilterFactorizationExercises {
  @Test("10.1  The places of a kernel", .exercise("10.1"))
  func `10.1 convolutionOutputSize`() async throws {
    try await expectPassed("10.1")
  }

  @Test("10.2  The separable share", .exercise("10.2"))
  func `10.2 separableShare`() async throws {
    try await expectPassed("10.2")
  }

  @Test("10.3  The numbers of Tucker-2", .exercise("10.3"))
  func `10.3 tuckerTwoNumbers`() async throws {
    try await expectPassed("10.3")
  }

  @Test("10.4  The work of Tucker-2", .exercise("10.4"))
  func `10.4 tuckerTwoWork`() async throws {
    try await expectPassed("10.4")
  }

  @Test("10.5  Two 1-D kernels", .exercise("10.5"))
  func `10.5 oneDimensionalKernels`() async throws {
    try await expectPassed("10.5")
  }
}

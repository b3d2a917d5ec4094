// Made by `swift run course stubs --write` from Solutions/01-Eigendecomposition.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("1  Eigendecomposition") struct EigendecompositionExercises {
  @Test("1.1  The Gram matrix AᵀA", .exercise("1.1"))
  func `1.1 gram`() async throws {
    try await expectPassed("1.1")
  }

  @Test("1.2  One Jacobi rotation", .exercise("1.2"))
  func `1.2 jacobiRotation`() async throws {
    try await expectPassed("1.2")
  }

  @Test("1.3  Values and right vectors", .exercise("1.3"))
  func `1.3 rightSingularPairs`() async throws {
    try await expectPassed("1.3")
  }

  @Test("1.4  Left vectors, u = Av/σ", .exercise("1.4"))
  func `1.4 leftSingularVectors`() async throws {
    try await expectPassed("1.4")
  }
}

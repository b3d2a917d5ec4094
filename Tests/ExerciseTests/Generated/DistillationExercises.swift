// Made by `swift run course stubs --write` from Solutions/07-Distillation.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("7  Distillation") struct DistillationExercises {
  @Test(.exercise("7.1"))
  func `7.1 truncationError`() async throws {
    try await expectPassed("7.1")
  }

  @Test(.exercise("7.2"))
  func `7.2 truncationResidual`() async throws {
    try await expectPassed("7.2")
  }

  @Test(.exercise("7.3"))
  func `7.3 predictedBlock`() async throws {
    try await expectPassed("7.3")
  }

  @Test(.exercise("7.4"))
  func `7.4 softened`() async throws {
    try await expectPassed("7.4")
  }

  @Test(.exercise("7.5"))
  func `7.5 distillationGradient`() async throws {
    try await expectPassed("7.5")
  }
}

// Made by `swift run course stubs --write` from Solutions/07-Distillation.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("7  Distillation") struct DistillationExercises {
  @Test("7.1  The error beforehand", .exercise("7.1"))
  func `7.1 truncationError`() async throws {
    try await expectPassed("7.1")
  }

  @Test("7.2  What truncation drops", .exercise("7.2"))
  func `7.2 truncationResidual`() async throws {
    try await expectPassed("7.2")
  }

  @Test("7.3  A held-out block", .exercise("7.3"))
  func `7.3 predictedBlock`() async throws {
    try await expectPassed("7.3")
  }

  @Test("7.4  Soft targets", .exercise("7.4"))
  func `7.4 softened`() async throws {
    try await expectPassed("7.4")
  }

  @Test("7.5  Learning from a teacher", .exercise("7.5"))
  func `7.5 distillationGradient`() async throws {
    try await expectPassed("7.5")
  }
}

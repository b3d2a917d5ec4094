import Testing

@Suite("7  Distillation") struct DistillationExercises {
  @Test("7.1  The error beforehand", .exercise("7.1"))
  func truncationError() async throws { try await expectPassed("7.1") }

  @Test("7.2  What truncation drops", .exercise("7.2"))
  func truncationResidual() async throws { try await expectPassed("7.2") }

  @Test("7.3  A held-out block", .exercise("7.3"))
  func predictedBlock() async throws { try await expectPassed("7.3") }

  @Test("7.4  Soft targets", .exercise("7.4"))
  func softened() async throws { try await expectPassed("7.4") }

  @Test("7.5  Learning from a teacher", .exercise("7.5"))
  func distillationGradient() async throws { try await expectPassed("7.5") }
}

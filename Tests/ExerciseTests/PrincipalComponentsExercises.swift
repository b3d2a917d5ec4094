import Testing

@Suite("3  PrincipalComponents") struct PrincipalComponentsExercises {
  @Test("3.1  Centred samples", .exercise("3.1"))
  func centred() async throws { try await expectPassed("3.1") }

  @Test("3.2  Covariance matrix", .exercise("3.2"))
  func covariance() async throws { try await expectPassed("3.2") }

  @Test("3.3  Principal components", .exercise("3.3"))
  func principalComponents() async throws { try await expectPassed("3.3") }

  @Test("3.4  Samples rebuilt", .exercise("3.4"))
  func reconstruction() async throws { try await expectPassed("3.4") }

  @Test("3.5  Explained variance", .exercise("3.5"))
  func explainedShares() async throws { try await expectPassed("3.5") }
}

import Testing

@Suite("8  Recommender") struct RecommenderExercises {
  @Test("8.1  Held-out split", .exercise("8.1"))
  func heldOutSplit() async throws { try await expectPassed("8.1") }

  @Test("8.2  Error where known", .exercise("8.2"))
  func knownError() async throws { try await expectPassed("8.2") }

  @Test("8.3  Mean and biases", .exercise("8.3"))
  func biases() async throws { try await expectPassed("8.3") }

  @Test("8.4  Soft-impute step", .exercise("8.4"))
  func softImputeStep() async throws { try await expectPassed("8.4") }

  @Test("8.5  Least-squares rows", .exercise("8.5"))
  func leastSquaresRows() async throws { try await expectPassed("8.5") }
}

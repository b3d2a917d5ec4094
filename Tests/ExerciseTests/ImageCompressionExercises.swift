import Testing

@Suite("4  ImageCompression") struct ImageCompressionExercises {
  @Test("4.1  Numbers stored at rank k", .exercise("4.1"))
  func storedNumbers() async throws { try await expectPassed("4.1") }

  @Test("4.2  The rank-k approximation", .exercise("4.2"))
  func rankApproximation() async throws { try await expectPassed("4.2") }

  @Test("4.3  The break-even rank", .exercise("4.3"))
  func breakEvenRank() async throws { try await expectPassed("4.3") }

  @Test("4.4  Rank for an energy share", .exercise("4.4"))
  func rankKeeping() async throws { try await expectPassed("4.4") }
}

import Testing

@Suite("12  NuclearNorm") struct NuclearNormExercises {
  @Test("12.1  The nuclear norm", .exercise("12.1"))
  func nuclearNorm() async throws { try await expectPassed("12.1") }

  @Test("12.2  Its subgradient", .exercise("12.2"))
  func nuclearSubgradient() async throws { try await expectPassed("12.2") }

  @Test("12.3  The proximal step", .exercise("12.3"))
  func proximalStep() async throws { try await expectPassed("12.3") }

  @Test("12.4  Count what is left", .exercise("12.4"))
  func effectiveRank() async throws { try await expectPassed("12.4") }

  @Test("12.5  Balanced factors", .exercise("12.5"))
  func balancedFactors() async throws { try await expectPassed("12.5") }
}

import Testing

@Suite("5  NetworkCompression") struct NetworkCompressionExercises {
  @Test("5.1  A network's parameters", .exercise("5.1"))
  func compressedParameters() async throws { try await expectPassed("5.1") }

  @Test("5.2  Factors with S absorbed", .exercise("5.2"))
  func absorbedFactors() async throws { try await expectPassed("5.2") }

  @Test("5.3  A factorised layer", .exercise("5.3"))
  func lowRankForward() async throws { try await expectPassed("5.3") }

  @Test("5.4  Truncation by the data", .exercise("5.4"))
  func dataAwareTruncation() async throws { try await expectPassed("5.4") }

  @Test("5.5  A dynamic step", .exercise("5.5"))
  func dynamicStep() async throws { try await expectPassed("5.5") }
}

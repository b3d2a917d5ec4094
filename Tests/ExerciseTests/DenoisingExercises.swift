import Testing

@Suite("6  Denoising") struct DenoisingExercises {
  @Test("6.1  The edge of noise", .exercise("6.1"))
  func noiseEdge() async throws { try await expectPassed("6.1") }

  @Test("6.2  The hard threshold", .exercise("6.2"))
  func hardThreshold() async throws { try await expectPassed("6.2") }

  @Test("6.3  Noise by the median", .exercise("6.3"))
  func noiseDeviation() async throws { try await expectPassed("6.3") }

  @Test("6.4  Layers above it", .exercise("6.4"))
  func hardThresholded() async throws { try await expectPassed("6.4") }

  @Test("6.5  Optimal shrinkage", .exercise("6.5"))
  func shrunkValues() async throws { try await expectPassed("6.5") }
}

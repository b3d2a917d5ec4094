import Testing

@Suite("11  Quantization") struct QuantizationExercises {
  @Test("11.1  A step for each row", .exercise("11.1"))
  func rowSteps() async throws { try await expectPassed("11.1") }

  @Test("11.2  Rounded to integers", .exercise("11.2"))
  func quantizedIntegers() async throws { try await expectPassed("11.2") }

  @Test("11.3  Sums in 32 bits", .exercise("11.3"))
  func integerDotProducts() async throws { try await expectPassed("11.3") }

  @Test("11.4  Bytes, scales included", .exercise("11.4"))
  func lowRankByteCount() async throws { try await expectPassed("11.4") }

  @Test("11.5  Factors with √Σ each", .exercise("11.5"))
  func evenFactors() async throws { try await expectPassed("11.5") }
}

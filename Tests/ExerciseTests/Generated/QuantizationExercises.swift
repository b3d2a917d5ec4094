// Made by `swift run course stubs --write` from Solutions/11-Quantization.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("11  Quantization") struct QuantizationExercises {
  @Test(.exercise("11.1"))
  func `11.1 rowSteps`() async throws {
    try await expectPassed("11.1")
  }

  @Test(.exercise("11.2"))
  func `11.2 quantizedIntegers`() async throws {
    try await expectPassed("11.2")
  }

  @Test(.exercise("11.3"))
  func `11.3 integerDotProducts`() async throws {
    try await expectPassed("11.3")
  }

  @Test(.exercise("11.4"))
  func `11.4 lowRankByteCount`() async throws {
    try await expectPassed("11.4")
  }

  @Test(.exercise("11.5"))
  func `11.5 evenFactors`() async throws {
    try await expectPassed("11.5")
  }
}

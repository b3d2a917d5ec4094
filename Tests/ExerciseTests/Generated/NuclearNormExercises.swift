// Made by `swift run course stubs --write` from Solutions/12-NuclearNorm.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("12  NuclearNorm") struct NuclearNormExercises {
  @Test(.exercise("12.1"))
  func `12.1 nuclearNorm`() async throws {
    try await expectPassed("12.1")
  }

  @Test(.exercise("12.2"))
  func `12.2 nuclearSubgradient`() async throws {
    try await expectPassed("12.2")
  }

  @Test(.exercise("12.3"))
  func `12.3 proximalStep`() async throws {
    try await expectPassed("12.3")
  }

  @Test(.exercise("12.4"))
  func `12.4 effectiveRank`() async throws {
    try await expectPassed("12.4")
  }

  @Test(.exercise("12.5"))
  func `12.5 balancedFactors`() async throws {
    try await expectPassed("12.5")
  }
}

// Made by `swift run course stubs --write` from Solutions/12-NuclearNorm.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("12  NuclearNorm") struct NuclearNormExercises {
  @Test("12.1  The nuclear norm", .exercise("12.1"))
  func `12.1 nuclearNorm`() async throws {
    try await expectPassed("12.1")
  }

  @Test("12.2  Its subgradient", .exercise("12.2"))
  func `12.2 nuclearSubgradient`() async throws {
    try await expectPassed("12.2")
  }

  @Test("12.3  The proximal step", .exercise("12.3"))
  func `12.3 proximalStep`() async throws {
    try await expectPassed("12.3")
  }

  @Test("12.4  Count what is left", .exercise("12.4"))
  func `12.4 effectiveRank`() async throws {
    try await expectPassed("12.4")
  }

  @Test("12.5  Balanced factors", .exercise("12.5"))
  func `12.5 balancedFactors`() async throws {
    try await expectPassed("12.5")
  }
}

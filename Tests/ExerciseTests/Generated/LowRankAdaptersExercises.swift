// Made by `swift run course stubs --write` from Solutions/13-LowRankAdapters.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("13  LowRankAdapters") struct LowRankAdaptersExercises {
  @Test(.exercise("13.1"))
  func `13.1 adaptedSums`() async throws {
    try await expectPassed("13.1")
  }

  @Test(.exercise("13.2"))
  func `13.2 adapterGradients`() async throws {
    try await expectPassed("13.2")
  }

  @Test(.exercise("13.3"))
  func `13.3 swappedAdapter`() async throws {
    try await expectPassed("13.3")
  }

  @Test(.exercise("13.4"))
  func `13.4 principalStart`() async throws {
    try await expectPassed("13.4")
  }

  @Test(.exercise("13.5"))
  func `13.5 roundedStart`() async throws {
    try await expectPassed("13.5")
  }
}

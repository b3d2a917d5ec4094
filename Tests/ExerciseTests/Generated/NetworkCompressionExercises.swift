// Made by `swift run course stubs --write` from Solutions/05-NetworkCompression.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("5  NetworkCompression") struct NetworkCompressionExercises {
  @Test(.exercise("5.1"))
  func `5.1 compressedParameters`() async throws {
    try await expectPassed("5.1")
  }

  @Test(.exercise("5.2"))
  func `5.2 absorbedFactors`() async throws {
    try await expectPassed("5.2")
  }

  @Test(.exercise("5.3"))
  func `5.3 lowRankForward`() async throws {
    try await expectPassed("5.3")
  }

  @Test(.exercise("5.4"))
  func `5.4 dataAwareTruncation`() async throws {
    try await expectPassed("5.4")
  }

  @Test(.exercise("5.5"))
  func `5.5 dynamicStep`() async throws {
    try await expectPassed("5.5")
  }
}

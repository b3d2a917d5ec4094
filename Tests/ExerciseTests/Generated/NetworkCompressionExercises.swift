// Made by `swift run course stubs --write` from Solutions/05-NetworkCompression.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("5  NetworkCompression") struct NetworkCompressionExercises {
  @Test("5.1  A network's parameters", .exercise("5.1"))
  func `5.1 compressedParameters`() async throws {
    try await expectPassed("5.1")
  }

  @Test("5.2  Factors with S absorbed", .exercise("5.2"))
  func `5.2 absorbedFactors`() async throws {
    try await expectPassed("5.2")
  }

  @Test("5.3  A factorised layer", .exercise("5.3"))
  func `5.3 lowRankForward`() async throws {
    try await expectPassed("5.3")
  }

  @Test("5.4  Truncation by the data", .exercise("5.4"))
  func `5.4 dataAwareTruncation`() async throws {
    try await expectPassed("5.4")
  }

  @Test("5.5  A dynamic step", .exercise("5.5"))
  func `5.5 dynamicStep`() async throws {
    try await expectPassed("5.5")
  }
}

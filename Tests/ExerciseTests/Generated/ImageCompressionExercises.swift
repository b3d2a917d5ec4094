// Made by `swift run course stubs --write` from Solutions/04-ImageCompression.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("4  ImageCompression") struct ImageCompressionExercises {
  @Test(.exercise("4.1"))
  func `4.1 storedNumbers`() async throws {
    try await expectPassed("4.1")
  }

  @Test(.exercise("4.2"))
  func `4.2 rankApproximation`() async throws {
    try await expectPassed("4.2")
  }

  @Test(.exercise("4.3"))
  func `4.3 breakEvenRank`() async throws {
    try await expectPassed("4.3")
  }

  @Test(.exercise("4.4"))
  func `4.4 rankKeeping`() async throws {
    try await expectPassed("4.4")
  }
}

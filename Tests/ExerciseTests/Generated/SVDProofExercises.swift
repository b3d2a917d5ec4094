// Made by `swift run course stubs --write` from Solutions/02-SVDProof.swift. Do not edit.
import Testing

// swift-format-ignore-file

@Suite("2  SVDProof") struct SVDProofExercises {
  @Test(.exercise("2.1"))
  func `2.1 sigmaMatrix`() async throws {
    try await expectPassed("2.1")
  }

  @Test(.exercise("2.2"))
  func `2.2 mostStretchedDirection`() async throws {
    try await expectPassed("2.2")
  }

  @Test(.exercise("2.3"))
  func `2.3 compactSVD`() async throws {
    try await expectPassed("2.3")
  }

  @Test(.exercise("2.4"))
  func `2.4 completeBasis`() async throws {
    try await expectPassed("2.4")
  }

  @Test(.exercise("2.5"))
  func `2.5 fourSubspaces`() async throws {
    try await expectPassed("2.5")
  }

  @Test(.exercise("2.6"))
  func `2.6 truncatedSolution`() async throws {
    try await expectPassed("2.6")
  }
}

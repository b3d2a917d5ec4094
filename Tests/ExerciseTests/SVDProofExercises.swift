import Testing

@Suite("2  SVDProof") struct SVDProofExercises {
  @Test("2.1  The matrix Σ", .exercise("2.1"))
  func sigmaMatrix() async throws { try await expectPassed("2.1") }

  @Test("2.2  Most stretched direction", .exercise("2.2"))
  func mostStretchedDirection() async throws { try await expectPassed("2.2") }

  @Test("2.3  The compact SVD", .exercise("2.3"))
  func compactSVD() async throws { try await expectPassed("2.3") }

  @Test("2.4  Completing a basis", .exercise("2.4"))
  func completeBasis() async throws { try await expectPassed("2.4") }

  @Test("2.5  The four subspaces", .exercise("2.5"))
  func fourSubspaces() async throws { try await expectPassed("2.5") }
}

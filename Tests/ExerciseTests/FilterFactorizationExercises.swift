import Testing

@Suite("10  FilterFactorization") struct FilterFactorizationExercises {
  @Test("10.1  The places of a kernel", .exercise("10.1"))
  func convolutionOutputSize() async throws { try await expectPassed("10.1") }

  @Test("10.2  The separable share", .exercise("10.2"))
  func separableShare() async throws { try await expectPassed("10.2") }

  @Test("10.3  The numbers of Tucker-2", .exercise("10.3"))
  func tuckerTwoNumbers() async throws { try await expectPassed("10.3") }

  @Test("10.4  The work of Tucker-2", .exercise("10.4"))
  func tuckerTwoWork() async throws { try await expectPassed("10.4") }

  @Test("10.5  Two 1-D kernels", .exercise("10.5"))
  func oneDimensionalKernels() async throws { try await expectPassed("10.5") }
}

import LinearAlgebra
import Testing

/// Where nothing can be thrown, a message says why the program stopped.
@Suite struct PreconditionTests {
  @Test func aNegativeSize() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Matrix<Double>.identity(-1)
    }
    #expect(said(result).contains("a matrix cannot have -1×-1 elements"))
  }

  @Test func aProductOfSizesThatOverflows() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Matrix<Double>(rows: 1 << 40, columns: 1 << 40) { _, _ in 0 }
    }
    #expect(said(result).contains("a matrix cannot have 1099511627776×1099511627776 elements"))
  }

  @Test func aProductOfMatricesThatOverflows() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Matrix<Double>(rows: 1 << 40, columns: 0) * Matrix(rows: 0, columns: 1 << 40)
    }
    #expect(said(result).contains("a matrix cannot have"))
  }

  @Test func aNegativeCountOfColumns() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Matrix<Double>.identity(3).firstColumns(-1)
    }
    #expect(said(result).contains("a 3×3 matrix has 3 columns, not -1"))
  }

  @Test func aNegativeCountOfValues() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try svd(Matrix<Double>.identity(3)).energy(-1)
    }
    #expect(said(result).contains("there are no first -1 singular values"))
  }

  @Test func aToleranceThatIsNaN() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try svd(Matrix<Double>.identity(3)).rank(tolerance: .nan)
    }
    #expect(said(result).contains("a tolerance must be 0 or more, not nan"))
  }

  @Test func moreValuesToFollowThanThereAre() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = SubspaceTracker(try svd(Matrix<Float>.identity(3)), rank: 4)
    }
    #expect(said(result).contains("cannot follow 4 of 3 values"))
  }

  /// What a program wrote on standard error before it stopped.
  private func said(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}

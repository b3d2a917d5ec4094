import LinearAlgebra
import Testing

@testable import Notebook

@Suite struct CheckTests {
  private func run(_ body: (Page) throws -> Void) throws -> Outcome { try outcome(body) }

  @Test func passingChecksEndWithStatusZero() throws {
    let result = try run { page in
      let a: Matrix = [[2, 1], [1, 3]]
      page.check("matrices", a, equals: a)
      page.check("vectors", a * [1, 0] as Vector, equals: [2, 1])
      page.check("lists", [1.0, 2], equals: [1, 2])
      page.check("numbers", 0.1 + 0.2, equals: 0.3)
      page.check("floats", Float(0.1) + 0.2, equals: 0.3)
      page.check("counts", 3, equals: 3)
      page.check("residual", residual: 1e-10, atMost: 1e-9)
      page.check("inequality", 0.83, atMost: 1)
      page.check("truth", true)
      page.check("empty", Matrix<Double>(rows: 0, columns: 2), equals: .init(rows: 0, columns: 2))
    }
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.output.ranges(of: "✓").count == 10 && !result.output.contains("✗"))
  }

  @Test func aFailedCheckIsNamedAndEndsWithStatusOne() throws {
    let result = try run { page in
      page.check("this holds", true)
      page.check("A = *B*", 1.0, equals: 2.0, tolerance: 0.5)
    }
    #expect(result.status == 1)
    #expect(result.errors == "Sample: 1 of 2 checks failed: “A = B”\n")
    #expect(result.output.contains("✗ A = *B*"))
    #expect(result.output.contains("residual 1.0e0 > 5.0e-1"))
  }

  @Test func aResidualNearItsToleranceGetsTheDigitsThatTellThemApart() throws {
    let result = try outcome { page in
      page.check("near", residual: 0.2364, atMost: 0.24)
      page.check("nearer", residual: 0.24001, atMost: 0.24)
      page.check("equal", residual: 0.25, atMost: 0.25)
    }
    #expect(result.output.contains("residual 2.36e-1 ≤ 2.40e-1"))
    #expect(result.output.contains("residual 2.4001e-1 > 2.4000e-1"))
    #expect(result.output.contains("residual 2.5e-1 ≤ 2.5e-1"))
  }

  @Test func anInequalityIsShownInPlainDigitsAndIsNoResidual() throws {
    let result = try outcome { page in
      page.check("below", 0.8251, atMost: 1)
      page.check("on the bound, but for rounding", 0.5 + 1e-13, atMost: 0.5 + 1e-12)
      page.check("large", 110_234.0, atMost: 118_000)
      page.check("above", 1.0001, atMost: 1)
    }
    for shown in ["0.825 ≤ 1", "0.5 ≤ 0.5", "110\u{A0}234 ≤ 118\u{A0}000", "1.0001 > 1"] {
      #expect(result.output.contains(shown))
    }
    #expect(!result.output.contains("residual") && result.status == 1)
  }

  @Test func whatIsNotANumberFails() throws {
    let claims: [(Page) -> Void] = [
      { $0.check("c", residual: Double.nan, atMost: 1) },
      { $0.check("c", residual: 0, atMost: Double.nan) },
      { $0.check("c", Double.nan, atMost: 1) },
      { $0.check("c", 0, atMost: Double.nan) },
      { $0.check("c", Double.nan, equals: .nan) },
      { $0.check("c", Double.infinity, equals: .infinity) },
      { $0.check("c", [[.nan]] as Matrix<Double>, equals: [[1]]) },
      { $0.check("c", [1, .nan] as Vector<Double>, equals: [1, .nan], tolerance: .infinity) },
      { $0.check("c", [1.0], equals: [1, 2]) },
      { $0.check("c", [[1, 2]] as Matrix<Double>, equals: [[1], [2]]) },
      { $0.check("c", 1.0, equals: 1, tolerance: -1) },
      { $0.check("c", 3, equals: 4) },
      { $0.check("c", false) },
    ]
    for claim in claims {
      let result = try run(claim)
      #expect(result.status == 1 && result.output.contains("✗"))
    }
  }

  /// The default tolerance is 10·size·ε·scale: what rounds a few times passes, an error of a
  /// millionth doesn't, at any scale.
  @Test(arguments: [1e-200, 1.0, 1e200])
  func theDefaultToleranceFollowsTheScale(_ scale: Double) throws {
    let x = Vector([1, 2, 3].map { $0 * scale })
    let near = x * (1 + 4 * Double.ulpOfOne)
    let far = x * (1 + 1e-6)
    #expect(try run { $0.check("near", near, equals: x) }.status == 0)
    #expect(try run { $0.check("far", far, equals: x) }.status == 1)
  }

  @Test func anErrorComesAfterTheFailedChecks() throws {
    let result = try run { page in
      page.check("c", false)
      throw LinearAlgebraError.singular(pivot: 0)
    }
    #expect(result.status == 65)
    #expect(result.errors.lines.count == 3 && result.errors.contains("1 of 1 check failed"))
  }
}

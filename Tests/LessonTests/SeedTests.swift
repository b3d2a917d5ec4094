import Testing

@Suite("The first three lessons hold for other seeds")
struct SeedTests {
  static let lessons = ["Eigendecomposition", "SVDProof", "PrincipalComponents"]

  @Test(
    "every check holds", arguments: Thorough.cases(lessons, otherwise: 2),
    Thorough.cases(["2", "5"], otherwise: 1))
  func everyCheckHolds(lesson: String, seed: String) throws {
    let run = try LessonRun(lesson, ["--seed", seed])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("✓") && !run.output.contains("✗"))
  }
}

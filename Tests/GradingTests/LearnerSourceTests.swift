import Testing

@testable import Grading

@Suite struct LearnerSourceTests {
  static let source = """
    import Grading

    // func second is not here

    public func first() throws -> Int {
      let text = "public func second() throws {"
      return text.count
    }

    /// Mine.
    public func second() throws -> Int {
      // not yet
      throw Unattempted()
    }

    private func helper() {}

    """

  static let stub = SourceStub(
    function: "first",
    text: "/// New.\npublic func first() throws -> Int {\n  throw Unattempted()\n}",
    signature: "", comment: "/// New.\n")

  @Test func findsTheLineToEdit() {
    let source = LearnerSource(Self.source)
    #expect(source.line(of: "first") == 5)
    #expect(source.line(of: "second") == 13)
    #expect(source.line(of: "third") == nil)
  }

  @Test func findsTheLineInADamagedSource() {
    let source = LearnerSource("func zero() {\n  }}\n\npublic func first( throws {\n \"")
    #expect(source.line(of: "first") == 4)
  }

  @Test func replacesOneFunctionAndNothingElse() throws {
    let restored = try LearnerSource(Self.source).replacing(with: Self.stub)
    let expected = Self.source.replacing(
      """
      public func first() throws -> Int {
        let text = "public func second() throws {"
        return text.count
      }
      """, with: Self.stub.text)
    #expect(restored == expected)
    #expect(try LearnerSource(restored).replacing(with: Self.stub) == restored)
  }

  @Test(arguments: [
    "public func first() throws -> Int {\n  1\n",
    "public func first() throws -> Int {\n  \"1\n}\n",
    "public func first() throws -> Int {\n  if true {\n}\n\npublic func second() throws {\n}\n}\n",
    "enum A {\n  static func first() {}\n}\n",
    "public func first() { }\npublic func first() { }\n",
    "}",
  ])
  func refusesWhatItCannotTellApart(_ source: String) {
    #expect(throws: SourceStubError.self) {
      try LearnerSource(source).replacing(with: Self.stub)
    }
  }

  @Test func addsWhatIsNotThere() throws {
    let source = "public func other() throws -> Int { 1 }"
    let restored = try LearnerSource(source).replacing(with: Self.stub)
    #expect(restored == "\(source)\n\n\(Self.stub.text)\n")
  }
}

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

  /// An open brace must not lend one function the lines of the next.
  @Test func staysWithTheFunctionThatIsNotClosed() {
    let source = LearnerSource(
      Self.source.replacing("    let text", with: "    if true {\n    let text"))
    #expect(source.line(of: "first") == 5)
    let open = LearnerSource(Self.source.replacing("return text.count\n}", with: "if true {\n}"))
    #expect(open.line(of: "first") == 5)
    #expect(open.line(of: "second") == 11)
  }

  @Test func namesNoLineWhereSeveralCouldBeMeant() {
    let source = LearnerSource("// func first\nfunc first() {\n\nfunc first() {\n}\n")
    #expect(source.line(of: "first") == nil)
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

  static let damaged = [
    "public func first() throws -> Int {\n  1\n",
    "public func first() throws -> Int {\n  \"1\n}\n",
    "public func first() throws -> Int {\n  if true {\n}\n\npublic func second() throws {\n}\n}\n",
    "enum A {\n  static func first() {}\n}\n",
    "public func first() { }\npublic func first() { }\n",
    "}",
  ]

  @Test func refusesWhatItCannotTellApart() {
    for source in Self.damaged {
      #expect(throws: SourceStubError.self, "\(source)") {
        try LearnerSource(source).replacing(with: Self.stub)
      }
    }
  }

  @Test func addsWhatIsNotThere() throws {
    let source = "public func other() throws -> Int { 1 }"
    let restored = try LearnerSource(source).replacing(with: Self.stub)
    #expect(restored == "\(source)\n\n\(Self.stub.text)\n")
  }
}

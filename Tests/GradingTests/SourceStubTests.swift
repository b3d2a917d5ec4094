import Testing

@testable import Grading

@Suite struct SourceStubTests {
  /// Everything that could be taken for code and is not, around two public functions.
  static let adversarial = ##"""
    // A header that speaks of `public func ghost() throws { }`.
    import Foundation
    import LinearAlgebra

    /* A comment /* within a comment: } } { */ public func ghost() throws {} */

    private let table = ["{": 1, "}": 2]

    /// The first. Its sample has braces: `{ { {`.
    ///
    /// - Returns: "}" in a comment.
    public func first(_ a: Int, _ f: (Int) -> Int = { $0 + 1 }) throws -> [String] {
      let brace = "}"
      let raw = #"a " quote \" and } \#(brace + "}") "#
      let nested = "\(["}", "\(brace)}"].joined(separator: "{"))"
      let long = """
        public func ghost() throws {
        } \(brace) "quotes" }
        """
      let rawLong = #"""
        } """ still inside \(brace) }
        """#
      let one = #"""#
      let pattern = /[{}"]/
      let other = #/ " { /#
      let quotient = a / 2 / 3  // } "
      return [brace, raw, nested, long, rawLong, one, "\(pattern)", "\(other)", "\(quotient)"]
    }

    /// Not for learners.
    private func helper() -> Int { 3 }

    extension Int {
      public func member() throws -> Int { helper() }
    }

    /**
     The second.

     With an empty line in its comment.
     */
    @discardableResult
    public func `second`<T: Equatable>(
      _ x: T
    ) throws -> (values: [T], flag: Bool)
    where T: Sendable {
      ([x], true)
    }
    """##

  @Test func takesOutBodiesAndHelpersAndNothingElse() throws {
    let file = try SourceStub.file(of: Self.adversarial, header: "// header\n")
    #expect(
      file == ##"""
        // header

        import Exchange
        import Foundation
        import LinearAlgebra

        /// The first. Its sample has braces: `{ { {`.
        ///
        /// - Returns: "}" in a comment.
        public func first(_ a: Int, _ f: (Int) -> Int = { $0 + 1 }) throws -> [String] {
          throw Unattempted()
        }

        /**
         The second.

         With an empty line in its comment.
         */
        @discardableResult
        public func `second`<T: Equatable>(
          _ x: T
        ) throws -> (values: [T], flag: Bool)
        where T: Sendable {
          throw Unattempted()
        }

        """##)
  }

  @Test func stubsOfStubsAreTheSame() throws {
    let file = try SourceStub.file(of: Self.adversarial, header: "// header\n")
    let again = try SourceStub.file(of: file, header: "// header\n")
    #expect(again == file)
  }

  @Test func signaturesAreComparedWithoutTheirLayout() throws {
    let one = SourceStub.signatures(in: "public func f(_ a: Int, b: Int) throws -> Int { 1 }")
    let two = SourceStub.signatures(
      in: "public func f(\n  _ a: Int, b: Int\n) throws -> Int {\n  2\n}")
    #expect(one == two)
    #expect(one != SourceStub.signatures(in: "public func f(_ a: Int) throws -> Int { 1 }"))
  }

  static let refused = [
    ("public func f() -> Int { 1 }", SourceStubError.cannotThrow(function: "f", line: 1)),
    ("#if os(Linux)\nimport Glibc\n#endif\n", .conditional(line: 1)),
    ("public func f() throws {", .damaged("the brace that line 1 opens is not closed")),
    ("let a = \"open", .damaged("a string is not closed")),
    ("/* /* */", .damaged("a comment is not closed")),
    ("}\n", .damaged("line 1 closes what was never opened")),
  ]

  @Test func refusesWhatHasNoStubs() {
    for (source, error) in Self.refused {
      #expect(throws: error, "\(source)") { try SourceStub.stubs(of: source) }
    }
  }

  @Test func survivesEveryPrefixOfASource() {
    let bytes = Array(Self.adversarial.utf8)
    for end in stride(from: 0, through: bytes.count, by: 7) {
      let text = String(decoding: bytes[..<end], as: UTF8.self)
      _ = try? SourceStub.stubs(of: text)
      _ = LearnerSource(text).line(of: "second")
    }
  }
}

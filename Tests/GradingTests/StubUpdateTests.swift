import Testing

@testable import Grading

/// A new version of the kit, brought into a file that somebody has worked in.
@Suite struct StubUpdateTests {
  static let solution = """
    /// Exercise 1.1 (1 point): Double.
    ///
    /// Returns twice x, also for large x.
    public func double(_ x: Int) throws -> Int {
      2 * x
    }
    """

  static let edited = """
    import Foundation

    private func help() -> Int { 2 }

    /// Exercise 1.1 (1 point): Double.
    ///
    /// Returns twice x.
    public func double(_ x: Int) throws -> Int {
      // mine
      let two = help()
      return two * x
    }

    // my last words
    """

  static func stub() throws -> SourceStub { try #require(try SourceStub.stubs(of: solution).first) }

  @Test func aNewCommentComesAndTheBodyStays() throws {
    let expected = Self.edited.replacing(
      "Returns twice x.", with: "Returns twice x, also for large x.")
    #expect(LearnerSource(Self.edited).updating(to: try Self.stub()) == .renewed(expected))
    #expect(LearnerSource(expected).updating(to: try Self.stub()) == .same)
  }

  @Test func whatIsNewIsAddedAtTheEnd() throws {
    let stub = try Self.stub()
    #expect(
      LearnerSource("let mine = 1\n").updating(to: stub)
        == .added("let mine = 1\n\n\(stub.text)\n"))
  }

  @Test func whatCannotBeMergedIsLeftAndSaid() throws {
    let stub = try Self.stub()
    for (old, new, words) in [
      ("_ x: Int", "_ x: Double", "its signature is now"),
      ("return two * x\n}", "return two * x\n", "not closed"),
      ("// my last words", "public func double(_ x: Int) throws -> Int { x }", "2 functions"),
    ] {
      guard
        case .kept(let reason) = LearnerSource(Self.edited.replacing(old, with: new))
          .updating(to: stub)
      else {
        Issue.record("expected that \(new) cannot be merged")
        continue
      }
      #expect(reason.contains(words), "\(reason)")
    }
  }

  @Test func onlyMissingImportsAreAdded() {
    let text = LearnerSource(Self.edited).importing(["Exchange", "Foundation"])
    #expect(text == "import Exchange\n" + Self.edited)
    #expect(LearnerSource(text).importing(["Exchange", "Foundation"]) == text)
  }
}

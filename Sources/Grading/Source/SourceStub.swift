import Presentation

/// Stubs made from solutions: every public function keeps its comment and its signature, and its
/// body becomes `throw Unattempted()`.
public struct SourceStub: Equatable, Sendable {
  /// The name of the function.
  public let function: String

  /// The comment, the signature and the empty body.
  public let text: String

  /// The signature alone, its white space reduced, for comparing.
  public let signature: String

  /// The comment alone.
  public let comment: String
}

/// Why no stubs can be made from a source.
public enum SourceStubError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The source cannot be taken apart.
  case damaged(String)

  /// A public function cannot throw, so its stub could not say that it is unattempted.
  case cannotThrow(function: String, line: Int)

  /// The source is compiled on a condition, which a stub would lose.
  case conditional(line: Int)

  /// There is no such function at the top level.
  case noFunction(String)

  public var description: String {
    switch self {
    case .damaged(let reason): reason
    case .cannotThrow(let function, let line):
      "line \(line): \(function) must be marked `throws`, so that its stub can be unattempted"
    case .conditional(let line):
      "line \(line): a source of exercises cannot be compiled on a condition"
    case .noFunction(let name): "there is no public function \(name)"
    }
  }
}

extension SourceStub {
  /// Returns the stubs of the public functions in a source, in their order.
  public static func stubs(of solution: String) throws(SourceStubError) -> [SourceStub] {
    let declarations = SourceDeclarations(solution)
    if let damage = declarations.damage { throw .damaged(damage) }
    var stubs: [SourceStub] = []
    for declaration in declarations.all {
      let line = declarations.line(of: declaration.code.lowerBound)
      if declarations.mask.code[declaration.code.lowerBound] == Ascii.hash {
        throw .conditional(line: line)
      }
      guard declaration.isPublicFunction, let name = declaration.functionName,
        let body = declaration.body
      else { continue }
      guard declaration.words.contains("throws") else {
        throw .cannotThrow(function: name, line: line)
      }
      let comment = declarations.text(declaration.start..<declaration.code.lowerBound)
      let signature = declarations.text(declaration.code.lowerBound..<body.lowerBound)
      stubs.append(
        SourceStub(
          function: name, text: comment + signature + "{\n  throw Unattempted()\n}",
          signature: reduced(declarations, declaration.code.lowerBound..<body.lowerBound),
          comment: comment))
    }
    return stubs
  }

  /// Returns a whole file of stubs: a header, the imports of the solutions, `Exchange` for
  /// `Unattempted`, Foundation for what people use, and the stubs. Helpers that are not public are left out, with their comments.
  public static func file(of solution: String, header: String) throws(SourceStubError) -> String {
    let stubs = try stubs(of: solution)
    let declarations = SourceDeclarations(solution)
    let imports = declarations.all.filter { $0.words.contains("import") }
      .map { declarations.text($0.code) }
    return header + "\n"
      + Set(imports + ["import Exchange", "import Foundation"]).sorted().joined(separator: "\n")
      + "\n\n" + stubs.map(\.text).joined(separator: "\n\n") + "\n"
  }

  /// The signatures of all functions at the top level of a source, by name.
  public static func signatures(in source: String) -> [String: String] {
    let declarations = SourceDeclarations(source)
    var found: [String: String] = [:]
    for declaration in declarations.all {
      guard let name = declaration.functionName, let body = declaration.body else { continue }
      found[name] =
        found[name]
        ?? reduced(declarations, declaration.code.lowerBound..<body.lowerBound)
    }
    return found
  }

  private static func reduced(_ declarations: SourceDeclarations, _ range: Range<Int>) -> String {
    declarations.text(range).split { $0.isWhitespace }.joined(separator: " ")
      .replacing("( ", with: "(").replacing(" )", with: ")")
  }
}

/// A function at the top level of a Swift file, as it stands there, without its documentation.
package struct SourceFunction: Equatable, Sendable {
  package let name: String

  /// Whether other modules see it.
  package let isPublic: Bool

  /// Whether it is yet to be written: its body is just `throw Unattempted()`.
  package let isStub: Bool

  /// The number of its first line, counted from 1.
  package let firstLine: Int

  /// Its lines, from the attributes to the last brace.
  package let lines: [CodeLine]

  /// The functions of a source, in their order; nil where it cannot be taken apart. O(n).
  package static func all(in text: String) -> [SourceFunction]? {
    let declarations = SourceDeclarations(text)
    guard declarations.damage == nil else { return nil }
    let lines = SwiftLexer(text).lines
    return declarations.all.compactMap { declaration in
      guard let name = declaration.functionName, let body = declaration.body else { return nil }
      let first = declarations.line(of: declaration.code.lowerBound)
      let last = declarations.line(of: declaration.code.upperBound - 1)
      let code = declarations.mask.code[body].filter { !Ascii.isSpace($0) }
      return SourceFunction(
        name: name, isPublic: declaration.isPublicFunction,
        isStub: code == Array("{throwUnattempted()}".utf8), firstLine: first,
        lines: Array(lines[(first - 1)..<last]))
    }
  }
}

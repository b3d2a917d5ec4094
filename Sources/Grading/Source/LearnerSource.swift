import Presentation

/// A learner's file of exercises: where a function stands in it, and the file with one stub put
/// back.
public struct LearnerSource: Sendable {
  /// The whole text.
  public let text: String

  /// Creates a source from its text.
  public init(_ text: String) { self.text = text }

  /// The line, counted from 1, where a learner goes on with a function: that of the first
  /// `throw Unattempted`, or that of the function's name; nil where it cannot be told. In a source
  /// that does not parse nobody knows where a function ends, so there it is always that of the name.
  public func line(of function: String) -> Int? {
    let declarations = SourceDeclarations(text)
    let code = declarations.mask.code
    guard declarations.damage == nil,
      let found = declarations.all.first(where: { $0.functionName == function })
    else { return onlyLine(naming: function) }
    if let body = found.body,
      let offset = body.first(where: { code[$0...].starts(with: "throw Unattempted".utf8) })
    {
      return declarations.line(of: offset)
    }
    let keyword = found.code.first { code[$0...].starts(with: "func ".utf8) }
    return declarations.line(of: keyword ?? found.code.lowerBound)
  }

  /// The lines of a function, counted from 1, with its comment; nil where it is not there, or nobody can
  /// say where it ends.
  public func lines(of function: String) -> ClosedRange<Int>? {
    let declarations = SourceDeclarations(text)
    guard declarations.damage == nil,
      let found = declarations.all.first(where: { $0.functionName == function })
    else { return nil }
    return declarations.line(of: found.start)...declarations.line(of: found.code.upperBound)
  }

  /// Which of some functions another one calls, directly or through others of the file.
  public func calls(of function: String, among names: Set<String>) -> Set<String> {
    let declarations = SourceDeclarations(text)
    var words: [String: Set<String>] = [:]
    for declaration in declarations.all {
      guard let name = declaration.functionName, let body = declaration.body else { continue }
      words[name, default: []].formUnion(declarations.words(in: body))
    }
    var reached: Set<String> = [function]
    var open = [function]
    while let next = open.popLast() {
      for word in words[next] ?? [] where words[word] != nil && reached.insert(word).inserted {
        open.append(word)
      }
    }
    return reached.intersection(names).subtracting([function])
  }

  /// Returns the text with a function replaced by its stub, comment included.
  ///
  /// Everything else stays byte for byte; a function that is not there is added at the end. Where
  /// braces or quotes are unbalanced, or another public function seems to lie within this one,
  /// nobody can say where the function ends: that is `damaged`.
  public func replacing(with stub: SourceStub) throws(SourceStubError) -> String {
    let declarations = SourceDeclarations(text)
    if let damage = declarations.damage { throw .damaged(damage) }
    let named = declarations.all.filter { $0.functionName == stub.function }
    guard let found = named.first else {
      let words = declarations.words(in: 0..<declarations.mask.code.count)
      if zip(words, words.dropFirst()).contains(where: { $0 == "func" && $1 == stub.function }) {
        throw .damaged("\(stub.function) stands within something else")
      }
      return text + (text.isEmpty || text.hasSuffix("\n") ? "" : "\n") + "\n\(stub.text)\n"
    }
    guard named.count == 1, found.body != nil else {
      throw .damaged("there are \(named.count) functions named \(stub.function)")
    }
    let inner = declarations.text(found.code).split(separator: "\n").dropFirst()
    if inner.contains(where: { $0.hasPrefix("public func ") }) {
      throw .damaged("a brace of \(stub.function) is not closed")
    }
    return declarations.text(0..<found.start) + stub.text
      + declarations.text(found.code.upperBound..<declarations.mask.source.count)
  }

  /// The line that holds `func` and the name of a function, before any string or comment; nil where
  /// there are several or none. For a source that cannot be taken apart.
  private func onlyLine(naming function: String) -> Int? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let found = lines.indices.filter { index in
      let code = lines[index].prefix(while: { $0 != "\"" })
      let end = code.firstRange(of: "//")?.lowerBound ?? code.endIndex
      let words = code[..<end].utf8.split { !Ascii.isWord($0) }
        .map { String(decoding: $0, as: UTF8.self).filter { $0 != "`" } }
      return zip(words, words.dropFirst()).contains { $0 == "func" && $1 == function }
    }
    return found.count == 1 ? found[0] + 1 : nil
  }
}

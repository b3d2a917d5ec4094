import Presentation

extension LearnerSource {
  /// What became of one function of a learner's where the kit's stub has changed.
  public enum Update: Equatable, Sendable {
    /// It says what the stub says.
    case same
    /// The comment and the layout of the signature are new; the body is the learner's.
    case renewed(String)
    /// It was not there, and is added as a stub.
    case added(String)
    /// It cannot be merged: why. Nothing was changed.
    case kept(reason: String)
  }

  /// Brings the comment of a function up to a new stub, and keeps its body byte for byte.
  ///
  /// Where the signature means something else than the stub's, a body cannot just be kept: the function is
  /// left alone.
  public func updating(to stub: SourceStub) -> Update {
    let declarations = SourceDeclarations(text)
    if let damage = declarations.damage { return .kept(reason: damage) }
    let named = declarations.all.filter { $0.functionName == stub.function }
    guard let found = named.first else {
      return .added(text + (text.isEmpty || text.hasSuffix("\n") ? "" : "\n") + "\n\(stub.text)\n")
    }
    guard named.count == 1, let body = found.body else {
      return .kept(reason: "there are \(named.count) functions named \(stub.function)")
    }
    guard SourceStub.signatures(in: text)[stub.function] == stub.signature else {
      return .kept(reason: "its signature is now \(stub.signature)")
    }
    let heading = String(stub.text.dropLast("{\n  throw Unattempted()\n}".count))
    guard declarations.text(found.start..<body.lowerBound) != heading else { return .same }
    return .renewed(
      declarations.text(0..<found.start) + heading
        + declarations.text(body.lowerBound..<declarations.mask.source.count))
  }

  /// The text with the imports that it lacks, above the others.
  public func importing(_ modules: [String]) -> String {
    let declarations = SourceDeclarations(text)
    let imports = declarations.all.filter { $0.words.first == "import" }
    let present = Set(imports.compactMap(\.words.last))
    let missing = modules.filter { !present.contains($0) }.sorted()
    guard !missing.isEmpty, declarations.damage == nil else { return text }
    let place = imports.first?.code.lowerBound ?? 0
    return declarations.text(0..<place) + missing.map { "import \($0)\n" }.joined()
      + declarations.text(place..<declarations.mask.source.count)
  }
}

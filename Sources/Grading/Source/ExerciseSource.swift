import Presentation

/// A file of solutions, taken apart: the exercises of a lesson as their comments and signatures say.
///
/// It is the one place where an exercise's number, points, title and signature are written; stubs,
/// answers, forwarders, hosts and tests are made from it.
public struct ExerciseSource: Equatable, Sendable {
  /// The functions of the exercises, in their order.
  public let functions: [ExerciseFunction]

  /// The modules that the solutions import, beside Foundation.
  public let modules: [String]

  /// Whether the solutions import Foundation.
  public let usesFoundation: Bool

  /// Takes a file of solutions apart.
  ///
  /// - Parameter lesson: The number of the lesson, which the exercises' numbers must begin with.
  public init(_ solutions: String, lesson: Int) throws(SourceStubError) {
    let stubs = try SourceStub.stubs(of: solutions)
    var functions: [ExerciseFunction] = []
    for (index, stub) in stubs.enumerated() {
      let expected = "\(lesson).\(index + 1)"
      guard let function = ExerciseFunction(stub) else {
        throw .damaged(
          "\(stub.function): the comment must begin “/// Exercise \(expected) (2 points): Title.”,"
            + " and the signature must be “(label: Type, …) throws -> Type”")
      }
      guard function.number == expected else {
        throw .damaged("\(stub.function) is number \(function.number); expected \(expected)")
      }
      functions.append(function)
    }
    self.functions = functions
    let declarations = SourceDeclarations(solutions)
    let imports = declarations.all.filter { $0.words.first == "import" }.compactMap(\.words.last)
    modules = imports.filter { $0 != "Foundation" }.sorted()
    usesFoundation = imports.contains("Foundation")
  }
}

/// The function that an exercise asks for.
public struct ExerciseFunction: Equatable, Sendable {
  /// One parameter.
  public struct Parameter: Equatable, Sendable {
    /// The label of a call; nil for `_`.
    public let label: String?
    /// The name within the function.
    public let name: String
    /// The type, without `@escaping`.
    public let type: String
    /// The types of the arguments and of the result, where the parameter is a function.
    public let function: (arguments: [String], result: String)?

    /// The label as a call writes it: `rank: `, or nothing.
    var prefix: String { label.map { "\($0): " } ?? "" }

    public static func == (one: Parameter, other: Parameter) -> Bool {
      one.label == other.label && one.name == other.name && one.type == other.type
    }
  }

  /// The number, such as `4.2`.
  public let number: String
  /// The points.
  public let points: Int
  /// The title, without a full stop.
  public let title: String
  /// The name.
  public let name: String
  /// The parameters.
  public let parameters: [Parameter]
  /// The type of the result.
  public let result: String
  /// The labels and types of the result's parts, where it is a tuple; labels may be nil.
  public let parts: [(label: String?, type: String)]
  /// The comment and the signature, as they stand in the solutions.
  public let heading: String
  /// The signature with its white space reduced, for comparing.
  public let signature: String

  public static func == (one: ExerciseFunction, other: ExerciseFunction) -> Bool {
    one.heading == other.heading
  }

  /// Reads the comment and the signature of a stub; nil where they have not the form of an exercise.
  init?(_ stub: SourceStub) {
    let first = stub.comment.split(separator: "\n").first.map(String.init) ?? ""
    guard
      let match = first.wholeMatch(of: #/\/\/\/ Exercise (\d+\.\d+) \((\d+) points?\): (.+)\./#),
      let points = Int(match.2)
    else { return nil }
    number = String(match.1)
    self.points = points
    title = String(match.3)
    name = stub.function
    signature = stub.signature
    heading = String(stub.text.dropLast("{\n  throw Unattempted()\n}".count))

    let text = stub.signature
    guard let open = text.firstIndex(of: "("),
      let close = Self.closing(text, of: open),
      let arrow = text[close...].firstRange(of: " throws -> ")
    else { return nil }
    var parameters: [Parameter] = []
    for part in Self.split(text[text.index(after: open)..<close]) {
      guard let parameter = Parameter(part) else { return nil }
      parameters.append(parameter)
    }
    self.parameters = parameters
    result = text[arrow.upperBound...].trimmed
    if result.hasPrefix("(") {
      parts = Self.split(result.dropFirst().dropLast()).map { part in
        guard let colon = part.firstIndex(of: ":") else { return (nil, part.trimmed) }
        return (part[..<colon].trimmed, part[part.index(after: colon)...].trimmed)
      }
    } else {
      parts = []
    }
  }

  /// The bracket that closes the one at a place.
  static func closing(_ text: String, of open: String.Index) -> String.Index? {
    var depth = 0
    for index in text[open...].indices {
      if "([<".contains(text[index]) { depth += 1 }
      if ")]".contains(text[index]) { depth -= 1 }
      // The arrow of a function type closes nothing.
      if text[index] == ">", index == text.startIndex || text[text.index(before: index)] != "-" {
        depth -= 1
      }
      if depth == 0 { return index }
    }
    return nil
  }

  /// The parts between the commas that stand in no bracket.
  static func split(_ text: Substring) -> [String] {
    var parts: [String] = []
    var part = ""
    var depth = 0
    var previous: Character = " "
    for character in text {
      if "([<".contains(character) { depth += 1 }
      if ")]".contains(character) || character == ">" && previous != "-" { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
      previous = character
    }
    if !part.trimmed.isEmpty { parts.append(part) }
    return parts.map(\.trimmed)
  }
}

extension ExerciseFunction.Parameter {
  /// Reads `_ svd: SVD<Double>` or `rank: Int`.
  init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let names = text[..<colon].split(separator: " ").map(String.init)
    guard let first = names.first, let last = names.last else { return nil }
    label = first == "_" ? nil : first
    name = last
    type = text[text.index(after: colon)...].trimmed.replacing("@escaping ", with: "")
    if type.hasPrefix("("), let arrow = type.firstRange(of: " throws -> ") {
      let arguments = type[..<arrow.lowerBound].dropFirst().dropLast()
      function = (ExerciseFunction.split(arguments), type[arrow.upperBound...].trimmed)
    } else {
      function = nil
    }
  }
}

extension StringProtocol {
  /// The text without the blanks at both ends.
  fileprivate var trimmed: String {
    String(
      drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

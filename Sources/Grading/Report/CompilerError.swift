/// One error of the compiler, at its place.
public struct CompilerError: Equatable, Sendable, CustomStringConvertible {
  /// The file as the compiler names it.
  public let file: String

  /// The line, from 1.
  public let line: Int

  /// The column, from 1.
  public let column: Int

  /// What is wrong.
  public private(set) var message: String

  public var description: String { "\(file):\(line):\(column): error: \(message)" }

  /// Reads a line of the compiler's; nil where it is no error with a place.
  init?(_ text: String) {
    guard let match = text.wholeMatch(of: #/(.+?):(\d+):(\d+): error: (.*)/#),
      let line = Int(match.2), let column = Int(match.3)
    else { return nil }
    file = String(match.1)
    self.line = line
    self.column = column
    message = String(match.4)
  }

  /// Whether it only follows from another: a brace that is not closed makes every function after it
  /// a local one, and the compiler complains about each.
  var isConsequence: Bool { message.contains("can only be used in a non-local scope") }

  /// The errors in the output of the compiler, each once, in its own order: it reads a file before it
  /// looks at what the file means, so the first one is the cause of others more often than the topmost.
  /// Without those that surely follow from another, where another stands.
  public static func list(in lines: [String]) -> [CompilerError] {
    var seen: Set<String> = []
    var read: [CompilerError] = []
    var shown = ""
    for line in lines {
      if let error = CompilerError(line) {
        read.append(error)
      } else if let excerpt = line.prefixMatch(of: #/ *(\d+) \|/#) {
        shown = String(excerpt.1)
      } else if line.hasSuffix("note: to match this opening '{'"),
        read.last?.message.hasPrefix("expected '}'") == true
      {
        // The end of the file tells nobody which function it is.
        read[read.count - 1].message += ", to match '{' in line \(shown)"
      }
    }
    let all = read.filter { seen.insert($0.description).inserted }
    let causes = all.filter { !$0.isConsequence }
    return causes.isEmpty ? all : causes
  }
}

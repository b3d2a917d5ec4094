/// A value of an option that a lesson can't work with; the lesson ends with status 64.
public struct UsageError: Error, Equatable, CustomStringConvertible {
  /// What is wrong, in one line.
  public let description: String

  /// Creates an error from one line that names what is wrong.
  public init(_ description: String) { self.description = description }

  /// Creates an error that names the option, what was expected and what was found.
  public init(option: String, expected: String, found: String) {
    self.init("\(option): expected \(expected), found “\(found)”")
  }
}

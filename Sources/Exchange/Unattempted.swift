/// What the stub of an exercise throws until a learner replaces its body.
public struct Unattempted: Error, Equatable, Sendable {
  /// The name of the function that is not attempted, without its labels.
  public let function: String

  /// Creates the error. The compiler fills in the function that throws it.
  public init(_ function: String = #function) {
    self.function = String(function.prefix { $0 != "(" })
  }
}

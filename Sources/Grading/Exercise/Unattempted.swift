/// What the stub of an exercise throws until a learner replaces its body.
public struct Unattempted: Error, Equatable, Sendable {
  /// Creates the error.
  public init() {}
}

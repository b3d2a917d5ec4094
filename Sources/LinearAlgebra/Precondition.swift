/// Stops with a message where a caller breaks a documented precondition.
///
/// An optimised build drops the message of `precondition`, and this module is optimised even in a
/// debug build. A learner who adds a 2×3 matrix to a 3×2 one should read why it stopped.
@inlinable
package func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { preconditionBroken(message()) }
}

@usableFromInline
package func preconditionBroken(_ message: String) -> Never {
  fatalError(message)
}

import Synchronization

/// What a program says at its end: a remark by whoever knows it, such as whose functions a lesson
/// ran on.
///
/// ```swift
/// ClosingRemark.register { "All functions are the reference." }
/// ```
public enum ClosingRemark {
  private static let registered = Mutex<(@Sendable () -> String?)?>(nil)

  /// Registers what to say. It is asked once, at the end of the program; nil says nothing. One that
  /// was registered before is forgotten.
  public static func register(_ remark: @escaping @Sendable () -> String?) {
    registered.withLock { $0 = remark }
  }

  /// What there is to say now; nil for nothing.
  package static func text() -> String? { registered.withLock { $0 }?() }
}

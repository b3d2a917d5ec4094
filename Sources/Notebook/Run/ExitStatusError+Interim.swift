/// An error that says what status a program that it ends should end with.
public protocol ExitStatusError: Error, CustomStringConvertible {
  /// The status, as in BSD's sysexits(3).
  var exitStatus: Int32 { get }
}

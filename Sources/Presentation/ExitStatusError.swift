/// An error that a command reports in one line and ends with a status of its own.
///
/// The statuses follow BSD's `sysexits.h`, so that a script can tell a missing file from a
/// damaged one.
public protocol ExitStatusError: Error, CustomStringConvertible {
  /// The status that a command ends with where nothing handles the error.
  var exitStatus: Int32 { get }
}

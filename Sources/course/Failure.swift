import Foundation
import Presentation

/// Why a command ends early: one line for the user, and the exit status.
struct Failure: Error {
  /// What is said on standard error, without the name of the command.
  let message: String

  /// The exit status: 64 for wrong usage, 65 for source that does not compile, 66 for a file that
  /// is missing, 70 for what should not happen.
  let status: Int32

  /// Wrong usage, with the word that is closest to the wrong one.
  static func usage(_ message: String, closest: String? = nil) -> Failure {
    let suggestion = closest.map { "; did you mean \($0)?" } ?? "; see swift run course --help"
    return Failure(message: message + suggestion, status: 64)
  }
}

/// Writes a line of at most 300 scalars to standard error, whatever it quotes.
func complain(_ message: String) {
  FileHandle.standardError.write(Data("\(message.shortened(to: 300))\n".utf8))
}

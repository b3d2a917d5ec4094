import LinearAlgebra
import Presentation

/// The statuses that a lesson ends with; from 64 on as in BSD's sysexits(3).
enum ExitStatus {
  static let success: Int32 = 0
  /// A check failed.
  static let failedCheck: Int32 = 1
  static let usage: Int32 = 64
  static let data: Int32 = 65
  static let software: Int32 = 70

  /// The status that belongs to an error that a lesson threw.
  static func of(_ error: any Error) -> Int32 {
    switch error {
    case let error as any ExitStatusError: error.exitStatus
    case is UsageError: usage
    case is LinearAlgebraError: data
    default: software
    }
  }
}

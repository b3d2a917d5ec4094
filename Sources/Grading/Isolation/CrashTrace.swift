/// What the runtime wrote on standard error when it crashed: its message, and a backtrace.
public struct CrashTrace: Equatable, Sendable {
  /// The runtime's message, such as `Fatal error: Index out of range`.
  public let message: String?

  /// The innermost line of the learner's, as `Exercises/file:line`.
  public let place: String?

  /// Whether there was no more memory to have.
  public let isAllocation: Bool

  /// Reads the lines of standard error.
  public init(_ lines: [String]) {
    isAllocation = lines.contains {
      $0.contains("failed to allocate") || $0.contains("std::bad_alloc")
        || $0.contains("Could not allocate memory")
    }
    message = lines.lazy.compactMap(Self.message).first
    place = lines.lazy.compactMap(Self.place).first
  }

  /// What the environment variable `SWIFT_BACKTRACE` must be for a trace that is short and quick.
  public static let setting =
    "enable=yes,color=no,interactive=no,threads=crashed,images=none,registers=none,"
    + "limit=24,top=4,timeout=1s,sanitize=no"

  private static func message(_ line: String) -> String? {
    for kind in ["Fatal error", "Precondition failed", "Assertion failed"] {
      if let range = line.firstRange(of: kind) {
        return String(line[range.lowerBound...].prefix(300))
      }
    }
    // A trap without a message names itself as a frame that was inlined.
    guard let range = line.firstRange(of: "Swift runtime failure: ") else { return nil }
    let reason = line[range.upperBound...].prefix(120)
    return String(reason.replacing(#/ in .*| \*+$/#, with: ""))
  }

  private static func place(_ line: String) -> String? {
    guard let match = line.firstMatch(of: #/ at .*/(Exercises/[^/]+\.swift:\d+)(?::\d+)?$/#) else {
      return nil
    }
    return String(match.1)
  }
}

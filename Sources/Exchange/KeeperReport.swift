/// What the program that keeps a learner's tells the judge.
package enum KeeperReport {
  /// The keeper's descriptor that ends when the judge does.
  package static let lifeline: Int32 = 5

  /// The keeper's descriptor for its report.
  package static let descriptor: Int32 = 6

  /// The first byte: the program runs in namespaces.
  package static let namespaces = UInt8(ascii: "n")

  /// The first byte: it runs under limits alone.
  package static let plain = UInt8(ascii: "p")

  /// The first byte: it could not be started so.
  package static let failed = UInt8(ascii: "f")

  /// How the program ended, as it travels.
  package static func bytes(of status: Int32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: status >> (8 * $0)) }
  }

  /// How the program ended, from the last of the bytes; nil where the report stops before that.
  package static func status(in report: [UInt8]) -> Int32? {
    guard report.count >= 5 else { return nil }
    return (0..<4).reduce(Int32(0)) { $0 | Int32(report[1 + $1]) << (8 * Int32($1)) }
  }
}

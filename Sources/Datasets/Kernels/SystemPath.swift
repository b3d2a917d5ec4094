/// The bytes of a path as the system knows it.
///
/// Names of files are bytes, and a few are no UTF-8. Swift's `CommandLine.arguments` holds such a name
/// with U+FFFD in place of what it could not read, and no file has that name. So a path that begins as
/// one of the command line's arguments, or as what stands behind the = of one, takes that argument's
/// own bytes.
enum SystemPath {
  /// - Returns: The bytes with a zero behind them.
  static func of(_ path: String) -> [CChar] {
    let bytes = Array(path.utf8)
    let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
    let isRepaired = bytes.indices.contains { bytes[$0...].starts(with: replacement) }
    if isRepaired {
      for argument in arguments {
        let repaired = Array(String(decoding: argument, as: UTF8.self).utf8)
        guard repaired.count >= 3, repaired != argument, bytes.starts(with: repaired) else {
          continue
        }
        return terminated(argument + bytes.dropFirst(repaired.count))
      }
    }
    return terminated(bytes)
  }

  /// Whether the system knows the path by the bytes that Swift holds.
  static func isText(_ path: String) -> Bool { of(path).dropLast().count == path.utf8.count }

  private static func terminated(_ bytes: [UInt8]) -> [CChar] {
    bytes.map { CChar(bitPattern: $0) } + [0]
  }

  /// The arguments of the process, and the values of those that are written as --name=value.
  private static let arguments: [[UInt8]] = (1..<max(1, Int(CommandLine.argc))).flatMap {
    index -> [[UInt8]] in
    guard let start = CommandLine.unsafeArgv[index] else { return [] }
    var argument: [UInt8] = []
    var next = start
    while next.pointee != 0 {
      argument.append(UInt8(bitPattern: next.pointee))
      next += 1
    }
    let value = argument.firstIndex(of: UInt8(ascii: "=")).map { Array(argument[($0 + 1)...]) }
    return [argument] + (value.map { [$0] } ?? [])
  }
}

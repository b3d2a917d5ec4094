/// The end of what a child process printed, and how much that was in all.
public struct OutputTail: Equatable, Sendable {
  /// How many bytes are kept.
  public let capacity: Int

  /// The bytes printed so far.
  public private(set) var total = 0

  private var kept: [UInt8] = []

  /// Creates an empty tail that keeps `capacity` bytes.
  public init(capacity: Int = 1 << 16) { self.capacity = capacity }

  /// Adds bytes, and forgets those that are too old.
  public mutating func append(_ bytes: some RandomAccessCollection<UInt8>) {
    total += bytes.count
    // A slice, which is copied whole; an array of the last bytes would be made byte by byte.
    let recent = bytes[bytes.index(bytes.endIndex, offsetBy: -min(capacity, bytes.count))...]
    kept.append(contentsOf: recent)
    // Twice the room, so that a byte is moved once on average, not with every addition.
    if kept.count > 2 * capacity { kept.removeFirst(kept.count - capacity) }
  }

  /// Adds what another process printed.
  mutating func append(_ other: OutputTail) {
    append(other.kept)
    total += other.total - other.kept.count
  }

  /// The kept bytes as text, without control characters that would act on a terminal.
  public var text: String {
    String(decoding: kept.suffix(capacity), as: UTF8.self).unicodeScalars
      .filter { $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control }
      .reduce(into: "") { $0.unicodeScalars.append($1) }
  }

  /// The lines of the kept text, the first of which may be cut, without empty ones.
  public var lines: [String] { text.split(separator: "\n").map(String.init) }
}

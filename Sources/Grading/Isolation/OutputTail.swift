/// The end of what a child process printed, and how much that was in all.
public struct OutputTail: Equatable, Sendable {
  /// How many bytes are kept.
  public let capacity: Int

  /// The bytes printed so far.
  public private(set) var total = 0

  /// What came in, as it came; the oldest goes when the others hold enough.
  private var chunks: [ArraySlice<UInt8>] = []
  private var held = 0

  /// Creates an empty tail that keeps `capacity` bytes.
  public init(capacity: Int = 1 << 16) { self.capacity = capacity }

  /// Adds bytes, and forgets those that are too old.
  public mutating func append(_ bytes: ArraySlice<UInt8>) {
    total += bytes.count
    // A copy: what was read lies in a buffer that is used again.
    let chunk = Array(bytes.suffix(capacity))[...]
    chunks.append(chunk)
    held += chunk.count
    while let oldest = chunks.first, held - oldest.count >= capacity {
      held -= oldest.count
      chunks.removeFirst()
    }
  }

  /// Adds what another process printed.
  mutating func append(_ other: OutputTail) {
    total += other.total - other.held
    for chunk in other.chunks { append(chunk) }
  }

  /// The kept bytes.
  var bytes: [UInt8] { Array(chunks.joined().suffix(capacity)) }

  /// The kept bytes as text, with what would act on a terminal written out.
  public var text: String {
    String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").printable
  }

  /// The lines of the kept text, the first of which may be cut, without empty ones.
  public var lines: [String] { text.split(separator: "\n").map(String.init) }
}

/// Values on their way from one process to another, as bytes.
///
/// Numbers are little-endian, an `Int` takes 8 bytes whatever the machine, and a list begins with its
/// count. Both ends are of one build, so there is no version.
public struct Packet: Sendable {
  /// The bytes so far.
  public private(set) var bytes: [UInt8] = []

  /// Creates an empty packet.
  public init() {}

  /// Appends a value.
  public mutating func put(_ value: some Transferable) { value.put(into: &self) }

  /// Appends the bytes of an integer, the lowest first.
  mutating func putInteger(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Appends numbers as they lie in memory, after their count.
  mutating func putNumbers<Number: BitwiseCopyable>(_ values: [Number]) {
    putInteger(Int64(values.count))
    values.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }
}

/// Takes values out of the bytes of a packet, in the order in which they were put in.
///
/// The bytes may come from anybody: whatever they are, the reader throws or gives a value of the type.
public struct PacketReader: Sendable {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// Creates a reader of bytes.
  public init(_ bytes: some Sequence<UInt8>) {
    self.bytes = ArraySlice(bytes)
    position = self.bytes.startIndex
  }

  /// How many bytes are left.
  public var remaining: Int { bytes.endIndex - position }

  /// Takes the next value.
  public mutating func take<Value: Transferable>(_ type: Value.Type = Value.self) throws -> Value {
    try Value(from: &self)
  }

  mutating func takeInteger<Integer: FixedWidthInteger & BitwiseCopyable>(
    _ type: Integer.Type = Integer.self
  ) throws -> Integer {
    let size = MemoryLayout<Integer>.size
    guard remaining >= size else { throw PacketError() }
    defer { position += size }
    return bytes.withUnsafeBytes {
      Integer(littleEndian: $0.loadUnaligned(fromByteOffset: position - bytes.startIndex, as: type))
    }
  }

  /// Takes the count of a list whose elements have at least `size` bytes each.
  mutating func takeCount(of size: Int) throws -> Int {
    let count = try takeInteger(Int64.self)
    guard count >= 0, count <= Int64(remaining / max(size, 1)) else { throw PacketError() }
    return Int(count)
  }

  mutating func takeNumbers<Number: BitwiseCopyable>(_ type: Number.Type) throws -> [Number] {
    let size = MemoryLayout<Number>.stride
    let count = try takeCount(of: size)
    defer { position += count * size }
    return [Number](unsafeUninitializedCapacity: count) { target, filled in
      bytes.withUnsafeBytes { source in
        let start = position - bytes.startIndex
        UnsafeMutableRawBufferPointer(target).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[start..<start + count * size]))
      }
      filled = count
    }
  }
}

/// The bytes hold no value of the type that was to be taken.
public struct PacketError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Creates the error.
  public init() {}

  public var description: String { "these bytes hold no value of the type that was asked for" }
}

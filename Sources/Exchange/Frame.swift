#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One message between the two ends of an exchange: what it is, and the bytes of its values.
///
/// On the wire it is one byte for the kind, eight for the length, and the bytes.
public struct Frame: Sendable {
  /// What a message says.
  public enum Kind: UInt8, Sendable {
    /// Call a function: its name, then its arguments.
    case call
    /// The function returned: its result.
    case returned
    /// The function threw: the type of the error and its description.
    case threw
    /// The function threw `Unattempted`: the name of the function that is not attempted.
    case unattempted
    /// The function calls an argument that is a function itself: the argument's place, its arguments.
    case callback
  }

  /// What the message says.
  public let kind: Kind

  /// The bytes of its values.
  public let payload: [UInt8]

  /// Creates a message.
  public init(_ kind: Kind, _ payload: Packet = Packet()) {
    self.kind = kind
    self.payload = payload.bytes
  }

  init(_ kind: Kind, bytes: [UInt8]) {
    self.kind = kind
    payload = bytes
  }

  /// The bytes of the whole message.
  public var bytes: [UInt8] {
    var head = Packet()
    head.putInteger(kind.rawValue)
    head.putInteger(UInt64(payload.count))
    return head.bytes + payload
  }

  /// The bytes before the payload.
  public static let headSize = 9

  /// The kind and the length that nine bytes announce; nil where they are no beginning of a message.
  public static func head(_ bytes: some Sequence<UInt8>) -> (kind: Kind, length: UInt64)? {
    var reader = PacketReader(bytes)
    guard let raw = try? reader.takeInteger(UInt8.self), let kind = Kind(rawValue: raw),
      let length = try? reader.takeInteger(UInt64.self)
    else { return nil }
    return (kind, length)
  }
}

extension Frame {
  /// Takes a message out of the front of received bytes; nil where it is not complete yet.
  ///
  /// - Throws: `PacketError` where the bytes begin no message, or one longer than `limit`.
  public init?(takingFrom bytes: inout [UInt8], limit: UInt64) throws {
    guard bytes.count >= Self.headSize else { return nil }
    guard let head = Self.head(bytes.prefix(Self.headSize)), head.length <= limit else {
      throw PacketError()
    }
    let end = Self.headSize + Int(head.length)
    guard bytes.count >= end else { return nil }
    self.init(head.kind, bytes: Array(bytes[Self.headSize..<end]))
    bytes.removeFirst(end)
  }
}

/// The two descriptors on which one end of an exchange hears and speaks, one message at a time.
public struct Line: Sendable {
  let incoming: Int32
  let outgoing: Int32

  /// Creates a line from open descriptors.
  public init(incoming: Int32, outgoing: Int32) {
    self.incoming = incoming
    self.outgoing = outgoing
  }

  /// Writes a message, all of it.
  ///
  /// - Throws: `LineClosed` where nobody listens any more.
  public func send(_ frame: Frame) throws(LineClosed) {
    let bytes = frame.bytes
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(outgoing, $0.baseAddress, $0.count) }
      if count > 0 {
        sent += count
      } else if errno != EINTR {
        throw LineClosed()
      }
    }
  }

  /// Waits for a message.
  ///
  /// - Throws: `LineClosed` where the other end is gone, or what it says is no message.
  public func receive() throws(LineClosed) -> Frame {
    let head = try read(Frame.headSize)
    guard let (kind, length) = Frame.head(head), length <= UInt64(Int.max) else {
      throw LineClosed()
    }
    return Frame(kind, bytes: try read(Int(length)))
  }

  private func read(_ count: Int) throws(LineClosed) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(count, 1 << 26))
    var buffer = [UInt8](repeating: 0, count: min(count, 1 << 16))
    while bytes.count < count {
      let wanted = min(count - bytes.count, buffer.count)
      #if canImport(Darwin)
        let found = Darwin.read(incoming, &buffer, wanted)
      #elseif canImport(Musl)
        let found = Musl.read(incoming, &buffer, wanted)
      #else
        let found = Glibc.read(incoming, &buffer, wanted)
      #endif
      if found > 0 {
        bytes.append(contentsOf: buffer[..<found])
      } else if found == 0 || errno != EINTR {
        throw LineClosed()
      }
    }
    return bytes
  }
}

/// The other end of an exchange is gone.
public struct LineClosed: Error, Equatable, Sendable {
  /// Creates the error.
  public init() {}
}

import LinearAlgebra

/// A value that a learner's program can be given, or can answer with.
public protocol Transferable: Sendable {
  /// Appends the value to a packet.
  func put(into packet: inout Packet)

  /// Takes the value out of a packet.
  ///
  /// - Throws: `PacketError` where the bytes hold no such value.
  init(from reader: inout PacketReader) throws
}

extension Int: Transferable {
  public func put(into packet: inout Packet) { packet.putInteger(Int64(self)) }

  public init(from reader: inout PacketReader) throws {
    guard let value = Int(exactly: try reader.takeInteger(Int64.self)) else { throw PacketError() }
    self = value
  }
}

extension UInt64: Transferable {
  public func put(into packet: inout Packet) { packet.putInteger(self) }
  public init(from reader: inout PacketReader) throws { self = try reader.takeInteger() }
}

extension Int32: Transferable {
  public func put(into packet: inout Packet) { packet.putInteger(self) }
  public init(from reader: inout PacketReader) throws { self = try reader.takeInteger() }
}

extension Int8: Transferable {
  public func put(into packet: inout Packet) { packet.putInteger(self) }
  public init(from reader: inout PacketReader) throws { self = try reader.takeInteger() }
}

extension Bool: Transferable {
  public func put(into packet: inout Packet) { packet.putInteger(Int8(self ? 1 : 0)) }
  public init(from reader: inout PacketReader) throws {
    self = try reader.takeInteger(Int8.self) != 0
  }
}

extension Double: Transferable {
  public func put(into packet: inout Packet) { packet.putInteger(bitPattern) }

  public init(from reader: inout PacketReader) throws {
    self.init(bitPattern: try reader.takeInteger(UInt64.self))
  }
}

extension String: Transferable {
  public func put(into packet: inout Packet) { packet.putNumbers(Array(utf8)) }

  public init(from reader: inout PacketReader) throws {
    self.init(decoding: try reader.takeNumbers(UInt8.self), as: UTF8.self)
  }
}

extension Array: Transferable where Element: Transferable {
  public func put(into packet: inout Packet) {
    // The lists that lessons send have a million numbers and more: they go in one piece.
    if let numbers = self as? [Double] { return packet.putNumbers(numbers) }
    packet.putInteger(Int64(count))
    for element in self { packet.put(element) }
  }

  public init(from reader: inout PacketReader) throws {
    if Element.self == Double.self, let numbers = try reader.takeNumbers(Double.self) as? Self {
      self = numbers
      return
    }
    let count = try reader.takeCount(of: 1)
    self = []
    for _ in 0..<count { append(try reader.take()) }
  }
}

extension Vector: Transferable where Scalar == Double {
  public func put(into packet: inout Packet) { packet.put(elements) }
  public init(from reader: inout PacketReader) throws { self.init(try reader.take([Double].self)) }
}

extension Matrix: Transferable where Scalar == Double {
  public func put(into packet: inout Packet) {
    packet.put(rows)
    packet.put(columns)
    packet.put(elements)
  }

  public init(from reader: inout PacketReader) throws {
    let (rows, columns) = (try reader.take(Int.self), try reader.take(Int.self))
    let elements = try reader.take([Double].self)
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows >= 0, columns >= 0, !overflow, count == elements.count else { throw PacketError() }
    self.init(rows: rows, columns: columns, elements: elements)
  }
}

extension SVD: Transferable where Scalar == Double {
  public func put(into packet: inout Packet) {
    packet.put(u)
    packet.put(singularValues)
    packet.put(v)
  }

  public init(from reader: inout PacketReader) throws {
    self.init(
      u: try reader.take(), singularValues: try reader.take(), v: try reader.take())
  }
}

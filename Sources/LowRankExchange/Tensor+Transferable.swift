import Exchange
import LinearAlgebra
import LowRank

extension Tensor: Transferable where Scalar == Double {
  public func put(into packet: inout Packet) {
    packet.put(sizes)
    packet.put(elements)
  }

  public init(from reader: inout PacketReader) throws {
    let (sizes, elements) = (try reader.take([Int].self), try reader.take([Double].self))
    guard sizes.allSatisfy({ $0 >= 0 }), let tensor = try? Self(sizes: sizes, elements: elements)
    else { throw PacketError() }
    self = tensor
  }
}

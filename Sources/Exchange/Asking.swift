/// Somebody who answers calls of the functions of a lesson by name.
public protocol Answering: Sendable {
  /// Calls a function, and returns the bytes of its result.
  ///
  /// - Parameters:
  ///   - function: Its name.
  ///   - arguments: Its arguments, without those that are functions.
  ///   - callbacks: The arguments that are functions: each takes and gives bytes.
  /// - Throws: `Unattempted`, `ForeignError` for what the function threw, and whatever keeps the
  ///   function from answering.
  func answer(
    _ function: String, _ arguments: Packet, callbacks: [(inout PacketReader) throws -> Packet]
  ) throws -> PacketReader
}

extension Answering {
  /// Calls a function: puts its arguments in, and takes its result out.
  ///
  /// - Throws: What `answer` throws, and `MisfitAnswer` where the bytes are no result of that type.
  public func ask<Output>(
    _ function: String, _ put: (inout Packet) -> Void,
    callbacks: [(inout PacketReader) throws -> Packet] = [],
    reading take: (inout PacketReader) throws -> Output
  ) throws -> Output {
    var packet = Packet()
    put(&packet)
    var reader = try answer(function, packet, callbacks: callbacks)
    do {
      let output = try take(&reader)
      guard reader.remaining == 0 else { throw PacketError() }
      return output
    } catch {
      throw MisfitAnswer()
    }
  }
}

/// What came back is no value of the type that the exercise asks for.
public struct MisfitAnswer: Error, Equatable, Sendable, CustomStringConvertible {
  /// Creates the error.
  public init() {}
  public var description: String { "what came back is no value of the type that was asked for" }
}

/// Answers a frame that asks for an argument which is a function; the reply is a frame too.
public func reply(
  to frame: Frame, callbacks: [(inout PacketReader) throws -> Packet]
) -> Frame {
  var reader = PacketReader(frame.payload)
  do {
    let place: Int = try reader.take()
    guard callbacks.indices.contains(place) else { throw PacketError() }
    return Frame(.returned, try callbacks[place](&reader))
  } catch {
    let foreign = ForeignError(error)
    var packet = Packet()
    packet.put(foreign.type)
    packet.put(foreign.description)
    return Frame(.threw, packet)
  }
}

/// What a frame that ends a call says: the result, or the error it stands for.
public func result(of frame: Frame) throws -> PacketReader {
  var reader = PacketReader(frame.payload)
  switch frame.kind {
  case .returned: return reader
  case .unattempted:
    throw Unattempted((try? reader.take(String.self)) ?? "")
  case .threw:
    let type = (try? reader.take(String.self)) ?? "an error"
    throw ForeignError(type: type, description: (try? reader.take(String.self)) ?? "")
  case .call, .callback: throw MisfitAnswer()
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One call of a learner's function, as the learner's program sees it.
///
/// It and `hostFunctions` are all that the source beside a learner's file names, so that a learner may
/// call a type `Packet`, or `Exchange`.
public final class HostedCall {
  private var reader: PacketReader
  private let line: Line
  fileprivate var result = Packet()

  init(_ reader: PacketReader, on line: Line) {
    self.reader = reader
    self.line = line
  }

  /// Takes the next argument.
  public func take<Value: Transferable>(_ type: Value.Type = Value.self) throws -> Value {
    try reader.take()
  }

  /// Gives the next part of the result.
  public func give(_ value: some Transferable) { result.put(value) }

  /// Calls an argument that is a function itself, on the other side.
  ///
  /// - Parameters:
  ///   - place: Which of the arguments that are functions, from 0.
  ///   - put: Puts the arguments in.
  ///   - take: Takes the result out.
  public func callBack<Result>(
    _ place: Int, _ put: (inout Packet) -> Void, _ take: (inout PacketReader) throws -> Result
  ) throws -> Result {
    var packet = Packet()
    packet.put(place)
    put(&packet)
    try line.send(Frame(.callback, packet))
    let frame = try line.receive()
    var result = PacketReader(frame.payload)
    switch frame.kind {
    case .returned: return try take(&result)
    default:
      let type: String = try result.take()
      throw ForeignError(type: type, description: try result.take())
    }
  }
}

/// An error that the other side threw, as far as it travels: its type and its description.
public struct ForeignError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The name of the type.
  public let type: String

  /// What the error says of itself.
  public let description: String

  /// Creates the error from what travelled.
  public init(type: String, description: String) {
    self.type = type
    self.description = description
  }

  /// The part of an error that travels, with at most 2 000 characters of its description.
  public init(_ error: any Error) {
    if let foreign = error as? ForeignError {
      self = foreign
    } else {
      self.init(
        type: "\(Swift.type(of: error))", description: String(Self.text(of: error).prefix(2000)))
    }
  }

  /// What an error says of itself. (`LocalizedError` is Foundation's, which a learner's program need
  /// not load; where it is loaded, its bridge answers by this name.)
  private static func text(of error: any Error) -> String {
    for child in Mirror(reflecting: error).children where child.label == "errorDescription" {
      if let text = child.value as? String { return text }
    }
    return String(describing: error)
  }
}

/// Answers calls of a learner's functions until nobody asks any more, and then ends the process.
///
/// Requests come on descriptor 3, answers go out on descriptor 4; what the functions print goes where it
/// always goes. So nothing that they print is taken for an answer.
///
/// - Parameter functions: The functions by name: each takes its arguments from the call and gives it
///   its result.
public func hostFunctions(_ functions: [String: (HostedCall) throws -> Void]) -> Never {
  ResourceLimits.fromEnvironment?.applyToThisProcess()
  let line = Line(incoming: 3, outgoing: 4)
  while true {
    guard let request = try? line.receive(), request.kind == .call else { leave(0) }
    var reader = PacketReader(request.payload)
    let frame: Frame
    do {
      let name: String = try reader.take()
      guard let function = functions[name] else {
        throw ForeignError(type: "MissingFunction", description: "there is no function \(name)")
      }
      let call = HostedCall(reader, on: line)
      try function(call)
      frame = Frame(.returned, call.result)
    } catch let error as Unattempted {
      var packet = Packet()
      packet.put(error.function)
      frame = Frame(.unattempted, packet)
    } catch {
      var packet = Packet()
      let foreign = ForeignError(error)
      packet.put(foreign.type)
      packet.put(foreign.description)
      frame = Frame(.threw, packet)
    }
    // What was printed so far belongs to this call.
    fflush(nil)
    guard (try? line.send(frame)) != nil else { leave(0) }
  }
}

/// Ends the process without running what the learner may have registered for its end.
private func leave(_ status: Int32) -> Never {
  fflush(nil)
  _exit(status)
}

import Foundation

extension ClassRecord {
  /// The record as a file, its keys sorted.
  public func json() -> String { encoded(self) }

  /// Reads a file that `json` has written.
  public init(json bytes: Data) throws(ClassRecordError) {
    struct Head: Decodable {
      let format: String
      let version: Int
    }
    let decoder = JSONDecoder()
    guard let head = try? decoder.decode(Head.self, from: bytes), head.format == Self.format else {
      throw ClassRecordError(
        description: "expected marks as `course grade --json` writes them, found something else")
    }
    guard head.version == Self.version else {
      throw ClassRecordError(
        description: "expected marks of version \(Self.version), found version \(head.version)")
    }
    do {
      self = try decoder.decode(ClassRecord.self, from: bytes)
    } catch {
      throw ClassRecordError(
        description: "expected marks that follow marks.schema.json, found others")
    }
  }
}

/// Why a file holds no marks.
public struct ClassRecordError: Error, Equatable, CustomStringConvertible {
  public let description: String
}

/// JSON with sorted keys and a line end, so that two runs can be compared.
func encoded(_ value: some Encodable) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
  // Nothing that is written here holds a number without a spelling or a key that is no string.
  guard let data = try? encoder.encode(value) else { return "{}\n" }
  return String(decoding: data, as: UTF8.self) + "\n"
}

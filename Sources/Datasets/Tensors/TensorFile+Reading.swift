import Foundation

extension TensorFile {
  /// A header longer than this is refused, as Python's package does.
  private static let headerLimit = 100_000_000

  /// Reads a file.
  ///
  /// What the header promises is held against the bytes that are there before anything is read by it:
  /// each array's place must fit its shape and lie within the file, and together they must fill it without
  /// gaps.
  ///
  /// - Throws: `FileError`: missing, unreadable or malformed.
  /// - Complexity: O(bytes).
  public init(contentsOf path: String) throws(FileError) {
    try self.init(decoding: try WholeFile.contents(of: path), file: path)
  }

  /// Decodes the bytes of a file, as `init(contentsOf:)` does.
  ///
  /// - Parameter file: The name that an error gives.
  /// - Throws: `FileError.malformed`.
  public init(decoding bytes: [UInt8], file: String) throws(FileError) {
    do throws(Malformed) {
      try self.init(bytes)
    } catch {
      throw .malformed(file: file, expected: error.expected, found: error.found)
    }
  }

  private init(_ bytes: [UInt8]) throws(Malformed) {
    guard bytes.count >= 8 else {
      throw Malformed(
        expected: "a safetensors file, which begins with 8 bytes of length",
        found: bytes.isEmpty ? "an empty file" : "\(bytes.count) bytes")
    }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << UInt64(8 * $1) }
    guard length <= UInt64(Self.headerLimit), length <= UInt64(bytes.count - 8) else {
      throw Malformed(
        expected: "a safetensors header of at most "
          + "\(min(Self.headerLimit, bytes.count - 8)) bytes",
        found: "the length \(length)")
    }
    let start = 8 + Int(length)
    let places = try Self.places(Array(bytes[8..<start]))
    let size = bytes.count - start
    var end = 0
    var tensors: [Tensor] = []
    for place in places {
      guard place.offsets.lowerBound == end else {
        throw Malformed(
          expected: "“\(place.name)” to begin at byte \(end), where the one before it ends",
          found: "\(place.offsets.lowerBound)")
      }
      guard place.offsets.upperBound <= size else {
        throw Malformed(
          expected: "“\(place.name)” to end within the \(size) bytes after the header",
          found: "byte \(place.offsets.upperBound)")
      }
      end = place.offsets.upperBound
      tensors.append(
        Tensor(
          name: place.name, shape: place.shape,
          values: Self.floats(bytes, start + place.offsets.lowerBound, place.offsets.count / 4)))
    }
    guard end == size else {
      throw Malformed(expected: "\(end) bytes after the header", found: "\(size)")
    }
    self.init(tensors)
  }

  /// What the header says of one array.
  private struct Place {
    let name: String
    let shape: [Int]
    let offsets: Range<Int>
  }

  /// An entry as JSON has it. Other types of numbers are for others to read.
  private struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    let offsets: [Int]

    private enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  /// The header's object; `__metadata__` is text for people, and is passed over.
  private struct Header: Decodable {
    var entries: [String: Entry] = [:]

    private struct Key: CodingKey {
      let stringValue: String
      let intValue: Int? = nil
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      for key in container.allKeys where key.stringValue != "__metadata__" {
        entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
      }
    }
  }

  /// The arrays that the header names, by their places.
  private static func places(_ json: [UInt8]) throws(Malformed) -> [Place] {
    guard json.first == UInt8(ascii: "{"),
      let header = try? JSONDecoder().decode(Header.self, from: Data(json))
    else {
      throw Malformed(
        expected: "a safetensors header, a JSON object with dtype, shape and data_offsets for each "
          + "array",
        found: "another text")
    }
    var places: [Place] = []
    for (name, entry) in header.entries { places.append(try place(name, entry)) }
    return places.sorted {
      ($0.offsets.lowerBound, $0.offsets.upperBound, $0.name)
        < ($1.offsets.lowerBound, $1.offsets.upperBound, $1.name)
    }
  }

  private static func place(_ name: String, _ entry: Entry) throws(Malformed) -> Place {
    guard entry.dtype == "F32" else {
      throw Malformed(
        expected: "32-bit floats, F32, in “\(name)”", found: "the type \(entry.dtype)")
    }
    var size = 4
    for length in entry.shape {
      let (product, overflows) = size.multipliedReportingOverflow(by: length)
      guard length >= 0, !overflows else {
        throw Malformed(
          expected: "a shape that a file can hold in “\(name)”", found: "\(entry.shape)")
      }
      size = product
    }
    guard entry.offsets.count == 2, entry.offsets[0] >= 0,
      entry.offsets[1] >= entry.offsets[0],
      entry.offsets[1] - entry.offsets[0] == size
    else {
      throw Malformed(
        expected: "“\(name)” of shape \(entry.shape) to take \(size) bytes",
        found: "the offsets \(entry.offsets)")
    }
    return Place(
      name: name, shape: entry.shape, offsets: entry.offsets[0]..<entry.offsets[1])
  }

  private static func floats(_ bytes: [UInt8], _ start: Int, _ count: Int) -> [Float] {
    (0..<count).map { index in
      let place = start + 4 * index
      let bits =
        UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
        | UInt32(bytes[place + 3]) << 24
      return Float(bitPattern: bits)
    }
  }
}

extension TensorFile {
  /// A header longer than this is refused, as Python's package does.
  private static let headerLimit = 100_000_000

  /// Reads a safetensors file, or a NumPy array, whose one array is called “array”. Floats of 16 and 64
  /// bits become those of 32.
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
      throw FileError(error, file: file)
    }
  }

  private init(_ bytes: [UInt8]) throws(Malformed) {
    if bytes.starts(with: NPYArray.signature) {
      let array = try NPYArray(bytes)
      self.init([Tensor(name: "array", shape: array.shape, values: array.values)])
      return
    }
    if let known = ForeignArray.of(bytes) {
      throw Malformed(expected: "a safetensors file", found: known)
    }
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
          values: try Self.floats(bytes, start + place.offsets.lowerBound, place)))
    }
    guard end == size else {
      throw Malformed(expected: "\(end) bytes after the header", found: "\(size)")
    }
    self.init(tensors)
  }

  /// What the header says of one array.
  private struct Place {
    let name: String
    let format: NumberFormat
    let shape: [Int]
    let offsets: Range<Int>
  }

  /// The arrays that the header names, by their places.
  private static func places(_ json: [UInt8]) throws(Malformed) -> [Place] {
    guard json.first == UInt8(ascii: "{"), case .object(let members) = try JSONText.decode(json)
    else {
      throw Malformed(
        expected: "a safetensors header, which is a JSON object", found: "another text")
    }
    var places: [Place] = []
    for (name, value) in members {
      if name == "__metadata__" {
        try checkMetadata(value)
      } else {
        places.append(try place(name, value))
      }
    }
    return places.sorted {
      ($0.offsets.lowerBound, $0.offsets.upperBound) < (
        $1.offsets.lowerBound, $1.offsets.upperBound
      )
    }
  }

  /// `__metadata__` is text for people, by the format's rule: it is passed over.
  private static func checkMetadata(_ value: JSONText.Value) throws(Malformed) {
    guard case .object(let members) = value else {
      throw Malformed(expected: "an object as “__metadata__”", found: "another value")
    }
    for (name, value) in members {
      guard case .text = value else {
        throw Malformed(
          expected: "texts in “__metadata__”", found: "“\(name)”, which is none")
      }
    }
  }

  private static func place(_ name: String, _ value: JSONText.Value) throws(Malformed) -> Place {
    guard case .object(let members) = value else {
      throw Malformed(
        expected: "an object with dtype, shape and data_offsets for “\(name)”",
        found: "another value")
    }
    func member(_ key: String) throws(Malformed) -> JSONText.Value {
      guard let value = members.first(where: { $0.name == key })?.value else {
        throw Malformed(expected: "\(key) for “\(name)”", found: "none")
      }
      return value
    }
    guard case .text(let type) = try member("dtype") else {
      throw Malformed(expected: "a text as dtype of “\(name)”", found: "another value")
    }
    let shape = try counts(try member("shape"), "the shape of “\(name)”")
    let offsets = try counts(try member("data_offsets"), "data_offsets of “\(name)”")
    guard let format = NumberFormat(safetensors: type) else {
      throw Malformed(
        expected: "floats of 16, 32 or 64 bits (F16, BF16, F32, F64) in “\(name)”",
        found: "the type \(type)")
    }
    var size = format.byteCount
    for length in shape {
      let (product, overflows) = size.multipliedReportingOverflow(by: length)
      guard !overflows else {
        throw Malformed(
          expected: "a shape that a file can hold in “\(name)”", found: "\(shape)")
      }
      size = product
    }
    guard offsets.count == 2, offsets[1] >= offsets[0], offsets[1] - offsets[0] == size else {
      throw Malformed(
        expected: "“\(name)” of shape \(shape) to take \(size) bytes",
        found: "the offsets \(offsets)")
    }
    return Place(name: name, format: format, shape: shape, offsets: offsets[0]..<offsets[1])
  }

  /// A list of whole numbers from 0 on; 2.0 and 2e0 are none here.
  private static func counts(
    _ value: JSONText.Value, _ name: String
  ) throws(Malformed) -> [Int] {
    guard case .array(let values) = value else {
      throw Malformed(expected: "a list as \(name)", found: "another value")
    }
    var counts: [Int] = []
    for value in values {
      guard case .number(let digits) = value, let count = Int(digits), count >= 0,
        !digits.hasPrefix("-")
      else {
        var found = "another value"
        if case .number(let digits) = value { found = digits }
        throw Malformed(expected: "whole numbers from 0 on in \(name)", found: found)
      }
      counts.append(count)
    }
    return counts
  }

  private static func floats(
    _ bytes: [UInt8], _ start: Int, _ place: Place
  ) throws(Malformed) -> [Float] {
    let size = place.format.byteCount
    let count = place.offsets.count / size
    try Memory.require(4 * count, for: "\(count) numbers")
    return (0..<count).map { place.format.value(bytes, at: start + size * $0) }
  }
}

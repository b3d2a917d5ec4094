/// An array of numbers with any number of dimensions, as MNIST's files hold it.
///
/// ```swift
/// let images = try IDXArray(contentsOf: "train-images-idx3-ubyte.gz")
/// images.dimensions  // [60000, 28, 28]
/// ```
///
/// Source: Y. LeCun, C. Cortes and C. Burges, "The MNIST database of handwritten digits", which
/// describes the format.
public struct IDXArray: Equatable, Sendable {
  /// How the file stores a number; the raw value is the byte that says so. The highest byte comes first.
  public enum ElementType: UInt8, Sendable {
    /// A whole number of 0 to 255.
    case unsignedByte = 0x08
    /// A whole number of −128 to 127.
    case signedByte = 0x09
    /// A whole number of 16 bits.
    case short = 0x0B
    /// A whole number of 32 bits.
    case int = 0x0C
    /// A floating-point number of 32 bits.
    case float = 0x0D
    /// A floating-point number of 64 bits.
    case double = 0x0E

    /// The bytes of an element.
    public var byteCount: Int {
      switch self {
      case .unsignedByte, .signedByte: 1
      case .short: 2
      case .int, .float: 4
      case .double: 8
      }
    }
  }

  /// How long the array is in each direction; the last changes fastest.
  public let dimensions: [Int]

  /// How the file stores the elements.
  public let type: ElementType

  /// The elements as the file stores them, `type.byteCount` bytes each.
  public let bytes: [UInt8]

  /// The number of elements, the product of the dimensions.
  public var count: Int { bytes.count / type.byteCount }

  /// The elements as numbers; every one of every type is exact.
  ///
  /// - Complexity: O(elements).
  public var values: [Double] { (0..<count).map(value) }

  /// The elements as bytes, and nil where one of them is no whole number of 0 to 255.
  ///
  /// - Complexity: O(elements); O(1) where they are stored so.
  public var levels: [UInt8]? {
    if type == .unsignedByte { return bytes }
    var levels: [UInt8] = []
    levels.reserveCapacity(count)
    for index in 0..<count {
      guard let level = UInt8(exactly: value(index)) else { return nil }
      levels.append(level)
    }
    return levels
  }

  private func value(_ index: Int) -> Double {
    let size = type.byteCount
    let bits = bytes[size * index..<size * (index + 1)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return switch type {
    case .unsignedByte: Double(bits)
    case .signedByte: Double(Int8(truncatingIfNeeded: bits))
    case .short: Double(Int16(truncatingIfNeeded: bits))
    case .int: Double(Int32(truncatingIfNeeded: bits))
    case .float: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .double: Double(bitPattern: bits)
    }
  }

  /// Reads an IDX file, plain or compressed by gzip; the content tells which.
  ///
  /// - Parameter path: A regular file that unfolds to at most 1 GiB.
  /// - Throws: `FileError`: missing, unreadable or malformed.
  /// - Complexity: O(bytes of the array).
  public init(contentsOf path: String) throws(FileError) {
    var notes: [String] = []
    try self.init(decoding: try WholeFile.contents(of: path), file: path, notes: &notes)
    FileNote.write(notes, file: path)
  }

  /// Decodes the bytes of an IDX file, as `init(contentsOf:)` does.
  ///
  /// - Parameter file: The name that an error gives.
  /// - Throws: `FileError.malformed`.
  public init(decoding bytes: [UInt8], file: String) throws(FileError) {
    var notes: [String] = []
    try self.init(decoding: bytes, file: file, notes: &notes)
  }

  init(decoding bytes: [UInt8], file: String, notes: inout [String]) throws(FileError) {
    do throws(Malformed) {
      let isPacked = Gzip.isGzip(bytes)
      try self.init(
        unpacked: isPacked
          ? try Gzip.decode(bytes, limit: WholeFile.sizeLimit, notes: &notes) : bytes)
    } catch {
      throw FileError(error, file: file)
    }
  }

  private init(unpacked bytes: [UInt8]) throws(Malformed) {
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0 else {
      let start = bytes.prefix(4).map { hexadecimal(Int($0), digits: 2) }
      let known = ForeignArray.of(bytes) ?? ForeignPicture.of(bytes)?.name
      throw Malformed(
        expected: "an IDX file, which begins with two zero bytes",
        found: known ?? start.joined(separator: " "))
    }
    guard let type = ElementType(rawValue: bytes[2]) else {
      throw Malformed(
        expected: "an IDX file of a type out of 08, 09, 0b, 0c, 0d and 0e",
        found: "type \(hexadecimal(Int(bytes[2]), digits: 2))")
    }
    let count = Int(bytes[3])
    let header = 4 + 4 * count
    guard count >= 1, bytes.count >= header else {
      throw Malformed(
        expected: count >= 1 ? "an IDX header of \(header) bytes" : "at least 1 dimension",
        found: count >= 1 ? "\(bytes.count)" : "0")
    }
    let dimensions = (0..<count).map { index in
      bytes[4 + 4 * index..<8 + 4 * index].reduce(0) { $0 << 8 | Int($1) }
    }
    // What the header promises is held against the bytes that are there.
    var size = type.byteCount
    var isBeyond = false
    for dimension in dimensions {
      let (product, overflows) = size.multipliedReportingOverflow(by: dimension)
      size = overflows ? 1 : product
      isBeyond = isBeyond || overflows
    }
    guard !isBeyond, size == bytes.count - header else {
      let factors = dimensions + (type.byteCount > 1 ? [type.byteCount] : [])
      let shape = factors.map(String.init).joined(separator: "×")
      let product = isBeyond || factors.count == 1 ? "" : " = \(size)"
      throw Malformed(
        expected: "\(shape)\(product) bytes after the header", found: "\(bytes.count - header)")
    }
    try Memory.require(size, for: "\(size / type.byteCount) numbers")
    self.dimensions = dimensions
    self.type = type
    self.bytes = Array(bytes[header...])
  }
}

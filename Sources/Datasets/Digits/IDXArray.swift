/// An array of bytes with any number of dimensions, as MNIST's files hold it.
///
/// ```swift
/// let images = try IDXArray(contentsOf: "train-images-idx3-ubyte.gz")
/// images.dimensions  // [60000, 28, 28]
/// ```
///
/// Source: Y. LeCun, C. Cortes and C. Burges, "The MNIST database of handwritten digits", which
/// describes the format.
public struct IDXArray: Equatable, Sendable {
  /// How long the array is in each direction; the last changes fastest.
  public let dimensions: [Int]

  /// The elements, as many as the product of the dimensions.
  public let elements: [UInt8]

  /// Reads an IDX file of unsigned bytes, plain or compressed by gzip; the content tells which.
  ///
  /// - Parameter path: A regular file that unfolds to at most 1 GiB.
  /// - Throws: `FileError`: missing, unreadable or malformed.
  /// - Complexity: O(bytes of the array).
  public init(contentsOf path: String) throws(FileError) {
    try self.init(decoding: try WholeFile.contents(of: path), file: path)
  }

  /// Decodes the bytes of an IDX file, as `init(contentsOf:)` does.
  ///
  /// - Parameter file: The name that an error gives.
  /// - Throws: `FileError.malformed`.
  public init(decoding bytes: [UInt8], file: String) throws(FileError) {
    do throws(Malformed) {
      let isPacked = Gzip.isGzip(bytes)
      try self.init(
        unpacked: isPacked ? try Gzip.decode(bytes, limit: WholeFile.sizeLimit) : bytes)
    } catch {
      throw .malformed(file: file, expected: error.expected, found: error.found)
    }
  }

  private init(unpacked bytes: [UInt8]) throws(Malformed) {
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0 else {
      let start = bytes.prefix(4).map { hexadecimal(Int($0), digits: 2) }
      throw Malformed(
        expected: "an IDX file, which begins with two zero bytes",
        found: bytes.isEmpty ? "an empty file" : start.joined(separator: " "))
    }
    guard bytes[2] == 8 else {
      throw Malformed(
        expected: "an IDX file of unsigned bytes, type 08",
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
    var size = 1
    var isBeyond = false
    for dimension in dimensions {
      let (product, overflows) = size.multipliedReportingOverflow(by: dimension)
      size = overflows ? 1 : product
      isBeyond = isBeyond || overflows
    }
    guard !isBeyond, size == bytes.count - header else {
      let shape = dimensions.map(String.init).joined(separator: "×")
      throw Malformed(
        expected: "\(shape)\(isBeyond || count == 1 ? "" : " = \(size)") bytes after the header",
        found: "\(bytes.count - header)")
    }
    self.dimensions = dimensions
    elements = Array(bytes[header...])
  }
}

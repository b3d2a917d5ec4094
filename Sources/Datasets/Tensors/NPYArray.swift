/// An array as NumPy's `save` writes it, of numbers that a 32-bit float can stand for.
///
/// Source: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays", and
/// `numpy.lib.format`, versions 1 to 3.
struct NPYArray {
  static let signature: [UInt8] = [0x93] + Array("NUMPY".utf8)

  let shape: [Int]

  /// The elements row by row, rounded to 32-bit floats.
  let values: [Float]

  /// - Parameter bytes: A file that begins with `signature`.
  init(_ bytes: [UInt8]) throws(Malformed) {
    guard bytes.count >= 12, (1...3).contains(bytes[6]) else {
      throw Malformed(
        expected: "a NumPy array of version 1 to 3",
        found: bytes.count < 12 ? "the end of the file" : "version \(bytes[6])")
    }
    let isShort = bytes[6] == 1
    let lengthBytes = bytes[8..<(isShort ? 10 : 12)]
    let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = lengthBytes.endIndex
    guard length <= bytes.count - start, length <= 1 << 20 else {
      throw Malformed(
        expected: "a header of \(length) bytes", found: "\(bytes.count - start) before the end")
    }
    let header = String(decoding: bytes[start..<start + length], as: UTF8.self)
    guard let code = Self.field("descr", header).map(Self.unquoted),
      let order = Self.field("fortran_order", header),
      let lengths = Self.field("shape", header)
    else {
      throw Malformed(
        expected: "a header that tells descr, fortran_order and shape", found: "another text")
    }
    guard let element = NumberFormat(numpy: code) else {
      throw Malformed(
        expected: "an array of floats, whole numbers or truth values", found: "the type \(code)")
    }
    shape = try Self.shape(lengths)
    let data = start + length
    let count = try Self.count(shape, element.byteCount, available: bytes.count - data)
    try Memory.require(4 * count, for: "\(count) numbers")
    let stored = (0..<count).map { element.value(bytes, at: data + element.byteCount * $0) }
    values = order == "True" ? Self.rowByRow(stored, shape) : stored
  }

  /// What stands behind a key of the header, which is a Python dictionary of three entries.
  private static func field(_ key: String, _ header: String) -> String? {
    for quote in ["'", "\""] {
      guard let place = header.firstRange(of: "\(quote)\(key)\(quote)") else { continue }
      let rest = header[place.upperBound...].drop { $0 == " " }
      guard rest.first == ":" else { return nil }
      let value = rest.dropFirst().drop { $0 == " " }
      if value.first == "(" {
        return value.firstIndex(of: ")").map { String(value[...$0]) }
      }
      return String(value.prefix { $0 != "," && $0 != "}" && $0 != " " })
    }
    return nil
  }

  private static func unquoted(_ text: String) -> String {
    text.filter { $0 != "'" && $0 != "\"" }
  }

  private static func shape(_ text: String) throws(Malformed) -> [Int] {
    let parts = text.dropFirst().dropLast().split(separator: ",")
    let trimmed = parts.map { $0.filter { $0 != " " && $0 != "L" } }.filter { !$0.isEmpty }
    let lengths = trimmed.compactMap { Int($0) }
    guard text.hasPrefix("("), lengths.count == trimmed.count, lengths.allSatisfy({ $0 >= 0 })
    else { throw Malformed(expected: "a shape in whole numbers", found: text) }
    return lengths
  }

  private static func count(
    _ shape: [Int], _ size: Int, available: Int
  ) throws(Malformed) -> Int {
    var bytes = size
    for length in shape {
      let (product, overflows) = bytes.multipliedReportingOverflow(by: length)
      bytes = overflows ? -1 : product
      if overflows { break }
    }
    guard bytes == available else {
      throw Malformed(
        expected: "\(bytes < 0 ? "more" : "\(bytes)") bytes for the shape \(shape)",
        found: "\(available)")
    }
    return bytes / size
  }

  /// Elements that are stored column by column (the first index fastest) in the order of rows.
  private static func rowByRow(_ stored: [Float], _ shape: [Int]) -> [Float] {
    var steps = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropFirst() { steps[axis] = steps[axis - 1] * shape[axis - 1] }
    return stored.indices.map { index in
      var (rest, place) = (index, 0)
      for axis in shape.indices.reversed() {
        place += rest % shape[axis] * steps[axis]
        rest /= shape[axis]
      }
      return stored[place]
    }
  }
}

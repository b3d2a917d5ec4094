extension TextEncoding {
  /// The text of a file as UTF-8 without a byte order mark, and the encoding that it had.
  ///
  /// A byte order mark decides, then `choice`, then the zeros that UTF-16 leaves between Latin letters.
  /// Bytes that are no UTF-8 are refused with the name of what they may be: which letters they stand
  /// for, nobody can tell from them.
  ///
  /// - Complexity: O(bytes).
  static func decode(
    _ bytes: [UInt8], as choice: TextEncoding? = nil
  ) throws(Malformed) -> (text: [UInt8], encoding: TextEncoding) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return (try utf8(Array(bytes.dropFirst(3))), .utf8)
    }
    guard !bytes.starts(with: [0xFF, 0xFE, 0, 0]), !bytes.starts(with: [0, 0, 0xFE, 0xFF]) else {
      throw Malformed(expected: "text in UTF-8", found: "UTF-32, by its first four bytes")
    }
    if bytes.starts(with: [0xFF, 0xFE]) {
      return (try utf16(bytes.dropFirst(2), littleEndian: true), .utf16)
    }
    if bytes.starts(with: [0xFE, 0xFF]) {
      return (try utf16(bytes.dropFirst(2), littleEndian: false), .utf16)
    }
    switch choice {
    case .latin1: return (windows1252(bytes), .latin1)
    case .utf16:
      return (try utf16(bytes[...], littleEndian: hasZeros(bytes, at: 0) == false), .utf16)
    case .utf8: return (try utf8(bytes), .utf8)
    case nil:
      if hasZeros(bytes, at: 1) { return (try utf16(bytes[...], littleEndian: true), .utf16) }
      if hasZeros(bytes, at: 0) { return (try utf16(bytes[...], littleEndian: false), .utf16) }
      return (try utf8(bytes), .utf8)
    }
  }

  private static func utf8(_ bytes: [UInt8]) throws(Malformed) -> [UInt8] {
    if let zero = bytes.firstIndex(of: 0) {
      throw Malformed(expected: "text", found: "a zero byte on line \(line(of: zero, in: bytes))")
    }
    guard let place = firstInvalid(bytes) else { return bytes }
    throw Malformed(
      expected: "text in UTF-8",
      found: "the byte \(hexadecimal(Int(bytes[place]), digits: 2)) on line "
        + "\(line(of: place, in: bytes)), as Latin-1 may have it (--encoding latin1)")
  }

  /// The place of the first byte that no UTF-8 has there; nil where all is well.
  private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var place = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): place += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return min(place, bytes.count - 1)
      }
    }
  }

  private static func utf16(
    _ bytes: ArraySlice<UInt8>, littleEndian: Bool
  ) throws(Malformed) -> [UInt8] {
    guard bytes.count.isMultiple(of: 2) else {
      throw Malformed(
        expected: "text in UTF-16, an even number of bytes", found: "\(bytes.count)")
    }
    let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { place in
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      return littleEndian ? second << 8 | first : first << 8 | second
    }
    return try utf8(Array(String(decoding: units, as: UTF16.self).utf8))
  }

  private static func windows1252(_ bytes: [UInt8]) -> [UInt8] {
    var text = String.UnicodeScalarView()
    for byte in bytes {
      let scalar = 0x80..<0xA0 ~= byte ? Unicode.Scalar(between[Int(byte) - 0x80]) : nil
      text.append(scalar ?? Unicode.Scalar(byte))
    }
    return Array(String(text).utf8)
  }

  /// What Windows-1252 has from 80 to 9f, where ISO 8859-1 has control characters.
  private static let between: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
    0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC,
    0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
  ]

  /// Whether most of the bytes at even places (`at: 0`) or at odd ones (`at: 1`) are zero.
  private static func hasZeros(_ bytes: [UInt8], at start: Int) -> Bool {
    let places = stride(from: start, to: min(bytes.count, 4096), by: 2)
    let zeros = places.reduce(0) { $0 + (bytes[$1] == 0 ? 1 : 0) }
    return zeros > 0 && 2 * zeros > places.reduce(0) { count, _ in count + 1 }
  }

  private static func line(of place: Int, in bytes: [UInt8]) -> Int {
    1 + bytes[..<place].count { $0 == UInt8(ascii: "\n") }
  }
}

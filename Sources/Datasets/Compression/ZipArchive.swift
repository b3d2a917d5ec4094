/// A zip archive in memory, read by its directory; nothing in it is ever written to a place that it
/// names itself.
///
/// It reads what macOS, Windows and Info-ZIP write: stored and deflated entries, with sizes before or
/// behind the data, and archives with more in front of them.
///
/// Source: PKWARE, "APPNOTE.TXT – .ZIP File Format Specification", version 6.3.10.
package struct ZipArchive: Sendable {
  /// One entry.
  package struct Entry: Sendable {
    /// Its path, with `/` between the parts.
    package let path: String

    /// How many bytes it unfolds to.
    package let size: Int

    /// Whether it is a symbolic link, as Unix writes it; its content is where it leads.
    package let isLink: Bool

    fileprivate let method: Int
    fileprivate let flags: Int
    fileprivate let crc: Int
    fileprivate let packed: Int
    fileprivate let header: Int

    /// Whether it is a folder.
    package var isFolder: Bool { path.hasSuffix("/") }
  }

  /// Why an archive, or an entry of it, cannot be read.
  package struct Damage: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  /// The entries, in the order of the directory.
  package let entries: [Entry]

  private let bytes: [UInt8]

  /// Reads the directory of an archive. O(size).
  package init(_ bytes: [UInt8]) throws(Damage) {
    self.bytes = bytes
    guard bytes.starts(with: [0x50, 0x4B]) || Self.end(of: bytes) != nil else {
      throw Damage(description: "no zip archive: \(Self.nature(of: bytes))")
    }
    guard let end = Self.end(of: bytes) else {
      throw Damage(description: "a zip archive that is cut off: it has no directory at its end")
    }
    let reader = LittleEndian(bytes)
    var count = reader.number(end + 10, 2)
    var size = reader.number(end + 12, 4)
    var start = reader.number(end + 16, 4)
    // Where a number does not fit, it stands in a second record, which a locator before this one names.
    if count == 0xFFFF || start == 0xFFFF_FFFF || size == 0xFFFF_FFFF, end >= 20,
      reader.number(end - 20, 4) == 0x0706_4B50
    {
      let wide = reader.number(end - 12, 8)
      guard wide >= 0, wide <= bytes.count - 56, reader.number(wide, 4) == 0x0606_4B50 else {
        throw Damage(description: "a zip archive whose directory is damaged")
      }
      count = reader.number(wide + 32, 8)
      size = reader.number(wide + 40, 8)
      start = reader.number(wide + 48, 8)
    }
    // Something may stand in front of the archive, as with those that unpack themselves.
    var shift = max(0, end - size - start)
    if count > 0, start >= 0, reader.number(start, 4) == 0x0201_4B50 { shift = 0 }
    start += shift
    var entries: [Entry] = []
    var position = start
    while entries.count < count {
      guard position >= 0, position <= bytes.count - 46, reader.number(position, 4) == 0x0201_4B50
      else { throw Damage(description: "a zip archive whose directory is damaged") }
      let lengths = [28, 30, 32].map { reader.number(position + $0, 2) }
      let next = position + 46 + lengths.reduce(0, +)
      guard next <= bytes.count else {
        throw Damage(description: "a zip archive whose directory is cut off")
      }
      entries.append(
        reader.entry(at: position, name: lengths[0], extra: lengths[1], shift: shift))
      position = next
    }
    self.entries = entries
  }

  /// The bytes of an entry, checked by its CRC-32.
  ///
  /// - Parameter limit: The most bytes that it may unfold to.
  package func contents(of entry: Entry, limit: Int) throws(Damage) -> [UInt8] {
    let reader = LittleEndian(bytes)
    guard entry.flags & 1 == 0 else {
      throw Damage(description: "\(entry.path) is locked with a password")
    }
    guard entry.size <= limit else {
      throw Damage(description: "\(entry.path) unfolds to \(entry.size) bytes, above \(limit)")
    }
    guard entry.header >= 0, entry.header <= bytes.count - 30,
      reader.number(entry.header, 4) == 0x0403_4B50
    else { throw Damage(description: "\(entry.path) is not where the directory says") }
    let start =
      entry.header + 30 + reader.number(entry.header + 26, 2) + reader.number(entry.header + 28, 2)
    guard entry.packed >= 0, start <= bytes.count - entry.packed else {
      throw Damage(description: "\(entry.path) is cut off")
    }
    let data: [UInt8]
    switch entry.method {
    case 0: data = Array(bytes[start..<start + entry.packed])
    case 8:
      do {
        data = try Inflate.decode(
          Array(bytes[start..<start + entry.packed]), from: 0, size: entry.size,
          limit: entry.size
        ).output
      } catch {
        throw Damage(
          description: "\(entry.path): expected \(error.expected), found \(error.found)")
      }
    default:
      throw Damage(
        description: "\(entry.path) is packed by method \(entry.method); 0 and 8 can be read")
    }
    guard data.count == entry.size, Int(crc32(data[...])) == entry.crc else {
      throw Damage(description: "\(entry.path) is damaged: its checksum does not fit")
    }
    return data
  }

  /// Where the record that ends an archive begins: behind it is a comment of at most 65535 bytes.
  private static func end(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    let lowest = max(0, bytes.count - 22 - 65535)
    return stride(from: bytes.count - 22, through: lowest, by: -1).first {
      bytes[$0..<$0 + 4].elementsEqual([0x50, 0x4B, 5, 6])
    }
  }

  /// What something that is no archive seems to be.
  private static func nature(of bytes: [UInt8]) -> String {
    let known: [([UInt8], String)] = [
      (Array("Rar!".utf8), "it is a rar archive"),
      ([0x37, 0x7A, 0xBC, 0xAF], "it is a 7z archive"),
      ([0x1F, 0x8B], "it is packed by gzip"), (Array("%PDF".utf8), "it is a PDF"),
      (Array("<".utf8), "it is a page of HTML, perhaps of a login"),
    ]
    if bytes.isEmpty { return "it is empty" }
    return known.first { bytes.starts(with: $0.0) }?.1 ?? "it does not begin or end as one"
  }
}

/// Numbers in bytes, the lowest byte first.
private struct LittleEndian {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// A number of `count` bytes; −1 where it does not fit in an `Int`, or the bytes end.
  func number(_ start: Int, _ count: Int) -> Int {
    guard start >= 0, start <= bytes.count - count else { return -1 }
    let value = (0..<count).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
    return Int(exactly: value) ?? -1
  }

  /// The entry whose record in the directory begins at a place.
  func entry(at position: Int, name: Int, extra: Int, shift: Int) -> ZipArchive.Entry {
    var (packed, size, header) = (
      number(position + 20, 4), number(position + 24, 4), number(position + 42, 4)
    )
    var field = position + 46 + name
    let end = field + extra
    while field + 4 <= end {
      let (kind, length) = (number(field, 2), number(field + 2, 2))
      if kind == 1 {
        // The numbers that did not fit, in this order, and only those.
        var place = field + 4
        for path in [\Wide.size, \Wide.packed, \Wide.header] {
          var wide = Wide(size: size, packed: packed, header: header)
          guard wide[keyPath: path] == 0xFFFF_FFFF, place + 8 <= end else { continue }
          wide[keyPath: path] = number(place, 8)
          (size, packed, header) = (wide.size, wide.packed, wide.header)
          place += 8
        }
      }
      field += 4 + length
    }
    let raw = bytes[position + 46..<position + 46 + name]
    // UTF-8 where it is that, whatever the flag says: macOS writes it without. Otherwise the letters of
    // an old code page, of which the plain ones are the same in all.
    let text =
      String(validating: raw, as: UTF8.self)
      ?? raw.reduce(into: "") { $0.unicodeScalars.append(Unicode.Scalar($1)) }
    let system = number(position + 4, 2) >> 8
    let attributes = number(position + 38, 4)
    return ZipArchive.Entry(
      path: text.replacing("\\", with: "/"), size: size,
      isLink: system == 3 && attributes >> 28 == 0xA, method: number(position + 10, 2),
      flags: number(position + 8, 2), crc: number(position + 16, 4), packed: packed,
      header: header + shift)
  }

  private struct Wide {
    var size: Int
    var packed: Int
    var header: Int
  }
}

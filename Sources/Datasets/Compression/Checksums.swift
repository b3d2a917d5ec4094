/// The Adler-32 checksum of a zlib stream.
///
/// Source: RFC 1950, section 8.2.
func adler32(_ bytes: [UInt8]) -> UInt32 {
  var (sum, sumOfSums): (UInt32, UInt32) = (1, 0)
  var start = 0
  while start < bytes.count {
    // 5552 is the largest count whose sums stay below 2³²; a remainder each time is enough.
    let end = min(start + 5552, bytes.count)
    for byte in bytes[start..<end] {
      sum &+= UInt32(byte)
      sumOfSums &+= sum
    }
    sum %= 65521
    sumOfSums %= 65521
    start = end
  }
  return sumOfSums << 16 | sum
}

/// The CRC-32 of a PNG chunk or a gzip member.
///
/// Source: Portable Network Graphics (PNG) Specification, annex D.
func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
  let table = crcTable
  var crc: UInt32 = 0xFFFF_FFFF
  for byte in bytes { crc = table[Int((crc ^ UInt32(byte)) & 255)] ^ crc >> 8 }
  return crc ^ 0xFFFF_FFFF
}

private let crcTable: [UInt32] = (0..<256).map { byte in
  (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ crc >> 1 : crc >> 1 }
}

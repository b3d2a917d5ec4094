import LinearAlgebra

extension Picture {
  /// Reads a PNG, JPEG, PGM or PPM file; the format is told by the content, not by the name.
  ///
  /// Colour becomes grey by Rec. 601 luma (0.299 R + 0.587 G + 0.114 B). Samples are scaled
  /// linearly from the file's range to 0…255, so a 16-bit file gives fractional levels.
  /// Transparent pixels are laid over white. Gamma and colour profiles are not applied. A JPEG is
  /// turned upright as its EXIF data says.
  ///
  /// What is not quite right in a file, and spoils no pixel, is said on standard error.
  ///
  /// - Parameter path: A regular file of at most 1 GiB, with at most `pixelLimit` pixels.
  /// - Throws: `FileError`: missing, unreadable or malformed.
  /// - Complexity: O(pixels + bytes of the file).
  public init(contentsOf path: String) throws(FileError) {
    let bytes = try WholeFile.contents(of: path)
    var notes: [String] = []
    try self.init(decoding: bytes, file: path, notes: &notes)
    FileNote.write(notes, file: path)
  }

  /// Decodes the bytes of a PNG, JPEG, PGM or PPM file, as `init(contentsOf:)` does, without a word of
  /// what is not quite right.
  ///
  /// - Parameter file: The name that an error gives.
  /// - Throws: `FileError.malformed`, and `unreadable` where the memory is too small.
  public init(decoding bytes: [UInt8], file: String) throws(FileError) {
    var notes: [String] = []
    try self.init(decoding: bytes, file: file, notes: &notes)
  }

  init(decoding bytes: [UInt8], file: String, notes: inout [String]) throws(FileError) {
    do throws(Malformed) {
      self.init(grey: try Self.levels(bytes, notes: &notes))
    } catch {
      throw FileError(error, file: file)
    }
  }

  private static func levels(
    _ bytes: [UInt8], notes: inout [String]
  ) throws(Malformed) -> Matrix<Double> {
    let foreign = ForeignPicture.of(bytes)
    if foreign?.conversion != .applePNG, bytes.starts(with: PNGDecoder.signature) {
      return try PNGDecoder.decode(bytes, notes: &notes)
    }
    if bytes.starts(with: JPEGDecoder.signature) {
      return try JPEGDecoder.decode(bytes, notes: &notes)
    }
    if let decoder = NetpbmDecoder(bytes) { return try decoder.decode(notes: &notes) }
    throw Malformed(
      expected: "a PNG, JPEG, PGM or PPM picture",
      found: foreign?.name ?? unknown(bytes), conversion: foreign?.conversion)
  }

  private static func unknown(_ bytes: [UInt8]) -> String {
    if bytes.starts(with: [0x89] + Array("PNG".utf8)) {
      return "a PNG whose first 8 bytes are damaged"
    }
    let start = bytes.prefix(4).map { hexadecimal(Int($0), digits: 2) }
    return "a file that begins with the bytes \(start.joined(separator: " "))"
  }
}

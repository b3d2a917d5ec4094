import LinearAlgebra

extension Picture {
  /// Reads a PGM, PPM or PNG file; the format is told by the content, not by the name.
  ///
  /// Colour becomes grey by Rec. 601 luma (0.299 R + 0.587 G + 0.114 B). Samples are scaled
  /// linearly from the file's range to 0…255, so a 16-bit file gives fractional levels.
  /// Transparent pixels are laid over white. Gamma and colour profiles are not applied.
  ///
  /// - Parameter path: A regular file of at most 1 GiB, with at most `pixelLimit` pixels.
  /// - Throws: `FileError`: missing, unreadable or malformed.
  /// - Complexity: O(pixels + bytes of the file).
  public init(contentsOf path: String) throws(FileError) {
    let bytes = try WholeFile.contents(of: path)
    try self.init(decoding: bytes, file: path)
  }

  /// Decodes the bytes of a PGM, PPM or PNG file, as `init(contentsOf:)` does.
  ///
  /// - Parameter file: The name that an error gives.
  /// - Throws: `FileError.malformed`.
  public init(decoding bytes: [UInt8], file: String) throws(FileError) {
    do throws(Malformed) {
      if bytes.starts(with: PNGDecoder.signature) {
        self.init(grey: try PNGDecoder.decode(bytes))
      } else if let decoder = NetpbmDecoder(bytes) {
        self.init(grey: try decoder.decode())
      } else {
        throw Malformed(expected: "a PNG, PGM or PPM picture", found: recognised(bytes))
      }
    } catch {
      throw .malformed(file: file, expected: error.expected, found: error.found)
    }
  }
}

/// The name of a format that is not read, so that the learner knows what to convert.
private func recognised(_ bytes: [UInt8]) -> String {
  if bytes.isEmpty { return "an empty file" }
  let formats: [(start: [UInt8], name: String)] = [
    (PNGDecoder.signature.dropLast(7) + Array("PNG".utf8), "a PNG whose first 8 bytes are damaged"),
    ([0xFF, 0xD8, 0xFF], "a JPEG"),
    (Array("GIF8".utf8), "a GIF"),
    (Array("BM".utf8), "a BMP"),
    (Array("RIFF".utf8), "a WebP or another RIFF file"),
    (Array("II*".utf8), "a TIFF"),
    (Array("MM".utf8) + [0, 42], "a TIFF"),
    (Array("P1".utf8), "a PBM bitmap (P1)"),
    (Array("P4".utf8), "a PBM bitmap (P4)"),
    (Array("P7".utf8), "a PAM picture (P7)"),
    ([0x1F, 0x8B], "a gzip archive"),
  ]
  if let format = formats.first(where: { bytes.starts(with: $0.start) }) { return format.name }
  let start = bytes.prefix(4).map { hexadecimal(Int($0), digits: 2) }
  return "a file that begins with the bytes \(start.joined(separator: " "))"
}

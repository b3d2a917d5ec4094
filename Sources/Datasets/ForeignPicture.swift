/// A format that is not read as a picture, recognised by its first bytes.
///
/// Source for the signatures: each format's specification, as collected in the magic file of `file(1)`.
struct ForeignPicture: Equatable {
  /// What the file is, with its article.
  let name: String

  /// How it becomes a picture that is read, if it can.
  var conversion: Conversion? = .picture

  /// The format of `bytes`, or nil where nothing is known of it.
  static func of(_ bytes: [UInt8]) -> ForeignPicture? {
    if bytes.isEmpty { return ForeignPicture(name: "an empty file", conversion: nil) }
    if let container = container(bytes) { return container }
    if bytes.starts(with: [0x1F, 0x8B]) {
      return ForeignPicture(name: "a gzip archive", conversion: .gunzip)
    }
    if let known = signatures.first(where: { bytes.starts(with: $0.start) }) {
      return ForeignPicture(name: known.name, conversion: known.conversion)
    }
    return markup(bytes)
  }

  private static let signatures: [(start: [UInt8], name: String, conversion: Conversion?)] = [
    ([0xFF, 0x0A], "a JPEG XL picture", .picture),
    ([0xFF, 0x4F, 0xFF, 0x51], "a JPEG 2000 picture", .picture),
    (text("GIF8"), "a GIF", .picture),
    (text("BM"), "a BMP", .picture),
    (text("II*\0"), "a TIFF", .picture), (text("MM\0*"), "a TIFF", .picture),
    (text("II+\0"), "a TIFF", .picture), (text("MM\0+"), "a TIFF", .picture),
    (text("P1"), "a PBM bitmap (P1)", .picture), (text("P4"), "a PBM bitmap (P4)", .picture),
    (text("P7"), "a PAM picture (P7)", .picture),
    (text("PF"), "a PFM picture", .picture), (text("Pf"), "a PFM picture", .picture),
    (text("8BPS"), "a Photoshop file (PSD)", .picture),
    (text("qoif"), "a QOI picture", .picture),
    (text("%PDF"), "a PDF document", .page),
    (text("%!PS"), "a PostScript file", .picture),
    ([0, 0, 1, 0], "an icon (ICO)", .picture),
    ([0x76, 0x2F, 0x31, 0x01], "an OpenEXR picture", .picture),
    (text("#?RADIANCE"), "a Radiance HDR picture", .picture),
    (text("DDS "), "a DDS texture", .picture),
    (text("FUJIFILMCCD-RAW"), "a raw photograph", .picture),
    ([0x93] + text("NUMPY"), "a NumPy array (.npy)", nil),
    (text("PK\u{3}\u{4}"), "a ZIP archive", nil),
    ([0xFD] + text("7zXZ"), "an xz archive", nil),
    (text("BZh"), "a bzip2 archive", nil),
    (text("SIMPLE  ="), "a FITS picture", .picture),
    ([0x8A] + text("MNG"), "an MNG film", .picture),
    ([0x89] + text("HDF"), "an HDF5 file", nil),
  ]

  /// Formats whose signature stands behind a length: ISO media files, RIFF, and Apple's PNG.
  private static func container(_ bytes: [UInt8]) -> ForeignPicture? {
    func word(_ start: Int) -> String {
      String(decoding: bytes.dropFirst(start).prefix(4), as: UTF8.self)
    }
    if bytes.starts(with: PNGDecoder.signature), word(12) == "CgBI" {
      return ForeignPicture(
        name: "a PNG that Apple's tools packed into an application (CgBI)", conversion: .applePNG)
    }
    switch (word(0), word(4), word(8)) {
    case ("RIFF", _, "WEBP"): return ForeignPicture(name: "a WebP picture")
    case ("RIFF", _, _):
      return ForeignPicture(name: "a RIFF file that is no picture", conversion: nil)
    case (_, "JXL ", _): return ForeignPicture(name: "a JPEG XL picture")
    case (_, "jP  ", _): return ForeignPicture(name: "a JPEG 2000 picture")
    case (_, "ftyp", let brand):
      let size = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      let brands = [brand] + stride(from: 16, to: min(size, bytes.count, 256) - 3, by: 4).map(word)
      if brands.contains(where: { ["avif", "avis"].contains($0) }) {
        return ForeignPicture(name: "an AVIF picture")
      }
      let ofHEIF = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]
      if brands.contains(where: ofHEIF.contains) {
        return ForeignPicture(name: "a HEIC photograph, as telephones make them")
      }
      if brand == "crx " { return ForeignPicture(name: "a raw photograph (CR3)") }
      return ForeignPicture(name: "a film or another ISO media file", conversion: nil)
    default: return nil
    }
  }

  /// Formats that are text: the first element tells them, behind whatever stands in front of it.
  private static func markup(_ bytes: [UInt8]) -> ForeignPicture? {
    let start = String(decoding: bytes.prefix(2048), as: UTF8.self).lowercased()
    guard start.drop(while: { $0.isWhitespace || $0 == "\u{feff}" }).first == "<" else {
      return nil
    }
    if start.contains("<svg") { return ForeignPicture(name: "an SVG drawing") }
    if start.contains("<!doctype html") || start.contains("<html") || start.contains("<head") {
      return ForeignPicture(
        name: "a web page (HTML), perhaps an error that was saved in place of the picture",
        conversion: nil)
    }
    return nil
  }

  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }
}

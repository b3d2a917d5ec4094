import Testing

@testable import Datasets

@Suite struct ForeignPictureTests {
  static let files: [([UInt8], String)] = [
    ([0, 0, 0, 24] + Array("ftypheic\0\0\0\0mif1heic".utf8), "a HEIC photograph"),
    ([0, 0, 0, 28] + Array("ftypmif1\0\0\0\0mif1avif".utf8), "an AVIF picture"),
    ([0, 0, 0, 24] + Array("ftypisom\0\0\0\0isommp41".utf8), "a film"),
    ([0xFF, 0x0A, 1, 2], "a JPEG XL picture"),
    ([0, 0, 0, 12] + Array("JXL \r\n".utf8), "a JPEG XL picture"),
    ([0, 0, 0, 12] + Array("jP  \r\n".utf8), "a JPEG 2000 picture"),
    ([0xFF, 0x4F, 0xFF, 0x51], "a JPEG 2000 picture"),
    (Array("GIF89a".utf8), "a GIF"), (Array("RIFF\u{1}\0\0\0WEBPVP8 ".utf8), "a WebP picture"),
    (Array("RIFF\u{1}\0\0\0WAVE".utf8), "a RIFF file that is no picture"),
    (Array("BM\0\0".utf8), "a BMP"), (Array("II*\0".utf8), "a TIFF"),
    (Array("MM\0*".utf8), "a TIFF"), (Array("P1 1 1 0".utf8), "a PBM bitmap (P1)"),
    (Array("P7\n".utf8), "a PAM picture"), (Array("Pf\n".utf8), "a PFM picture"),
    (Array("8BPS".utf8), "a Photoshop file"), (Array("qoif".utf8), "a QOI picture"),
    (Array("%PDF-1.7".utf8), "a PDF document"),
    (Array("\u{feff} <?xml version=\"1.0\"?>\n<!-- x --><svg>".utf8), "an SVG drawing"),
    (Array("\n<!DOCTYPE html><p>404".utf8), "a web page (HTML)"),
    (Array("<html><body><svg/>".utf8).dropLast(6) + [], "a web page (HTML)"),
    ([0x1F, 0x8B, 8], "a gzip archive"), ([UInt8](), "an empty file"),
    (
      PNGDecoder.signature + [0, 0, 0, 4] + Array("CgBI".utf8) + [0, 0, 0, 0],
      "a PNG that Apple's tools packed"
    ),
  ]

  @Test(arguments: files)
  func named(bytes: [UInt8], name: String) {
    let line = refusal(decoding: bytes)
    #expect(
      line?.contains("expected a PNG, JPEG, PGM or PPM picture, found \(name)") == true,
      "\(line ?? "taken")")
  }

  /// The command names the file and another one that ends in .png, both as a shell takes them.
  @Test func theCommandThatConverts() {
    func command(_ conversion: Conversion, _ file: String) -> String {
      conversion.command(for: file)
    }
    let plain = command(.picture, "a/photo.HEIC")
    #expect(plain.contains("a/photo.HEIC") && plain.hasSuffix("a/photo.png"))
    #expect(command(.picture, "it's.gif").contains(#"'it'\''s.gif'"#))
    #expect(command(.picture, "-x.gif").contains("./'-x.gif'"))
    #expect(command(.applePNG, "icon.png").hasSuffix("icon-converted.png"))
    #expect(command(.picture, "none").hasSuffix("none.png"))
    #expect(command(.picture, "a.b/c").hasSuffix("a.b/c.png"))
    #expect(command(.gunzip, "a.png.gz") == "gunzip -k a.png.gz")
  }
}

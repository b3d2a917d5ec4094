/// What the files that the kit writes bear, so that it knows them again and replaces no others.
package enum OwnMark {
  /// What Markdown and SVG begin with.
  package static let comment = "<!-- Made by LowRank -->\n"

  /// What stands in the head of a page of HTML.
  static let generator = "<meta name=\"generator\" content=\"LowRank\">"

  /// What stands in a file of JSON, whose spacing may differ.
  static let json = "\"generator\":\"LowRank\""

  /// The first entry of a safetensors header.
  static let metadata = "\"__metadata__\":{\(json)}"

  /// What follows on the first line of a PGM file.
  static let pgmComment = "# LowRank\n"

  /// As many bytes of a file as tell whose it is.
  static let headLength = 4096

  /// A PNG file with a chunk of text that says who made it.
  package static func marked(png: [UInt8]) -> [UInt8] {
    guard png.count >= pngHead else { return png }
    return png[..<pngHead] + pngChunk + png[pngHead...]
  }

  /// Whether a file with this head is the kit's own.
  static func isIn(_ head: [UInt8]) -> Bool {
    if head.starts(with: PNGDecoder.signature) {
      return head.dropFirst(pngHead).starts(with: pngChunk)
    }
    if head.starts(with: Array("P5\n\(pgmComment)".utf8)) { return true }
    if head.dropFirst(8).starts(with: Array("{\(metadata)".utf8)) { return true }
    let text = String(decoding: head, as: UTF8.self)
    return text.hasPrefix(comment) || text.contains(generator)
      || text.hasPrefix("{") && text.filter { !$0.isWhitespace }.contains(json)
  }

  /// The signature and the first chunk, IHDR.
  private static let pngHead = 8 + 25

  private static let pngChunk: [UInt8] = {
    let content = Array("tEXtSoftware\0LowRank".utf8)
    return bigEndian(UInt32(content.count - 4)) + content + bigEndian(crc32(content[...]))
  }()
}

import Foundation

/// How a file of a foreign format becomes one that is read: one command for the system at hand.
enum Conversion: Equatable {
  /// A picture that the system's tools for pictures read.
  case picture

  /// A page of a document.
  case page

  /// A PNG as Apple's tools pack it into applications.
  case applePNG

  /// A file inside a gzip file.
  case gunzip

  /// The command for `file`, ready to be pasted.
  func command(for file: String) -> String {
    let source = shellQuoted(file)
    let target = shellQuoted(Self.target(for: file))
    switch self {
    case .gunzip: return "gunzip -k \(source)"
    case .picture, .page, .applePNG:
      #if os(macOS)
        return "sips -s format png \(source) --out \(target)"
      #else
        return command(source, target)
      #endif
    }
  }

  private func command(_ source: String, _ target: String) -> String {
    switch self {
    case .page:
      // pdftoppm adds the extension itself.
      let stem = target.replacingOccurrences(of: ".png", with: "")
      return "pdftoppm -png -singlefile -r 150 \(source) \(stem)"
    case .applePNG: return "ffmpeg -i \(source) \(target)"
    default:
      let tools = ["magick", "ffmpeg", "convert"]
      let tool = tools.first(where: Self.isInstalled) ?? "magick"
      return "\(tool) \(tool == "ffmpeg" ? "-i " : "")\(source) \(target)"
    }
  }

  /// The name with the extension `.png`, which is another name in any case.
  private static func target(for file: String) -> String {
    let slash = file.lastIndex(of: "/").map { file.index(after: $0) } ?? file.startIndex
    let name = file[slash...]
    let dot = name.lastIndex(of: ".").flatMap { $0 > name.startIndex ? $0 : nil }
    let stem = file[..<(dot ?? file.endIndex)]
    let isPNG = file.lowercased().hasSuffix(".png")
    return "\(stem)\(isPNG ? "-converted" : "").png"
  }

  private static func isInstalled(_ tool: String) -> Bool {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
  }
}

/// A word that a shell takes as it is written.
private func shellQuoted(_ word: String) -> String {
  let plain = word.unicodeScalars.allSatisfy {
    $0.properties.isAlphabetic || ("0"..."9").contains($0)
      || "/._-+,:@%".unicodeScalars.contains($0)
  }
  if plain && !word.isEmpty && !word.hasPrefix("-") { return word }
  let quoted = "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
  return word.hasPrefix("-") ? "./" + quoted : quoted
}

import Datasets
import Foundation

/// Turns a lesson's blocks into Markdown as GitHub shows it, with pictures and charts as files beside it.
struct MarkdownRenderer: Renderer {
  /// The folder of pictures and charts, and its name in links.
  private let folder: URL
  private let link: String
  private let replacement: Replacement
  private var count = 0
  private var failure: (any Error)?

  /// - Parameter path: The Markdown file; what belongs to it goes to a folder of its name without
  ///   extension, with `-files` behind.
  /// - Throws: `FileError.cannotWrite`, where there is something else of the folder's name.
  init(beside path: String, replacing replacement: Replacement) throws {
    self.replacement = replacement
    let file = URL(fileURLWithPath: path)
    link = file.deletingPathExtension().lastPathComponent + "-files"
    folder = file.deletingLastPathComponent().appendingPathComponent(link)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    } catch CocoaError.fileWriteFileExists {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder)
      guard isFolder.boolValue else {
        throw FileError.cannotWrite(file: folder.path, reason: "a file where a folder is needed")
      }
    } catch {
      throw FileError.cannotWrite(file: folder.path, reason: "no folder can be made there")
    }
    // What stands there under the names of figures is to be replaced.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    where name.hasPrefix("figure-") {
      try WholeFile.checkWritable(
        at: folder.appendingPathComponent(name).path, replacing: replacement)
    }
  }

  mutating func opening(title: String) -> String { OwnMark.comment + "\n" }

  mutating func closing() throws -> String {
    if let failure { throw failure }
    return ""
  }

  mutating func text(of block: Block) -> String {
    switch block {
    case .chart(let chart):
      let name = store(drawing: chart.svgFile)
      return "![\(Self.escaped(chart.title))](\(name))\n\n"
    case .pictures(let pictures): return stored(pictures)
    case .exploration(let exploration): return still(exploration)
    default: return block.markdown + "\n\n"
    }
  }

  /// The pictures as files, each with its caption.
  private mutating func stored(_ pictures: [ShownPicture]) -> String {
    let shown = pictures.filter { !$0.pixels.elements.isEmpty }
    guard !shown.isEmpty else { return "no pixels to show\n\n" }
    return shown.map { picture in
      let name = store(OwnMark.marked(png: picture.png), "png")
      return "![\(Self.escaped(picture.caption.text))](\(name))  \n\(picture.caption.markdown)"
    }.joined(separator: "\n\n") + "\n\n"
  }

  /// What can be moved on a page, as it stands at first.
  private mutating func still(_ exploration: Exploration) -> String {
    let caption = exploration.caption.markdown + "\n\n"
    let sentence = Self.escaped(exploration.sentence) + "\n\n"
    func drawing(_ svg: String) -> String {
      "![\(Self.escaped(exploration.caption.text))](\(store(drawing: svg)))\n\n"
    }
    switch exploration.kind {
    case .layers, .frames: return caption + stored(exploration.pictures) + sentence
    case .ellipse(let matrix):
      return caption + drawing(EllipseDrawing(matrix).svg(isAlone: true) + "\n") + sentence
    case .projection(let cloud): return caption + drawing(cloud.chart.svgFile) + sentence
    case .steps(let matrices):
      return caption + matrices.map { Block.value($0).markdown + "\n\n" }.joined()
    }
  }

  private mutating func store(drawing svg: String) -> String {
    store(Array((OwnMark.comment + svg).utf8), "svg")
  }

  /// Writes a file beside the text, and gives the address that leads to it.
  private mutating func store(_ bytes: [UInt8], _ kind: String) -> String {
    count += 1
    let name = "figure-\(count).\(kind)"
    do {
      try WholeFile.store(
        bytes, at: folder.appendingPathComponent(name).path, replacing: replacement)
    } catch {
      failure = failure ?? error
    }
    let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "()"))
    return (link.addingPercentEncoding(withAllowedCharacters: allowed) ?? link) + "/" + name
  }

  /// Text in which nothing is markup.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_[]<>#|&$~".contains(character) { result += "\\" }
      result.append(character.isNewline ? " " : character)
    }
    return result
  }
}

extension RichText {
  /// The text with the marks of its styles.
  var markdown: String {
    spans.map { span in
      if span.style.contains(.code) {
        // As many marks as it takes for the code to hold some itself.
        let longest = span.text.split { $0 != "`" }.map(\.count).max() ?? 0
        let mark = String(repeating: "`", count: longest + 1)
        let pad = span.text.hasPrefix("`") || span.text.hasSuffix("`") ? " " : ""
        return mark + pad + span.text + pad + mark
      }
      var text = MarkdownRenderer.escaped(span.text)
      // Marks of emphasis must stand close to the words.
      let inner = text.drop { $0 == " " }
      if !inner.isEmpty, !span.style.isEmpty {
        let before = String(text.prefix(text.count - inner.count))
        let words = String(inner.reversed().drop { $0 == " " }.reversed())
        let after = String(inner.dropFirst(words.count))
        let mark = span.style.contains(.strong) ? "**" : ""
        let slant = span.style.contains(.emphasis) ? "*" : ""
        text = before + mark + slant + words + slant + mark + after
      }
      return span.link.map { "[\(text)](\($0))" } ?? text
    }.joined()
  }
}

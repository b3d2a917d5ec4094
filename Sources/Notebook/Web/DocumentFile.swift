import Datasets
import Foundation

/// A file that a page is written to while the terminal shows it.
final class DocumentFile {
  private let path: String
  private let replacement: Replacement
  private var renderer: any Renderer
  private var text = ""

  /// - Throws: `FileError.cannotWrite` where the file could not be written in the end.
  init(
    at path: String, title: String, renderer: any Renderer, replacing replacement: Replacement
  ) throws {
    try WholeFile.checkWritable(at: path, replacing: replacement)
    self.path = path
    self.replacement = replacement
    self.renderer = renderer
    text = self.renderer.opening(title: title)
  }

  /// The whole path of the file.
  var location: String { URL(fileURLWithPath: path).standardizedFileURL.path }

  func add(_ block: Block) { text += renderer.text(of: block) }

  /// Writes the page in place of what was there.
  func finish() throws {
    text += try renderer.closing()
    try WholeFile.store(Array(text.utf8), at: path, replacing: replacement)
  }
}

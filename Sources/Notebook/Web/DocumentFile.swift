import Datasets
import Foundation

/// A file that a page is written to while the terminal shows it.
final class DocumentFile {
  private let path: String
  private var renderer: any Renderer
  private var text = ""

  /// - Throws: `FileError.cannotWrite` where the file could not be written in the end.
  init(at path: String, title: String, renderer: any Renderer) throws {
    try WholeFile.checkWritable(at: path)
    self.path = path
    self.renderer = renderer
    text = self.renderer.opening(title: title)
  }

  /// The whole path of the file.
  var location: String { URL(fileURLWithPath: path).standardizedFileURL.path }

  func add(_ block: Block) { text += renderer.text(of: block) }

  /// Writes the page in place of what was there.
  func finish() throws {
    text += try renderer.closing()
    try WholeFile.store(Array(text.utf8), at: path)
  }
}

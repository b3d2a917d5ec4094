import Foundation
import Presentation

/// What a reader of files tells on standard error of a file that it reads all the same.
enum FileNote {
  static func write(_ notes: [String], file: String) {
    for note in notes {
      let line = onOneLine("\(file.isEmpty ? "\"\"" : file): note: \(note)")
      FileHandle.standardError.write(Data("\(line)\n".utf8))
    }
  }
}

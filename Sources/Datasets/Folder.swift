import Foundation

/// Folders to write into.
public enum Folder {
  /// Makes sure that the folder at `path` is there, with the folders above it.
  ///
  /// - Throws: `FileError.cannotWrite` where a file is in its place, or nothing may be written.
  public static func create(at path: String) throws(FileError) {
    do {
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: path), withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(file: path, reason: "a place where no folder can be made")
    }
  }
}

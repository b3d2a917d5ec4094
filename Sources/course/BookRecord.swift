import Datasets
import Foundation

/// Which pages were made from what, so that only what changed is made anew.
struct BookRecord {
  private let folder: URL
  private let replacement: Replacement
  private var entries: [String: String]

  /// The folder of the pages as the lessons wrote them, before terms were linked.
  private var cache: URL { folder.appendingPathComponent(".pages") }

  init(in folder: URL, replacing replacement: Replacement) {
    self.replacement = replacement
    self.folder = folder
    let data = FileManager.default.contents(
      atPath: folder.appendingPathComponent(".pages/keys.json").path)
    entries =
      data.flatMap { try? JSONDecoder().decode([String: String].self, from: $0) } ?? [:]
  }

  /// What a page depends on: the program, its options, and its place in the book.
  static func key(program: String, place: Data, options: [String]) -> String {
    let attributes = try? FileManager.default.attributesOfItem(atPath: program)
    let date = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    let size = attributes?[.size] as? Int ?? 0
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in place { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return "\(size) \(date) \(options.joined(separator: " ")) \(String(hash, radix: 16))"
  }

  /// The page that was made before from the same.
  ///
  /// - Parameter name: The lesson with its options: pages made with and without `--quick` are kept beside
  ///   each other, so that a book changes from one to the other and back at once.
  func page(_ name: String, key: String) -> String? {
    guard entries[name] == key, let page = FileManager.default.contents(atPath: file(name).path)
    else { return nil }
    return String(decoding: page, as: UTF8.self)
  }

  /// Keeps a page, at once: should a later lesson fail, this one need not run again.
  mutating func keep(_ page: String, _ name: String, key: String) throws(Failure) {
    entries[name] = key
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    // By this the kit knows the file again.
    let marked = entries.merging(["generator": "LowRank"]) { $1 }
    do {
      try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
      try WholeFile.store(Array(page.utf8), at: file(name).path, replacing: replacement)
      try WholeFile.store(
        Array(try encoder.encode(marked)), at: cache.appendingPathComponent("keys.json").path,
        replacing: replacement)
    } catch let error as FileError {
      throw Failure(message: error.description, status: error.exitStatus)
    } catch {
      throw Failure(message: "\(cache.path): cannot be written", status: 73)
    }
  }

  private func file(_ name: String) -> URL { cache.appendingPathComponent("\(name).html") }
}

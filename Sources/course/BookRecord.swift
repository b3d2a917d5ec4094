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

  func page(of lesson: String, key: String) -> String? {
    guard entries[lesson] == key,
      let page = FileManager.default.contents(
        atPath: cache.appendingPathComponent("\(lesson).html").path)
    else { return nil }
    return String(decoding: page, as: UTF8.self)
  }

  mutating func keep(_ page: String, of lesson: String, key: String) {
    entries[lesson] = key
    try? FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
    // A page that is not kept is made again.
    try? WholeFile.store(
      Array(page.utf8), at: cache.appendingPathComponent("\(lesson).html").path,
      replacing: replacement)
  }

  func save() throws(Failure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    let file = cache.appendingPathComponent("keys.json").path
    // By this the kit knows the file again.
    let marked = entries.merging(["generator": "LowRank"]) { $1 }
    do {
      try WholeFile.store(
        Array(try encoder.encode(marked)), at: file, replacing: replacement)
    } catch let error as FileError {
      throw Failure(message: error.description, status: error.exitStatus)
    } catch {
      throw Failure(message: "\(file): cannot be written", status: 73)
    }
  }
}

import Testing

@testable import Datasets

/// Archives as macOS, Windows and Info-ZIP write them, and damaged ones.
@Suite struct ZipArchiveTests {
  /// What differs between those who write archives.
  struct Manner {
    var method = 8
    /// Sizes and checksum behind the data, as macOS writes them.
    var describesLater = false
    var separator = "/"
    /// 3 is Unix, 0 is DOS.
    var system = 3
    var attributes = 0o100644 << 16
    var extra: [UInt8] = []
    var comment = ""
    var front: [UInt8] = []
  }

  static let text = Array(String(repeating: "let answer = 42\n", count: 40).utf8)

  static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  static func archive(
    _ files: [(name: String, content: [UInt8])], _ manner: Manner = Manner()
  ) -> [UInt8] {
    var bytes = manner.front
    var directory: [UInt8] = []
    for file in files {
      let name = Array(file.name.replacing("/", with: manner.separator).utf8)
      let packed = manner.method == 8 ? Deflate.encode(file.content) : file.content
      let crc = Int(crc32(file.content[...]))
      let flags = manner.describesLater ? 8 : 0
      let sizes = little(crc, 4) + little(packed.count, 4) + little(file.content.count, 4)
      let start = bytes.count - manner.front.count
      bytes += little(0x0403_4B50, 4) + little(20, 2) + little(flags, 2) + little(manner.method, 2)
      bytes += little(0, 4) + (manner.describesLater ? little(0, 12) : sizes)
      bytes += little(name.count, 2) + little(manner.extra.count, 2) + name + manner.extra + packed
      if manner.describesLater { bytes += little(0x0807_4B50, 4) + sizes }
      directory += little(0x0201_4B50, 4) + little(manner.system << 8 | 20, 2) + little(20, 2)
      directory += little(flags, 2) + little(manner.method, 2) + little(0, 4) + sizes
      directory += little(name.count, 2) + little(manner.extra.count, 2) + little(0, 2 + 2 + 2)
      directory += little(manner.attributes, 4) + little(start, 4) + name + manner.extra
    }
    let start = bytes.count - manner.front.count
    bytes += directory + little(0x0605_4B50, 4) + little(0, 4)
    bytes += little(files.count, 2) + little(files.count, 2) + little(directory.count, 4)
    return bytes + little(start, 4) + little(manner.comment.utf8.count, 2)
      + Array(manner.comment.utf8)
  }

  static let manners = [
    Manner(), Manner(method: 0), Manner(describesLater: true), Manner(separator: "\\", system: 0),
    Manner(extra: little(0x5455, 2) + little(5, 2) + [1, 0, 0, 0, 0], comment: "made by hand"),
    Manner(front: Array("#!/bin/sh\n".utf8)),
  ]

  @Test func readsWhatEachSystemWrites() throws {
    for manner in Self.manners {
      let archive = try ZipArchive(
        Self.archive([("Exercises/04-x.swift", Self.text), ("Übung.txt", [])], manner))
      #expect(archive.entries.map(\.path) == ["Exercises/04-x.swift", "Übung.txt"])
      #expect(try archive.contents(of: archive.entries[0], limit: 1 << 20) == Self.text)
      #expect(try archive.contents(of: archive.entries[1], limit: 1 << 20).isEmpty)
      #expect(!archive.entries[0].isLink)
    }
  }

  @Test func seesALink() throws {
    let archive = try ZipArchive(
      Self.archive([("x", Array("/etc/passwd".utf8))], Manner(attributes: 0o120777 << 16)))
    #expect(archive.entries[0].isLink)
  }

  static let wrong: [([UInt8], String)] = [
    ([], "empty"), (Array("Rar!\u{1A}".utf8), "rar"), (Array("<html>".utf8), "HTML"),
    (Array("hello".utf8), "does not begin"), ([0x50, 0x4B, 3, 4, 0, 0], "cut off"),
    (Array(archive([("x", text)]).dropLast(1)), "cut off"),
  ]

  @Test func saysWhatIsNoArchive() {
    for (bytes, words) in Self.wrong {
      #expect { try ZipArchive(bytes) } throws: {
        ($0 as? ZipArchive.Damage)?.description.contains(words) == true
      }
    }
  }

  @Test func nothingUnfoldsBeyondTheLimit() throws {
    let archive = try ZipArchive(Self.archive([("x", [UInt8](repeating: 0, count: 1 << 20))]))
    #expect(throws: ZipArchive.Damage.self) {
      try archive.contents(of: archive.entries[0], limit: 1000)
    }
  }

  @Test func damageIsAnErrorAndNeverATrap() throws {
    var random = SeededBits(state: 7)
    for manner in Self.manners {
      let whole = Self.archive([("a/b", Self.text), ("c", [1, 2, 3])], manner)
      for _ in 0..<400 {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          bytes[Int.random(in: bytes.indices, using: &random)] = .random(
            in: 0...255, using: &random)
        }
        if Bool.random(using: &random) { bytes.removeLast(.random(in: 0...30, using: &random)) }
        guard let archive = try? ZipArchive(bytes) else { continue }
        for entry in archive.entries {
          if let content = try? archive.contents(of: entry, limit: 1 << 16) {
            #expect(content.count == entry.size)
          }
        }
      }
    }
  }
}

/// A generator that gives the same numbers each time.
private struct SeededBits: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

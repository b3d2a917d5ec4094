import Foundation
import LinearAlgebra
import Testing

@testable import Datasets

@Suite struct FileErrorTests {
  /// A folder that is there for the time of `body`.
  static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("datasets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  static func reading(_ path: String) -> FileError? {
    do {
      _ = try Picture(contentsOf: path)
      return nil
    } catch { return error }
  }

  static func writing(_ picture: Picture, _ path: String) -> FileError? {
    do {
      try picture.write(to: path)
      return nil
    } catch { return error }
  }

  static let picture = Picture(grey: [[0, 1, 2], [253, 254, 255]])

  @Test func theFourErrors() {
    let errors: [(FileError, Int32, String)] = [
      (.missing(file: "a.png"), 66, "a.png: expected a file, found none"),
      (
        .unreadable(file: "a", reason: "a folder"), 66,
        "a: expected a file that can be read, found a folder"
      ),
      (.malformed(file: "a", expected: "b", found: "c"), 65, "a: expected b, found c"),
      (
        .cannotWrite(file: "a", reason: "no space left"), 73,
        "a: expected a file that can be written, found no space left"
      ),
      (.missing(file: ""), 66, "\"\": expected a file, found none"),
    ]
    for (error, status, description) in errors {
      #expect(error.exitStatus == status)
      #expect(error.description == description)
    }
  }

  @Test func namesCannotDriveTheTerminal() {
    let error = FileError.missing(file: "a\u{1b}[31m\r\nb\u{85}\u{2028}\u{202e}\u{7f}Ünï 写真.png")
    #expect(
      error.description == #"a\u{1b}[31m\u{d}\u{a}b\u{85}\u{2028}\u{202e}\u{7f}Ünï 写真.png"#
        + ": expected a file, found none")
  }

  @Test func longLinesLoseTheirMiddle() {
    let accents = "e" + String(repeating: "\u{301}", count: 50_000)
    let name = String(repeating: "n", count: 100_000) + "-end.png"
    for error: FileError in [
      .missing(file: name), .malformed(file: "a", expected: "b", found: accents),
      .malformed(file: name, expected: String(repeating: "\u{1b}", count: 999), found: accents),
      .cannotWrite(file: name, reason: name),
    ] {
      #expect(error.description.unicodeScalars.count <= 300)
      #expect(error.description.unicodeScalars.contains("…"))
    }
    #expect(FileError.missing(file: name).description.contains("-end.png: expected a file"))
    let short = "a/" + String(repeating: "x", count: 100)
    #expect(FileError.missing(file: short).description == "\(short): expected a file, found none")
  }

  @Test func theFormatIsToldByTheContent() throws {
    try Self.withFolder { folder in
      try WholeFile.store(
        Self.picture.png(), at: folder + "/a.pgm", replacing: .any)
      #expect(try Picture(contentsOf: folder + "/a.pgm") == Self.picture)
    }
    for (start, name) in [
      ("", "an empty file"), ("\u{1b}[m", "a file that begins with the bytes 1b 5b 6d"),
    ] {
      #expect(
        refusal(decoding: Array(start.utf8))
          == "a file.png: expected a PNG, JPEG, PGM or PPM picture, found \(name)")
    }
  }

  @Test func whatCannotBeRead() throws {
    try Self.withFolder { folder in
      #expect(Self.reading(folder + "/none.png") == .missing(file: folder + "/none.png"))
      #expect(Self.reading("") == .missing(file: ""))
      #expect(Self.reading(folder) == .unreadable(file: folder, reason: "a folder"))

      let file = folder + "/a.pgm"
      try Self.picture.write(to: file)
      #expect(Self.reading(file + "/b") == .missing(file: file + "/b"))
      #expect(Self.reading(file + "\0") == .missing(file: file + "\0"))

      let pipe = folder + "/pipe"
      #expect(mkfifo(pipe, 0o600) == 0)
      #expect(Self.reading(pipe) == .unreadable(file: pipe, reason: "a pipe or a device"))
      #expect(
        Self.reading("/dev/null") == .unreadable(file: "/dev/null", reason: "a pipe or a device"))

      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
      // The superuser reads everything.
      if geteuid() != 0 {
        #expect(Self.reading(file) == .unreadable(file: file, reason: "no permission"))
      }
    }
  }

  /// The file has no blocks on the disk, only a size.
  @Test func aFileOfMoreThanAGigabyte() throws {
    try Self.withFolder { folder in
      let file = folder + "/large.pgm"
      try Self.picture.write(to: file)
      #expect(truncate(file, off_t(WholeFile.sizeLimit + 1)) == 0)
      let reason = "1073741825 bytes, above the limit of 1073741824"
      #expect(Self.reading(file) == .unreadable(file: file, reason: reason))
    }
  }

  @Test func whatIsWritten() throws {
    try Self.withFolder { folder in
      for name in ["a.png", "b.PNG", "c.pgm", "c.pgm"] {
        try Self.picture.write(to: "\(folder)/\(name)")
        #expect(try Picture(contentsOf: "\(folder)/\(name)") == Self.picture)
      }
      let png = try WholeFile.contents(of: folder + "/b.PNG")
      #expect(png.starts(with: Self.picture.png().prefix(33)) && OwnMark.isIn(png))
      let pgm = try WholeFile.contents(of: folder + "/c.pgm")
      #expect(pgm.suffix(8) == Self.picture.pgm().suffix(8) && OwnMark.isIn(pgm))
    }
  }

  @Test func whatCannotBeWritten() throws {
    try Self.withFolder { folder in
      func reason(_ path: String, _ picture: Picture = Self.picture) -> String? {
        guard case .cannotWrite(path, let reason) = Self.writing(picture, path) else { return nil }
        return reason
      }
      #expect(reason(folder + "/none/a.png") == "no folder to put it in")
      #expect(reason(folder + "/a.jpg") == "an extension other than .png and .pgm")
      #expect(reason(folder + "/png") == "an extension other than .png and .pgm")
      #expect(reason("") == "an extension other than .png and .pgm")
      #expect(reason(folder + "/a\0.png") == "a zero character in its name")
      #expect(
        reason(folder + "/a.png", Picture(grey: Matrix(rows: 0, columns: 4)))
          == "a picture of 4×0 pixels")
      try FileManager.default.createDirectory(
        atPath: folder + "/b.png", withIntermediateDirectories: false)
      #expect(reason(folder + "/b.png") == "a folder")
      #expect(mkfifo(folder + "/pipe.png", 0o600) == 0)
      #expect(reason(folder + "/pipe.png") == "a pipe or a device")
    }
  }
}

import Foundation
import Testing

@testable import Datasets

@Suite struct WholeFileTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  @Test func aLinkIsFollowedAndStaysALink() throws {
    try inFolder { folder in
      let files = FileManager.default
      try files.createDirectory(atPath: folder + "/deep", withIntermediateDirectories: false)
      try WholeFile.store([1], at: folder + "/deep/real", replacing: .any)
      try files.createSymbolicLink(atPath: folder + "/link", withDestinationPath: "deep/real")
      try WholeFile.store([2, 3], at: folder + "/link", replacing: .any)
      #expect(try WholeFile.contents(of: folder + "/deep/real") == [2, 3])
      #expect(try files.destinationOfSymbolicLink(atPath: folder + "/link") == "deep/real")
      try files.createSymbolicLink(atPath: folder + "/dangling", withDestinationPath: "nowhere")
      #expect(
        throws: FileError.cannotWrite(
          file: folder + "/dangling", reason: "a link that leads nowhere")
      ) { try WholeFile.store([4], at: folder + "/dangling", replacing: .any) }
      #expect(!files.fileExists(atPath: folder + "/nowhere"))
    }
  }

  @Test func permissionsStayAndNothingIsLeftBeside() throws {
    try inFolder { folder in
      let path = folder + "/a"
      try WholeFile.store([1], at: path, replacing: .any)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      try WholeFile.checkWritable(at: path, replacing: .any)
      try WholeFile.store([2], at: path, replacing: .any)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o640)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
    }
  }

  // MARK: What may be replaced

  @Test func whatTheKitDidNotWriteStays() throws {
    try inFolder { folder in
      let picture = Picture(grey: [[0, 255], [128, 7]])
      let tensors = TensorFile([.init(name: "w", shape: [2], values: [1, 2])])
      for name in ["a.png", "a.pgm"] {
        let path = "\(folder)/\(name)"
        try Data(name == "a.png" ? picture.png() : picture.pgm()).write(
          to: URL(fileURLWithPath: path))
        #expect(throws: Self.stranger(path)) { try picture.write(to: path) }
        #expect(throws: Self.stranger(path)) { try Picture.checkWritable(at: path) }
        try picture.write(to: path, replacing: .any)
        // Now it bears the mark, and is a picture as before.
        try picture.write(to: path)
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(try Picture(decoding: bytes, file: path) == picture)
      }
      let path = folder + "/w.safetensors"
      try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
      #expect(throws: Self.stranger(path)) { try tensors.write(to: path) }
      try tensors.write(to: path, replacing: .any)
      try tensors.write(to: path)
      #expect(try TensorFile(contentsOf: path) == tensors)
    }
  }

  @Test func anEmptyFileIsNobodys() throws {
    try inFolder { folder in
      let path = folder + "/a.png"
      try Data().write(to: URL(fileURLWithPath: path))
      try Picture(grey: [[1]]).write(to: path)
    }
  }

  /// Not even where any file may be replaced, and by whatever name.
  @Test func anInputStays() throws {
    try inFolder { folder in
      let picture = Picture(grey: [[0, 255], [128, 7]])
      let (path, other) = (folder + "/original.png", folder + "/copy.png")
      try picture.write(to: folder + "/own.png")
      for copy in [path, other] {
        try FileManager.default.copyItem(atPath: folder + "/own.png", toPath: copy)
      }
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link.png", withDestinationPath: other)
      _ = try Picture(contentsOf: other)
      for output in [other, folder + "/link.png"] {
        #expect(throws: Self.input(output)) { try picture.write(to: output, replacing: .any) }
      }
      // What an output was announced for cannot be read any more.
      try Picture.checkWritable(at: path)
      try FileManager.default.moveItem(atPath: path, toPath: folder + "/b.png")
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "b.png")
      #expect(throws: Self.input(path)) { try Picture(contentsOf: folder + "/b.png") }
    }
  }

  /// A signal in the midst of writing ends the process, and leaves the old file and nothing beside it.
  @Test func aSignalLeavesTheOldFile() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path
    try Data("old".utf8).write(to: folder.appendingPathComponent("a"))
    await #expect(processExitsWith: .signal(SIGTERM)) { [path = path as String] in
      Thread.detachNewThread {
        // The old file is there from the start, the unfinished one once it is begun.
        while (try? FileManager.default.contentsOfDirectory(atPath: path).count) != 2 {}
        kill(getpid(), SIGTERM)
      }
      let bytes = [UInt8](repeating: 7, count: 1 << 28)
      try? WholeFile.store(bytes, at: path + "/a", replacing: .any)
      // The signal may go to another thread, a little later.
      sleep(10)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["a"])
    #expect(try String(contentsOfFile: path + "/a", encoding: .utf8) == "old")
  }

  private static func stranger(_ path: String) -> FileError {
    .cannotWrite(file: path, reason: "a file that this kit did not write (--force replaces it)")
  }

  private static func input(_ path: String) -> FileError {
    .cannotWrite(file: path, reason: "an input of this run, which stays as it is")
  }
}

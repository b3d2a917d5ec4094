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
      try WholeFile.store([1], at: folder + "/deep/real")
      try files.createSymbolicLink(atPath: folder + "/link", withDestinationPath: "deep/real")
      try WholeFile.store([2, 3], at: folder + "/link")
      #expect(try WholeFile.contents(of: folder + "/deep/real") == [2, 3])
      #expect(try files.destinationOfSymbolicLink(atPath: folder + "/link") == "deep/real")
      try files.createSymbolicLink(atPath: folder + "/dangling", withDestinationPath: "nowhere")
      #expect(
        throws: FileError.cannotWrite(
          file: folder + "/dangling", reason: "a link that leads nowhere")
      ) { try WholeFile.store([4], at: folder + "/dangling") }
      #expect(!files.fileExists(atPath: folder + "/nowhere"))
    }
  }

  @Test func permissionsStayAndNothingIsLeftBeside() throws {
    try inFolder { folder in
      let path = folder + "/a"
      try WholeFile.store([1], at: path)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      try WholeFile.checkWritable(at: path)
      try WholeFile.store([2], at: path)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o640)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
    }
  }
}

import Foundation
import Testing

@testable import Datasets

@Suite struct BundledPictureTests {
  @Test(arguments: BundledPicture.allCases) func isThere(picture: BundledPicture) throws {
    #expect(try picture.load().grey.shape == "400×400")
  }

  /// Each file that is bundled is named in the notice, and read by some case.
  @Test func theNoticeNamesEveryFile() throws {
    let data = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/Datasets/Data")
    let notice = try String(contentsOf: data.appendingPathComponent("NOTICE.md"), encoding: .utf8)
    let files = try FileManager.default.contentsOfDirectory(atPath: data.path)
      .filter { $0 != "NOTICE.md" }
    for file in files { #expect(notice.contains("| \(file) |")) }
    #expect(files.count == BundledPicture.allCases.count)
  }
}

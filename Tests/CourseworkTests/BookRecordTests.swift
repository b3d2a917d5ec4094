import Coursework
import Foundation
import Testing

@testable import course

@Suite struct BookRecordTests {
  @Test("a book is made with --quick, without, and with it again, and each page runs once")
  func pagesOfBothKindsAreKept() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    var record = BookRecord(in: folder, replacing: .own)
    #expect(record.page("Name", key: "1") == nil)
    try record.keep("full", "Name", key: "1")
    try record.keep("short", "Name--quick", key: "2")
    // What was kept is there for the next run, though this one may have ended in between.
    let next = BookRecord(in: folder, replacing: .own)
    #expect(next.page("Name", key: "1") == "full")
    #expect(next.page("Name--quick", key: "2") == "short")
    // Another program, or another place in the book, makes another page.
    #expect(next.page("Name", key: "2") == nil)
    try FileManager.default.removeItem(at: folder.appendingPathComponent(".pages/Name.html"))
    #expect(next.page("Name", key: "1") == nil)
  }
}

@Suite struct ReadmeTests {
  @Test("a lesson's summary is its row of the table, whatever sentence names it before")
  func summariesComeFromTheTable() throws {
    let lesson = try #require(Course.outline.first { $0.name == "ImageCompression" })
    let readme = Readme(
      """
      # T

      That is what `swift run ImageCompression` finds out.

      | 4 | `swift run ImageCompression` | a picture |
      """)
    #expect(readme.summary(of: lesson) == "a picture")
  }
}

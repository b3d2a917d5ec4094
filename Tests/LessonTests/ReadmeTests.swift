import Foundation
import Testing

@Suite("What the README shows comes from the lessons")
struct ReadmeTests {
  @Test("its first table is the lesson's")
  func tableIsTheLessons() async throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let rows = readme.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains(" % |") }
    #expect(rows.count == 4)
    let page = try await LessonRuns.shared.run("ImageCompression").markdown
      .replacing("\u{A0}", with: " ")
    for row in rows { #expect(page.contains(row.dropLast())) }
  }
}

import Foundation
import Testing

@Suite("A page that cannot be written to its end leaves what was there")
struct PageFileTests {
  @Test("a limit on the size of files is an error, and no signal")
  func limitedSize() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let page = folder.appendingPathComponent("page.html")
    try Data("mine".utf8).write(to: page)
    let lesson = LessonRun.products.appendingPathComponent("Eigendecomposition").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "ulimit -f 16; exec \"$0\" --html \"$1\" > /dev/null", lesson, page.path,
    ]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 73, "\(said)")
    #expect(said.contains("a limit on the size of files") && said.split(separator: "\n").count == 1)
    #expect(try String(contentsOf: page, encoding: .utf8) == "mine")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["page.html"])
  }
}

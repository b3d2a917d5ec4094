import Foundation
import Testing

@Suite("A page that cannot be written to its end leaves what was there")
struct PageFileTests {
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test(
    "what the kit did not write stays, unless --force says otherwise", arguments: ["html", "md"])
  func strangers(kind: String) throws {
    try inFolder { folder in
      let page = folder.appendingPathComponent("page." + kind)
      try Data("mine".utf8).write(to: page)
      let option = kind == "html" ? "--html" : "--markdown"
      let refused = try LessonRun("Eigendecomposition", [option, page.path])
      #expect(refused.status == 73 && refused.output.isEmpty)
      #expect(refused.errors.contains("a file that this kit did not write (--force replaces it)"))
      #expect(try String(contentsOf: page, encoding: .utf8) == "mine")
      #expect(try LessonRun("Eigendecomposition", [option, page.path, "--force"]).status == 0)
      // Its own it knows again.
      #expect(try LessonRun("Eigendecomposition", [option, page.path]).status == 0)
    }
  }

  @Test("figures beside a page of Markdown are tried before the page begins")
  func strangersAmongFigures() throws {
    try inFolder { folder in
      let figures = folder.appendingPathComponent("page-files")
      try FileManager.default.createDirectory(at: figures, withIntermediateDirectories: false)
      try Data("mine".utf8).write(to: figures.appendingPathComponent("figure-1.svg"))
      let page = folder.appendingPathComponent("page.md").path
      let run = try LessonRun("Eigendecomposition", ["--markdown", page])
      #expect(run.status == 73 && run.output.isEmpty && run.errors.contains("figure-1.svg"))
    }
  }

  @Test("an input stays, even with --force", arguments: [false, true])
  func inputs(asPage: Bool) throws {
    try inFolder { folder in
      let file = folder.appendingPathComponent("original.png")
      let first = try LessonRun(
        "ImageCompression", ["--out", folder.path, "--ranks", "2"])
      #expect(first.status == 0)
      let before = try Data(contentsOf: file)
      let run = try LessonRun(
        "ImageCompression",
        ["--image", file.path, "--force", "--ranks", "2"]
          + (asPage ? ["--html", file.path] : ["--out", folder.path]))
      #expect(run.status == 73 && run.output.isEmpty, "\(run.errors)")
      #expect(run.errors.contains("an input of this run"), "\(run.errors)")
      #expect(try Data(contentsOf: file) == before)
    }
  }

  @Test("a limit on the size of files is an error, and no signal")
  func limitedSize() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let page = folder.appendingPathComponent("page.html")
    let mine = "<meta name=\"generator\" content=\"LowRank\">"
    try Data(mine.utf8).write(to: page)
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
    #expect(try String(contentsOf: page, encoding: .utf8) == mine)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["page.html"])
  }
}

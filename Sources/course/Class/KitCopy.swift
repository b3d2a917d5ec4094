import Coursework
import Foundation
import Grading

/// A copy of the kit's files, without what was built, answered or kept by git.
enum KitCopy {
  /// The folders of the package that make it what it is.
  private static let parts = [
    "Package.swift", "README.md", "LICENSE", "Sources", "Lessons", "Exercises", "Solutions",
    "Tests",
    ".swift-format", ".sourcekit-lsp", ".gitignore", ".devcontainer", ".vscode", ".github", ".ci",
  ]

  /// Writes it; the exercises are stubs, whatever stands in them here.
  static func write(to folder: URL) throws(Failure) {
    let root = SwiftBuild.root
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for part in parts {
        let from = root.appendingPathComponent(part)
        guard FileManager.default.fileExists(atPath: from.path) else { continue }
        try FileManager.default.copyItem(at: from, to: folder.appendingPathComponent(part))
      }
      let exercises = folder.appendingPathComponent("Exercises")
      try FileManager.default.removeItem(at: exercises)
      let kit = Workspace(root: root)
      let copy = Workspace(root: folder)
      for lesson in Course.outline {
        try copy.write(try kit.stubFile(of: lesson), to: lesson.exerciseFile)
      }
    } catch let error as WorkspaceError {
      throw Failure(message: error.description, status: 66)
    } catch {
      throw Failure(message: "\(folder.path): \(error.localizedDescription)", status: 73)
    }
  }
}

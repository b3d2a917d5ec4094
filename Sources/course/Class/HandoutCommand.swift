import Coursework
import Foundation
import Grading

/// `course handout`: a copy of the kit for a class, without solutions that can be read.
enum HandoutCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    let (folder, rest) = try FolderRequest.read(words, verb: "handout")
    guard rest.isEmpty else { throw .usage("handout takes a folder alone: --output FOLDER") }
    try KitCopy.write(to: folder)
    do {
      try Handout(root: folder).seal()
    } catch let error as WorkspaceError {
      throw Failure(message: error.description, status: 66)
    } catch {
      throw Failure(message: "\(folder.path): \(error.localizedDescription)", status: 73)
    }
    print(
      "A copy without solutions is in \(folder.path). `swift test` grades there as it does here.")
    return 0
  }
}

/// Takes the solutions out of a copy of the kit.
///
/// What the judge needs to know, the solutions and the checks with their right and wrong answers, is sealed:
/// written so that nobody reads it by chance, and unsealed by a plugin while the kit is built. It is no
/// secret to somebody who takes the trouble; a secret could not be built on a learner's machine.
struct Handout {
  let root: URL

  /// How the files begin that stand in the place of solutions.
  static let notice = "// This copy of the kit came without solutions."

  /// The folders of judging code that is sealed as well: it holds right and wrong answers.
  private static let judging = "Sources/Coursework"

  func seal() throws {
    let workspace = Workspace(root: root)
    for lesson in Course.outline {
      let text = try workspace.text(lesson.solutionFile)
      let folder = "Sources/Sealed/\(lesson.name)"
      try workspace.write(Self.sealed(text), to: "\(folder)/\(lesson.label).sealed")
      try workspace.write("// What is compiled here is sealed.\n", to: "\(folder)/Sealed.swift")
      let stubs = try workspace.text(lesson.exerciseFile)
      let code = stubs.split(separator: "\n", omittingEmptySubsequences: false)
        .drop { $0.hasPrefix("//") && !$0.hasPrefix("///") || $0.isEmpty }
      try workspace.write(
        Self.notice + "\n\n" + code.joined(separator: "\n"), to: lesson.solutionFile)
    }
    try sealJudging(workspace)
    try workspace.write(Self.plugin, to: "Plugins/Unseal/Unseal.swift")
    try workspace.write(Self.tool, to: "Sources/unseal/main.swift")
    try workspace.write(try Self.manifest(try workspace.text("Package.swift")), to: "Package.swift")
    let readme = try workspace.text("README.md")
    try workspace.write(
      readme.replacing(
        " The reference answers are in `Solutions/`. Nobody stops you.",
        with: " This copy came without reference answers."), to: "README.md")
  }

  private func sealJudging(_ workspace: Workspace) throws {
    let folder = root.appendingPathComponent(Self.judging)
    let paths = (FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? [])
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
    for path in paths {
      let whole = "\(Self.judging)/\(path)"
      // The folders are told apart by nothing but the names of the files, which differ.
      let name = path.replacing("/", with: "-").dropLast(".swift".count)
      try workspace.write(
        Self.sealed(try workspace.text(whole)), to: "\(Self.judging)/\(name).sealed")
      try FileManager.default.removeItem(at: workspace.url(whole))
    }
    for entry in workspace.entries(of: Self.judging) where !entry.contains(".") {
      try FileManager.default.removeItem(at: workspace.url("\(Self.judging)/\(entry)"))
    }
    try workspace.write("// What is compiled here is sealed.\n", to: "\(Self.judging)/Sealed.swift")
  }

  /// A text as it is sealed; `tool` undoes it.
  static func sealed(_ text: String) -> String {
    let bytes = text.utf8.enumerated().map { $1 ^ UInt8(truncatingIfNeeded: $0 &* 167 &+ 91) }
    return Data(bytes).base64EncodedString(options: .lineLength76Characters) + "\n"
  }

  /// The manifest with the solutions' targets and the checks' built from what is sealed.
  static func manifest(_ text: String) throws(Failure) -> String {
    let changes = [
      (
        "dependencies: below, path: \"Solutions\",\n          exclude: others,"
          + " sources: [\"\\(lesson.label).swift\"]),",
        "dependencies: below,\n          path: \"Sources/Sealed/\\(lesson.name)\","
          + " plugins: [\"Unseal\"]),"
      ),
      (
        ".target(name: \"Coursework\", dependencies: Array(judging.dropFirst())),",
        """
        .target(
              name: "Coursework", dependencies: Array(judging.dropFirst()), plugins: ["Unseal"]),
            .executableTarget(name: "unseal"),
            .plugin(name: "Unseal", capability: .buildTool(), dependencies: ["unseal"]),
        """
      ),
      (
        "for target in package.targets {",
        "for target in package.targets where target.type != .plugin {"
      ),
    ]
    var text = text
    for (old, new) in changes {
      guard let range = text.firstRange(of: old) else {
        throw Failure(
          message: "Package.swift is not as handout knows it: expected \(old.prefix(60))",
          status: 70)
      }
      text.replaceSubrange(range, with: new)
    }
    return text
  }

  private static let plugin = """
    import Foundation
    import PackagePlugin

    /// Turns what is sealed in a target into Swift while it is built.
    @main struct Unseal: BuildToolPlugin {
      func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        guard let target = target as? SourceModuleTarget else { return [] }
        let tool = try context.tool(named: "unseal")
        return target.sourceFiles.map(\\.url).filter { $0.pathExtension == "sealed" }.map { file in
          let name = file.deletingPathExtension().lastPathComponent + ".swift"
          let output = context.pluginWorkDirectoryURL.appendingPathComponent(name)
          return .buildCommand(
            displayName: "Unsealing \\(name)", executable: tool.url,
            arguments: [file.path, output.path], inputFiles: [file], outputFiles: [output])
        }
      }
    }

    """

  private static let tool = """
    import Foundation

    // Writes the Swift that is sealed in the first file into the second.
    let paths = CommandLine.arguments
    let text = try String(contentsOfFile: paths[1], encoding: .utf8)
    let sealed = Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data()
    let bytes = sealed.enumerated().map { $1 ^ UInt8(truncatingIfNeeded: $0 &* 167 &+ 91) }
    try Data(bytes).write(to: URL(fileURLWithPath: paths[2]))

    """
}

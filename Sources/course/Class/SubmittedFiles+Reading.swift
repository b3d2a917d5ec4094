import Datasets
import Foundation
import Grading

extension SubmittedFiles {
  /// Reads a submission: each part is a folder, a zip archive, a git bundle or a Swift file.
  init(of submission: Submission) throws(Broken) {
    var reasons: [String] = []
    for part in submission.parts {
      do {
        merge(try SubmittedFiles(at: part))
      } catch {
        reasons.append(
          submission.parts.count == 1
            ? error.description : "\(part.lastPathComponent.printable) \(error.description)")
      }
    }
    guard !files.isEmpty else {
      throw Broken(description: reasons.joined(separator: "; "))
    }
    ignored += reasons
  }

  /// Reads one part.
  private init(at url: URL) throws(Broken) {
    let kind = (try? FileManager.default.attributesOfItem(atPath: url.path))?[.type]
    switch kind as? FileAttributeType {
    case .typeDirectory?:
      let files = try Self.files(in: url)
      // A system's folder may hold nothing but the archive that was handed in.
      let archives = files.filter { candidate in
        let name = candidate.path.lowercased()
        return !candidate.path.contains("/") && !candidate.isLink
          && (name.hasSuffix(".zip") || name.hasSuffix(".bundle"))
      }
      if files.contains(where: { Self.label(of: $0.path) != nil }) || archives.isEmpty {
        self = try SubmittedFiles(files)
      } else {
        self.init()
        for archive in archives.sorted(by: { $0.path < $1.path }) {
          merge(try SubmittedFiles(at: url.appendingPathComponent(archive.path)))
        }
      }
    case .typeRegular?:
      guard let bytes = Self.bytes(of: url, limit: 1 << 28) else {
        throw Broken(description: "cannot be read, or is larger than 256 MiB")
      }
      if bytes.starts(with: Array("# v2 git bundle\n".utf8))
        || bytes.starts(with: Array("# v3 git bundle\n".utf8))
      {
        self = try SubmittedFiles(zip: try Self.archive(ofBundle: url))
      } else if url.pathExtension.lowercased() == "swift" {
        self = try SubmittedFiles([
          Candidate(path: url.lastPathComponent, isLink: false) { try Self.small(bytes) }
        ])
      } else {
        self = try SubmittedFiles(zip: bytes)
      }
    case .typeSymbolicLink?: throw Broken(description: "is a link, and is not followed")
    default: throw Broken(description: "is no file and no folder")
    }
  }

  private init(zip bytes: [UInt8]) throws(Broken) {
    let archive: ZipArchive
    do { archive = try ZipArchive(bytes) } catch {
      throw Broken(description: "is \(error.description)")
    }
    self = try SubmittedFiles(
      archive.entries.filter { !$0.isFolder }.map { entry in
        Candidate(path: entry.path, isLink: entry.isLink) {
          try archive.contents(of: entry, limit: Self.largest)
        }
      })
  }

  /// All files in a folder; links are named, and not followed.
  private static func files(in folder: URL) throws(Broken) -> [Candidate] {
    guard let walk = FileManager.default.enumerator(atPath: folder.path) else {
      throw Broken(description: "cannot be read")
    }
    var found: [Candidate] = []
    while let path = walk.nextObject() as? String {
      let type = walk.fileAttributes?[.type] as? FileAttributeType
      let name = path.split(separator: "/").last ?? ""
      if name.hasPrefix(".") || name == "node_modules" { walk.skipDescendants() }
      guard type != .typeDirectory else { continue }
      guard found.count < 100_000 else {
        throw Broken(description: "holds more than 100 000 files")
      }
      let url = folder.appendingPathComponent(path)
      found.append(
        Candidate(path: path, isLink: type != .typeRegular) {
          guard let bytes = Self.bytes(of: url, limit: Self.largest) else {
            throw Broken(description: "cannot be read, or is larger than 1 MiB")
          }
          return bytes
        })
    }
    return found
  }

  private static func bytes(of url: URL, limit: Int) -> [UInt8]? {
    let size = (try? FileManager.default.attributesOfItem(atPath: url.path))?[.size] as? Int
    guard let size, size <= limit, let data = FileManager.default.contents(atPath: url.path) else {
      return nil
    }
    return Array(data)
  }

  private static func small(_ bytes: [UInt8]) throws -> [UInt8] {
    guard bytes.count <= largest else { throw Broken(description: "is larger than 1 MiB") }
    return bytes
  }

  /// The files of a bundle's branch, as a zip archive that git makes of them; nothing of it is run or
  /// checked out.
  private static func archive(ofBundle url: URL) throws(Broken) -> [UInt8] {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("lowrank-bundle-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let packed = scratch.appendingPathComponent("files.zip")
    let objects = SwiftBuild.root.appendingPathComponent(".git/objects").path
    let environment: [String: String?] = [
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_TERMINAL_PROMPT": "0",
      // A bundle may lean on commits of the kit, which its clone began with.
      "GIT_ALTERNATE_OBJECT_DIRECTORIES": FileManager.default.fileExists(atPath: objects)
        ? objects : nil,
      "GIT_DIR": scratch.path, "GIT_WORK_TREE": nil,
    ]
    func git(_ arguments: [String]) throws(Broken) -> [String] {
      do {
        let outcome = try ChildProcess(
          ["/usr/bin/env", "git"] + arguments, environment: environment, timeLimit: 60
        ).run()
        guard outcome.ending == .exited(0) else {
          let said = outcome.errors.lines.first { $0.contains("error") || $0.contains("fatal") }
          throw Broken(
            description: "is a git bundle that cannot be read: "
              + (said ?? "git says nothing").printable)
        }
        return outcome.output.lines
      } catch let error as Broken {
        throw error
      } catch {
        throw Broken(description: "is a git bundle, and git cannot be started: \(error)")
      }
    }
    _ = try git(["init", "--quiet", "--bare", scratch.path])
    let heads = try git(["bundle", "list-heads", url.path]).compactMap { line in
      let words = line.split(separator: " ", maxSplits: 1)
      return words.count == 2 ? (commit: String(words[0]), name: String(words[1])) : nil
    }
    let preferred = ["HEAD", "refs/heads/main", "refs/heads/master"].lazy.compactMap { name in
      heads.first { $0.name == name }
    }.first
    guard let head = preferred ?? heads.first(where: { $0.name.hasPrefix("refs/heads/") }) else {
      throw Broken(description: "is a git bundle without a branch")
    }
    _ = try git(["fetch", "--quiet", "--no-tags", url.path, head.name])
    _ = try git(["archive", "--format=zip", "--output", packed.path, head.commit])
    guard let bytes = bytes(of: packed, limit: 1 << 28) else {
      throw Broken(description: "is a git bundle whose files cannot be read")
    }
    return bytes
  }
}

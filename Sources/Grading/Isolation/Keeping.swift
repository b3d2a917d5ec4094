import Exchange
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How learners' programs are kept on this machine: found out once.
public enum Keeping: String, Sendable {
  /// In namespaces of their own, under limits that they cannot lift.
  case namespaces

  /// Under limits alone: the system grants no namespaces to a plain user, or knows none.
  case limits

  /// Only as far as the program limits itself: the keeper was not built.
  case nothing

  /// What holds here.
  public static let here: Keeping = {
    guard let keeper else { return .nothing }
    for keeping in [Keeping.namespaces, .limits] where keeping.isGranted(by: keeper) {
      return keeping
    }
    return .nothing
  }()

  /// What it means, in one line.
  public var description: String {
    switch self {
    case .namespaces:
      "exercises run without network, see no other process, and write to memory of their own only"
    case .limits:
      "exercises run under limits on time, memory and files; network and files are open to them"
    case .nothing: "exercises are watched, and limit themselves"
    }
  }

  /// Whether a keeper stands between the judge and the program.
  static var isDone: Bool { here != .nothing }

  /// What stands in front of the program.
  static var prefix: [String] {
    guard let keeper, here != .nothing else { return [] }
    return here == .namespaces ? [keeper] : [keeper, "--plain"]
  }

  /// The variables that a learner's program gets: no passwords and keys of whoever grades.
  static func inherits(_ name: String) -> Bool {
    ["PATH", "HOME", "LANG", "TZ", "TERM", "TMPDIR", "LD_LIBRARY_PATH"].contains(name)
      || ["LC_", "SWIFT_", "DYLD_", "LOWRANK_"].contains { name.hasPrefix($0) }
  }

  /// The program that keeps others, beside this one: up to five folders above whatever runs the tests.
  private static let keeper: String? = {
    let own = Bundle.main.executablePath.map { [$0] } ?? []
    for path in own + CommandLine.arguments + Bundle.allBundles.map(\.bundlePath)
    where path.contains("/") {
      var folder = URL(fileURLWithPath: path).resolvingSymlinksInPath()
      for _ in 0..<5 {
        folder.deleteLastPathComponent()
        let program = folder.appendingPathComponent("keeper").path
        if FileManager.default.isExecutableFile(atPath: program) { return program }
      }
    }
    return nil
  }()

  /// Tries it on a program that does nothing.
  private func isGranted(by keeper: String) -> Bool {
    #if !os(Linux)
      if self == .namespaces { return false }
    #endif
    guard let lifeline = try? ChildProcess.Pipe.make(), let report = try? ChildProcess.Pipe.make(),
      let output = try? ChildProcess.Pipe.make()
    else { return false }
    defer {
      for end in [lifeline.read, lifeline.write, report.read, output.read] { close(end) }
    }
    let process = ChildProcess(
      [keeper] + (self == .namespaces ? [] : ["--plain"]) + ["/usr/bin/true"],
      environment: ResourceLimits().environment.mapValues { $0 })
    let child = try? process.spawn(
      output: output.write, errors: output.write,
      handed: [
        (lifeline.read, KeeperReport.lifeline), (report.write, KeeperReport.descriptor),
      ])
    close(output.write)
    close(report.write)
    guard let child else { return false }
    _ = ChildProcess.reap(child)
    var stream = OutputStream(descriptor: report.read)
    stream.drain()
    return KeeperReport.status(in: stream.tail.bytes) == 0
  }
}

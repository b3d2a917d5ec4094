import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder for a while, which is gone when the command ends, interrupted or not.
///
/// Its name holds the number of the process, so that what a killed process left is swept away by the
/// next one.
struct Scratch: Sendable {
  let url: URL

  init(prefix: String) throws(Failure) {
    let temporary = FileManager.default.temporaryDirectory
    Self.sweep(temporary, prefix)
    url = temporary.appendingPathComponent(
      "\(prefix)-\(getpid())-\(UInt32.random(in: 0...UInt32.max))")
    do {
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure(message: "\(url.path): cannot be written", status: 73)
    }
  }

  func remove() { try? FileManager.default.removeItem(at: url) }

  /// Removes the folders of processes that are no more.
  private static func sweep(_ folder: URL, _ prefix: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix(prefix + "-") {
      let parts = name.dropFirst(prefix.count + 1).split(separator: "-")
      guard parts.count == 2, let process = pid_t(parts[0]), kill(process, 0) != 0, errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
  }
}

/// Whether somebody pressed Ctrl-C, or a system asked the command to end.
enum Interruption {
  nonisolated(unsafe) private static var number: sig_atomic_t = 0

  static var wasRequested: Bool { number != 0 }

  /// From now on such a signal is noted, and the command ends in its own time; a second one ends it at
  /// once.
  static func watch() {
    var awaited = sigset_t()
    sigemptyset(&awaited)
    for ending in [SIGINT, SIGTERM, SIGHUP] {
      sigaddset(&awaited, ending)
      signal(ending) { received in
        Interruption.number = sig_atomic_t(received)
        signal(received, SIG_DFL)
      }
    }
    // Whoever started this command may have kept them waiting.
    sigprocmask(SIG_UNBLOCK, &awaited, nil)
  }
}

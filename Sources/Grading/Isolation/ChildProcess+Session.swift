import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension ChildProcess {
  /// Kills every process in the session that a child leads.
  ///
  /// Its own group is not enough: Foundation's `Process` puts what it starts into a group of its
  /// own. So on Linux all processes are looked through, and once more where one was found, for it
  /// may have started another. What opens a session of its own gets away.
  func killSession(of child: pid_t) {
    kill(-child, SIGKILL)
    #if os(Linux)
      for _ in 0..<8 {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let members = names.compactMap { pid_t($0) }.filter {
          $0 != child && getsid($0) == child && !isDead($0)
        }
        if members.isEmpty { return }
        for member in members { kill(member, SIGKILL) }
      }
    #endif
  }

  #if os(Linux)
    /// Whether a process has ended and only waits to be reaped.
    private func isDead(_ process: pid_t) -> Bool {
      guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat") else {
        return true
      }
      // The state follows the name, which stands in parentheses.
      let text = String(decoding: data, as: UTF8.self)
      guard let end = text.lastIndex(of: ")") else { return true }
      return ["Z", "X"].contains(text[end...].dropFirst(2).prefix(1))
    }
  #endif
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a process has started, and what that has started.
package enum ProcessTree {
  /// No judge looks at more: what has so many has too many.
  package static let most = 256

  /// All that descend from a process, itself not among them; at most `most`.
  package static func descendants(of process: pid_t) -> [pid_t] {
    var found: [pid_t] = []
    var open = [process]
    while let next = open.popLast(), found.count < most {
      let children = children(of: next)
      found += children
      open += children
    }
    return Array(found.prefix(most))
  }

  /// What a process has started itself, by whichever of its threads; empty where the system does not tell.
  package static func children(of process: pid_t) -> [pid_t] {
    #if os(Linux)
      guard let tasks = opendir("/proc/\(process)/task") else { return [] }
      defer { closedir(tasks) }
      var found: [pid_t] = []
      while let entry = readdir(tasks) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard name.first != "." else { continue }
        found += numbers(in: "/proc/\(process)/task/\(name)/children")
      }
      return found
    #elseif canImport(Darwin)
      var buffer = [pid_t](repeating: 0, count: most)
      let size = Int32(buffer.count * MemoryLayout<pid_t>.size)
      let count = proc_listchildpids(process, &buffer, size)
      return count > 0 ? Array(buffer.prefix(Int(count))) : []
    #else
      return []
    #endif
  }

  #if os(Linux)
    private static func numbers(in path: String) -> [pid_t] {
      let file = open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return [] }
      defer { close(file) }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = max(read(file, &buffer, buffer.count), 0)
      return buffer[..<count].split(separator: UInt8(ascii: " ")).compactMap {
        pid_t(String(decoding: $0, as: UTF8.self))
      }
    }
  #endif
}

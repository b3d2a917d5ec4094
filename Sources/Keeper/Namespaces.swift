#if os(Linux)
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// A view of the machine for a learner's program: processes of its own only, no network, all files to
  /// read and none to write but those in a scratch folder in memory, which is gone with it.
  enum Namespaces {
    /// Where a program may write, up to 64 MiB.
    static let scratch = "/dev/shm"

    /// Makes the namespaces; needs no privileges where the system grants them to everybody.
    static func enter() -> Bool {
      let (user, group) = (getuid(), getgid())
      // Of users, mounts, processes, networks, System V objects.
      let flags: Int32 = 0x1000_0000 | 0x0002_0000 | 0x2000_0000 | 0x4000_0000 | 0x0800_0000
      guard LinuxCalls.unshare(flags) else { return false }
      return store("deny", in: "/proc/self/setgroups")
        && store("0 \(user) 1", in: "/proc/self/uid_map")
        && store("0 \(group) 1", in: "/proc/self/gid_map")
    }

    /// Mounts what the program sees, and drops every privilege that a new namespace brings.
    static func furnish() -> Bool {
      guard LinuxCalls.setReadOnly(true, "/", whole: true),
        LinuxCalls.mount("proc", at: "/proc"),
        LinuxCalls.mount("tmpfs", at: scratch, options: "size=64m,nr_inodes=4096,mode=700")
      else { return false }
      // Sockets of the system's services lie here.
      _ =
        LinuxCalls.mount("tmpfs", at: "/run", options: "size=4k,mode=555")
        && LinuxCalls.setReadOnly(true, "/run", whole: false)
      // Who is 0 in the namespace gets no privileges when a program starts, nor ever again.
      LinuxCalls.control(.secureBits, 0b1111)
      for capability in 0..<64 { LinuxCalls.control(.dropCapability, UInt(capability)) }
      return LinuxCalls.control(.noNewPrivileges, 1)
    }

    private static func store(_ text: String, in path: String) -> Bool {
      let file = open(path, O_WRONLY | O_CLOEXEC)
      guard file >= 0 else { return false }
      defer { close(file) }
      let bytes = Array(text.utf8)
      return write(file, bytes, bytes.count) == bytes.count
    }
  }
#endif

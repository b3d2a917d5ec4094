#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The time and the memory that the answer to one exercise may use.
public struct ResourceLimits: Equatable, Sendable {
  /// Seconds from start to end.
  public var seconds: Double

  /// Memory in MiB.
  public var mebibytes: Int

  /// Processes, those that keep the answer among them.
  public let processes = 32

  /// Creates limits; 10 s and 1 GiB if nothing is said.
  public init(seconds: Double = 10, mebibytes: Int = 1024) {
    self.seconds = seconds
    self.mebibytes = mebibytes
  }

  /// The variable that carries the limits to a learner's program.
  private static let variable = "LOWRANK_LIMITS"

  /// What the environment of a learner's program must hold.
  public var environment: [String: String] { [Self.variable: "\(seconds) \(mebibytes)"] }

  /// The limits that the environment of this process names.
  package static var fromEnvironment: ResourceLimits? {
    guard let text = getenv(variable).map({ String(cString: $0) }) else { return nil }
    let words = text.split(separator: " ")
    guard words.count == 2, let seconds = Double(words[0]), (0.01...86400).contains(seconds),
      let mebibytes = Int(words[1]), (16...1 << 20).contains(mebibytes)
    else { return nil }
    return ResourceLimits(seconds: seconds, mebibytes: mebibytes)
  }

  /// Applies to this process what only the process itself can: a session of its own, so that the
  /// judge finds whatever it starts, and the system's limits.
  ///
  /// The judge watches time and resident memory from outside. The limit on the address space here is
  /// wider, with room for what a process maps and never touches; a single huge array runs into it.
  func applyToThisProcess() {
    let bytes = UInt64(mebibytes) << 20
    // Fails for who leads a group already, as a job of a shell does; then the group is what there is.
    _ = setsid()
    limit(RLIMIT_CORE, to: 0)
    limit(RLIMIT_CPU, to: UInt64(seconds.rounded(.up)) + 5)
    limit(RLIMIT_STACK, to: 8 << 20)
    #if os(Linux)
      limit(RLIMIT_AS, to: MemoryUse.ofProcess(getpid()).addressSpace + bytes + (256 << 20))
    #endif
  }

  /// Applies to this process, and so to the learner's program that it will start, limits that neither can
  /// lift. They are wider than those that the judge watches: whoever lies to the watch runs into them.
  ///
  /// - Parameter countsProcesses: Whether processes and threads are limited as well. Outside a user
  ///   namespace the system counts all that the user runs, so there it must not be.
  package func applyFromOutside(countsProcesses: Bool) {
    let bytes = UInt64(mebibytes) << 20
    limit(RLIMIT_CORE, to: 0, isHard: true)
    limit(RLIMIT_CPU, to: UInt64(seconds.rounded(.up)) + 10, isHard: true)
    limit(RLIMIT_FSIZE, to: 64 << 20, isHard: true)
    limit(RLIMIT_NOFILE, to: 256, isHard: true)
    #if os(Linux)
      // The runtime, Foundation and a backtrace map some hundred MiB that they never touch.
      limit(RLIMIT_AS, to: 4 * bytes + (4 << 30), isHard: true)
      #if canImport(Glibc)
        let processes = __RLIMIT_NPROC
      #else
        let processes = RLIMIT_NPROC
      #endif
      if countsProcesses { limit(processes, to: 256, isHard: true) }
    #endif
  }

  #if canImport(Glibc)
    private typealias Resource = __rlimit_resource
  #else
    private typealias Resource = Int32
  #endif

  /// Lowers one limit of the system; where the system refuses, the others still hold.
  private func limit(_ resource: Resource, to value: UInt64, isHard: Bool = false) {
    var limit = rlimit()
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(resource.rawValue)
    #endif
    guard getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_cur, rlim_t(value))
    if isHard { limit.rlim_max = min(limit.rlim_max, rlim_t(value)) }
    _ = setrlimit(resource, &limit)
  }
}

/// The memory that a process uses, in bytes.
public struct MemoryUse: Equatable, Sendable {
  /// What it has mapped.
  public var addressSpace: UInt64 = 0

  /// What it occupies now. On Linux without what it maps from files, which is shared by all who map them:
  /// programs and libraries, of which every process would count its share again.
  public var resident: UInt64 = 0

  /// Asks the system; zeros where the process is gone, or where the system does not tell.
  public static func ofProcess(_ process: pid_t) -> MemoryUse {
    #if os(Linux)
      let file = open("/proc/\(process)/status", O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return MemoryUse() }
      defer { close(file) }
      var buffer = [UInt8](repeating: 0, count: 8192)
      let count = max(read(file, &buffer, buffer.count), 0)
      var kibibytes: [String: UInt64] = [:]
      for line in buffer[..<count].split(separator: UInt8(ascii: "\n")) {
        let words = line.split { $0 == UInt8(ascii: ":") || $0 == 9 || $0 == 32 }
        guard words.count == 3, let size = UInt64(String(decoding: words[1], as: UTF8.self))
        else { continue }
        kibibytes[String(decoding: words[0], as: UTF8.self)] = size
      }
      func bytes(_ name: String) -> UInt64 { kibibytes[name, default: 0] << 10 }
      return MemoryUse(
        addressSpace: bytes("VmSize"), resident: bytes("RssAnon") + bytes("RssShmem"))
    #elseif canImport(Darwin)
      var information = proc_taskinfo()
      let size = Int32(MemoryLayout<proc_taskinfo>.size)
      guard proc_pidinfo(process, PROC_PIDTASKINFO, 0, &information, size) == size else {
        return MemoryUse()
      }
      return MemoryUse(
        addressSpace: information.pti_virtual_size, resident: information.pti_resident_size)
    #else
      return MemoryUse()
    #endif
  }
}

import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The time and the memory that one exercise may use.
public struct ResourceLimits: Equatable, Sendable {
  /// Seconds from start to end.
  public var seconds: Double

  /// Memory in MiB.
  public var mebibytes: Int

  /// Creates limits; 10 s and 1 GiB if nothing is said.
  public init(seconds: Double = 10, mebibytes: Int = 1024) {
    self.seconds = seconds
    self.mebibytes = mebibytes
  }

  /// Applies the limits to this process, for good, and opens a session for it, so that the parent
  /// finds whatever it starts.
  ///
  /// A thread of its own looks at the resident memory every few milliseconds. Behind it stands the
  /// system's limit on the address space, with room for what a process maps and never touches; a
  /// single huge array runs into that one. (macOS does not enforce it, so there the thread stands
  /// alone.) The parent ends the process when its time is over; where the parent is gone, the
  /// thread does.
  ///
  /// - Parameter onExcess: Called from that thread when the memory is used up; must not return to
  ///   the exercise.
  public func apply(onExcess: @escaping @Sendable () -> Never) {
    let bytes = UInt64(mebibytes) << 20
    // Fails for who leads a group already, as a job of a shell does; then the group is what there is.
    _ = setsid()
    limit(RLIMIT_CORE, to: 0)
    limit(RLIMIT_CPU, to: UInt64(seconds.rounded(.up)) + 5)
    limit(RLIMIT_STACK, to: 8 << 20)
    limit(RLIMIT_AS, to: Self.addressSpace() + bytes + (256 << 20))
    let parent = getppid()
    let end = ContinuousClock.now + .seconds(seconds + 5)
    Thread.detachNewThread {
      while true {
        if Self.residentBytes() > bytes { onExcess() }
        if getppid() != parent || ContinuousClock.now > end { _exit(1) }
        usleep(3000)
      }
    }
  }

  #if canImport(Glibc)
    private typealias Resource = __rlimit_resource
  #else
    private typealias Resource = Int32
  #endif

  /// Lowers one limit of the system; where the system refuses, the others still hold.
  private func limit(_ resource: Resource, to value: UInt64) {
    var limit = rlimit()
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(resource.rawValue)
    #endif
    guard getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_cur, rlim_t(value))
    _ = setrlimit(resource, &limit)
  }

  /// The memory that this process occupies now; on macOS the most that it ever occupied.
  private static func residentBytes() -> UInt64 {
    #if os(Linux)
      statistics()[1]
    #else
      var usage = rusage()
      return getrusage(RUSAGE_SELF, &usage) == 0 ? UInt64(max(usage.ru_maxrss, 0)) : 0
    #endif
  }

  /// The address space that this process has mapped; 0 where it is not limited anyway.
  private static func addressSpace() -> UInt64 {
    #if os(Linux)
      statistics()[0]
    #else
      0
    #endif
  }

  #if os(Linux)
    /// The sizes of the address space and of the resident memory, from `/proc/self/statm`.
    ///
    /// `getrusage` will not do on Linux: its maximum is inherited from the parent.
    private static func statistics() -> [UInt64] {
      let file = open("/proc/self/statm", O_RDONLY)
      guard file >= 0 else { return [0, 0] }
      defer { close(file) }
      var buffer = [UInt8](repeating: 0, count: 128)
      let count = max(read(file, &buffer, buffer.count), 0)
      let pages = buffer[..<count].split(separator: UInt8(ascii: " ")).prefix(2).map {
        $0.reduce(UInt64(0)) { $0 * 10 + UInt64($1 &- UInt8(ascii: "0")) }
      }
      guard pages.count == 2 else { return [0, 0] }
      return pages.map { $0 * UInt64(sysconf(Int32(_SC_PAGESIZE))) }
    }
  #endif
}

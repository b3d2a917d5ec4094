#if os(Linux)
  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// Calls of Linux that Swift does not import, since they take a variable number of arguments or are
  /// hidden behind a macro.
  enum LinuxCalls {
    private typealias Unshare = @convention(c) (Int32) -> Int32
    private typealias Control = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
    private typealias Mount =
      @convention(c) (
        UnsafePointer<CChar>?, UnsafePointer<CChar>, UnsafePointer<CChar>?, UInt,
        UnsafeRawPointer?
      ) -> Int32
    private typealias MountSetAttributes =
      @convention(c) (
        Int, Int, UnsafePointer<CChar>, UInt, UnsafeRawPointer, UInt
      ) -> Int

    /// `struct mount_attr`; see mount_setattr(2).
    private struct MountAttributes {
      var set: UInt64 = 0
      var clear: UInt64 = 0
      var propagation: UInt64 = 0
      var userNamespace: UInt64 = 0
    }

    /// Moves this process, or the ones that it starts, into new namespaces. True where that worked.
    static func unshare(_ flags: Int32) -> Bool {
      guard let function = function("unshare", as: Unshare.self) else { return false }
      return function(flags) == 0
    }

    /// What `prctl` is asked for.
    enum Option: Int32 {
      case deathSignal = 1
      case dropCapability = 24
      case secureBits = 28
      case subreaper = 36
      case noNewPrivileges = 38
    }

    /// `prctl`; true where that worked.
    @discardableResult
    static func control(_ option: Option, _ argument: UInt) -> Bool {
      guard let function = function("prctl", as: Control.self) else { return false }
      return function(option.rawValue, argument, 0, 0, 0) == 0
    }

    /// Mounts a file system of the kernel's own.
    static func mount(_ kind: String, at place: String, options: String = "") -> Bool {
      guard let function = function("mount", as: Mount.self) else { return false }
      // No devices, no programs with more rights than their user.
      let flags: UInt = 2 | 4
      return options.withCString { function(kind, place, kind, flags, $0) } == 0
    }

    /// Makes a mount read-only, or writable again; where it is `whole`, with all below it, and without
    /// telling the namespace that it came from.
    static func setReadOnly(_ isReadOnly: Bool, _ place: String, whole: Bool) -> Bool {
      guard let function = function("syscall", as: MountSetAttributes.self) else { return false }
      var attributes = MountAttributes()
      if isReadOnly { attributes.set = 1 } else { attributes.clear = 1 }
      if whole { attributes.propagation = 1 << 18 }
      let (number, here) = (442, -100)
      let depth: UInt = whole ? 0x8000 : 0
      return function(
        number, here, place, depth, &attributes,
        UInt(MemoryLayout<MountAttributes>.size)) == 0
    }

    private static func function<Function>(_ name: String, as type: Function.Type) -> Function? {
      dlsym(nil, name).map { unsafeBitCast($0, to: type) }
    }
  }
#endif

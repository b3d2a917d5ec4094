import Exchange

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What keeps a learner's program; see `main.swift`.
enum Keeper {
  /// Outside: makes the namespaces and process 1 in them, or starts the program itself.
  static func keep(_ program: String, isPlain: Bool) -> Never {
    _ = setsid()
    #if os(Linux)
      LinuxCalls.control(.subreaper, 1)
      if !isPlain {
        guard Namespaces.enter(), let child = spawn(CommandLine.arguments[0], ["--inner", program])
        else { fail() }
        // Process 1 says how the program ended.
        closeLearners()
        close(KeeperReport.descriptor)
        _ = Watch(child).wait()
        endDescendants()
        _exit(0)
      }
    #endif
    ResourceLimits.fromEnvironment?.applyFromOutside(countsProcesses: false)
    guard let child = spawn(program, []) else { fail() }
    closeLearners()
    say([KeeperReport.plain])
    let status = Watch(child).wait()
    endDescendants()
    say(KeeperReport.bytes(of: status))
    _exit(0)
  }

  /// Inside: process 1.
  static func keepInside(_ program: String) -> Never {
    #if os(Linux)
      LinuxCalls.control(.deathSignal, UInt(SIGKILL))
      guard Namespaces.furnish() else { fail() }
      ResourceLimits.fromEnvironment?.applyFromOutside(countsProcesses: true)
      _ = chdir(Namespaces.scratch)
      setenv("TMPDIR", Namespaces.scratch, 1)
      guard let child = spawn(program, []) else { fail() }
      closeLearners()
      say([KeeperReport.namespaces])
      let status = Watch(child).wait()
      say(KeeperReport.bytes(of: status))
    #endif
    _exit(0)
  }

  /// Kills what the program has started and left behind; it has become this process's own.
  private static func endDescendants() {
    for _ in 0..<500 {
      let descendants = ProcessTree.descendants(of: getpid())
      if descendants.isEmpty { return }
      for process in descendants { kill(process, SIGKILL) }
      var status: Int32 = 0
      while waitpid(-1, &status, WNOHANG) > 0 {}
      usleep(1000)
    }
  }

  /// Starts a program; a learner's does not get what is between this one and the judge.
  private static func spawn(_ program: String, _ arguments: [String]) -> pid_t? {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if arguments.isEmpty {
      posix_spawn_file_actions_addclose(&actions, KeeperReport.lifeline)
      posix_spawn_file_actions_addclose(&actions, KeeperReport.descriptor)
    }
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    #if canImport(Darwin)
      let variables = _NSGetEnviron().pointee
    #else
      let variables = environ
    #endif
    var child: pid_t = 0
    return posix_spawn(&child, program, &actions, nil, words, variables) == 0 ? child : nil
  }

  /// Lets go of what is the learner's alone: where that program closes it, the judge must see it closed.
  private static func closeLearners() {
    close(3)
    close(4)
  }

  private static func say(_ bytes: [UInt8]) {
    _ = write(KeeperReport.descriptor, bytes, bytes.count)
  }

  /// Tells the judge that there is no way on, and ends.
  private static func fail() -> Never {
    say([KeeperReport.failed])
    _exit(1)
  }
}

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension WholeFile {
  /// Puts `bytes` in the file at `path`, in place of what was there.
  ///
  /// They go to a new file beside it, which takes its name only once it is complete: where anything
  /// fails, or a signal ends the process, the old one stands as it was. A link is followed.
  ///
  /// - Parameters:
  ///   - bytes: What the file is to hold. What the kit should know again bears an `OwnMark`.
  ///   - replacement: Which files may be replaced.
  /// - Throws: `FileError.cannotWrite`, also where the file is an input of this run, or not the kit's own
  ///   though it should be.
  package static func store(
    _ bytes: [UInt8], at path: String, replacing replacement: Replacement
  ) throws(FileError) {
    let target = try place(of: path, replacing: replacement)
    DelayedSignals.begin()
    defer { DelayedSignals.end() }
    let part = try newFile(beside: target.path, for: path)
    do {
      try fill(part.descriptor, with: bytes, for: path, until: { DelayedSignals.hasArrived })
      if let mode = target.mode { fchmod(part.descriptor, mode) }
    } catch {
      close(part.descriptor)
      unlink(part.path)
      throw error
    }
    var status = stat()
    fstat(part.descriptor, &status)
    guard close(part.descriptor) == 0, rename(part.path, target.path) == 0 else {
      let code = errno
      unlink(part.path)
      throw .cannotWrite(file: path, reason: reason(code))
    }
    InputFiles.addWritten(status, at: target.path)
  }

  /// Finds out whether `store` would find a place, before long work whose result it is to keep. What is
  /// there stays as it is, and may no longer be read as an input.
  package static func checkWritable(
    at path: String, replacing replacement: Replacement
  ) throws(FileError) {
    let target = try place(of: path, replacing: replacement)
    let part = try newFile(beside: target.path, for: path)
    close(part.descriptor)
    unlink(part.path)
  }

  /// Where the file really is, behind links, and the permissions of what is there.
  ///
  /// - Throws: Where there is a file that must not be replaced.
  private static func place(
    of path: String, replacing replacement: Replacement
  ) throws(FileError) -> (path: String, mode: mode_t?) {
    guard !path.utf8.contains(0) else {
      throw .cannotWrite(file: path, reason: "a zero character in its name")
    }
    guard !path.isEmpty else { throw .cannotWrite(file: path, reason: "no name") }
    // Under another name than the one that was given it would never be found.
    guard SystemPath.isText(path) else {
      throw .cannotWrite(file: path, reason: "a name that is no UTF-8")
    }
    var status = stat()
    guard lstat(path, &status) == 0 else {
      let code = errno
      switch code {
      case ENOENT where !path.hasSuffix("/"): return (path, nil)
      case ENOENT, ENOTDIR: throw .cannotWrite(file: path, reason: "no folder to put it in")
      default: throw .cannotWrite(file: path, reason: reason(code))
      }
    }
    var target = path
    if status.st_mode & S_IFMT == S_IFLNK {
      guard let resolved = realpath(path, nil) else {
        let code = errno
        let leadsNowhere = code == ENOENT || code == ENOTDIR
        throw .cannotWrite(
          file: path, reason: leadsNowhere ? "a link that leads nowhere" : reason(code))
      }
      target = String(cString: resolved)
      free(resolved)
      guard stat(target, &status) == 0 else {
        throw .cannotWrite(file: path, reason: reason(errno))
      }
    }
    guard let size = regularSize(status) else {
      throw .cannotWrite(file: path, reason: kind(status))
    }
    // To take its name would not need this permission, but whoever took it away meant something.
    guard access(target, W_OK) == 0 else {
      throw .cannotWrite(file: path, reason: reason(errno))
    }
    try InputFiles.announce(status, at: path)
    if replacement == .own, size > 0, !isOwn(target) {
      throw .cannotWrite(
        file: path, reason: "a file that this kit did not write (--force replaces it)")
    }
    return (target, status.st_mode & 0o7777)
  }

  /// A new, empty file in the folder of `target`.
  private static func newFile(
    beside target: String, for path: String
  ) throws(FileError) -> (path: String, descriptor: Int32) {
    let slash = target.lastIndex(of: "/")
    let folder = slash.map { target[...$0] } ?? ""
    for attempt in 0..<100 {
      // The name of the target may be as long as names can be, so it is no part of this one.
      let part = "\(folder).lowrank-\(getpid())-\(attempt).part"
      let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOCTTY | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (part, descriptor) }
      let code = errno
      if code == EEXIST { continue }
      let noFolder = code == ENOENT || code == ENOTDIR
      throw .cannotWrite(file: path, reason: noFolder ? "no folder to put it in" : reason(code))
    }
    throw .cannotWrite(file: path, reason: "too many unfinished files beside it")
  }

  /// Whether the file at `path` bears the kit's mark; not where it cannot be read.
  private static func isOwn(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var head = [UInt8](repeating: 0, count: OwnMark.headLength)
    let count = read(descriptor, &head, head.count)
    return count > 0 && OwnMark.isIn(Array(head[..<count]))
  }

  private static func fill(
    _ descriptor: Int32, with bytes: [UInt8], for path: String, until isOver: () -> Bool
  ) throws(FileError) {
    // Beyond `ulimit -f` the system sends a signal that ends the process, unless it is ignored.
    signal(SIGXFSZ, SIG_IGN)
    var start = 0
    while start < bytes.count {
      guard !isOver() else { throw .cannotWrite(file: path, reason: "an interrupt") }
      let chunk = Array(bytes[start..<min(start + chunkSize, bytes.count)])
      let count = write(descriptor, chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .cannotWrite(file: path, reason: reason(errno)) }
      start += count
    }
  }
}

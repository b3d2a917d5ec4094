#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads and writes regular files in one piece, with an error that says why it could not.
enum WholeFile {
  /// The most that is read, 1 GiB: a larger file is not a picture that anyone wants factorised.
  static let sizeLimit = 1 << 30

  private static let chunkSize = 1 << 18

  /// The bytes of the regular file at `path`; links are followed.
  static func contents(of path: String) throws(FileError) -> [UInt8] {
    guard !path.utf8.contains(0) else { throw .missing(file: path) }

    // Without O_NONBLOCK, opening a pipe that nobody writes to never returns.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let code = errno
      if code == ENOENT || code == ENOTDIR { throw .missing(file: path) }
      throw .unreadable(file: path, reason: reason(code))
    }
    defer { close(descriptor) }

    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .unreadable(file: path, reason: reason(errno))
    }
    guard let size = regularSize(status) else {
      throw .unreadable(file: path, reason: kind(status))
    }
    guard size <= sizeLimit else { throw .unreadable(file: path, reason: tooLarge(size)) }

    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var chunk = [UInt8](repeating: 0, count: chunkSize)
    while true {
      let count = read(descriptor, &chunk, chunkSize)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(file: path, reason: reason(errno)) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      // The size was read before the content; a file may grow meanwhile.
      guard bytes.count <= sizeLimit else {
        throw .unreadable(file: path, reason: tooLarge(bytes.count))
      }
    }
  }

  /// Puts `bytes` in the file at `path`, in place of what was there.
  static func store(_ bytes: [UInt8], at path: String) throws(FileError) {
    guard !path.utf8.contains(0) else {
      throw .cannotWrite(file: path, reason: "a zero character in its name")
    }
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    let descriptor = open(path, flags, 0o666)
    guard descriptor >= 0 else {
      let code = errno
      let noFolder = code == ENOENT || code == ENOTDIR
      throw .cannotWrite(file: path, reason: noFolder ? "no folder to put it in" : reason(code))
    }
    defer { close(descriptor) }

    var status = stat()
    guard fstat(descriptor, &status) == 0, regularSize(status) != nil else {
      throw .cannotWrite(file: path, reason: kind(status))
    }
    var start = 0
    while start < bytes.count {
      let chunk = Array(bytes[start..<min(start + chunkSize, bytes.count)])
      let count = write(descriptor, chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let code = errno
        // Half a picture is worse than none.
        unlink(path)
        throw .cannotWrite(file: path, reason: reason(code))
      }
      start += count
    }
  }

  /// Finds out whether `store` would find a place, before long work whose result it is to keep. What is
  /// there stays as it is.
  static func checkWritable(at path: String) throws(FileError) {
    let isNew = access(path, F_OK) != 0
    guard isNew else {
      let descriptor = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .cannotWrite(file: path, reason: reason(errno)) }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, regularSize(status) != nil else {
        throw .cannotWrite(file: path, reason: kind(status))
      }
      return
    }
    try store([], at: path)
    unlink(path)
  }

  /// The size of a regular file, and nil for anything else.
  private static func regularSize(_ status: stat) -> Int? {
    status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  private static func kind(_ status: stat) -> String {
    status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "a pipe or a device"
  }

  private static func tooLarge(_ size: Int) -> String {
    "\(size) bytes, above the limit of \(sizeLimit)"
  }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "no permission"
    case EISDIR: "a folder"
    case ENXIO: "a pipe or a device"
    case EROFS: "a file system that is read-only"
    case ENOSPC: "no space left"
    case ELOOP: "a circle of links"
    case ENAMETOOLONG: "a name that is too long"
    default: "system error \(code)"
    }
  }
}

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads and writes regular files in one piece, with an error that says why it could not.
///
/// A file is written beside the one that it replaces and then takes its name, so that no failure leaves
/// half of either.
package enum WholeFile {
  /// The most that is read, 1 GiB: a larger file is not a picture that anyone wants factorised.
  static let sizeLimit = 1 << 30

  static let chunkSize = 1 << 18

  /// The bytes of the regular file at `path`; links are followed. No output of this run replaces it.
  ///
  /// - Throws: `FileError`, `cannotWrite` where an output was to replace it.
  static func contents(of path: String) throws(FileError) -> [UInt8] {
    guard !path.utf8.contains(0) else { throw .missing(file: path) }

    // Without O_NONBLOCK, opening a pipe that nobody writes to never returns.
    let descriptor = open(SystemPath.of(path), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
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
    guard Memory.has(size + chunkSize) else {
      throw .unreadable(file: path, reason: "\(size) bytes, for which there is no memory")
    }
    try InputFiles.add(status, at: path)

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

  /// The size of a regular file, and nil for anything else.
  static func regularSize(_ status: stat) -> Int? {
    status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  static func kind(_ status: stat) -> String {
    status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "a pipe or a device"
  }

  private static func tooLarge(_ size: Int) -> String {
    "\(size) bytes, above the limit of \(sizeLimit)"
  }

  static func reason(_ code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "no permission"
    case EISDIR: "a folder"
    case ENXIO: "a pipe or a device"
    case EROFS: "a file system that is read-only"
    case ENOSPC, EDQUOT: "no space left"
    case EFBIG: "a limit on the size of files"
    case ELOOP: "a circle of links"
    case ENAMETOOLONG: "a name that is too long"
    default: "system error \(code)"
    }
  }
}

import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The files that this process has read, which none of its outputs may replace, and those that it is to
/// write, which none of its inputs may be.
///
/// Files are told by what they are and not by their names, of which one may have several.
enum InputFiles {
  private struct Identity: Hashable {
    let device: UInt64
    let number: UInt64

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      number = UInt64(truncatingIfNeeded: status.st_ino)
    }
  }

  private struct Known {
    /// Of each file the name under which it was read. A file that is gone leaves its identity to others.
    var read: [Identity: String] = [:]
    var announced: [Identity: String] = [:]
    var written: [Identity: String] = [:]
  }

  private static let known = Mutex(Known())

  /// Remembers a file that is read, unless the run itself has written it.
  ///
  /// - Throws: Where an output was to take its place.
  static func add(_ status: stat, at path: String) throws(FileError) {
    let identity = Identity(status)
    let written = known.withLock { $0.written[identity] }
    if let written, isStill(identity, at: written) { return }
    let output = known.withLock { known in
      known.read[identity] = path
      return known.announced[identity]
    }
    if let output, isStill(identity, at: output) { throw refusal(output) }
  }

  /// Remembers a file that is to be written in place of this one.
  ///
  /// - Throws: Where it has been read.
  static func announce(_ status: stat, at path: String) throws(FileError) {
    let identity = Identity(status)
    let input = known.withLock { known in
      known.announced[identity] = path
      return known.read[identity]
    }
    if let input, isStill(identity, at: input) { throw refusal(path) }
  }

  /// Remembers an output that has been written: it may be read, and replaced.
  static func addWritten(_ status: stat, at path: String) {
    let identity = Identity(status)
    known.withLock { known in
      known.announced[identity] = nil
      known.read[identity] = nil
      known.written[identity] = path
    }
  }

  private static func isStill(_ identity: Identity, at path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && Identity(status) == identity
  }

  private static func refusal(_ path: String) -> FileError {
    .cannotWrite(file: path, reason: "an input of this run, which stays as it is")
  }
}

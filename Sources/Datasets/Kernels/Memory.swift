#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Asks for memory before it is needed: an array that cannot be made ends the process.
package enum Memory {
  /// Whether the system would give `bytes` in one piece now. Nothing is kept.
  package static func has(_ bytes: Int) -> Bool {
    let size = max(bytes, 1)
    let mapping = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    guard let mapping, mapping != MAP_FAILED else { return false }
    munmap(mapping, size)
    return true
  }

  /// - Parameter purpose: What the memory is for, as in “4000×3000 pixels”.
  static func require(_ bytes: Int, for purpose: @autoclosure () -> String) throws(Malformed) {
    guard !has(bytes) else { return }
    throw Malformed(
      expected: "\(megabytes(bytes)) of memory for \(purpose())", found: "less", isTooLarge: true)
  }

  private static func megabytes(_ bytes: Int) -> String { "\((bytes + 999_999) / 1_000_000) MB" }
}

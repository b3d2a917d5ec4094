#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What stands in a folder.
enum FolderListing {
  /// The names in the folder at `path`, in the order of their bytes, without those that are hidden and
  /// those that are no UTF-8; nil where it is no folder or cannot be read.
  static func names(in path: String) -> [String]? {
    guard let folder = opendir(SystemPath.of(path)) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { buffer in
        String(validating: buffer.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let name, !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

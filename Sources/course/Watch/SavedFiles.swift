import Foundation

/// Which of some files were saved since they were last looked at.
///
/// It compares dates, sizes and inodes, so that an editor which writes by renaming is seen too. A look
/// costs a dozen calls of `stat`, which is nothing beside a build, on every system alike.
struct SavedFiles {
  private struct State: Equatable {
    var date: Date?
    var size: Int?
    var inode: Int?
  }

  private let root: URL
  private var states: [String: State] = [:]

  init(_ paths: [String], root: URL) {
    self.root = root
    for path in paths { states[path] = state(of: path) }
  }

  /// The files that changed since the last call. One that is missing may be on its way; it counts when
  /// it is there again.
  mutating func changed() -> [String] {
    states.keys.sorted().filter { path in
      let new = state(of: path)
      guard new.size != nil, new != states[path] else { return false }
      states[path] = new
      return true
    }
  }

  private func state(of path: String) -> State {
    let found = try? FileManager.default.attributesOfItem(
      atPath: root.appendingPathComponent(path).path)
    return State(
      date: found?[.modificationDate] as? Date, size: found?[.size] as? Int,
      inode: found?[.systemFileNumber] as? Int)
  }
}

import Foundation

/// How much of what the lessons promise is tried.
///
/// Whole lessons are run for it, and some take seconds. A plain `swift test` tries every promise on one case
/// or a few; with `LOWRANK_THOROUGH` set, as `.ci/run` does, it tries all.
enum Thorough {
  static let isWanted = ProcessInfo.processInfo.environment["LOWRANK_THOROUGH"] != nil

  /// All cases, or where less will do the first few.
  static func cases<Case>(_ all: [Case], otherwise count: Int) -> [Case] {
    isWanted ? all : Array(all.prefix(count))
  }
}

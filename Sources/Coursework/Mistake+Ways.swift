import Grading

extension Mistake where Answers: LessonAnswers {
  /// Creates a mistake with all the ways to make it, each a function by its name.
  ///
  /// - Parameters:
  ///   - diagnosis: Its name, such as `v-for-vt`.
  ///   - message: What the learner is told: what was done, and what should be.
  ///   - ways: The mistaken functions; at least one.
  ///   - path: The place of the right one.
  init<Function>(
    _ diagnosis: String, _ message: String?, ways: KeyValuePairs<String, Function>,
    at path: WritableKeyPath<Answers, Function>
  ) {
    self.init(diagnosis, message, ways: ways) { $0[keyPath: path] = $1 }
  }

  /// Creates a mistake from its ways, and from how one of them becomes an answer.
  init<Way>(
    _ diagnosis: String, _ message: String?, ways: KeyValuePairs<String, Way>,
    put: (inout Answers, Way) -> Void
  ) {
    let first = ways[0]
    var mistake = Mistake(diagnosis, message, as: first.key) { put(&$0, first.value) }
    for way in ways.dropFirst() { mistake = mistake.or(way.key) { put(&$0, way.value) } }
    self = mistake
  }
}

extension Alternative {
  /// Creates an alternative: another function in the place of the right one.
  init<Function>(
    _ name: String, at path: WritableKeyPath<Answers, Function>, _ function: Function
  ) {
    self.init(name) { $0[keyPath: path] = function }
  }
}

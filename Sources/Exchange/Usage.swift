/// Which exercises a run has called, and which of those came from the solutions.
struct Usage: Sendable {
  /// The numbers of the exercises whose function of the learner's was called.
  var own: Set<String> = []

  /// The numbers of those among them that were not attempted.
  var borrowed: Set<String> = []

  /// The usage in one sentence.
  var sentence: String {
    let mine = own.subtracting(borrowed)
    switch (mine.isEmpty, borrowed.isEmpty) {
    case (true, true):
      return "This run called no exercise."
    case (false, true):
      return "Ran on your \(list(mine))."
    case (true, false):
      return "None of \(list(borrowed)) was attempted; this run used the solutions."
    case (false, false):
      let verb = borrowed.count == 1 ? "was" : "were"
      return "Ran on your \(list(mine)); \(list(borrowed)) \(verb) not attempted"
        + " and came from the solutions."
    }
  }

  private func list(_ numbers: Set<String>) -> String {
    let sorted = numbers.sorted { precedes($0, $1) }
    guard let last = sorted.last, sorted.count > 1 else { return sorted.first ?? "" }
    return sorted.dropLast().joined(separator: ", ") + " and " + last
  }
}

/// Whether the number of an exercise comes before another's: `9.2` before `10.1`.
private func precedes(_ one: String, _ other: String) -> Bool {
  func parts(_ number: String) -> [Int] { number.split(separator: ".").compactMap { Int($0) } }
  return parts(one).lexicographicallyPrecedes(parts(other))
}

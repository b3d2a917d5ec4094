/// Returns the word that differs least from a mistyped one; nil where none comes near.
func closest(to word: String, among words: [String]) -> String? {
  let distances = words.map { ($0, distance(word.lowercased(), $0.lowercased())) }
  guard let best = distances.min(by: { $0.1 < $1.1 }) else { return nil }
  return best.1 <= max(1, word.count / 3) ? best.0 : nil
}

/// The least number of insertions, deletions and replacements that turn one word into the other
/// (Wagner and Fischer 1974, doi:10.1145/321796.321811). O(mn).
private func distance(_ left: String, _ right: String) -> Int {
  // A longer word is no slip of the finger, and its length must not cost time.
  let right = Array(right)
  guard left.count <= 64, right.count <= 64 else { return .max }
  var previous = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var current = [i + 1]
    for (j, b) in right.enumerated() {
      current.append(min(previous[j] + (a == b ? 0 : 1), previous[j + 1] + 1, current[j] + 1))
    }
    previous = current
  }
  return previous[right.count]
}

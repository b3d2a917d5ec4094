/// Finds what somebody meant to type.
package enum Spelling {
  /// The candidate that differs least from `word`, if it is close enough to be meant.
  package static func nearest(to word: String, among candidates: [String]) -> String? {
    let distances = candidates.map { (candidate: $0, distance: distance(word, $0)) }
    let best = distances.min { $0.distance < $1.distance }
    guard let best else { return nil }
    let isBeginning = word.count >= 4 && best.candidate.hasPrefix(word)
    if let beginning = candidates.first(where: { word.count >= 4 && $0.hasPrefix(word) }) {
      return isBeginning ? best.candidate : beginning
    }
    return best.distance <= max(1, best.candidate.count / 3) ? best.candidate : nil
  }

  /// The least number of characters to insert, delete, replace or swap with a neighbour.
  /// (The optimal string alignment distance; Damerau 1964, doi:10.1145/363958.363994.) O(mn).
  package static func distance(_ first: String, _ second: String) -> Int {
    let a = Array(first.prefix(100))
    let b = Array(second.prefix(100))
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}

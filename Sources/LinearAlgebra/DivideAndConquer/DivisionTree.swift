/// How the coordinates of a condensed matrix are divided: halves of halves, down to leaves of equal size.
///
/// Boundaries stand at whole vectors, so that a part of a row begins at one.
struct DivisionTree {
  /// Two neighbours that are to be merged: the coordinates of both, and where the second begins.
  struct Node {
    let range: Range<Int>
    let middle: Int
  }

  let leaves: [Range<Int>]

  /// The merges, from the leaves up; those of one level do not touch each other.
  let levels: [[Node]]

  /// Divides `count` coordinates into leaves of about `leafSize`, each of whole multiples of `unit`.
  init(_ count: Int, leafSize: Int, unit: Int) {
    let units = (count + unit - 1) / unit
    var depth = 0
    while (units >> depth) * unit > leafSize { depth += 1 }
    func boundary(_ index: Int, _ depth: Int) -> Int {
      min(((units * index) >> depth) * unit, count)
    }
    leaves = (0..<1 << depth).map { boundary($0, depth)..<boundary($0 + 1, depth) }
    levels = (0..<depth).reversed().map { level in
      (0..<1 << level).map { index in
        Node(
          range: boundary(index, level)..<boundary(index + 1, level),
          middle: boundary(2 * index + 1, level + 1))
      }
    }
  }

  /// Calls `body` for each of so many parts that do not touch each other: on all threads where there are
  /// enough of them, else one after the other, and each may take all threads for itself.
  static func forEach(_ count: Int, _ body: (Int) -> Void) {
    if count >= coreCount { return concurrently(count, body) }
    for index in 0..<count { body(index) }
  }
}

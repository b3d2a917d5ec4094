extension String {
  /// The text with its middle left out where it has more than `limit` scalars, 3 of them for the mark
  /// that says so.
  ///
  /// Scalars are counted, not characters: a single letter may carry thousands of accents. Beginning and
  /// end stay, since what is wrong mostly stands at one of them.
  package func shortened(to limit: Int) -> String {
    let scalars = unicodeScalars
    guard scalars.count > limit else { return self }
    let head = (limit - 3) / 2
    let tail = limit - 3 - head
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars.prefix(head))
    result.append(contentsOf: " … ".unicodeScalars)
    result.append(contentsOf: scalars.suffix(tail))
    return String(result)
  }
}

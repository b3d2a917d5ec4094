import LinearAlgebra

extension ObservedEntries {
  /// Two parts of the entries, drawn at random: what to learn from, and what to be tested on.
  ///
  /// Every entry is in one of the two. A row or a column may lose all it had to the second part.
  ///
  /// - Parameters:
  ///   - share: How much of the entries to hold out, above 0 and below 1; rounded to a count.
  ///   - generator: The random numbers. The same stream gives the same parts.
  /// - Throws: `share`; `tooFewEntries` where a part would be empty.
  /// - Complexity: O(count).
  public func split(
    holdingOut share: Double, using generator: inout SeededGenerator
  ) throws(CompletionError) -> (kept: ObservedEntries, heldOut: ObservedEntries) {
    guard share > 0, share < 1 else { throw .share(share) }
    let size = Int((share * Double(count)).rounded())
    guard size > 0, size < count else {
      let needed = max((0.5 / share).rounded(.up), (0.5 / (1 - share)).rounded(.up))
      throw .tooFewEntries(expected: max(2, Int(min(needed, 1e9))), found: count)
    }
    // The first steps of a shuffle (Knuth, The Art of Computer Programming, volume 2, section 3.4.2,
    // algorithm P); what it would do with the rest does not matter.
    var order = Array(0..<count)
    var isHeldOut = [Bool](repeating: false, count: count)
    for index in 0..<size {
      let drawn = index + Int(generator.nextUniform() * Double(count - index))
      order.swapAt(index, drawn)
      isHeldOut[order[index]] = true
    }
    return (part { !isHeldOut[$0] }, part { isHeldOut[$0] })
  }

  private func part(_ isIn: (Int) -> Bool) -> ObservedEntries {
    ObservedEntries(
      rows: rows, columns: columns, sorted: entries.indices.filter(isIn).map { entries[$0] })
  }
}

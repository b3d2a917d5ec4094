import LinearAlgebra

extension Samples {
  /// Two parts without a sample in common, in each of which every class has the same share.
  ///
  /// - Parameters:
  ///   - share: The share of the first part, from 0 to 1; of each class its nearest whole number.
  ///   - generator: Draws which samples, and shuffles both parts.
  /// - Returns: The two parts; together they hold each sample once.
  public func stratifiedSplit(
    _ share: Double, using generator: inout SeededGenerator
  ) -> (first: Samples, second: Samples) {
    var (first, second): ([Int], [Int]) = ([], [])
    var classes = Array(repeating: [Int](), count: (labels.max() ?? -1) + 1)
    for (index, label) in labels.enumerated() { classes[label].append(index) }
    for members in classes {
      let shuffled = members.shuffled(using: &generator)
      let count = Int((share * Double(members.count)).rounded())
      first += shuffled.prefix(count)
      second += shuffled.dropFirst(count)
    }
    first.shuffle(using: &generator)
    second.shuffle(using: &generator)
    return (self[first], self[second])
  }
}

import LinearAlgebra

/// Whole numbers drawn from a seed, for the many cases that stand beside the readable ones.
struct SeededCounts {
  private var generator: SeededGenerator

  /// Creates a source of numbers.
  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// A number from a range, each equally likely.
  mutating func next(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
}

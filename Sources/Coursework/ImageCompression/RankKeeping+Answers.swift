import Grading

extension RankKeeping {
  /// Wrong answers to exercise 4.4.
  static var mistakes: [Mistake<Answers>] {
    [
      mistake("Σσ for Σσ²", "sum-of-values") { energy, values in
        firstReaching(energy * values.reduce(0, +), values)
      },
      mistake("a share of σ₁²", "share-of-the-largest") { energy, values in
        let squares = values.map { $0 * $0 }
        return firstReaching(energy * (squares.first ?? 0), squares)
      },
      mistake("values above a share of σ₁", "share-of-the-largest") { energy, values in
        values.filter { $0 >= energy * (values.first ?? 0) }.count
      },
      mistake("a share of the count", "share-of-the-count") { energy, values in
        Int((energy * Double(values.count)).rounded(.up))
      },
      mistake("what is lost for what is kept", "energy-lost") { energy, values in
        let squares = values.map { $0 * $0 }
        return firstReaching((1 - energy) * squares.reduce(0, +), squares)
      },
      mistake("> for ≥", "strictly-more") { energy, values in
        let squares = values.map { $0 * $0 }
        let goal = energy * squares.reduce(0, +)
        var sum = 0.0
        for (k, square) in squares.enumerated() {
          if sum > goal { return k }
          sum += square
        }
        return squares.count
      },
      mistake("added before compared", "nothing-asked") { energy, values in
        let rank = try ImageCompressionAnswers.reference.rankKeeping(energy, values)
        return values.isEmpty ? 0 : max(rank, 1)
      },
      mistake("0/0 compared by ≥", "total-zero") { energy, values in
        let total = values.map { $0 * $0 }.reduce(0, +)
        var share = 0.0
        for (k, value) in values.enumerated() {
          if share >= energy { return k }
          share += value * value / total
        }
        return values.count
      },
      mistake("0/0 compared by <", "total-zero") { energy, values in
        guard energy > 0 else { return 0 }
        let total = values.map { $0 * $0 }.reduce(0, +)
        var (share, k) = (0.0, 0)
        while k < values.count, share < energy {
          share += values[k] * values[k] / total
          k += 1
        }
        return k
      },
      mistake("the last index", "one-short") { energy, values in
        try ImageCompressionAnswers.reference.rankKeeping(energy, values) - 1
      },
      mistake("one more, to be safe", "one-over") { energy, values in
        try ImageCompressionAnswers.reference.rankKeeping(energy, values) + 1
      },
    ]
  }

  /// Right answers to exercise 4.4 that differ from the solution.
  static var alternatives: [Alternative<Answers>] {
    [
      Alternative("the tail, from the end") {
        $0.rankKeeping = { energy, values in
          let squares = values.map { $0 * $0 }
          let allowed = (1 - energy) * squares.reduce(0, +)
          var (tail, k) = (0.0, squares.count)
          while k > 0, tail + squares[k - 1] <= allowed {
            tail += squares[k - 1]
            k -= 1
          }
          return k
        }
      },
      Alternative("shares instead of sums") {
        $0.rankKeeping = { energy, values in
          let total = values.map { $0 * $0 }.reduce(0, +)
          guard total > 0 else { return 0 }
          var (share, k) = (0.0, 0)
          while k < values.count, share < energy {
            share += values[k] * values[k] / total
            k += 1
          }
          return k
        }
      },
    ]
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ rank: @escaping @Sendable (Double, [Double]) throws -> Int
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.rankKeeping = rank }
  }
}

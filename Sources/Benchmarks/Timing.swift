/// Seconds for one call, the mean of `count` calls.
func seconds(_ count: Int, _ work: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let start = clock.now
  for _ in 0..<count { try work() }
  return (clock.now - start) / .seconds(1) / Double(count)
}

/// How often a measurement is taken.
struct Plan {
  /// The calls that are timed together: enough to outlast the clock's own cost many times.
  let batch: Int

  /// How many batches are timed; the median of an odd number is one of them.
  let rounds: Int

  /// The plan for work that takes so many seconds a call.
  init(secondsPerCall: Double) {
    batch = max(1, Int(0.01 / max(secondsPerCall, 1e-9)))
    let total = secondsPerCall * Double(batch)
    rounds = total < 0.05 ? 21 : total < 0.3 ? 11 : 7
  }
}

/// The middle value, or the mean of the two in the middle: what a single disturbed run cannot move.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  if sorted.isEmpty { return .nan }
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

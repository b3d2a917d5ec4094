/// Seconds for one call, the mean of `count` calls.
func seconds(_ count: Int, _ work: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let start = clock.now
  for _ in 0..<count { try work() }
  return (clock.now - start) / .seconds(1) / Double(count)
}

/// How often a measurement is taken.
struct Plan {
  /// The calls that are timed together: a tenth of a second of them, so that what counts is the pace
  /// of steady work, not how long a sleeping thread takes to find a core.
  let batch: Int

  /// The calls that come before and are not timed.
  var warmUp: Int { max(1, batch / 4) }

  /// How many batches are timed; the median of an odd number is one of them.
  let rounds: Int

  /// The plan for work that takes so many seconds a call.
  init(secondsPerCall: Double) {
    batch = max(1, Int(0.1 / max(secondsPerCall, 1e-9)))
    rounds = secondsPerCall < 0.2 ? 9 : 5
  }
}

/// The middle value, or the mean of the two in the middle: what a single disturbed run cannot move.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  if sorted.isEmpty { return .nan }
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

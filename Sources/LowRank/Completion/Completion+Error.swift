extension Completion {
  /// The squared error of each entry, in the order of the entries: what a standard error is made of, and
  /// a comparison in pairs. O(count · k).
  public func squaredErrors(on known: ObservedEntries) -> [Double] {
    known.entries.map { entry in
      let error = entry.value - self[entry.row, entry.column]
      return error * error
    }
  }

  /// The root mean square error on some entries, in the unit of the entries; 0 where there are none.
  public func rootMeanSquareError(on known: ObservedEntries) -> Double {
    let sum: Double = squaredErrors(on: known).reduce(0, +)
    return known.count > 0 ? (sum / Double(known.count)).squareRoot() : 0
  }

  /// The share of some entries whose prediction, of all the values that an entry can have, is nearest
  /// to the true one; 0 where there are none. Of votes, 1 and −1, it is the share of right signs.
  ///
  /// - Parameters:
  ///   - known: The entries.
  ///   - levels: The values that occur, ascending.
  /// - Complexity: O(count · (k + log levels)).
  public func accuracy(on known: ObservedEntries, among levels: [Double]) -> Double {
    let right = known.entries.count { entry in
      nearest(to: self[entry.row, entry.column], among: levels) == entry.value
    }
    return known.count > 0 ? Double(right) / Double(known.count) : 0
  }
}

/// The level nearest to a value, and of two as near the lower one; nil where there is none.
private func nearest(to value: Double, among levels: [Double]) -> Double? {
  guard let lowest = levels.first, let highest = levels.last else { return nil }
  var (low, high) = (0, levels.count)
  while low < high {
    let middle = (low + high) / 2
    if levels[middle] < value { low = middle + 1 } else { high = middle }
  }
  if low == 0 { return lowest }
  if low == levels.count { return highest }
  return value - levels[low - 1] <= levels[low] - value ? levels[low - 1] : levels[low]
}

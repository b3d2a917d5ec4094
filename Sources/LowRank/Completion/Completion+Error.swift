extension Completion {
  /// The root mean square error on some entries, in the unit of the entries; 0 where there are none.
  public func rootMeanSquareError(on known: ObservedEntries) -> Double {
    let sum = known.entries.reduce(0.0) { sum, entry in
      let error = entry.value - self[entry.row, entry.column]
      return sum + error * error
    }
    return known.count > 0 ? (sum / Double(known.count)).squareRoot() : 0
  }

  /// The share of some entries whose sign is predicted; 0 where there are none. A prediction of 0
  /// counts as wrong.
  public func signAccuracy(on known: ObservedEntries) -> Double {
    let right = known.entries.count { $0.value * self[$0.row, $0.column] > 0 }
    return known.count > 0 ? Double(right) / Double(known.count) : 0
  }
}

import LinearAlgebra

/// The share of the variance of some values that lies between the means of their groups: 0 where all
/// groups have one mean, 1 where no group varies within itself.
///
/// It is the correlation ratio η² (R. A. Fisher, "Statistical Methods for Research Workers", 1925,
/// section 45), and 0 where nothing varies.
///
/// - Parameters:
///   - values: One number for each sample.
///   - groups: The group of each sample, as many as there are values.
/// - Complexity: O(n).
public func separation<Group: Hashable>(of values: Vector<Double>, by groups: [Group]) -> Double {
  let mean = values.reduce(0, +) / Double(values.count)
  let members = Dictionary(grouping: zip(values, groups).map { ($0 - mean, $1) }) { $0.1 }
  let whole = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  // In the order of the samples: a dictionary's own order changes from run to run, and with it the
  // rounding.
  var seen: Set<Group> = []
  let between = groups.filter { seen.insert($0).inserted }.reduce(0.0) { between, group in
    let deviations = (members[group] ?? []).map(\.0)
    let sum = deviations.reduce(0, +)
    return between + sum * sum / Double(max(deviations.count, 1))
  }
  return whole > 0 ? between / whole : 0
}

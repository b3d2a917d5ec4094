import LinearAlgebra

/// The share of the variance of some values that lies between the means of their groups: 0 where all
/// groups have one mean, 1 where no group varies within itself.
///
/// It is the correlation ratio η² (R. A. Fisher, "Statistical Methods for Research Workers", 1925,
/// section 45), 0 where nothing varies, and NaN where a value is NaN or ∞.
///
/// - Parameters:
///   - values: One number for each sample.
///   - groups: The group of each sample, as many as there are values.
/// - Precondition: there are as many groups as values.
/// - Complexity: O(n).
public func separation<Group: Hashable>(of values: Vector<Double>, by groups: [Group]) -> Double {
  require(
    values.count == groups.count,
    "\(values.count) values cannot belong to \(groups.count) groups, one each")
  guard !values.isEmpty else { return 0 }
  // Multiplied by a power of two, which changes no ratio, no square overflows nor do all vanish.
  let column = Matrix(rows: values.count, columns: 1, elements: values.elements)
  let near = column.scalingColumns(toPowers: column.columnExponents, -1)
  let centred = ColumnMeans(of: near).centred(near)
  let deviations = centred.scalingColumns(toPowers: centred.columnExponents, -1).elements
  let members = Dictionary(grouping: zip(deviations, groups)) { $0.1 }
  let whole = deviations.reduce(0) { $0 + $1 * $1 }
  // In the order of the samples: a dictionary's own order changes from run to run, and with it the
  // rounding.
  var seen: Set<Group> = []
  let between = groups.filter { seen.insert($0).inserted }.reduce(0.0) { between, group in
    let own = (members[group] ?? []).map(\.0)
    let sum = own.reduce(0, +)
    return between + sum * sum / Double(max(own.count, 1))
  }
  return whole == 0 ? 0 : between / whole
}

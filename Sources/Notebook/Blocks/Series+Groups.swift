extension Series {
  /// Scattered points in groups: a series for each group, in the order of their names.
  ///
  /// - Parameters:
  ///   - groups: The name of the group of each point.
  ///   - xs: The horizontal place of each point.
  ///   - ys: Its value.
  ///   - names: What each point is called; nothing unless given.
  public static func scatters<Number: BinaryFloatingPoint>(
    by groups: [String], _ xs: [Number], _ ys: [Number], names: [String] = []
  ) -> [Series] {
    let indices = groups.indices.filter { xs.indices.contains($0) && ys.indices.contains($0) }
    let members = Dictionary(grouping: indices) { groups[$0] }
    return members.sorted { $0.key < $1.key }.map { name, indices in
      .scatter(
        name, indices.map { xs[$0] }, indices.map { ys[$0] },
        names: names.isEmpty ? [] : indices.map { names.indices.contains($0) ? names[$0] : "" })
    }
  }
}

import LinearAlgebra

extension Completion {
  /// For each row what a short list would be worth: of the `count` entries with the highest predictions, the
  /// share that belongs to the row's best, those no worse than its `count`-th best.
  ///
  /// An error of a constant for each row changes it nowhere, and the root mean square error a lot. Rows with
  /// no more than `count` of these entries are left out, since any list of them would do, and so are rows
  /// whose entries are all equal. Of equal predictions the first come first.
  ///
  /// P. Cremonesi, Y. Koren and R. Turrin, "Performance of recommender algorithms on top-N recommendation
  /// tasks", RecSys 2010, doi:10.1145/1864708.1864721, who count single hidden favourites.
  ///
  /// - Parameters:
  ///   - count: The length of the list, at least 1.
  ///   - known: The entries to choose from, which took no part in the fit.
  /// - Returns: A share for each row that is not left out, by row.
  /// - Precondition: `count` is positive.
  /// - Complexity: O(entries · (k + log entries)).
  public func topShares(of count: Int, on known: ObservedEntries) -> [Double] {
    require(count > 0, "a list of the best needs a length above 0, not \(count)")
    var shares: [Double] = []
    var row = known.entries[...]
    while let first = row.first {
      let end = row.firstIndex { $0.row != first.row } ?? row.endIndex
      let own = Array(row[..<end])
      row = row[end...]
      let values = own.map(\.value).sorted(by: >)
      guard own.count > count, values.first != values.last else { continue }
      let guesses = own.map { self[$0.row, $0.column] }
      let list = own.indices.sorted { (-guesses[$0], $0) < (-guesses[$1], $1) }.prefix(count)
      let right = list.count { own[$0].value >= values[count - 1] }
      shares.append(Double(right) / Double(count))
    }
    return shares
  }
}

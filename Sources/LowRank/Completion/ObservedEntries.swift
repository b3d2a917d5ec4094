import LinearAlgebra

/// The entries of a matrix that are known. What is not among them is missing, which is not zero.
///
/// ```swift
/// let votes: Matrix = [[1, -1, 0], [0, 1, 1]]
/// let known = ObservedEntries(votes) { $0 != 0 }
/// known.count  // 4
/// known.mean   // 0.5
/// ```
///
/// It takes memory for the known entries alone, however large the matrix is.
public struct ObservedEntries: Equatable, Sendable {
  /// A number and its place.
  public struct Entry: Equatable, Sendable {
    /// The row, from 0.
    public let row: Int

    /// The column, from 0.
    public let column: Int

    /// The number that is known.
    public let value: Double

    /// Creates an entry.
    public init(row: Int, column: Int, value: Double) {
      self.row = row
      self.column = column
      self.value = value
    }
  }

  /// The number of rows of the matrix, m.
  public let rows: Int

  /// The number of columns of the matrix, n.
  public let columns: Int

  /// The known entries, row by row, and by column within a row.
  public let entries: [Entry]

  /// The number of known entries.
  public var count: Int { entries.count }

  /// The mean of the known entries; 0 where there are none.
  public var mean: Double {
    entries.isEmpty ? 0 : entries.reduce(0) { $0 + $1.value } / Double(count)
  }

  /// Creates the known entries of an m×n matrix, given in any order.
  ///
  /// - Throws: `outside`, `repeated` or `nonFinite`, with the place; `unsuitable` for a negative number of
  ///   rows or columns.
  /// - Complexity: O(count + m + n).
  public init(rows: Int, columns: Int, entries: [Entry]) throws(CompletionError) {
    try checkCount("the number of rows", rows, 0...Int.max)
    try checkCount("the number of columns", columns, 0...Int.max)
    for entry in entries {
      guard (0..<rows).contains(entry.row), (0..<columns).contains(entry.column) else {
        throw .outside(row: entry.row, column: entry.column, shape: "\(rows)×\(columns)")
      }
      guard entry.value.isFinite else {
        throw .nonFinite(row: entry.row, column: entry.column)
      }
    }
    let byColumn = grouped(entries, into: columns) { $0.column }
    let sorted = grouped(byColumn, into: rows) { $0.row }
    for (first, second) in zip(sorted, sorted.dropFirst())
    where first.row == second.row && first.column == second.column {
      throw .repeated(row: first.row, column: first.column)
    }
    self.init(rows: rows, columns: columns, sorted: sorted)
  }

  /// Creates the known entries of an m×n matrix from their places and values, in any order.
  ///
  /// - Throws: As for entries.
  public init(
    rows: Int, columns: Int, places: [(row: Int, column: Int, value: Double)]
  ) throws(CompletionError) {
    try self.init(
      rows: rows, columns: columns,
      entries: places.map { Entry(row: $0.row, column: $0.column, value: $0.value) })
  }

  /// Creates the known entries of a matrix: those that `isKnown` says yes to. O(mn).
  ///
  /// A known entry that is NaN or ∞ is refused by whoever completes the matrix.
  public init(_ matrix: Matrix<Double>, where isKnown: (Double) -> Bool) {
    self.init(matrix) { i, j in isKnown(matrix[i, j]) }
  }

  /// Creates the known entries of a matrix: those in the places that `isKnown` says yes to. O(mn).
  ///
  /// A known entry that is NaN or ∞ is refused by whoever completes the matrix.
  public init(_ matrix: Matrix<Double>, at isKnown: (_ row: Int, _ column: Int) -> Bool) {
    var entries: [Entry] = []
    for i in 0..<matrix.rows {
      for j in 0..<matrix.columns where isKnown(i, j) {
        entries.append(Entry(row: i, column: j, value: matrix[i, j]))
      }
    }
    self.init(rows: matrix.rows, columns: matrix.columns, sorted: entries)
  }

  /// Creates entries that are known to be in order and in place.
  init(rows: Int, columns: Int, sorted: [Entry]) {
    self.rows = rows
    self.columns = columns
    entries = sorted
  }

  /// These entries and others of the same matrix. O(count + m + n).
  ///
  /// - Throws: `repeated` where both have one place; `outside` where one of the others has no place.
  public func joined(with others: ObservedEntries) throws(CompletionError) -> ObservedEntries {
    try ObservedEntries(rows: rows, columns: columns, entries: entries + others.entries)
  }

  /// The same places with other numbers. O(count).
  public func mapValues(_ value: (Entry) -> Double) -> ObservedEntries {
    ObservedEntries(
      rows: rows, columns: columns,
      sorted: entries.map { Entry(row: $0.row, column: $0.column, value: value($0)) })
  }

  /// Throws where an entry is NaN or infinite, and names the first. O(count).
  func checkFinite() throws(CompletionError) {
    if let entry = entries.first(where: { !$0.value.isFinite }) {
      throw .nonFinite(row: entry.row, column: entry.column)
    }
  }

  /// The m×n matrix with zeros in the place of what is missing. O(mn).
  public func filledWithZeros() -> Matrix<Double> {
    var matrix = Matrix<Double>(rows: rows, columns: columns)
    for entry in entries { matrix[entry.row, entry.column] = entry.value }
    return matrix
  }
}

/// The entries ordered by a key from 0 up to `count`; those with one key keep their order. O(n).
private func grouped(
  _ entries: [ObservedEntries.Entry], into count: Int, by key: (ObservedEntries.Entry) -> Int
) -> [ObservedEntries.Entry] {
  guard let first = entries.first else { return [] }
  var places = [Int](repeating: 0, count: count + 1)
  for entry in entries { places[key(entry) + 1] += 1 }
  for index in 0..<count { places[index + 1] += places[index] }
  var result = [ObservedEntries.Entry](repeating: first, count: entries.count)
  for entry in entries {
    result[places[key(entry)]] = entry
    places[key(entry)] += 1
  }
  return result
}

/// A table that comes with the kit; its origin and licence stand in `Data/NOTICE.md`.
///
/// ```swift
/// let table = try BundledTable.penguins.load()
/// table.numbers.shape    // 342×4
/// table.labels[0].cells  // the species, 342 times
/// ```
public enum BundledTable: String, CaseIterable, Sendable {
  /// The species and four measurements of 342 Palmer penguins: the bill's length and depth and the
  /// flipper's length in millimetres, the body mass in grams.
  case penguins

  /// The votes of 101 members of the 109th Senate of the United States in 506 contested roll calls: 1
  /// for yea, −1 for nay, 0 for absent. The labels are name, state and party.
  case senate = "senate109-votes"

  /// Reads the table, wherever the package was cloned and whatever the working directory is.
  ///
  /// - Throws: `FileError`, missing where the file is neither beside the program nor in the source.
  public func load() throws(FileError) -> CSVTable {
    try CSVTable(contentsOf: BundledData.path(of: fileName))
  }

  var fileName: String { "\(rawValue).csv" }
}

/// Who gave what how many points: the known entries of a table of users by items, most of whose other
/// entries are missing.
///
/// ```swift
/// let ratings = try Ratings(contentsOf: "ml-latest-small/ratings.csv")
/// ratings.users.count      // 610
/// ratings.items.count      // 9724
/// ratings.entries[0].value // 4.0
/// ```
public struct Ratings: Equatable, Sendable {
  /// One rating: its user and item by their place in the lists of names.
  public struct Entry: Equatable, Sendable {
    /// The place in `users`.
    public let user: Int

    /// The place in `items`.
    public let item: Int

    /// The rating.
    public let value: Double
  }

  /// The names of the users, in the order in which the file mentions them.
  public let users: [String]

  /// The names of the items, in the order in which the file mentions them.
  public let items: [String]

  /// The ratings, in the order of the file; no user rated an item twice.
  public let entries: [Entry]

  /// How the file was read.
  public let reading: RatingsReading
}

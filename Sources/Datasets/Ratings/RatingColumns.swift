/// Which columns of a file hold the triples.
struct RatingColumns: Equatable {
  var user: Int
  var item: Int
  var rating: Int
  var time: Int?

  init(user: Int, item: Int, rating: Int, time: Int? = nil) {
    self.user = user
    self.item = item
    self.rating = rating
    self.time = time
  }

  /// The columns that somebody names: three by name or by number from 1, in the order of user, item and
  /// rating; or what each column is, in the order of the file.
  ///
  /// - Parameter header: The names of the columns; empty where they have none.
  init(_ words: [String], header: [String], width: Int) throws(Malformed) {
    let roles = words.map { RatingRole(rawValue: $0.lowercased()) }
    let areRoles = zip(words, roles).allSatisfy { $1 != nil || ["skip", "-", "_"].contains($0) }
    if areRoles, !words.allSatisfy(header.contains) {
      guard words.count <= width, let user = roles.firstIndex(of: .user),
        let item = roles.firstIndex(of: .item), let rating = roles.firstIndex(of: .rating)
      else {
        throw Malformed(
          expected: "user, item and rating among \(counted(width, "column")) (--columns)",
          found: words.joined(separator: ","))
      }
      self.init(user: user, item: item, rating: rating, time: roles.firstIndex(of: .time))
      return
    }
    var places: [Int] = []
    for word in words {
      if let number = Int(word), 1...width ~= number {
        places.append(number - 1)
      } else if let place = header.firstIndex(where: { Cell.trimmed($0) == word }) {
        places.append(place)
      } else {
        throw Malformed(
          expected: "a column \(Cell.quoted(word)) (--columns)",
          found: header.isEmpty ? counted(width, "column") : names(header))
      }
    }
    guard 3...4 ~= places.count, Set(places).count == places.count else {
      throw Malformed(
        expected: "the columns of user, item and rating (--columns)",
        found: words.joined(separator: ","))
    }
    self.init(
      user: places[0], item: places[1], rating: places[2],
      time: places.count == 4 ? places[3] : nil)
  }
}

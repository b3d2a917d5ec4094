import Testing

@testable import Datasets

/// Ratings as people have them: each file is read right, or refused with what was understood.
@Suite struct RatingsReadingTests {
  /// The ratings as `user/item/value`, and then how they were read; or the error.
  static func told(_ text: String, _ choices: ReadingChoices = ReadingChoices()) -> String {
    do {
      let ratings = try Ratings(decoding: Array(text.utf8), file: "r", choices)
      let entries = ratings.entries.map {
        "\(ratings.users[$0.user])/\(ratings.items[$0.item])/\($0.value)"
      }
      return entries.joined(separator: " ") + " | " + ratings.reading.description
    } catch {
      return "\(error)"
    }
  }

  /// Six ratings of three users, in the form that `line` gives them.
  static func six(_ header: String = "", _ line: (Int, String, String, Int) -> String) -> String {
    let ratings = [
      ("u1", "i1", 4), ("u1", "i2", 3), ("u2", "i1", 5), ("u2", "i3", 1), ("u3", "i2", 2),
      ("u3", "i3", 4),
    ]
    return header
      + ratings.enumerated().map { line($0, $1.0, $1.1, $1.2) + "\n" }.joined()
  }
  static let read = "u1/i1/4.0 u1/i2/3.0 u2/i1/5.0 u2/i3/1.0 u3/i2/2.0 u3/i3/4.0 | "

  @Test(
    "triples by the names in the header",
    arguments: [
      six("userId,movieId,rating,timestamp\n") { "\($1),\($2),\($3).0,9647030\($0)" },
      six(",userId,movieId,rating\n") { "\($0),\($1),\($2),\($3)" },
      six("user,item,timestamp,rating\n") { "\($1),\($2),100\($0),\($3)" },
      six("rating;user;item\n") { "\($3);\($1);\($2)" },
      six("\"User-ID\";\"ISBN\";\"Book-Rating\"\n") { "\"\($1)\";\"\($2)\";\"\($3)\"" },
      six("userID\tartistID\tweight\n") { "\($1)\t\($2)\t\($3)" },
      six("user_id:token\titem_id:token\trating:float\n") { "\($1)\t\($2)\t\($3)" },
      six("reviewerID,asin,reviewerName,overall,unixReviewTime\n") {
        "\($1),\($2),x,\($3),13\($0)"
      },
      six("user_id,parent_asin,asin,rating\n") { "\($1),\($2),other,\($3)" },
      six("user_id,book_id,is_read,rating,is_reviewed\n") { "\($1),\($2),1,\($3),0" },
      six("user,movie,user_rating,year\n") { "\($1),\($2),\($3),19\($0)0" },
      six("review_profilename,beer_beerid,review_overall,review_taste\n") { "\($1),\($2),\($3),1" },
      six("customer,restaurant,given\n") { "\($1),\($2),\($3)" },
      six("Nutzer;Film;Bewertung\n") { "\($1);\($2);\($3),0" },
      six("\"\",\"user\",\"item\",\"rating\"\n") { "\"\($0 + 1)\",\"\($1)\",\"\($2)\",\($3)" },
      six("\"user\" \"item\" \"rating\"\n") { "\"\($0 + 1)\" \"\($1)\" \"\($2)\" \($3)" },
    ])
  func byName(text: String) {
    #expect(Self.told(text).hasPrefix(Self.read), "\(Self.told(text))")
    #expect(Self.told(text).contains("6 ratings from 1 to 5, by 3 users of 3 items"))
  }

  @Test(
    "triples by their shape",
    arguments: [
      six { "\($1)\t\($2)\t\($3)\t88125094\($0)" }, six { "\($1)::\($2)::\($3)::97830076\($0)" },
      six { "\($1);\($2);\($3),0" }, six { "\($1) \($2)   \($3)" },
      six { "\($0),\($1),\($2),\($3)" }, six { "\($1),\($2),2020-03-0\($0 + 1),\($3)" },
      six { "\($1)\t\($2)\tan artist\t\($3)" }, six { "\($1),\($2),\($3),97830\($0)" },
    ])
  func byShape(text: String) {
    #expect(Self.told(text).hasPrefix(Self.read), "\(Self.told(text))")
  }

  @Test func amazonsItemsMayComeFirst() {
    let text =
      "B00000IGBF,A2CX7LUOHB2NDG,5.0,1341100800\nB00000IGBG,A2CX7LUOHB2NDG,4.0,1341100800\n"
    #expect(Self.told(text).hasPrefix("A2CX7LUOHB2NDG/B00000IGBF/5.0"), "\(Self.told(text))")
  }

  @Test func aRatingThatIsMissingIsLeftOut() {
    let told = Self.told("1,2,NA\n2,3,4\n3,1,1\n")
    #expect(told.hasPrefix("2/3/4.0 3/1/1.0 |"))
    #expect(told.contains("Left out: 1 line with a missing value, line 1"))
    #expect(
      Self.told("1,2,NA\n2,3,4\n3,1,1\n", .init(missing: .refuse))
        .contains("a value on line 1, column 3, found the missing value \"NA\""))
    #expect(Self.told("a,b,3\n,b,4\nc,b,1\n").hasPrefix("a/b/3.0 c/b/1.0 |"))
  }

  @Test(arguments: [
    ("name,1,2,3\nAnn,5,4,\nBob,,2,NA\n", "Ann/1/5.0 Ann/2/4.0 Bob/2/2.0 |"),
    ("userId,1,2\n7,5,4\n8,,2\n", "7/1/5.0 7/2/4.0 8/2/2.0 |"),
    (";a;b\nx;4,5;\ny;;2,0\n", "x/a/4.5 y/b/2.0 |"),
    (",user,a,b\n0,x,5,\n1,y,4,3\n", "x/a/5.0 y/a/4.0 y/b/3.0 |"),
    // As forms on the web export what a class has filled in.
    (
      "Timestamp,Name,A,B\n2026/01/02 3:05:22 PM,x,5,\n2026/01/02 3:06:01 PM,y,4,3\n",
      "x/A/5.0 y/A/4.0 y/B/3.0 |"
    ),
    ("Email,A,B\nx@y.org,5,\nz@y.org,4,3\n", "x@y.org/A/5.0 z@y.org/A/4.0 z@y.org/B/3.0 |"),
    ("title,Ann,Bob\nFilm,3,4\nOther,,5\n", "Ann/Film/3.0 Bob/Film/4.0 Bob/Other/5.0 |"),
  ])
  func tables(text: String, entries: String) {
    #expect(Self.told(text).hasPrefix(entries), "\(Self.told(text))")
    #expect(Self.told(text).contains("a table with a row for each"))
  }

  @Test(
    "what fits two readings, or none, is refused with what was understood",
    arguments: [
      (
        "user,item,shelf\n1,2,3\n2,3,4\n",
        "user \"user\", item \"item\" and rating \"shelf\", or a table with a row for each user"
      ),
      ("1,2,3,4\n3,1,4,1\n5,5,2,3\n5,1,1,2\n", "4 columns without names: numbers, numbers"),
      ("0.5,1.5,2.5\n3.5,4.5,0.5\n2.5,1.5,3.5\n", "3 columns without names"),
      ("Ann,5,4,3,1\nBob,1,2,3,4\n", "5 columns without names: words, numbers"),
      (
        "Book Id,My Rating,Title,Author\n1,5,T,A\n",
        "item \"Book Id\", rating \"My Rating\" and no user"
      ),
      ("user,item\na,b\n", "user \"user\", item \"item\" and no rating"),
      ("species,bill,sex\nAdelie,39.1,m\nAdelie,39.5,f\n", "the column"),
      ("a,b,3\nc,d\n", "3 fields on line 2"),
      ("user,a,b,Total\nx,1,2,3\ny,2,2,4\n", "found \"Total\""),
      ("user,a,b\nx,1,2\ny,2,2\nTotal,3,4\n", "found \"Total\""),
      ("movieId,rating_count,avg_rating\n1,50,3.5\n2,60,4.5\n", "found \"rating_count\""),
    ])
  func refused(text: String, words: String) {
    let told = Self.told(text)
    #expect(told.hasPrefix("r: expected ") && !told.contains("\n"), "\(told)")
    #expect(told.contains(words) || words == "the column", "\(told)")
  }

  @Test func choicesSettleIt() {
    let doubtful = "user,item,shelf\n1,2,3\n2,3,4\n"
    #expect(Self.told(doubtful, .init(layout: .triples)).hasPrefix("1/2/3.0 2/3/4.0 |"))
    #expect(Self.told(doubtful, .init(layout: .table)).hasPrefix("1/item/2.0 1/shelf/3.0 2/"))
    let bare = "1,2,3,4\n3,1,4,1\n"
    #expect(
      Self.told(bare, .init(hasHeader: false, layout: .table))
        .hasPrefix("row 1/column 1/1.0 row 1/column 2/2.0"))
    for columns in [["2", "1", "4"], ["item", "user", "time", "rating"]] {
      #expect(
        Self.told(bare, .init(columns: columns)).hasPrefix("2/1/4.0 1/3/1.0 |"),
        "\(Self.told(bare, .init(columns: columns)))")
    }
    let named = "x,y,z,w\na,b,5,7\nc,d,1,2\n"
    #expect(Self.told(named, .init(columns: ["y", "x", "w"])).hasPrefix("b/a/7.0 d/c/2.0 |"))
    #expect(Self.told(named, .init(columns: ["y", "x", "v"])).contains("a column \"v\""))
    #expect(Self.told(named, .init(columns: ["y", "x"])).contains("the columns of user, item and"))
    #expect(Self.told(named, .init(columns: ["user", "rating"])).contains("user, item and rating"))
    #expect(
      Self.told("1,2;3,4;4\n1,3;3,4;5\n", .init(separator: .semicolon, columns: ["1", "2", "3"]))
        .hasPrefix("1,2/3,4/4.0"))
  }

  @Test func longNamesHaveNoRoom() {
    let header = (0..<40).map { "a column with a name of forty letters, \($0)" }
      .map { "\"\($0)\"" }.joined(separator: ",")
    let told = Self.told(
      header + "\n" + Array(repeating: "x", count: 40).joined(separator: ",") + "\n")
    #expect(told.unicodeScalars.count <= 300, "\(told)")
  }
}

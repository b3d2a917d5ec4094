import Testing

@testable import Datasets

@Suite struct RatingsTests {
  static func ratings(_ text: String) throws -> Ratings {
    try Ratings(decoding: Array(text.utf8), file: "r.csv")
  }

  /// The ratings as (user, item, value) by name.
  static func named(_ text: String) throws -> [String] {
    let ratings = try ratings(text)
    return ratings.entries.map {
      "\(ratings.users[$0.user]) \(ratings.items[$0.item]) \($0.value)"
    }
  }

  @Test(
    "MovieLens' three layouts, and triples without a time",
    arguments: [
      "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n7,31,3,851868750\n7,9,0.5,1\n",
      "1\t31\t2.5\t881250949\n7\t31\t3\t881250949\n7\t9\t0.5\t881250949\n",
      "1::31::2.5::978300760\r\n7::31::3::978300760\r\n7::9::0.5::978300760\r\n",
      "1,31,2.5\n7,31,3\n7,9,.5", "who,what,Score\n1,31,+2.5\n\"7\",31,3.0\n 7 ,9, 5e-1 \n",
    ])
  func triples(text: String) throws {
    #expect(try Self.named(text) == ["1 31 2.5", "7 31 3.0", "7 9 0.5"])
    let ratings = try Self.ratings(text)
    #expect(ratings.users == ["1", "7"])
    #expect(ratings.items == ["31", "9"])
  }

  @Test func tables() throws {
    let table = ",a,b,c\nx,1,,3\ny, ,-2,0\n"
    #expect(try Self.named(table) == ["x a 1.0", "x c 3.0", "y b -2.0", "y c 0.0"])
    #expect(try Self.named("user\t10\t20\nx\t1\t\ny\t\t5\n") == ["x 10 1.0", "y 20 5.0"])
    // Three or four fields, and a third name that is no rating.
    #expect(try Self.named("name,a,b\nx,1,2\n") == ["x a 1.0", "x b 2.0"])
    #expect(try Self.named("user,1,2\nx,1,2\n") == ["x 1 1.0", "x 2 2.0"])
  }

  @Test(arguments: [
    ("", "ratings, one a line, found an empty file"),
    ("userId,movieId,rating\n", "at least 1 rating, found none"),
    ("user,a,b\n", "at least 1 rating, found none"), ("user,a,b\nx,,\n", "1 rating, found none"),
    ("1,2,3\n4,5\n", "3 fields on line 2, as on line 1, found 2"),
    ("1,2,3\n4,5,6,7\n", "3 fields on line 2, as on line 1, found 4"),
    (
      "1,2,3\n1,3,4\n4,5,x\n",
      "a rating, a number of at most 1e100, on line 3, column 3, found \"x\""
    ),
    ("1,2,3\n1,3,4\n4,5,inf\n", "on line 3, column 3, found \"inf\""),
    ("1,2,3\n4,5,1\n1,2,3\n", "user \"1\", item \"2\" on lines 1 and 3"),
    ("user,a,b\nx,1\n", "3 fields on line 2, as on line 1, found 2"),
    ("user,a,a\nx,1,2\n", "a name of its own for each item, found \"a\" twice on line 1"),
    ("user,a,\nx,1,2\n", "the name of an item on line 1, column 3, found an empty cell"),
    ("user,a,b\nx,1,2\nx,1,\n", "one line for each user, found another for \"x\" on line 3"),
    ("1,2,3\n4,5,-1e101\n", "on line 2, column 3, found \"-1e101\""),
    ("user,a,b\nx,1,2\ny,1,low\nz,1,high\n", "on line 3, column 3, found \"low\""),
    ("hello\n", "user, item and rating on line 1, or a header"),
    ("1,2,3\0\n", "text, found a zero byte on line 1"),
    ("u,i,3\nu,j,30%\n", "on line 2, column 3, found \"30%\""),
  ])
  func damaged(text: String, message: String) {
    do {
      _ = try Self.ratings(text)
      Issue.record("taken")
    } catch let error as FileError {
      #expect(error.exitStatus == 65)
      #expect(error.description.hasPrefix("r.csv: expected "))
      #expect(error.description.contains(message), "\(error)")
      #expect(!error.description.contains("\n"))
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func minimum() throws {
    let text = Array("1,2,3\n1,3,3\n".utf8)
    #expect(try Ratings(decoding: text, file: "r").entries.count == 2)
    #expect(throws: FileError.self) { try Ratings(decoding: text, file: "r", minimum: 2) }
    #expect(throws: FileError.self) { try Ratings(decoding: text, file: "r", minimum: 3) }
  }
}

import Foundation
import Testing

@Suite("The lesson on missing entries takes any ratings, or says why not")
struct RatingsOptionTests {
  /// Runs the lesson on a file of ratings, which goes with the test.
  private func run(_ text: String, _ options: [String] = []) throws -> LessonRun {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("ratings-\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try LessonRun("Recommender", ["--ratings", file.path] + options)
  }

  /// Ratings of 9 users and 7 items, a user with one rating among them.
  private static func triples(_ separator: String, constant: Bool = false) -> String {
    let lines = (0..<9).flatMap { user in
      (0..<7).filter { user == 8 ? $0 == 3 : (user * 3 + $0 * 5) % 4 != 0 }.map { item in
        let rating = constant ? "3" : "\(1 + (user * item + user) % 5)"
        return ["u\(user)", "i\(item)", rating, "97830\(user)"].joined(separator: separator)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static let files = [
    "userId,movieId,rating,timestamp\n" + triples(","), triples("::", constant: true),
    "user,a,b,c,d,e,f\nx,1,2,3,4,5,\ny,,3,3,2,1,5\nz,5,4,3,2,1,0\nw,1,1,2,2,,4\nv,3,,,,,\n",
  ]

  @Test(
    "MovieLens' layouts, constant ratings, a table with gaps",
    arguments: Thorough.cases(files, otherwise: 1))
  func takesAnyRatings(text: String) throws {
    let run = try run(text)
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.output.contains("✗"))
    #expect(!run.output.split(whereSeparator: \.isWhitespace).contains("NaN"))
    #expect(run.output.contains("mean and biases"))
  }

  @Test("with no options, it chooses a rank and a penalty", .enabled(if: Thorough.isWanted))
  func choosesSettings() throws {
    let run = try LessonRun("Recommender")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("✓") && !run.output.contains("✗"))
    #expect(run.output.contains("mean and biases"))
  }

  @Test(
    "a setting that does not fit is status 64, in one line",
    arguments: [
      ("--rank", "0"), ("--rank", "102"), ("--rank", "2.5"), ("--lambda", "-1"),
      ("--lambda", "nan"), ("--lambda", "much"),
    ])
  func reportsBadSettings(option: String, value: String) throws {
    let run = try LessonRun("Recommender", ["\(option)=\(value)"])
    #expect(run.status == 64)
    #expect(run.errors.contains(option))
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test(
    "damaged ratings are status 65, in one line",
    arguments: [
      ("", "an empty file"), ("userId,movieId,rating\n", "at least 1 rating"),
      ("a,b,3\nc,d\n", "line 2"), ("a,b,3\na,c,4\nc,d,x\n", "line 3, column 3"),
      ("1,2,3,4\n4,2,5,1\n", "4 columns without names"),
      ("a,b,3\na,b,4\n", "lines 1 and 2"), ("a,b,3\n", "at least 20 ratings"),
    ])
  func reportsBadRatings(text: String, place: String) throws {
    let run = try run(text)
    #expect(run.status == 65)
    #expect(run.errors.contains(place), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.output.isEmpty)
  }

  @Test("the page says how the ratings were read, and --columns says which column is what")
  func saysHowTheyWereRead() throws {
    let run = try run(Self.triples("::"))
    let said = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      said.contains(
        "Read with “::” and no header: user is column 1, item column 2, rating column 3"))
    #expect(said.contains("43 ratings from 1 to 5, by 9 users of 7 items"), "\(said.suffix(4000))")
    let turned = try self.run(Self.triples("::"), ["--columns", "item,user,rating,time"])
    let saidOfTurned = turned.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(saidOfTurned.contains("user is column 2, item column 1"))
    #expect(try self.run(Self.triples("::"), ["--missing=mean"]).status == 64)
  }

  @Test("a missing file is status 66")
  func reportsMissingFiles() throws {
    let run = try LessonRun("Recommender", ["--ratings", "nowhere.csv"])
    #expect(run.status == 66)
    #expect(run.errors.contains("nowhere.csv"))
  }
}

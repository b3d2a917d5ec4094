import Foundation
import Testing

@Suite("The lesson on principal components takes any table, or says why not")
struct TableOptionTests {
  /// Runs the lesson on a table, which goes with the test.
  private func run(_ csv: String, _ options: [String] = []) throws -> LessonRun {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("table-\(UUID().uuidString).csv")
    try Data(csv.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try LessonRun("PrincipalComponents", ["--data", file.path] + options)
  }

  /// Two rows, more columns than rows, a constant column, means far from zero, many labels.
  static let tables = [
    "a,b\n1,2\n3,5\n",
    "a,b,c,d,e\n1,2,3,4,5\n2,2,1,0,7\n5,5,5,5,1\n",
    "kind,a,b,same\nx,1,1e9,7\ny,2,1000000001,7\nx,4,1000000000,7\n",
    "a0,b2\n2.5,1\n4,-3\n2.5,1e5\n",
    // Rounding is measured by the samples: three rows of one value and another.
    "a0,id1,b2,id\n1,2.5, 4 ,1\n\"3\", 4 ,1e5,-3\n\"3\",2.5,\"3\",1e5\n",
    "a;b;c\n1,5;2;x\n2,5;7;y\nNA;3;z\n0,5;9;x\n",
    "\u{FEFF}\"a\",\"b,\r\nc\",name\r\n1,0.5,p\r\n2,0.25,q\r\n4,0.1,r\r\n-3,0,s\r\n",
  ]

  @Test(
    "any table of two columns that vary",
    arguments: Thorough.cases(tables, otherwise: 2),
    Thorough.cases([[], ["--standardize"]], otherwise: 1))
  func takesAnyTable(table: String, options: [String]) throws {
    let run = try run(table, options)
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.output.contains("✗"))
    #expect(!run.output.split(whereSeparator: \.isWhitespace).contains("NaN"))
    // No sentence speaks of the penguins.
    // Up to the digits, the page is on the table that it was given. Its source is numbered.
    let lines = run.output.split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex(of: "A table of real samples"))
    let end = try #require(lines.firstIndex(of: "Digits"))
    let prose = lines[start..<end].filter { !$0.contains("│") }.joined(separator: " ")
    for word in ["penguin", "gram", "mass", "bill", "flipper", "species"] {
      #expect(!prose.lowercased().contains(word))
    }
  }

  @Test("--standardize chooses the analysis that the page goes on with")
  func standardises() async throws {
    let plain = try await LessonRuns.shared.run("PrincipalComponents").run
    let other = try LessonRun("PrincipalComponents", ["--standardize"])
    #expect(plain.output.contains("The samples, as they are, from k components"))
    #expect(other.status == 0, "\(other.errors)")
    #expect(other.output.contains("The samples, standardised, from k components"))
  }

  static let damaged = [
    ("a,b\n1,2\n3,4\n5,x\n", "row 3 (line 4), column \"b\""),
    ("a,b\n1,NA\n,4\n", "a row without missing values"),
    ("a,b\n1,2\n3,4,5\n", "line 3"),
    ("", "an empty file"),
    ("a,b\n", "at least 1 row"),
    ("a,b\nx,y\nz,w\n", "at least 2 columns of numbers that vary, found 0"),
    ("a,b\n1,2\n1,3\n", "at least 2 columns of numbers that vary, found 1"),
    ("a,b\n1,2\n", "at least 2 columns of numbers that vary, found 0"),
    ("a,huge\n1,1e200\n2,-1e200\n", "\"huge\", which spreads over 2e+200"),
    ("a,tiny\n1,1e-200\n2,2e-200\n", "\"tiny\", which spreads over 1e-200"),
  ]

  @Test("a damaged table is status 65, in one line that says where", arguments: damaged)
  func reportsBadTables(table: String, place: String) throws {
    let run = try run(table)
    #expect(run.status == 65)
    #expect(run.errors.contains(place), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.output.isEmpty)
  }

  @Test("the page says how the table was read, and options settle what it cannot tell")
  func saysHowItWasRead() throws {
    let text = "town;rent;size\nA;1.250,5;70\nB;900,25;\nC;1.100,5;55\nD;700,0;40\n"
    let run = try run(text)
    #expect(run.status == 0, "\(run.errors)")
    let said = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains("Read with semicolons, decimal commas and a header: 3 rows"))
    #expect(said.contains("Left out: 1 row with missing values in \"size\", line 3."))
    for (option, words) in [
      ("--missing=refuse", "row 2 (line 3), column \"size\", found an empty cell"),
      ("--columns=rent", "at least 2 columns of numbers that vary, found 1"),
      ("--decimal=point", "a number in row 1 (line 2), column \"rent\", found \"1.250,5\""),
    ] {
      let run = try self.run(text, [option])
      #expect(run.status == 65 && run.errors.contains(words), "\(run.errors)")
      #expect(run.output.isEmpty)
    }
    for option in [
      "--missing=zero", "--decimal=dot", "--header=maybe", "--encoding=x", "--separator=ab",
    ] {
      let run = try self.run(text, [option])
      #expect(run.status == 64 && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }
  }

  @Test("a missing table is status 66")
  func reportsMissingTables() throws {
    let run = try LessonRun("PrincipalComponents", ["--data", "nowhere.csv"])
    #expect(run.status == 66)
    #expect(run.errors.contains("nowhere.csv"))
  }
}

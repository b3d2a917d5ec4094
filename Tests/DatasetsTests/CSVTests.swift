import LinearAlgebra
import Testing

@testable import Datasets

@Suite struct CSVTests {
  static func table(_ text: String) throws -> CSVTable {
    try CSVTable(decoding: Array(text.utf8), file: "t.csv")
  }

  /// What reading says of a text, held to the rules of an error's line; nil where it takes it.
  static func refused(_ bytes: [UInt8]) -> String? {
    do {
      _ = try CSVTable(decoding: bytes, file: "t.csv")
      return nil
    } catch {
      #expect(error.exitStatus == 65)
      #expect(error.description.hasPrefix("t.csv: expected "))
      #expect(!error.description.contains("\n"))
      return error.description
    }
  }

  static func refused(_ text: String) -> String? { refused(Array(text.utf8)) }

  static func fields(_ text: String) throws -> [[String]] {
    try CSVRecords.decode(Array(text.utf8)).map(\.fields)
  }

  @Test func recordsOfRFC4180() throws {
    let two = [["a", "b"], ["1", "2"]]
    for end in ["\n", "\r\n", "\r"] {
      #expect(try Self.fields("a,b\(end)1,2") == two)
      #expect(try Self.fields("a,b\(end)1,2\(end)") == two)
      #expect(try Self.fields("a,\"b\"\(end)1,2\(end)\(end)\(end)") == two)
    }
    #expect(
      try Self.fields("\"a\"\"b\",\"c,d\",\"\"\n,,") == [["a\"b", "c,d", ""], ["", "", ""]])
    #expect(try Self.fields("\"a\nb\r\nc\"\n x ") == [["a\nb\r\nc"], [" x "]])
    #expect(try Self.fields("a\n\nb\n\n") == [["a"], [""], ["b"]])
    #expect(try Self.fields("") == [])
  }

  /// As pandas reads them: only a quote at the beginning of a field is more than a letter.
  @Test func quotesInsideAField() throws {
    #expect(try Self.fields("5\" disk,a\n\"x\"y,\"\"z\n") == [["5\" disk", "a"], ["xy", "z"]])
  }

  @Test func linesAreThoseOfTheFile() throws {
    let records = try CSVRecords.decode(Array("a\r\n\"x\r\ny\rz\n\"\rb\n\nc".utf8))
    #expect(records.map(\.line) == [1, 2, 6, 7, 8])
  }

  @Test func numbersAndLabels() throws {
    let table = try Self.table(
      "name,x,note, y \nÜnï,1, NA ,-2.5e1\n\"b, c\",+2.,,.5\n?, 3 ,7x,1e-300\n")
    #expect(table.numberNames == ["x", "y"])
    #expect(table.numbers == [[1, -25], [2, 0.5], [3, 1e-300]])
    #expect(table.rowCount == 3)
    #expect(table.labels.map(\.name) == ["name", "note"])
    #expect(table.labels[0].cells == ["Ünï", "b, c", "?"])
    #expect(table.labels[1].cells == [" NA ", "", "7x"])
  }

  @Test func columnsOfLabels() throws {
    let table = try Self.table(",id,code\nx,a1,0x10\ny,2,1_000\n,b3,inf\n")
    #expect(table.numberNames.isEmpty)
    #expect(table.numbers.shape == "3×0")
    #expect(table.labels.map(\.name) == ["column 1", "id", "code"])
    #expect(table.labels[0].cells == ["x", "y", ""])
  }

  @Test func constantColumnsLeftOut() throws {
    let table = try Self.table("k,x,y,z\na,1,0.1,5\nb,2,0.1,5\nc,1,0.1,6\n").withoutConstants
    #expect(table.numberNames == ["x", "z"])
    #expect(table.numbers == [[1, 5], [2, 5], [1, 6]])
    #expect(table.labels.map(\.name) == ["k"])
    #expect(try Self.table("x\n3\n").withoutConstants.numbers.shape == "1×0")
  }

  @Test(arguments: [
    ("", "a table of text, one sample a line, found an empty file"),
    ("\u{FEFF}\r\n\r\n", "a table of text, one sample a line, found an empty file"),
    ("a,b\n\n", "at least 1 row below the header, found none"),
    ("a, a\n1,2\n", "a name of its own for each column, found \"a\" twice"),
    ("a,b\n1,2\n3\n", "2 fields on line 3, as on line 1, found 1"),
    ("a,b\n1,2,3\n4,5\n", "2 fields on line 2, as on line 1, found 3"),
    ("a\n1\n2\nx\n", "a number in row 3 (line 4), column \"a\", found \"x\""),
    ("a\n1\n2\n1e999\n", "a number in row 3 (line 4), column \"a\", found \"1e999\""),
    ("a\n1\n2\n\"\u{1b}[m\n\"\n", #"found "\u{1b}[m\u{a}""#),
    ("a,b\n1,\"2\n3,4\n", "a closing quote for that on line 2, found the end of the file"),
    ("a\n1\0\n", "text, found a zero byte on line 2"),
    ("title\n\na,b,c\n1,2,3\n4,5,6\n", "3 fields on line 1, as on most lines, found 1"),
  ])
  func damagedText(text: String, message: String) {
    let line = Self.refused(text)
    #expect(line?.contains(message) == true, "\(line ?? "taken")")
  }

  @Test func bytesThatAreNoText() {
    #expect(Self.refused([0x61, 0x0A, 0xFF, 0xFE])?.contains("text in UTF-8") == true)
  }

  @Test func aLongCellIsCutShort() {
    let line = Self.refused("a\n1\n2\n" + String(repeating: "x", count: 1000))
    #expect(line.map(\.count).map { $0 < 150 } == true)
  }

  /// Cut short or changed in a byte, a file is another table or an error, never a trap.
  @Test func everyTruncationAndFlip() throws {
    let bytes = Array("k,\"x\"\"\"\r\n\"a,\n\",1.5\r\nb,-2e3\r\n".utf8)
    let whole = try CSVTable(decoding: bytes, file: "t.csv")
    for count in bytes.indices {
      let table = try? CSVTable(decoding: Array(bytes[..<count]), file: "t.csv")
      // The last line may do without its end.
      #expect(count >= bytes.count - 2 ? table == whole : table != whole, "\(count) bytes")
      _ = Self.refused(Array(bytes[..<count]))
      for value in stride(from: 0, through: 255, by: 5) {
        var damaged = bytes
        damaged[count] = UInt8(value)
        _ = Self.refused(damaged)
      }
    }
  }

  @Test func filesThatAreNotThere() {
    #expect(throws: FileError.missing(file: "/none/t.csv")) {
      _ = try CSVTable(contentsOf: "/none/t.csv")
    }
  }
}

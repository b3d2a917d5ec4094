import Testing

@testable import Datasets

/// Tables as people have them: each is read right, and what was made of it is said.
@Suite struct TableReadingTests {
  static func table(
    _ text: String, _ choices: ReadingChoices = ReadingChoices()
  ) throws -> CSVTable {
    try CSVTable(decoding: Array(text.utf8), file: "t", choices)
  }

  /// The columns of numbers, each as `name: values`, and then how they were read.
  static func told(_ bytes: [UInt8], _ choices: ReadingChoices = ReadingChoices()) -> String {
    do {
      let table = try CSVTable(decoding: bytes, file: "t", choices)
      let columns = table.numberNames.enumerated().map { column, name in
        "\(name): \(table.numbers.column(column).elements)"
      }
      return columns.joined(separator: "; ") + " | " + table.reading.description
    } catch {
      return "\(error)"
    }
  }

  static func told(_ text: String, _ choices: ReadingChoices = ReadingChoices()) -> String {
    told(Array(text.utf8), choices)
  }

  @Test(arguments: [
    ("a;b\n1,5;2\n2,5;3\n", "semicolons, decimal commas"), ("a\tb\n1.5\t2\n2.5\t3\n", "tabs"),
    ("a|b\n1.5|2\n2.5|3\n", "“|”"), ("a b\n1.5  2\n 2.5 3 \n", "blanks"),
    ("a::b\n1.5::2\n2.5::3\n", "“::”"), ("a,b\n\"1,5\",2\n\"2,5\",3\n", "commas, decimal commas"),
    ("sep=;\r\na;b\r\n1,5;2\r\n2,5;3\r\n", "Passed over: a first line that names the separator"),
    ("a,b\n\n1.5,2\n,\n2.5,3\n", "Passed over: 2 blank lines"),
    ("a,b,\n1.5,2,\n2.5,3,\n", "Passed over: separators at the ends of lines"),
    ("a,b\n1.5,2,\n2.5,3,\n", "Passed over: separators at the ends of lines"),
    ("\u{FEFF}a,b\r1.5,2\r2.5,3\r", "commas and a header"),
    ("# of 2026\n# a, b\na,b\n1.5,2\n2.5,3\n", "Passed over: 2 comments"),
    ("# a b\n1.5 2\n2.5 3\n", "blanks and a header"),
    ("\"a\" \"b\"\n\"1\" 1.5 2\n\"2\" 2.5 3\n", "Left out: \"column 1\", which numbers the rows"),
    (",a,b\n0,1.5,2\n7,2.5,3\n", "Left out: \"column 1\", which numbers the rows"),
    ("Unnamed: 0,a,b\n4,1.5,2\n2,2.5,3\n", "Left out: \"Unnamed: 0\", which numbers the rows"),
    ("a,b\n1.5,2\nNA,5\n2.5,3\n", "Left out: 1 row with missing values in \"a\", line 3"),
  ])
  func sameNumbers(text: String, words: String) {
    let told = Self.told(text)
    #expect(told.hasPrefix("a: [1.5, 2.5]; b: [2.0, 3.0] | Read with "), "\(told)")
    #expect(told.contains(words), "\(told)")
  }

  @Test(arguments: [
    ("n,x\na,\"1,234.5\"\nb,\"12,345.25\"\n", "x: [1234.5, 12345.25]"),
    ("n;x\na;1.234,5 €\nb;-2,25 €\n", "x: [1234.5, -2.25]"),
    ("n,x\na,\"$1,234\"\nb,\"$2,000\"\n", "x: [1234.0, 2000.0]"),
    ("n,x\na,12.5%\nb,3 %\n", "x: [12.5, 3.0]"), ("n;x\na;1'234.5\nb;2.5\n", "x: [1234.5, 2.5]"),
    ("n;x\na;1\u{202F}234,5\nb;2,5\n", "x: [1234.5, 2.5]"),
    ("n,x\na,\u{2212}1.5\nb,+2.\n", "x: [-1.5, 2.0]"),
    ("n,x\na,USD 5\nb,USD 7.5\n", "x: [5.0, 7.5]"),
    ("n;x\na;1,5E+03\nb;2,5e-1\n", "x: [1500.0, 0.25]"),
  ])
  func numbers(text: String, column: String) {
    #expect(Self.told(text).hasPrefix(column), "\(Self.told(text))")
  }

  @Test func whatNumbersCountIsSaid() {
    #expect(Self.told("n,x\na,12.5%\nb,3%\n").contains("\"x\" counts \"%\""))
  }

  @Test(arguments: [
    (
      "n,x\na,\"1,234\"\nb,\"2,345\"\n",
      "\"1,234\" on line 2, a decimal comma or one between thousands"
    ),
    ("a;b\n1.234;2.345\n1.334;2.945\n", "\"1.234\" on line 2, a decimal point or one between"),
    ("a;b\n1,5;2\n2.5;3\n", "one decimal sign, found \"2.5\" on line 3 and \"1,5\" on line 2"),
    ("n,x\na,$5\nb,€6\n", "numbers of one kind in column \"x\", found \"€6\" in row 2 (line 3)"),
    ("n,x\na,5%\nb,6\n", "numbers of one kind in column \"x\", found \"6\""),
    ("n,x\na,5\nb,6\nc,(7)\n", "a number in row 3 (line 4), column \"x\", found \"(7)\""),
    ("1,2,3\n4,5,6\n", "1 2 3 … on line 1, which may be either (--header yes or no)"),
    ("a,b\n1,\n,2\n", "a row without missing values, found some in each of 2, in \"a\" and \"b\""),
  ])
  func refusedWithBothReadings(text: String, words: String) {
    let told = Self.told(text)
    #expect(told.contains(words) && !told.contains("\n"), "\(told)")
  }

  @Test func choicesSettleIt() {
    let thousands = "n,x\na,\"1,234\"\nb,\"2,345\"\n"
    #expect(
      Self.told(thousands, .init(decimalSign: .point)).hasPrefix("x: [1234.0, 2345.0]"))
    #expect(Self.told(thousands, .init(decimalSign: .comma)).hasPrefix("x: [1.234, 2.345]"))
    let square = "1,2,3\n4,5,6\n"
    #expect(Self.told(square, .init(hasHeader: true)).hasPrefix("1: [4.0]; 2: [5.0]; 3: [6.0]"))
    #expect(Self.told(square, .init(hasHeader: false)).hasPrefix("column 1: [1.0, 4.0]"))
    let table = "a,b,c,k\n1,2,3,x\n4,5,7,y\n"
    #expect(
      Self.told(table, .init(columns: ["c", "1"])).hasPrefix("a: [1.0, 4.0]; c: [3.0, 7.0] |"))
    #expect(Self.told(table, .init(columns: ["d"])).contains("a column \"d\", found \"a\""))
    #expect(Self.told(table, .init(columns: ["k"])).contains("numbers in column \"k\""))
    #expect(Self.told("a;b\n1;2\n", .init(separator: .comma)).contains("no column"))
  }

  @Test func headers() {
    let iris = "5.1,3.5,Iris-setosa\n4.9,3.0,Iris-setosa\n7.0,3.2,Iris-versicolor\n"
    #expect(Self.told(iris).hasPrefix("column 1: [5.1, 4.9, 7.0]"), "\(Self.told(iris))")
    #expect(Self.told(iris).contains("no header"))
    let years = "country,1990,1991\nA,1,2\nB,3,4\n"
    #expect(Self.told(years).hasPrefix("1990: [1.0, 3.0]; 1991: [2.0, 4.0]"))
    #expect(Self.told("0,1\n0.5,2\n1.5,4\n").hasPrefix("0: [0.5, 1.5]"))
  }

  @Test func missingValues() {
    let text = "k,a,b\nx,1,2\ny,NA,3\nz,5,?\nw,6,7\n"
    func told(_ missing: MissingValues) -> String { Self.told(text, .init(missing: missing)) }
    #expect(told(.dropRows).hasPrefix("a: [1.0, 6.0]; b: [2.0, 7.0] |"))
    #expect(
      told(.dropRows).contains("2 rows with missing values in \"a\" and \"b\", lines 3 and 4"))
    #expect(told(.mean).hasPrefix("a: [1.0, 4.0, 5.0, 6.0]; b: [2.0, 3.0, 4.0, 7.0]"))
    #expect(told(.refuse).contains("row 2 (line 3), column \"a\", found the missing value \"NA\""))
    #expect(
      Self.told("a,b,c\n1,2,3\n4,,5\n", .init(missing: .dropColumns))
        .hasPrefix("a: [1.0, 4.0]; c: [3.0, 5.0] |"))
    for word in ["", "NA", "N/A", "nan", "NULL", "None", "?", "-", "#DIV/0!", "\\N", "<NA>"] {
      #expect(
        Self.told("k,a,b\nx,1,2\ny,\(word),3\nz,5,4\nw,6,7\n").hasPrefix("a: [1.0, 5.0, 6.0]"))
    }
  }

  @Test func labelsGoWithTheirRows() throws {
    let table = try Self.table("k,a,b\nx,1,2\ny,NA,3\nz,5,4\n")
    #expect(table.labels[0].cells == ["x", "z"])
  }

  // MARK: Bytes

  @Test func encodings() {
    let text = "größe;b\n1,5;2\n2,5;3\n"
    let told = "größe: [1.5, 2.5]; b: [2.0, 3.0] | Read with semicolons, decimal commas"
    let little = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
      #expect(Self.told(bytes).hasPrefix(told + ", UTF-16"), "\(Self.told(bytes))")
    }
    let latin = text.unicodeScalars.map { UInt8($0.value) }
    #expect(
      Self.told(latin).contains("the byte f6 on line 1, as Latin-1 may have it (--encoding latin1)")
    )
    #expect(Self.told(latin, .init(encoding: .latin1)).hasPrefix(told + ", Latin-1"))
    // What ISO 8859-1 has no sign for is Windows'.
    #expect(
      Self.told(Array("a;b\n5 ".utf8) + [0x80] + Array(";1\n".utf8), .init(encoding: .latin1))
        .contains("\"a\" counts \"€\""))
    #expect(Self.told([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]).contains("UTF-32"))
    #expect(Self.told([0xFF, 0xFE, 0x61]).contains("an even number of bytes"))
    #expect(TextEncoding(named: "ISO-8859-1") == .latin1 && TextEncoding(named: "ebcdic") == nil)
  }

  static let foreign: [([UInt8], String)] = [
    (
      Array("PK\u{3}\u{4}".utf8) + Array("xxxx[Content_Types].xml".utf8),
      "an Excel workbook (.xlsx)"
    ),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "an Excel workbook (.xls)"),
    ([0x1F, 0x8B, 8, 0], "gzip data; unpack it with gunzip"),
    (
      Array("\n <!DOCTYPE html><html><title>403 Forbidden</title>".utf8),
      "an HTML page, \"403 Forbidden\""
    ),
    (Array("404: Not Found".utf8), "a message in place of data, \"404: Not Found\""),
    (Array("{\"user\": 1}\n".utf8), "JSON"), (Array("PAR1".utf8), "a Parquet file"),
    (Array("<?xml version='1.0'?><Error/>".utf8), "an XML file"),
    (Array("version https://git-lfs.github.com/spec/v1\n".utf8), "a pointer of Git LFS"),
    (Array("% c\n@relation iris\n".utf8), "an ARFF file"),
  ]

  @Test("other kinds of files are named", arguments: foreign)
  func otherFiles(bytes: [UInt8], name: String) {
    #expect(Self.told(bytes).contains("found " + name), "\(Self.told(bytes))")
  }

  @Test func aLetterWithManyAccentsHasNoRoom() {
    let line = Self.told("a,b\n1,2\n3,x" + String(repeating: "\u{301}", count: 1500) + "\n4,5\n")
    #expect(line.unicodeScalars.count < 300 && line.contains("column \"b\""))
  }
}

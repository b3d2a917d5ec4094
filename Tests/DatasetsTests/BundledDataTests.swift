import Foundation
import Testing

@testable import Datasets

@Suite struct BundledDataTests {
  @Test(arguments: BundledPicture.allCases) func pictures(picture: BundledPicture) throws {
    #expect(try picture.load().grey.shape == "400×400")
  }

  @Test func penguins() throws {
    let table = try BundledTable.penguins.load()
    #expect(table.numbers.shape == "342×4")
    #expect(
      table.numberNames == ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"])
    #expect(table.labels.map(\.name) == ["species"])
    let counts = Dictionary(grouping: table.labels[0].cells) { $0 }.mapValues(\.count)
    #expect(counts == ["Adelie": 151, "Chinstrap": 68, "Gentoo": 123])
    #expect(table.numbers.row(0).elements == [39.1, 18.7, 181, 3750])
  }

  @Test func senate() throws {
    let table = try BundledTable.senate.load()
    #expect(table.numbers.shape == "101×506")
    #expect(Set(table.numbers.elements) == [-1, 0, 1])
    #expect(table.numbers.elements.count { $0 != 0 } == 49_449)
    #expect(table.labels.map(\.name) == ["senator", "state", "party"])
    let parties = Dictionary(grouping: table.labels[2].cells) { $0 }.mapValues(\.count)
    #expect(parties == ["R": 55, "D": 45, "Indep": 1])
  }

  @Test func digits() throws {
    let digits = try BundledDigits.load()
    #expect(digits.count == 5000)
    #expect((digits.height, digits.width) == (28, 28))
    #expect((0..<10).allSatisfy { digit in digits.labels.count { $0 == digit } == 500 })
  }

  /// Each file that is bundled is named in the notice, and read by some case.
  @Test func theNoticeNamesEveryFile() throws {
    let data = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/Datasets/Data")
    let notice = try String(contentsOf: data.appendingPathComponent("NOTICE.md"), encoding: .utf8)
    let files = try FileManager.default.contentsOfDirectory(atPath: data.path)
      .filter { $0 != "NOTICE.md" }
    for file in files { #expect(notice.contains("| \(file) |")) }
    let read =
      BundledPicture.allCases.map(\.fileName) + BundledTable.allCases.map(\.fileName)
      + [BundledDigits.imagesFileName, BundledDigits.labelsFileName]
    #expect(files.sorted() == read.sorted())
  }
}

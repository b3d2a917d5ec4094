import Foundation
import LinearAlgebra
import Presentation
import Testing

@testable import Notebook

@Suite struct GraphicsTests {
  private static let picture = ShownPicture(
    caption: RichText(verbatim: "p"),
    pixels: Matrix(rows: 30, columns: 40) { Double(($0 * 7 + $1 * 3) % 256) }, range: .grey)

  private static let picturesBlock = Block.pictures([picture, picture, picture, picture])

  @Test(arguments: [
    (["TERM": "xterm-kitty"], PictureProtocol.kitty), (["TERM_PROGRAM": "ghostty"], .kitty),
    (["TERM_PROGRAM": "iTerm.app"], .iterm), (["TERM_PROGRAM": "Apple_Terminal"], .blocks),
    (["TERM": "xterm-kitty", "TMUX": "1"], .blocks), (["TERM": "screen-256color"], .blocks),
  ])
  func variablesTell(_ variables: [String: String], _ graphics: PictureProtocol) {
    #expect(PictureProtocol(variables: variables) == graphics)
  }

  @Test func answersTell() {
    #expect(PictureProtocol(variables: ["TERM": "xterm-256color"]) == nil)
    #expect(PictureProtocol(answer: "\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?62;c") == .kitty)
    #expect(PictureProtocol(answer: "\u{1B}[?62;4;22c") == .sixel)
    for answer in [
      "", "\u{1B}[?62;22c", "\u{1B}[?64;14c", "4", "\u{1B}_Gi=31;ENOTSUPPORTED\u{1B}\\",
    ] {
      #expect(PictureProtocol(answer: answer) == nil)
    }
  }

  /// The style on a terminal that answers so, and whether it was asked.
  private func style(
    _ variables: [String: String], isTerminal: Bool = true, answer: String = "",
    given: PictureProtocol? = nil
  ) -> (graphics: PictureProtocol, asked: Bool) {
    var asked = false
    let surroundings = Surroundings(
      variables: variables, inputIsTerminal: isTerminal, outputIsTerminal: isTerminal,
      writeOutput: { _ in }, writeError: { _ in },
      ask: { _, _ in
        asked = true
        return answer
      })
    return (surroundings.style(isPlain: false, graphics: given).graphics, asked)
  }

  @Test func aTerminalIsAskedAndAPipeNever() {
    let usual = ["TERM": "xterm-256color"]
    #expect(style(usual, answer: "\u{1B}[?62;4c") == (.sixel, true))
    #expect(style(usual) == (.blocks, true))
    #expect(style(usual, isTerminal: false, answer: "\u{1B}[?62;4c") == (.blocks, false))
    #expect(style(usual, isTerminal: false, given: .kitty) == (.blocks, false))
    #expect(style(["TERM": "dumb"], answer: "\u{1B}[?62;4c") == (.blocks, false))
    #expect(style(usual, given: .iterm) == (.iterm, false))
    #expect(style(["TERM": "xterm-kitty"]) == (.kitty, false))
  }

  @Test func aWrongNameIsRefused() throws {
    let run = try outcome(arguments: ["--graphics", "png"])
    #expect(run.status == 64 && run.errors.contains("auto, kitty, iterm, sixel, blocks or ascii"))
  }

  private func text(_ graphics: PictureProtocol, width: Int = 80) -> String {
    var renderer = TerminalRenderer(
      style: TerminalStyle(width: width, colour: .trueColour, isPlain: false, graphics: graphics))
    return renderer.text(of: Self.picturesBlock)
  }

  @Test func kittyGetsPNGInPieces() throws {
    let text = text(.kitty)
    let images = text.components(separatedBy: "\u{1B}_Ga=T,").dropFirst()
    #expect(images.count == 4)
    for image in images {
      var code = ""
      for piece in image.components(separatedBy: "\u{1B}\\").filter({ $0.contains(";") }) {
        let data = piece.drop { $0 != ";" }.dropFirst()
        guard piece.contains("m=") else { continue }
        #expect(data.count <= 4096)
        code += data
        if piece.contains("m=0") { break }
      }
      #expect(Data(base64Encoded: code).map(Array.init) == Self.picture.png)
    }
  }

  @Test func itermGetsTheSizeInCharacters() throws {
    let text = text(.iterm)
    #expect(
      text.components(separatedBy: "\u{1B}]1337;File=inline=1;size=\(Self.picture.png.count)").count
        == 5)
    #expect(text.contains("preserveAspectRatio=0:"))
  }

  /// Reads sixels back: the level of each pixel.
  private func decoded(_ text: String, width: Int, rows: Int) -> [[Int]] {
    var pixels = Array(repeating: Array(repeating: -1, count: width), count: rows)
    var (x, y, level, count) = (0, 0, 0, 1)
    var rest = text.drop { $0 != "q" }.dropFirst()[...]
    func number() -> Int {
      let digits = rest.prefix(while: \.isNumber)
      rest = rest.dropFirst(digits.count)
      return Int(digits) ?? 0
    }
    while let sign = rest.popFirst(), sign != "\u{1B}" {
      switch sign {
      case "\"": rest = rest.drop { $0 != "#" }
      case "#":
        level = number()
        if rest.first == ";" { rest = rest.drop { $0 == ";" || $0.isNumber } }
      case "!": count = number()
      case "$": x = 0
      case "-": (x, y) = (0, y + 6)
      default:
        let mask = Int(sign.asciiValue ?? 63) - 63
        for _ in 0..<count {
          for bit in 0..<6 where mask >> bit & 1 == 1 && y + bit < rows {
            pixels[y + bit][x] = level
          }
          x += 1
        }
        count = 1
      }
    }
    return pixels
  }

  @Test func sixelsAreThePicture() {
    let text = InlineImage.text(of: Self.picture, columns: 4, lines: 2, .sixel)
    let pixels = decoded(text, width: 40, rows: 40)
    let scaled = PictureScaling.scaled(Self.picture.pixels, rows: 40, columns: 40)
    for row in 0..<40 {
      for column in 0..<40 {
        #expect(pixels[row][column] == Int((scaled[row, column] * 63 / 255).rounded()))
      }
    }
  }

  @Test func roomIsMadeBeforeAPictureIsDrawn() throws {
    let text = text(.kitty)
    let match = try #require(text.firstMatch(of: #/\x{1B}\[(\d+)A/#))
    let lines = text[..<match.range.lowerBound].count { $0 == "\n" }
    #expect(Int(match.1).map { $0 <= lines } == true)
    #expect(text.contains("\u{1B}[\(match.1)B"))
  }

  @Test func aWiderTerminalMakesNoPictureSmaller() {
    for count in 1...6 {
      let block = Block.pictures(Array(repeating: Self.picture, count: count))
      var least = 0
      for width in 80...240 {
        let text = rendered(block, width: width)
        let widest =
          text.lines.filter { !$0.contains("p") }.map { line in
            line.split(separator: " ").map(\.count).max() ?? 0
          }.max() ?? 0
        #expect(widest >= least, "\(count) pictures at \(width) columns")
        least = max(least, widest)
      }
    }
  }
}

import LinearAlgebra
import Presentation

extension TerminalRenderer {
  private static let gap = 2

  /// Pictures in rows of as many as the width allows, each below its caption.
  func pictureText(_ pictures: [ShownPicture]) -> [String] {
    let pictures = pictures.filter { !$0.pixels.elements.isEmpty }
    guard !pictures.isEmpty else { return ["no pixels to show"] }
    let inRow = countInRow(of: pictures.count)
    let columns = min((resultWidth + Self.gap) / inRow - Self.gap, largest)
    var lines: [String] = []
    for start in stride(from: 0, to: pictures.count, by: inRow) {
      if start > 0 { lines.append("") }
      let end = min(start + inRow, pictures.count)
      lines += row(Array(pictures[start..<end]), columns: columns)
    }
    return lines
  }

  /// The most columns that one picture takes.
  private var largest: Int { max(64, min(100, resultWidth * 6 / 10)) }

  /// As many as 80 columns have room for, evenly; more only where all are as large as they get, so that
  /// a wider terminal never makes pictures smaller.
  private func countInRow(of count: Int) -> Int {
    let most = max(1, (min(resultWidth, 73) + Self.gap) / (24 + Self.gap))
    let rowCount = (count + most - 1) / most
    let usual = (count + rowCount - 1) / rowCount
    return min(count, max(usual, (resultWidth + Self.gap) / (largest + Self.gap)))
  }

  private func row(_ pictures: [ShownPicture], columns: Int) -> [String] {
    let cells = pictures.map {
      PictureCells($0, mostColumns: columns, mostLines: largest / 2, style: style)
    }
    let captions = zip(pictures, cells).map { picture, cells in
      Wrapping.lines(caption(of: picture), width: max(cells.width, columns), style: style)
    }
    let widths = cells.map { pictures.count == 1 ? $0.width : max($0.width, columns) }
    let gap = String(repeating: " ", count: Self.gap)
    let height = cells.map(\.lines.count).max() ?? 0
    if style.graphics.hasPixels {
      return captionText(captions, widths) + pixelRow(pictures, cells, widths, height)
    }
    let picture = (0..<height).map { row in
      zip(cells, widths).map { cell, width in
        let line = cell.lines.indices.contains(row) ? cell.lines[row] : nil
        let used = line == nil ? 0 : cell.width
        return (line ?? "") + String(repeating: " ", count: width - used)
      }.joined(separator: gap)
    }
    return captionText(captions, widths) + picture
  }

  private func captionText(_ captions: [[String]], _ widths: [Int]) -> [String] {
    let gap = String(repeating: " ", count: Self.gap)
    return (0..<(captions.map(\.count).max() ?? 0)).map { row in
      zip(captions, widths).map { lines, width in
        let line: String = lines.indices.contains(row) ? lines[row] : ""
        return style.paint(line.padded(to: width), .caption)
      }.joined(separator: gap)
    }.filter { !$0.isEmpty }
  }

  /// Pictures in pixels beside each other: room is made for them first, so that a terminal that scrolls
  /// does not tear them, and each is drawn from the same line.
  private func pixelRow(
    _ pictures: [ShownPicture], _ cells: [PictureCells], _ widths: [Int], _ height: Int
  ) -> [String] {
    var column = Self.gutterWidth + 1
    var text = String(repeating: "\n", count: max(height - 1, 0)) + "\u{1B}[\(max(height - 1, 1))A"
    if height == 1 { text = "" }
    for (index, picture) in pictures.enumerated() {
      text += "\u{1B}7\u{1B}[\(column)G"
      text += InlineImage.text(
        of: picture, columns: cells[index].width, lines: cells[index].lines.count, style.graphics)
      text += "\u{1B}8"
      column += widths[index] + Self.gap
    }
    return [text + (height > 1 ? "\u{1B}[\(height - 1)B" : "")]
  }

  /// The caption, with the range where it isn't that of grey levels.
  private func caption(of picture: ShownPicture) -> String {
    let (low, high) = picture.range.bounds(of: picture.pixels)
    let range =
      "\(NumberFormat.significant(low, digits: 3)) … \(NumberFormat.significant(high, digits: 3))"
    switch picture.range {
    case .grey: return picture.caption.text
    case .auto, .values, .signed:
      return picture.caption.isEmpty ? range : picture.caption.text + " (\(range))"
    }
  }
}

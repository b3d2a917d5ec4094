import LinearAlgebra
import Presentation

extension TerminalRenderer {
  private static let gap = 2

  /// Pictures in rows of as many as the width allows, each below its caption.
  func pictureText(_ pictures: [ShownPicture]) -> [String] {
    let pictures = pictures.filter { !$0.pixels.elements.isEmpty }
    guard !pictures.isEmpty else { return ["no pixels to show"] }
    let most = max(1, (resultWidth + Self.gap) / (24 + Self.gap))
    let rowCount = (pictures.count + most - 1) / most
    let inRow = (pictures.count + rowCount - 1) / rowCount
    let columns = min((resultWidth + Self.gap) / inRow - Self.gap, 64)
    var lines: [String] = []
    for start in stride(from: 0, to: pictures.count, by: inRow) {
      if start > 0 { lines.append("") }
      let end = min(start + inRow, pictures.count)
      lines += row(Array(pictures[start..<end]), columns: columns)
    }
    return lines
  }

  private func row(_ pictures: [ShownPicture], columns: Int) -> [String] {
    let cells = pictures.map {
      PictureCells($0, mostColumns: columns, mostLines: 32, style: style)
    }
    let captions = zip(pictures, cells).map { picture, cells in
      Wrapping.lines(caption(of: picture), width: max(cells.width, columns), style: style)
    }
    let widths = cells.map { pictures.count == 1 ? $0.width : max($0.width, columns) }
    let gap = String(repeating: " ", count: Self.gap)
    let height = cells.map(\.lines.count).max() ?? 0
    let picture = (0..<height).map { row in
      zip(cells, widths).map { cell, width in
        let line = cell.lines.indices.contains(row) ? cell.lines[row] : nil
        let used = line == nil ? 0 : cell.width
        return (line ?? "") + String(repeating: " ", count: width - used)
      }.joined(separator: gap)
    }
    let text = (0..<(captions.map(\.count).max() ?? 0)).map { row in
      zip(captions, widths).map { lines, width in
        let line: String = lines.indices.contains(row) ? lines[row] : ""
        return style.paint(line.padded(to: width), .caption)
      }.joined(separator: gap)
    }
    return text.filter { !$0.isEmpty } + picture
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

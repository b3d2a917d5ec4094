import LinearAlgebra
import Presentation

extension TerminalRenderer {
  func lines(of shown: ShownValue) -> [StyledLine] {
    let digits = shown.digits ?? 5
    switch shown.value {
    case .truth(let value): return named(shown.caption, [value ? "true" : "false"])
    case .integer(let value): return named(shown.caption, [NumberFormat.grouped(value)])
    case .number(let value):
      let text = NumberFormat.grouped(
        NumberFormat.significant(value, digits: shown.digits ?? 6))
      return named(shown.caption, [glyph(text)])
    case .text(let text): return textLines(shown.caption, text)
    case .list(let values): return listLines(shown.caption, values, digits, ("[", "]"))
    case .vector(let values): return listLines(shown.caption, values, digits, ("[", "]ᵀ"))
    case .matrix(let matrix): return matrixLines(shown.caption, matrix, digits)
    case .svd(let svd): return factorLines(shown.caption, digits, ShownFactors(svd))
    case .eigen(let eigen): return factorLines(shown.caption, digits, ShownFactors(eigen))
    }
  }

  /// A box of lines behind `caption =`, or below the caption where that is too long.
  private func named(
    _ caption: RichText?, _ box: [String], note: String = "", nameAtTop: Bool = false
  ) -> [StyledLine] {
    let box = box.map(glyph)
    let note = note.isEmpty ? "" : "  " + glyph(note)
    guard let caption, !caption.isEmpty else {
      return box.enumerated().map { index, line in
        StyledLine(line) + StyledLine(index == box.count / 2 ? note : "", .quiet)
      }
    }
    let name = wrapped(caption, resultWidth).first ?? StyledLine()
    let widest = box.map(\.displayWidth).max() ?? 0
    let isShort = box.count == 1 || name.width <= 16
    let fits = name.width + 3 + widest + note.displayWidth <= resultWidth
    guard isShort, fits, name.text == style.text(caption.text) || style.colour == .none else {
      let heading = captionLines(caption, width: resultWidth)
      return heading + box.map { StyledLine("  " + $0) }
        + (note.isEmpty ? [] : [StyledLine(note, .quiet)])
    }
    let middle = nameAtTop ? 0 : (box.count - 1) / 2
    return box.enumerated().map { index, line in
      var result =
        index == middle ? StyledLine(name.text, .caption) + StyledLine(" = ") : StyledLine()
      result.pad(to: name.width + 3)
      result.append(line)
      if index == middle { result.append(note, .quiet) }
      return result
    }
  }

  private func textLines(_ caption: RichText?, _ text: String) -> [StyledLine] {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let heading = captionLines(caption.map(withColon), width: resultWidth)
    let body = lines.flatMap { line in
      CodeWrapping.pieces(StyledLine(style.text(String(line))), width: resultWidth)
    }
    guard heading.count == 1, body.count == 1, heading[0].width + 1 + body[0].width <= resultWidth
    else { return heading + body }
    return [heading[0] + StyledLine(" ") + body[0]]
  }

  private func withColon(_ caption: RichText) -> RichText {
    caption.isEmpty ? caption : RichText(spans: caption.spans + [RichText.Span(text: ":")])
  }

  func listLines(
    _ caption: RichText?, _ values: [Double], _ digits: Int, _ brackets: (String, String)
  ) -> [StyledLine] {
    let name = caption.map { style.text($0.text).displayWidth + 3 } ?? 0
    let width = resultWidth - (name <= 16 ? name : 2)
    let lines = ListLayout.lines(
      values, digits: digits, brackets: brackets, width: width, style: style)
    let count = ListLayout.isElided(values.count) ? [" (\(values.count) values)"] : []
    return named(caption, lines + count, nameAtTop: true)
  }

  func matrixLines(
    _ caption: RichText?, _ matrix: Matrix<Double>, _ digits: Int
  ) -> [StyledLine] {
    guard matrix.rows > 0, matrix.columns > 0 else {
      return named(caption, ["[ ]"], note: "\(matrix.shape), empty")
    }
    let name = caption.map { style.text($0.text).displayWidth } ?? 0
    let room = resultWidth - (name <= 16 ? name + 3 : 2)
    var layout = MatrixLayout(matrix, digits: digits, width: room, style: style)
    let factor = layout.exponent == 0 ? "" : glyph("\(NumberFormat.powerOfTen(layout.exponent)) × ")
    if !factor.isEmpty {
      layout = MatrixLayout(matrix, digits: digits, width: room - factor.displayWidth, style: style)
    }
    if layout.isElided {
      layout = MatrixLayout(
        matrix, digits: digits, width: resultWidth - 2 - factor.displayWidth, style: style)
      let heading = RichText(
        spans: (caption?.spans ?? []) + [RichText.Span(text: caption == nil ? "" : "  ")]
          + [RichText.Span(text: matrix.shape)])
      return captionLines(heading, width: resultWidth)
        + box(layout, factor).map { StyledLine("  " + glyph($0)) }
    }
    return named(caption, box(layout, factor))
  }

  private func box(_ layout: MatrixLayout, _ factor: String) -> [String] {
    let middle = (layout.lines.count - 1) / 2
    return layout.lines.enumerated().map { index, line in
      (index == middle ? factor : String(repeating: " ", count: factor.displayWidth)) + line
    }
  }
}

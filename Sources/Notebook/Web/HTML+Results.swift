import LinearAlgebra

extension ShownCheck {
  /// The claim with its mark; the mark is read out as a word.
  var html: String {
    let (kind, mark, word) = passed ? ("holds", "✓", "Holds: ") : ("fails", "✗", "Fails: ")
    let measured = measure.text
    let tail =
      measured.isEmpty ? "" : " <span class=\"measure\">\(HTMLText.number(measured))</span>"
    return """
      <p class="check \(kind)"><span class="mark" aria-hidden="true">\(mark)</span>\
      <span class="spoken">\(word)</span><span class="claim">\(claim.html)</span>\(tail)</p>

      """
  }
}

extension Table {
  /// A table whose columns of numbers are aligned to the right.
  func html(number: Int) -> String {
    let caption = caption.map { "<caption>\($0.html)</caption>" } ?? ""
    let classes = headers.indices.map { isNumeric(column: $0) ? " class=\"number\"" : "" }
    func row(_ cells: [String], _ element: (Int) -> (start: String, end: String)) -> String {
      let texts = cells.indices.map { column in
        let (start, end) = element(column)
        return "<\(start)\(classes[column])>\(cells[column])</\(end)>"
      }
      return "<tr>\(texts.joined())</tr>"
    }
    let hasHeaders = headers.contains { !$0.isEmpty }
    let names = row(headers.map(HTMLText.mathematics)) { column in
      headers[column].isEmpty ? ("td", "td") : ("th scope=\"col\"", "th")
    }
    let head = hasHeaders ? "<thead>\(names)</thead>\n" : ""
    let lines = rows.map { cells in
      row(cells.map(\.html)) { _ in ("td", "td") }
    }
    return """
      <div class="scroll" role="group" tabindex="0" aria-label="Table \(number)">
      <table\(awaitsGuesses ? " data-predictions" : "")>\(caption)
      \(head)<tbody>\(lines.joined(separator: "\n"))</tbody></table></div>

      """
  }
}

extension TableCell {
  fileprivate var html: String {
    // A number and its error stay in one line.
    let text = text.replacing(" ± ", with: "\u{A0}±\u{A0}")
    return isNumeric ? HTMLText.number(text) : HTMLText.mathematics(text)
  }
}

extension ShownValue {
  /// The value behind its name.
  var html: String {
    let name = caption.map(\.html) ?? ""
    let equals = name.isEmpty ? "" : "<span class=\"name\">\(name)</span> = "
    let digits = digits ?? 5
    switch value {
    case .truth(let value): return "<p>\(equals)\(value)</p>"
    case .integer(let value): return "<p>\(equals)\(NumberFormat.grouped(value))</p>"
    case .number(let value):
      let text = NumberFormat.grouped(
        NumberFormat.significant(value, digits: self.digits ?? 6))
      return "<p>\(equals)\(HTMLText.number(text))</p>"
    case .text(let text):
      let heading = name.isEmpty ? "" : "<p class=\"name\">\(name):</p>"
      return heading + "<pre class=\"sample\" tabindex=\"0\">\(HTMLText.escaped(text))</pre>"
    case .list(let values): return "<p>\(equals)\(Self.list(values, digits))</p>"
    case .vector(let values):
      return "<p>\(equals)\(Self.list(values, digits))<sup>T</sup></p>"
    case .matrix(let matrix): return HTMLMatrix(matrix, digits: digits, name: caption).html
    case .svd(let svd): return Self.factors(ShownFactors(svd), caption, digits)
    case .eigen(let eigen): return Self.factors(ShownFactors(eigen), caption, digits)
    }
  }

  private static func list(_ values: [Double], _ digits: Int) -> String {
    let kept = values.count <= 24 ? Array(values.indices) : Array(0..<12)
    var texts = ListLayout.texts(kept.map { values[$0] }, digits: digits).map(HTMLText.number)
    if kept.count < values.count {
      texts.append("…")
      texts += ListLayout.texts(values.suffix(3), digits: digits).map(HTMLText.number)
    }
    let count = kept.count < values.count ? " (\(values.count) values)" : ""
    return "[" + texts.joined(separator: ", ") + "]" + count
  }

  private static func factors(
    _ factors: ShownFactors, _ caption: RichText?, _ digits: Int
  ) -> String {
    let name = caption.map { $0.html + " = " } ?? ""
    let title = "<p class=\"name\">\(name)\(HTMLText.mathematics(factors.product))</p>"
    let isSmall = factors.matrices.allSatisfy {
      !$0.matrix.elements.isEmpty && $0.matrix.rows <= 8 && $0.matrix.columns <= 8
    }
    guard isSmall else {
      let shapes = factors.matrices.map { "\($0.name) \($0.matrix.shape)" }
      return title + "<p>\(HTMLText.mathematics(shapes.joined(separator: ", ")))</p>"
        + "<p>\(factors.values.name) = \(list(factors.values.numbers, digits))</p>"
    }
    return title + "<div class=\"factors\">"
      + factors.matrices.map {
        HTMLMatrix($0.matrix, digits: digits, name: RichText(verbatim: $0.name)).html
      }.joined() + "</div>"
  }
}

/// A matrix in brackets, its numbers aligned at the decimal point.
struct HTMLMatrix {
  private let matrix: Matrix<Double>
  private let digits: Int
  private let name: RichText?

  init(_ matrix: Matrix<Double>, digits: Int, name: RichText?) {
    self.matrix = matrix
    self.digits = digits
    self.name = name
  }

  var html: String {
    let name = name.map { "<span class=\"name\">\($0.html)</span> = " } ?? ""
    guard matrix.rows > 0, matrix.columns > 0 else {
      return "<p>\(name)[ ] (\(matrix.shape), empty)</p>"
    }
    let format = MatrixFormat(matrix.elements, digits: digits)
    let factor =
      format.exponent == 0
      ? "" : HTMLText.mathematics(NumberFormat.powerOfTen(format.exponent)) + " × "
    let columns = Self.kept(matrix.columns)
    let cells = Self.kept(matrix.rows).map { i -> [String] in
      guard let i else { return columns.map { $0 == nil ? "⋱" : "⋮" } }
      return columns.map { j in j.map { format.text(matrix[i, $0]) } ?? "…" }
    }
    let fraction = cells.joined().map { Self.fraction($0).count }.max() ?? 0
    let rows = cells.map { row in
      "<tr>" + row.map { "<td>\(Self.padded($0, to: fraction))</td>" }.joined() + "</tr>"
    }
    return """
      <div class="matrix"><span class="before">\(name)\(factor)</span>\
      <div class="scroll" role="group" tabindex="0" aria-label="\(label)"><table>
      \(rows.joined(separator: "\n"))</table></div></div>
      """
  }

  private var label: String {
    let words = "Matrix \(name?.text ?? ""), \(matrix.rows) rows and \(matrix.columns) columns"
    return HTMLText.escaped(words)
  }

  /// The indices to show, with nil where some are left out.
  private static func kept(_ count: Int) -> [Int?] {
    count <= 10 ? Array(0..<count) : Array(0..<6) + [nil] + Array(count - 2..<count)
  }

  private static func fraction(_ text: String) -> Substring {
    text.firstIndex(of: ".").map { text[$0...] } ?? ""
  }

  /// The number with unseen digits behind it, so that all points stand in one line.
  private static func padded(_ text: String, to fraction: Int) -> String {
    let own = Self.fraction(text)
    let missing = fraction - own.count
    let html = HTMLText.number(text)
    guard missing > 0, text.contains(where: \.isNumber) else { return html }
    let zeros = String(repeating: "0", count: own.isEmpty ? missing - 1 : missing)
    let point = own.isEmpty ? "." : ""
    return html + "<span class=\"pad\" aria-hidden=\"true\">\(point)\(zeros)</span>"
  }
}

import LinearAlgebra
import Presentation

/// The three factors of a decomposition, with their names.
struct ShownFactors {
  /// Such as U Σ Vᵀ.
  let product: String
  /// The three matrices as they stand in the product.
  let matrices: [(name: String, matrix: Matrix<Double>)]
  let values: (name: String, numbers: [Double])
  /// The orthogonal factors that are stored, without the second of two that are the same.
  let stored: [(name: String, matrix: Matrix<Double>)]

  init(_ svd: SVD<Double>) {
    product = "U Σ Vᵀ"
    values = ("σ", svd.singularValues)
    stored = [("U", svd.u), ("V", svd.v)]
    let middle = Matrix.diagonal(
      svd.singularValues, rows: svd.u.columns, columns: svd.v.columns)
    matrices = [("U", svd.u), ("Σ", middle), ("Vᵀ", svd.v.transposed)]
  }

  init(_ eigen: SymmetricEigen<Double>) {
    product = "V Λ Vᵀ"
    values = ("λ", eigen.values)
    stored = [("V", eigen.vectors)]
    matrices = [
      ("V", eigen.vectors), ("Λ", .diagonal(eigen.values)), ("Vᵀ", eigen.vectors.transposed),
    ]
  }
}

extension TerminalRenderer {
  /// The factors side by side where they fit; small ones below each other; of large ones the
  /// shapes and the values.
  func factorLines(
    _ caption: RichText?, _ digits: Int, _ factors: ShownFactors
  ) -> [StyledLine] {
    let heading = RichText(
      spans: (caption.map { $0.spans + [RichText.Span(text: " = ")] } ?? [])
        + [RichText.Span(text: factors.product)])
    let title = captionLines(heading, width: resultWidth)
    let layouts = factors.matrices.map {
      MatrixLayout($0.matrix, digits: digits, width: resultWidth, style: style)
    }
    let isSmall =
      layouts.allSatisfy { !$0.isElided && $0.exponent == 0 }
      && factors.matrices.allSatisfy { !$0.matrix.elements.isEmpty }
    let total = layouts.reduce(2) { $0 + $1.width + 2 }
    if isSmall, total <= resultWidth {
      return title + sideBySide(layouts.map(\.lines)).map { StyledLine("  " + glyph($0)) }
    }
    let margin = StyledLine("  ")
    let inner = narrowed(by: margin.width)
    let values = inner.listLines(
      RichText(verbatim: factors.values.name), factors.values.numbers, digits, ("[", "]"))
    guard isSmall else {
      let shapes = factors.matrices.map { "\($0.name) \($0.matrix.shape)" }
      return title + [StyledLine("  " + glyph(shapes.joined(separator: ", ")), .quiet)]
        + values.map { margin + $0 }
    }
    let boxes = factors.stored.map { name, matrix in
      inner.matrixLines(RichText(verbatim: name), matrix, digits)
    }
    let all = [boxes[0], values] + boxes.dropFirst()
    return title + all.joined(separator: [StyledLine()]).map { $0.width > 0 ? margin + $0 : $0 }
  }

  /// Boxes of lines beside each other, the shorter ones in the middle of the height.
  private func sideBySide(_ boxes: [[String]]) -> [String] {
    let height = boxes.map(\.count).max() ?? 0
    return (0..<height).map { row in
      boxes.map { box in
        let index = row - (height - box.count) / 2
        let width = box.first?.displayWidth ?? 0
        return box.indices.contains(index) ? box[index] : String(repeating: " ", count: width)
      }.joined(separator: "  ")
    }
  }
}

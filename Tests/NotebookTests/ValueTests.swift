import LinearAlgebra
import Presentation
import Testing

@testable import Notebook

@Suite struct ValueTests {
  private let style = TerminalStyle(width: 80, colour: .none, isPlain: false)

  private func shown(
    _ value: some Showable, _ caption: String? = nil, width: Int = 80, isPlain: Bool = false
  ) -> String {
    rendered(
      .value(
        ShownValue(
          caption: caption.map { RichText(markdown: $0) }, value: value.pageValue, digits: nil)),
      width: width, isPlain: isPlain)
  }

  @Test func alignsAtThePoint() {
    let matrix: Matrix<Double> = [[1, -10.25], [.nan, -0.0], [0.5, .infinity]]
    let lines = MatrixLayout(matrix, digits: 5, width: 60, style: style).lines
    #expect(
      lines == [
        "⎡   1.00  -10.25 ⎤",
        "⎢ NaN       0    ⎥",
        "⎣   0.50    ∞    ⎦",
      ])
  }

  @Test func wholeNumbersHaveNoPoint() {
    #expect(shown([[2, 1], [1, 3]] as Matrix<Double>, "A").lines[0] == "       A = ⎡ 2  1 ⎤")
  }

  @Test(arguments: [1e300, 1e-300, 1e9, 1e-9, .leastNonzeroMagnitude, 1.7e308])
  func hugeAndTinyOnesShareAPowerOfTen(_ scale: Double) {
    let text = shown([[scale, 0], [scale / 2, -scale]] as Matrix<Double>, "A")
    #expect(text.contains("× ⎡") || text.contains("× ⎣"))
    #expect(!text.contains("inf") && !text.contains("NaN"))
    #expect(text.lines.allSatisfy { $0.displayWidth <= 80 })
  }

  @Test func largeOnesAreElidedAndNamed() {
    let matrix = Matrix<Double>(rows: 400, columns: 300) { i, j in Double(i) - 0.37 * Double(j) }
    for width in [40, 60, 80, 200] {
      for isPlain in [false, true] {
        let text = shown(matrix, "A", width: width, isPlain: isPlain)
        #expect(text.contains(isPlain ? "400x300" : "400×300"))
        #expect(text.lines.allSatisfy { $0.displayWidth <= width }, "\(width)\n\(text)")
        #expect(text.lines.count < 14)
        #expect(!isPlain || text.isASCII)
      }
    }
  }

  @Test func rowsOfABoxHaveOneWidth() {
    var generator = SeededGenerator(seed: 3)
    for (rows, columns) in [(1, 1), (2, 9), (11, 3), (3, 40), (30, 30), (1, 50)] {
      for width in [10, 20, 40, 70] {
        let matrix = Matrix<Double>.normal(rows: rows, columns: columns, using: &generator)
        let lines = MatrixLayout(matrix, digits: 5, width: width, style: style).lines
        #expect(Set(lines.map(\.displayWidth)).count == 1)
        #expect((lines.first?.displayWidth ?? 0) <= max(width, 33))
      }
    }
  }

  @Test func emptyShapesAreShown() {
    #expect(shown(Matrix<Double>(rows: 0, columns: 3), "A").contains("0×3, empty"))
    #expect(shown(Vector<Double>([]), "x").contains("x = []ᵀ"))
    #expect(shown([Double](), "x").contains("x = []"))
  }

  @Test func listsOfLikeSizeShareDecimals() {
    #expect(ListLayout.texts([1, 2.5, 10.25], digits: 5) == ["1.00", "2.50", "10.25"])
    #expect(ListLayout.texts([1000.5, 1e-9, 0], digits: 5) == ["1\u{A0}000.5", "1e-9", "0"])
    #expect(ListLayout.texts([.nan, -0.0], digits: 5) == ["NaN", "0"])
  }

  @Test func longListsStayWithinTheWidth() {
    let values = (1...400).map { 1000 / Double($0) }
    for width in [40, 50, 80, 120] {
      let text = shown(values, "σ", width: width)
      #expect(text.contains("400 values") && text.contains("…"))
      #expect(text.lines.allSatisfy { $0.displayWidth <= width }, "\(width)\n\(text)")
    }
  }

  @Test func decompositionsShowTheirFactors() throws {
    let small = try svd([[2, 1], [1, 3]] as Matrix<Double>)
    #expect(shown(small, "A").contains("A = U Σ Vᵀ"))
    var generator = SeededGenerator(seed: 1)
    for (rows, columns) in [(1, 1), (4, 4), (9, 7), (40, 30), (2, 60)] {
      let matrix = Matrix<Double>.normal(rows: rows, columns: columns, using: &generator)
      let text = shown(try svd(matrix), "A")
      #expect(text.lines.allSatisfy { $0.displayWidth <= 80 }, "\(rows)×\(columns)\n\(text)")
      let eigen = shown(try symmetricEigen(matrix * matrix.transposed), "AAᵀ")
      #expect(eigen.contains("V Λ Vᵀ"))
    }
  }

  @Test func scalarsTextAndTruth() {
    #expect(shown(3.25, "λ") == "       λ = 3.25\n")
    #expect(shown(Float(0.5), "f") == "       f = 0.5\n")
    #expect(shown(80100, "n") == "       n = 80\u{A0}100\n")
    #expect(shown(true, "b") == "       b = true\n")
    #expect(shown("a\u{1B}[0m", "t") == "       t: a\\u{1B}[0m\n")
    #expect(shown(1.5) == "       1.5\n")
  }

  @Test func captionsThatAreLongStandAbove() {
    let caption = "the matrix that was read from the file"
    let text = shown([[1, 2], [3, 4]] as Matrix<Double>, caption)
    #expect(text.lines.first == "       " + caption)
  }
}

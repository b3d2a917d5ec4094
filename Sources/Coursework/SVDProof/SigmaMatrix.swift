import Grading
import LinearAlgebra

/// Exercise 2.1: the matrix Σ from a list of values.
enum SigmaMatrix {
  typealias Answers = SVDProofAnswers
  typealias Function = @Sendable ([Double], Int, Int) throws -> Matrix<Double>

  /// The values, and the shape that Σ must have.
  struct Diagonal: Sendable {
    let values: [Double]
    let m: Int
    let n: Int
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "U is m×m and V is n×n. Which shape must Σ have, for UΣVᵀ to exist and to be m×n?",
      "Element (i, j) is σᵢ where i = j, and 0 elsewhere. What is element (i, i) where the values "
        + "have run out?",
      "`Matrix(rows: rows, columns: columns) { i, j in … }` makes a matrix from its elements. Ask "
        + "whether i = j, and whether i < values.count.",
    ],
    checks: [
      // Square first, where only the values can be in the wrong place.
      check("square matrices", [([4, 2, 1], 3, 3), ([1, 3, 2], 3, 3), ([5, 4, 3, 2], 4, 4)]),
      check(
        "tall and wide matrices",
        [([4, 2, 1], 5, 3), ([4, 2, 1], 3, 5), ([7], 3, 1), ([7], 1, 3)]),
      check(
        "fewer values than the diagonal has places",
        [([6, 2], 4, 4), ([6, 2], 5, 3), ([6, 2], 3, 5), ([], 2, 3), ([], 0, 2)]),
      check(
        "very small and very large values", [([2, 3e-12, 1e12], 3, 4), ([5, 4e-300, 3], 3, 3)]),
      check("fifty other shapes", seeded(50)),
    ],
    mistakes: mistakes,
    alternatives: [
      variant("the library's own diagonal") { values, m, n in
        .diagonal(values, rows: m, columns: n)
      },
      variant("set one by one, with −0 elsewhere") { values, m, n in
        var sigma = Matrix<Double>(rows: m, columns: n, repeating: -0.0)
        for (i, value) in values.enumerated() { sigma[i, i] = value }
        return sigma
      },
    ])

  private static func check(_ title: String, _ shapes: [([Double], Int, Int)]) -> Check<Answers> {
    Check(
      title,
      probes: shapes.map { values, m, n in
        let list = values.map { brief($0) }.joined(separator: ", ")
        return Probe("the values [\(list)] in \(m)×\(n)", Diagonal(values: values, m: m, n: n))
      },
      call: { try $0.sigmaMatrix($1.values, $1.m, $1.n) },
      // Nothing is computed, so nothing is rounded.
      verify: { given, found in
        discrepancy(
          found, expected: placed(given.values, given.m, given.n) { i, j in i == j ? i : nil },
          tolerance: 0)
      })
  }

  private static func seeded(_ count: Int) -> [([Double], Int, Int)] {
    var counts = SeededCounts(seed: 210)
    return (0..<count).map { _ in
      let (m, n) = (counts.next(in: 2...6), counts.next(in: 2...6))
      let values = (0..<counts.next(in: 2...min(m, n))).map { _ in
        Double(counts.next(in: 2...99)) / 4
      }
      return (values, m, n)
    }
  }

  /// A matrix whose element (i, j) is the value with the number `place` gives, or 0.
  private static func placed(
    _ values: [Double], _ m: Int, _ n: Int, at place: (Int, Int) -> Int?
  ) -> Matrix<Double> {
    Matrix(rows: m, columns: n) { i, j in
      place(i, j).flatMap { values.indices.contains($0) ? values[$0] : nil } ?? 0
    }
  }

  /// Values that are changed before they are placed rightly.
  private static func changed(_ change: @escaping @Sendable ([Double]) -> [Double]) -> Function {
    { values, m, n in placed(change(values), m, n) { i, j in i == j ? i : nil } }
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "broadcast",
      "The values stand in every row or every column. Σ is diagonal: all else is 0."
    ) { values, m, n in placed(values, m, n) { _, j in j } }
    .or("in every column") {
      $0.sigmaMatrix = { values, m, n in placed(values, m, n) { i, _ in i } }
    },
    mistake(
      "one-line",
      "This is still the list, in a single row or column. Σ is a matrix: value i stands at (i, i)."
    ) { values, m, n in placed(values, m, n) { i, j in i == 0 ? j : nil } }
    .or("the first column filled") {
      $0.sigmaMatrix = { values, m, n in placed(values, m, n) { i, j in j == 0 ? i : nil } }
    }
    .or("a single row") {
      $0.sigmaMatrix = { values, _, _ in
        Matrix(rows: 1, columns: values.count, elements: values)
      }
    }
    .or("a single column") {
      $0.sigmaMatrix = { values, _, _ in
        Matrix(rows: values.count, columns: 1, elements: values)
      }
    },
    mistake(
      "other-diagonal", "The values stand on the wrong diagonal: begin at the top left corner."
    ) { values, m, n in placed(values, m, n) { i, j in j == n - 1 - i ? i : nil } }
    .or("from the bottom left") {
      $0.sigmaMatrix = { values, m, n in placed(values, m, n) { i, j in i == m - 1 - j ? j : nil } }
    },
    mistake(
      "index-by-rows",
      "In a list of elements, row by row, element (i, i) has the index i·columns + i, not i·rows + i."
    ) { values, m, n in
      var elements = Array(repeating: 0.0, count: m * n)
      for (i, value) in values.enumerated() where i * m + i < elements.count {
        elements[i * m + i] = value
      }
      return Matrix(rows: m, columns: n, elements: elements)
    },
    mistake(
      "bottom-right",
      "The diagonal ends in the bottom right corner here; it begins at the top left one."
    ) { values, m, n in
      placed(values, m, n) { i, j in
        m - 1 - i == n - 1 - j ? values.count - m + i : nil
      }
    },
    mistake(
      "off-the-diagonal", "The values stand beside the diagonal: value i belongs to (i, i)."
    ) { values, m, n in placed(values, m, n) { i, j in j == i + 1 ? i : nil } }
    .or("below it") {
      $0.sigmaMatrix = { values, m, n in placed(values, m, n) { i, j in i == j + 1 ? j : nil } }
    },
    mistake(
      "one-missing", "A value is missing: the first stands at (0, 0), and all of them are needed.",
      changed { $0.dropLast() }
    )
    .or("the first missing") { $0.sigmaMatrix = changed { [0] + $0.dropFirst() } },
    mistake(
      "squared-values", "The values were squared. Σ² belongs to AᵀA, Σ to A.",
      changed { $0.map { $0 * $0 } }),
    mistake(
      "roots", "The roots of the values were taken; they are singular values already.",
      changed { $0.map { $0.squareRoot() } }),
    mistake(
      "reciprocals", "One over each value was taken: that is for the pseudoinverse.",
      changed { $0.map { 1 / $0 } }),
    mistake(
      "ones", "The diagonal holds ones, or σ₁ alone; it holds the values.",
      changed { $0.map { _ in 1 } }
    )
    .or("σ₁ everywhere") { $0.sigmaMatrix = changed { list in list.map { _ in list[0] } } },
    mistake(
      "sorted", "The values were sorted. They stand in the order in which they are given.",
      changed { $0.sorted(by: >) }
    )
    .or("ascending") { $0.sigmaMatrix = changed { $0.sorted() } },
    mistake(
      "reversed", "The values were taken from the last to the first: the first stands at (0, 0).",
      changed { $0.reversed() }),
    mistake(
      "absolute-threshold",
      "A small value was taken for 0. Nothing is small in itself: take all of them.",
      changed { $0.map { $0 < 1e-10 ? 0 : $0 } }),
    mistake(
      "filled-up",
      "The values were repeated to fill the diagonal. Where they run out, it is 0."
    ) { values, m, n in
      placed(values, m, n) { i, j in i == j && !values.isEmpty ? i % values.count : nil }
    }
    .or("the last value repeated") {
      $0.sigmaMatrix = { values, m, n in
        placed(values, m, n) { i, j in i == j ? min(i, values.count - 1) : nil }
      }
    }
    .or("ones in the rest") {
      $0.sigmaMatrix = { values, m, n in
        Matrix(rows: m, columns: n) { i, j in
          i != j ? 0 : i < values.count ? values[i] : 1
        }
      }
    },
    mistake(
      "transposed", "This is the transposed matrix, n×m. Σ has as many rows as U has columns."
    ) { values, m, n in placed(values, n, m) { i, j in i == j ? i : nil } },
    mistake(
      "square",
      "This Σ is square. It must have the shape m×n, filled up with zeros, or the product UΣVᵀ "
        + "does not exist."
    ) { values, _, _ in .diagonal(values) }
    .or("of the shorter side") {
      $0.sigmaMatrix = { values, m, n in .diagonal(values, rows: min(m, n), columns: min(m, n)) }
    }
    .or("of the longer side") {
      $0.sigmaMatrix = { values, m, n in .diagonal(values, rows: max(m, n), columns: max(m, n)) }
    }
    .or("m×m") { $0.sigmaMatrix = { values, m, _ in placed(values, m, m) { $0 == $1 ? $0 : nil } } }
    .or("n×n") {
      $0.sigmaMatrix = { values, _, n in placed(values, n, n) { $0 == $1 ? $0 : nil } }
    },
    mistake(
      "empty-of-shape",
      "Without any value Σ is still m×n, all zeros."
    ) { values, m, n in
      values.isEmpty ? Matrix(rows: 0, columns: 0) : placed(values, m, n) { $0 == $1 ? $0 : nil }
    },
    mistake("zeros", "Every element is 0: the values are not used.", changed { _ in [] }),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ sigma: @escaping Function
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.sigmaMatrix = sigma }
  }

  private static func variant(_ name: String, _ sigma: @escaping Function) -> Alternative<Answers> {
    Alternative(name) { $0.sigmaMatrix = sigma }
  }
}

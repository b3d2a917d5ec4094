extension Matrix {
  /// Creates a matrix from a list of its rows, which need not be a literal.
  ///
  /// ```swift
  /// let lines = ["1 2", "3 4"].map { $0.split(separator: " ").compactMap { Double($0) } }
  /// try Matrix(rows: lines)    // [[1, 2], [3, 4]]
  /// ```
  ///
  /// - Throws: `dimensionMismatch`, which names the first row and the first of another length.
  public init(rows lists: [[Scalar]]) throws(LinearAlgebraError) {
    let columns = lists.first?.count ?? 0
    if let odd = lists.firstIndex(where: { $0.count != columns }) {
      throw .dimensionMismatch(
        operation: "the rows of a matrix", left: "row 0 of length \(columns)",
        right: "row \(odd) of length \(lists[odd].count)")
    }
    self.init(rows: lists.count, columns: columns, elements: lists.flatMap { $0 })
  }

  /// The n×n identity matrix.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func identity(_ n: Int) -> Matrix {
    Matrix(rows: n, columns: n) { i, j in i == j ? 1 : 0 }
  }

  /// A matrix with the given values on its main diagonal and zeros elsewhere.
  ///
  /// - Parameters:
  ///   - values: The diagonal, from the top left corner.
  ///   - rows: The number of rows; as many as there are values if left out.
  ///   - columns: The number of columns; as many as there are values if left out.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func diagonal(
    _ values: [Scalar], rows: Int? = nil, columns: Int? = nil
  ) -> Matrix {
    Matrix(rows: rows ?? values.count, columns: columns ?? values.count) { i, j in
      i == j && i < values.count ? values[i] : 0
    }
  }

  /// A matrix whose elements are drawn from the normal distribution with mean 0 and variance 1.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func normal(
    rows: Int, columns: Int, using generator: inout SeededGenerator
  ) -> Matrix {
    Matrix(rows: rows, columns: columns) { _, _ in Scalar(generator.nextNormal()) }
  }

  /// A matrix whose elements are drawn evenly from [0, 1).
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func uniform(
    rows: Int, columns: Int, using generator: inout SeededGenerator
  ) -> Matrix {
    Matrix(rows: rows, columns: columns) { _, _ in Scalar(generator.nextUniform()) }
  }
}

/// A dense matrix of `Float` or `Double`, stored row by row.
///
/// ```swift
/// let a: Matrix = [[2, 1], [1, 3]]
/// a[0, 1]          // 1.0
/// (a * a)[1, 1]    // 10.0
/// ```
///
/// A matrix is a value: a copy never changes with the original. Shapes with no rows or no columns
/// are allowed.
public struct Matrix<Scalar: RealScalar>: Equatable, Sendable {
  /// The number of rows, m.
  public let rows: Int

  /// The number of columns, n.
  public let columns: Int

  /// The m·n elements in row-major order: `elements[i * columns + j]` is `self[i, j]`.
  @inlinable
  public var elements: [Scalar] { storage }

  /// The elements, to change in place: for this package alone, which keeps their number.
  @usableFromInline
  package var storage: [Scalar]

  /// Creates an m×n matrix from its elements in row-major order.
  ///
  /// - Precondition: `elements.count == rows * columns`.
  @inlinable
  public init(rows: Int, columns: Int, elements: [Scalar]) {
    require(
      elements.count == elementCount(rows, columns),
      "a \(rows)×\(columns) matrix needs \(rows)·\(columns) elements, not \(elements.count)")
    self.rows = rows
    self.columns = columns
    storage = elements
  }

  /// Creates an m×n matrix whose elements are all `value`.
  public init(rows: Int, columns: Int, repeating value: Scalar = 0) {
    self.init(
      rows: rows, columns: columns,
      elements: Array(repeating: value, count: elementCount(rows, columns)))
  }

  /// Creates an m×n matrix from a function of the row and the column, both counted from 0.
  @inlinable
  public init(rows: Int, columns: Int, _ element: (Int, Int) throws -> Scalar) rethrows {
    var elements: [Scalar] = []
    elements.reserveCapacity(elementCount(rows, columns))
    for i in 0..<rows {
      for j in 0..<columns { elements.append(try element(i, j)) }
    }
    self.init(rows: rows, columns: columns, elements: elements)
  }

  /// The element in row `i` and column `j`, both counted from 0.
  ///
  /// - Precondition: `i` is in `0..<rows` and `j` in `0..<columns`.
  @inlinable
  public subscript(i: Int, j: Int) -> Scalar {
    get {
      require(isInside(i, j), outside(i, j))
      return storage[i * columns + j]
    }
    _modify {
      require(isInside(i, j), outside(i, j))
      yield &storage[i * columns + j]
    }
  }

  /// The shape in words, such as `400×300`.
  public var shape: String { "\(rows)×\(columns)" }

  @inlinable
  func isInside(_ i: Int, _ j: Int) -> Bool {
    i >= 0 && i < rows && j >= 0 && j < columns
  }

  @usableFromInline
  func outside(_ i: Int, _ j: Int) -> String {
    "element (\(i), \(j)) lies outside a \(shape) matrix; rows and columns count from 0"
  }
}

/// The number of elements of an m×n matrix; stops with a message where a side is negative or the product
/// too large to count.
@inlinable
package func elementCount(_ rows: Int, _ columns: Int) -> Int {
  let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
  require(
    rows >= 0 && columns >= 0 && !overflow, "a matrix cannot have \(rows)×\(columns) elements")
  return count
}

extension Matrix: ExpressibleByArrayLiteral {
  /// Creates a matrix from a literal of rows: `[[1, 2], [3, 4]]`.
  ///
  /// - Precondition: every row has the same length.
  public init(arrayLiteral rows: [Scalar]...) {
    let columns = rows.first?.count ?? 0
    require(
      rows.allSatisfy { $0.count == columns },
      "the rows of a matrix literal have lengths \(rows.map(\.count)); they must be equal")
    self.init(rows: rows.count, columns: columns, elements: rows.flatMap { $0 })
  }
}

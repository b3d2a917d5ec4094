import LinearAlgebra

/// A dense tensor of `Float` or `Double` with any number of modes, stored in row-major order: the last
/// index runs fastest.
///
/// ```swift
/// let x = try Tensor<Double>([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])
/// x.sizes       // [2, 2, 2]
/// x[1, 0, 1]    // 6.0
/// ```
///
/// A mode is a direction to index along; a matrix has two, its rows and its columns. Modes count from
/// 0, as indices do. A tensor is a value: a copy never changes with the original. A tensor without modes
/// is a single number.
public struct Tensor<Scalar: RealScalar>: Equatable, Sendable {
  /// The size of each mode.
  public let sizes: [Int]

  /// All elements in row-major order, the last index fastest.
  public internal(set) var elements: [Scalar]

  /// The number of modes, N.
  public var modes: Int { sizes.count }

  /// The shape in words, such as `28×28×500`.
  public var shape: String { shapeText(sizes) }

  /// Creates a tensor from its elements in row-major order.
  ///
  /// - Throws: `elementCount` where a size is negative, or their product is not the number of elements.
  public init(sizes: [Int], elements: [Scalar]) throws(TensorError) {
    guard Self.count(sizes) == elements.count else {
      throw .elementCount(shape: sizes, found: elements.count)
    }
    self.init(trusted: sizes, elements)
  }

  /// Creates a tensor of three modes from nested lists: mode 0 runs through the outermost.
  ///
  /// - Throws: `dimensionMismatch`, which names the shapes of the first part and of one that differs.
  public init(_ parts: [[[Scalar]]]) throws(TensorError) {
    let sizes = [parts.count, parts.first?.count ?? 0, parts.first?.first?.count ?? 0]
    for part in parts {
      for row in part where part.count != sizes[1] || row.count != sizes[2] {
        throw .dimensionMismatch(
          operation: "nested lists", left: "a part of \(sizes[1]) lists of \(sizes[2])",
          right: "one of \(part.count) with a list of \(row.count)")
      }
    }
    try self.init(sizes: sizes, elements: parts.flatMap { $0.flatMap { $0 } })
  }

  /// Creates a tensor from a function of the list of indices, which count from 0.
  ///
  /// - Precondition: no size is negative.
  public init(sizes: [Int], _ element: ([Int]) throws -> Scalar) rethrows {
    let count = Self.count(sizes) ?? -1
    require(count >= 0, "a tensor cannot have the shape \(shapeText(sizes))")
    var elements: [Scalar] = []
    elements.reserveCapacity(count)
    var indices = sizes.map { _ in 0 }
    for _ in 0..<count {
      elements.append(try element(indices))
      var mode = sizes.count - 1
      while mode >= 0 {
        indices[mode] += 1
        if indices[mode] < sizes[mode] { break }
        indices[mode] = 0
        mode -= 1
      }
    }
    self.init(trusted: sizes, elements)
  }

  /// Creates the tensor of two modes that a matrix is: rows are mode 0, columns mode 1.
  public init(_ matrix: Matrix<Scalar>) {
    self.init(trusted: [matrix.rows, matrix.columns], matrix.elements)
  }

  /// Creates a tensor whose parts along a new last mode are the given matrices, all of one shape.
  ///
  /// Pictures stacked in this way are a height×width×count tensor.
  ///
  /// - Throws: `dimensionMismatch`, which names the first matrix and the first that has another shape;
  ///   `elementCount` where the product of the sizes is too large to count.
  /// - Complexity: O(of the elements).
  public init(stacking matrices: [Matrix<Scalar>]) throws(TensorError) {
    let (rows, columns) = (matrices.first?.rows ?? 0, matrices.first?.columns ?? 0)
    for other in matrices where other.rows != rows || other.columns != columns {
      throw .dimensionMismatch(
        operation: "stacking", left: "\(rows)×\(columns)", right: other.shape)
    }
    guard let count = Self.count([rows, columns, matrices.count]) else {
      throw .elementCount(shape: [rows, columns, matrices.count], found: 0)
    }
    let places = Matrix(
      rows: matrices.count, columns: count / Swift.max(matrices.count, 1),
      elements: matrices.flatMap(\.elements))
    self.init(trusted: [rows, columns, matrices.count], places.transposed.elements)
  }

  /// Creates a tensor whose sizes are known to fit its elements.
  init(trusted sizes: [Int], _ elements: [Scalar]) {
    self.sizes = sizes
    self.elements = elements
  }

  /// The product of the sizes; nil where one is negative or the product, without the zeros, too large to
  /// count. So the product of some of the sizes can always be counted.
  static func count(_ sizes: [Int]) -> Int? {
    var product = 1
    for size in sizes {
      let (next, overflow) = product.multipliedReportingOverflow(by: Swift.max(size, 1))
      if size < 0 || overflow { return nil }
      product = next
    }
    return sizes.contains(0) ? 0 : product
  }
}

extension Tensor {
  /// The element at the given indices, one for each mode, counted from 0.
  ///
  /// - Precondition: there are N indices, each in the range of its mode.
  public subscript(indices: Int...) -> Scalar {
    get { elements[place(indices)] }
    set { elements[place(indices)] = newValue }
  }

  /// The element at a list of indices, one for each mode, counted from 0.
  ///
  /// - Precondition: there are N indices, each in the range of its mode.
  public subscript(indices: [Int]) -> Scalar {
    get { elements[place(indices)] }
    set { elements[place(indices)] = newValue }
  }

  /// Where an element stands among all.
  private func place(_ indices: [Int]) -> Int {
    require(
      indices.count == modes && zip(indices, sizes).allSatisfy { $0 >= 0 && $0 < $1 },
      "element (\(indices.map(String.init).joined(separator: ", "))) lies outside a \(shape) tensor; "
        + "indices count from 0")
    return zip(indices, sizes).reduce(0) { $0 * $1.1 + $1.0 }
  }
}

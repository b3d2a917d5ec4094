/// A column vector of `Float` or `Double`.
///
/// ```swift
/// let x: Vector = [3, 4]
/// x.norm               // 5.0
/// x.normalized()       // [0.6, 0.8]
/// ```
public struct Vector<Scalar: RealScalar>: Equatable, Sendable {
  /// The elements in order.
  public var elements: [Scalar]

  /// Creates a vector from its elements.
  @inlinable
  public init(_ elements: some Sequence<Scalar>) { self.elements = Array(elements) }
}

extension Vector: ExpressibleByArrayLiteral {
  /// Creates a vector from a literal: `[1, 2, 3]`.
  public init(arrayLiteral elements: Scalar...) { self.elements = elements }
}

extension Vector: RandomAccessCollection, MutableCollection {
  /// Zero.
  @inlinable
  public var startIndex: Int { 0 }

  /// The length n.
  @inlinable
  public var endIndex: Int { elements.count }

  /// The element at `index`, counted from 0.
  @inlinable
  public subscript(index: Int) -> Scalar {
    get {
      require(
        index >= 0 && index < count, "element \(index) lies outside a vector of length \(count)")
      return elements[index]
    }
    set {
      require(
        index >= 0 && index < count, "element \(index) lies outside a vector of length \(count)")
      elements[index] = newValue
    }
  }
}

extension Vector {
  /// The inner product xᵀy. O(n).
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func dot(_ other: Vector) -> Scalar {
    require(
      count == other.count,
      "an inner product needs vectors of one length, not \(count) and \(other.count)")
    return Vector.innerProduct(self, other)
  }

  /// The Euclidean norm ‖x‖, safe from overflow and underflow; NaN if an element is NaN. O(n).
  ///
  /// The elements are divided by a power of two near the largest, which is exact, and the norm is
  /// multiplied by it again.
  public var norm: Scalar {
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    get {
      guard let largest = elements.amaxIfFinite() else {
        return elements.contains { $0.isNaN } ? .nan : .infinity
      }
      guard largest > 0 else { return 0 }
      let scale = Scalar(sign: .plus, exponent: largest.exponent, significand: 1)
      // Sums of a thousand squares, then their sum: one long sum of a million would lose half the
      // digits of a `Float`.
      var sum: Scalar = 0
      for start in stride(from: 0, to: count, by: 1024) {
        sum += elements[start..<Swift.min(start + 1024, count)].reduce(0) {
          $0 + ($1 / scale) * ($1 / scale)
        }
      }
      return sum.squareRoot() * scale
    }
  }

  /// The vector of length one in the same direction; the zero vector stays as it is.
  ///
  /// Also where the norm itself is too large for the scalar type, or is subnormal and has lost digits.
  public func normalized() -> Vector {
    let norm = self.norm
    if norm == 0 { return self }
    if norm.isNormal || norm.isNaN { return self / norm }
    guard let largest = elements.amaxIfFinite() else { return self / norm }
    let near = self / Scalar(sign: .plus, exponent: largest.exponent, significand: 1)
    return near / near.norm
  }

  /// The sum of two vectors of one length.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func + (left: Vector, right: Vector) -> Vector {
    left.combined(with: right, "add", +)
  }

  /// The difference of two vectors of one length.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func - (left: Vector, right: Vector) -> Vector {
    left.combined(with: right, "subtract", -)
  }

  /// The vector with every sign turned.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static prefix func - (vector: Vector) -> Vector { Vector(vector.elements.map { -$0 }) }

  /// The vector with every element multiplied by `factor`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func * (vector: Vector, factor: Scalar) -> Vector {
    Vector(vector.elements.map { $0 * factor })
  }

  /// The vector with every element multiplied by `factor`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func * (factor: Scalar, vector: Vector) -> Vector { vector * factor }

  /// The vector with every element divided by `divisor`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func / (vector: Vector, divisor: Scalar) -> Vector {
    Vector(vector.elements.map { $0 / divisor })
  }

  private func combined(
    with other: Vector, _ verb: String, _ operation: (Scalar, Scalar) -> Scalar
  ) -> Vector {
    require(
      count == other.count, "cannot \(verb) vectors of lengths \(count) and \(other.count)")
    return Vector(zip(elements, other.elements).map(operation))
  }
}

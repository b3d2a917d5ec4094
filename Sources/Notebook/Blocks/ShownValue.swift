import LinearAlgebra

/// A value on the page, with its caption.
struct ShownValue: Equatable, Sendable {
  var caption: RichText?
  var value: PageValue
  /// About how many significant digits to show; nil for what suits the kind of value.
  var digits: Int?
}

/// What a value is, once its scalar type no longer matters.
public enum PageValue: Equatable, Sendable {
  /// A truth value.
  case truth(Bool)
  /// A whole number.
  case integer(Int)
  /// A real number.
  case number(Double)
  /// Text, shown as it stands.
  case text(String)
  /// Numbers in a row.
  case list([Double])
  /// A column vector.
  case vector([Double])
  /// A matrix.
  case matrix(Matrix<Double>)
  /// The factors of A = U diag(σ) Vᵀ.
  case svd(SVD<Double>)
  /// The factors of A = V diag(λ) Vᵀ.
  case eigen(SymmetricEigen<Double>)
}

/// A type whose values `Page.show` can show.
public protocol Showable {
  /// The value as data for the page.
  var pageValue: PageValue { get }
}

/// A number that can stand in a shown array.
public protocol ShowableNumber: Showable {
  /// The number as a `Double`, which holds every `Float` exactly.
  var pageNumber: Double { get }
}

extension Bool: Showable {
  /// The value as data for the page.
  public var pageValue: PageValue { .truth(self) }
}

extension String: Showable {
  /// The value as data for the page.
  public var pageValue: PageValue { .text(self) }
}

extension Int: ShowableNumber {
  /// The value as data for the page.
  public var pageValue: PageValue { .integer(self) }
  /// The number as a `Double`.
  public var pageNumber: Double { Double(self) }
}

extension Double: ShowableNumber {
  /// The value as data for the page.
  public var pageValue: PageValue { .number(self) }
  /// The number itself.
  public var pageNumber: Double { self }
}

extension Float: ShowableNumber {
  /// The value as data for the page.
  public var pageValue: PageValue { .number(Double(self)) }
  /// The number as a `Double`.
  public var pageNumber: Double { Double(self) }
}

extension Array: Showable where Element: ShowableNumber {
  /// The value as data for the page.
  public var pageValue: PageValue { .list(map(\.pageNumber)) }
}

extension Vector: Showable {
  /// The value as data for the page.
  public var pageValue: PageValue { .vector(elements.asDoubles) }
}

extension Matrix: Showable {
  /// The value as data for the page.
  public var pageValue: PageValue { .matrix(asDouble) }
}

extension SVD: Showable {
  /// The value as data for the page.
  public var pageValue: PageValue {
    .svd(
      SVD<Double>(
        u: u.asDouble, singularValues: singularValues.asDoubles, v: v.asDouble))
  }
}

extension SymmetricEigen: Showable {
  /// The value as data for the page.
  public var pageValue: PageValue {
    .eigen(SymmetricEigen<Double>(values: values.asDoubles, vectors: vectors.asDouble))
  }
}

extension Matrix {
  var asDouble: Matrix<Double> {
    Matrix<Double>(rows: rows, columns: columns, elements: elements.asDoubles)
  }
}

extension Array where Element: RealScalar {
  /// The numbers as `Double`, themselves where that is what they are.
  var asDoubles: [Double] { self as? [Double] ?? map { Double($0) } }
}

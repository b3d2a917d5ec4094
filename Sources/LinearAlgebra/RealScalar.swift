/// A real number that a matrix can hold: `Float` or `Double`.
///
/// The heavy operations are requirements of this protocol, each with one concrete implementation
/// for either type. So the compiler specialises them inside this module, and generic code of a
/// client, which it does not specialise, still runs them at full speed.
public protocol RealScalar: BinaryFloatingPoint, Sendable {
  /// Writes the product of `left` (m×k) and `right` (k×n), row-major, over `result` (m×n).
  static func multiply(
    _ left: [Self], _ right: [Self], into result: inout [Self], rows: Int, inner: Int, columns: Int)
}

import LinearAlgebra

/// A matrix, or a row, of numbers that training changes, with the gradient of the loss.
public struct Parameter: Sendable {
  /// The name within its layer, such as `weights`; saved networks carry it.
  public let name: String

  /// The numbers. A bias is a 1×n row.
  public var values: Matrix<Float>

  /// ∂L/∂values of the last batch: of the same shape, or empty before the first one.
  public var gradient: Matrix<Float>

  /// Whether weight decay pulls it towards zero. Biases it leaves alone.
  public let decays: Bool

  /// The number of numbers.
  public var count: Int { values.rows * values.columns }

  /// Creates a parameter, as yet without a gradient.
  public init(_ name: String, _ values: Matrix<Float>, decays: Bool = true) {
    self.name = name
    self.values = values
    self.decays = decays
    gradient = Matrix(rows: 0, columns: 0)
  }
}

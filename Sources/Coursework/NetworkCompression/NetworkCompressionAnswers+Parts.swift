import LinearAlgebra

extension NetworkCompressionAnswers {
  /// U, outputs×D, and Vᵀ, D×inputs.
  typealias Factors = (u: Matrix<Double>, vTransposed: Matrix<Double>)

  /// ∂L/∂W at the weights that it is called with.
  typealias Gradient = (Matrix<Double>) throws -> Matrix<Double>
}

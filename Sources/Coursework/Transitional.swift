import Grading
import LinearAlgebra
extension NetworkCompressionAnswers {
  typealias Factors = (u: Matrix<Double>, vTransposed: Matrix<Double>)
  typealias Gradient = (Matrix<Double>) throws -> Matrix<Double>
}
extension NuclearNormAnswers { typealias Factors = (u: Matrix<Double>, v: Matrix<Double>) }
extension QuantizationAnswers { typealias Factors = (u: Matrix<Double>, vTransposed: Matrix<Double>) }

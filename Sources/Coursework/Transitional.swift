import Grading
import LinearAlgebra

extension QuantizationAnswers { typealias Factors = (u: Matrix<Double>, vTransposed: Matrix<Double>) }

/// Whether a number is what a certain mistake would have given.
func resembles(_ found: Double, _ mistaken: Double...) -> Bool {
  mistaken.contains { resembles([found], [$0]) }
}

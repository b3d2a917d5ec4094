import Grading
import LinearAlgebra
extension NuclearNormAnswers { typealias Factors = (u: Matrix<Double>, v: Matrix<Double>) }
extension QuantizationAnswers { typealias Factors = (u: Matrix<Double>, vTransposed: Matrix<Double>) }

/// Compares a number with what it should be. Some ten operations, none of which cancels, round by a few
/// ε of the result.
func discrepancy(_ found: Double, expected: Double) -> Discrepancy? {
  discrepancy(found, expected: expected, tolerance: roundoff(4, scale: abs(expected)))
}

/// Whether a number is what a certain mistake would have given.
func resembles(_ found: Double, _ mistaken: Double...) -> Bool {
  mistaken.contains { resembles([found], [$0]) }
}

import Grading
import LinearAlgebra
extension NuclearNormAnswers { typealias Factors = (u: Matrix<Double>, v: Matrix<Double>) }
extension QuantizationAnswers { typealias Factors = (u: Matrix<Double>, vTransposed: Matrix<Double>) }
extension SVDProofAnswers {
  typealias Subspaces = (
    rowSpace: Matrix<Double>, nullSpace: Matrix<Double>, columnSpace: Matrix<Double>,
    leftNullSpace: Matrix<Double>
  )
}

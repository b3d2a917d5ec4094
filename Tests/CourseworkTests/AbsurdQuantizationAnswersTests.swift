import Coursework
import Grading
import LinearAlgebra
import Testing

/// The checks of the lesson on quantization survive whatever an answer returns.
@Suite struct AbsurdQuantizationAnswersTests {
  typealias Answers = QuantizationAnswers

  private func expectWrong(_ number: String, _ change: (inout Answers) -> Void) {
    var answers = Answers.reference
    change(&answers)
    let verdict = answers.verdict(on: number)
    #expect(verdict?.diagnosis != nil, "\(number): \(String(describing: verdict))")
  }

  @Test func lists() {
    for list in AbsurdAnswersTests.lists { expectWrong("11.1") { $0.rowSteps = { _, _ in list } } }
    for count in AbsurdAnswersTests.counts {
      for length in [0, 1, 6, 10_000] {
        expectWrong("11.2") {
          $0.quantizedIntegers = { _, _ in Array(repeating: count, count: length) }
        }
        expectWrong("11.3") {
          $0.integerDotProducts = { _, _, _ in
            Array(repeating: Int32(clamping: count), count: length)
          }
        }
      }
    }
  }

  @Test func counts() {
    for count in AbsurdAnswersTests.counts {
      expectWrong("11.4") { $0.lowRankByteCount = { _, _, _, _ in count } }
    }
  }

  @Test func factors() {
    let tall = Matrix<Double>(rows: 100_000, columns: 1)
    for matrix in AbsurdAnswersTests.matrices + [tall] {
      expectWrong("11.5") { $0.evenFactors = { _, _ in (matrix, matrix.transposed) } }
      // One half right, the other absurd.
      expectWrong("11.5") {
        $0.evenFactors = { (try Answers.reference.evenFactors($0, $1).u, matrix) }
      }
      expectWrong("11.5") {
        $0.evenFactors = { (matrix, try Answers.reference.evenFactors($0, $1).vTransposed) }
      }
    }
  }
}

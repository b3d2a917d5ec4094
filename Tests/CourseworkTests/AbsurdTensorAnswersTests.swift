import Coursework
import Grading
import LinearAlgebra
import LowRank
import Testing

/// The checks of the lesson on tensors survive whatever an answer returns.
@Suite struct AbsurdTensorAnswersTests {
  typealias Answers = TensorDecompositionAnswers

  private func expectWrong(_ number: String, _ change: (inout Answers) -> Void) {
    var answers = Answers.reference
    change(&answers)
    let verdict = answers.verdict(on: number)
    #expect(verdict?.diagnosis != nil, "\(number): \(String(describing: verdict))")
  }

  @Test func matrices() {
    for (i, matrix) in AbsurdAnswersTests.matrices.enumerated() {
      expectWrong("9.1") { $0.unfolding = { _, _ in matrix } }
      expectWrong("9.2") { $0.khatriRaoProduct = { _, _ in matrix } }
      expectWrong("9.4") { $0.bestFactor = { _, _, _ in matrix } }
      let list = AbsurdAnswersTests.lists[i % AbsurdAnswersTests.lists.count]
      expectWrong("9.5") { $0.alternatingStep = { _, _, _ in (list, matrix) } }
      // One half right, the other absurd.
      expectWrong("9.5") {
        $0.alternatingStep = { (try Answers.reference.alternatingStep($0, $1, $2).weights, matrix) }
      }
    }
  }

  @Test func weights() {
    for list in AbsurdAnswersTests.lists {
      expectWrong("9.5") {
        $0.alternatingStep = { (list, try Answers.reference.alternatingStep($0, $1, $2).factor) }
      }
    }
  }

  @Test(arguments: [[], [0], [3, 3, 3], [2, 3, 4], [5, 3, 4], [1, 1, 1, 1], [27]])
  func tensors(sizes: [Int]) {
    for number in AbsurdAnswersTests.numbers {
      expectWrong("9.3") {
        $0.modeProduct = { _, _, _ in Tensor(sizes: sizes) { _ in number } }
      }
    }
  }
}

import Coursework
import Grading
import LinearAlgebra
import Testing

/// A check must survive whatever an answer returns: a trap would cost the learner the diagnosis.
@Suite struct AbsurdAnswersTests {
  typealias First = EigendecompositionAnswers
  typealias Second = SVDProofAnswers
  typealias Fourth = ImageCompressionAnswers
  typealias Sixth = DenoisingAnswers
  typealias Eighth = RecommenderAnswers

  static let numbers: [Double] = [
    .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -1e300, .leastNonzeroMagnitude, -0.0, 7,
  ]

  static let matrices: [Matrix<Double>] =
    [(0, 0), (0, 5), (5, 0), (1, 1), (3, 3), (4, 4), (5, 3), (6, 4), (500, 1)].flatMap { m, n in
      numbers.map { Matrix(rows: m, columns: n, repeating: $0) }
    }

  static let lists: [[Double]] =
    [0, 1, 3, 4, 6, 10_000].flatMap { count in
      numbers.map { Array(repeating: $0, count: count) }
    }

  static let counts = [Int.max, Int.min, -1, 0, 1, 1_000_000]

  /// Holds that the answers are judged wrong by an exercise, and by no trap.
  func expectWrong(_ answers: some LessonAnswers, _ number: String) {
    let verdict = answers.verdict(on: number)
    #expect(verdict?.diagnosis != nil, "\(number): \(String(describing: verdict))")
  }

  @Test func gram() {
    for matrix in Self.matrices {
      var answers = First.reference
      answers.gram = { _ in matrix }
      expectWrong(answers, "1.1")
    }
  }

  @Test func jacobiRotation() {
    for c in Self.numbers {
      for s in Self.numbers {
        var answers = First.reference
        answers.jacobiRotation = { _, _, _ in (c, s) }
        expectWrong(answers, "1.2")
      }
    }
  }

  @Test func rightSingularPairs() {
    for (i, list) in Self.lists.enumerated() {
      for matrix in Self.matrices.enumerated() where (i + matrix.offset) % 7 == 0 {
        var answers = First.reference
        answers.rightSingularPairs = { _ in (list, matrix.element) }
        expectWrong(answers, "1.3")
      }
      // One half right, the other absurd.
      var answers = First.reference
      answers.rightSingularPairs = { (list, try First.reference.rightSingularPairs($0).v) }
      expectWrong(answers, "1.3")
    }
    for matrix in Self.matrices {
      var answers = First.reference
      answers.rightSingularPairs = {
        (try First.reference.rightSingularPairs($0).values, matrix)
      }
      expectWrong(answers, "1.3")
    }
  }

  @Test func leftSingularVectors() {
    for matrix in Self.matrices {
      var answers = First.reference
      answers.leftSingularVectors = { _, _, _ in matrix }
      expectWrong(answers, "1.4")
    }
  }

  @Test func matricesOfTheProof() {
    for matrix in Self.matrices {
      var answers = Second.reference
      answers.sigmaMatrix = { _, _, _ in matrix }
      answers.completeBasis = { _ in matrix }
      answers.fourSubspaces = { _ in (matrix, matrix, matrix, matrix) }
      for number in ["2.1", "2.4", "2.5"] { expectWrong(answers, number) }
    }
  }

  @Test func mostStretchedDirection() {
    for list in Self.lists {
      var answers = Second.reference
      answers.mostStretchedDirection = { _ in Vector(list) }
      expectWrong(answers, "2.2")
    }
  }

  @Test func compactSVD() {
    for (i, list) in Self.lists.enumerated() {
      for matrix in Self.matrices.enumerated() where (i + matrix.offset) % 7 == 0 {
        var answers = Second.reference
        answers.compactSVD = { _ in SVD(u: matrix.element, singularValues: list, v: matrix.element)
        }
        expectWrong(answers, "2.3")
        // One part right, the others absurd.
        answers.compactSVD = { a in
          let values = try Second.reference.compactSVD(a).singularValues
          return SVD(u: matrix.element, singularValues: values, v: matrix.element)
        }
        expectWrong(answers, "2.3")
      }
    }
  }

  @Test func countsAndRanks() {
    for count in Self.counts {
      var answers = Fourth.reference
      answers.storedNumbers = { _, _, _ in count }
      answers.breakEvenRank = { _, _ in count }
      answers.rankKeeping = { _, _ in count }
      for number in ["4.1", "4.3", "4.4"] { expectWrong(answers, number) }
    }
  }

  @Test func rankApproximation() {
    for matrix in Self.matrices {
      var answers = Fourth.reference
      answers.rankApproximation = { _, _ in matrix }
      expectWrong(answers, "4.2")
    }
  }

  @Test func denoising() {
    for number in Self.numbers {
      var answers = Sixth.reference
      answers.noiseEdge = { _, _, _ in number }
      answers.hardThreshold = { _, _, _ in number }
      answers.noiseDeviation = { _, _, _, _ in number }
      for exercise in ["6.1", "6.2", "6.3"] { expectWrong(answers, exercise) }
    }
    for matrix in Self.matrices {
      var answers = Sixth.reference
      answers.hardThresholded = { _, _ in matrix }
      expectWrong(answers, "6.4")
    }
    for list in Self.lists {
      var answers = Sixth.reference
      answers.shrunkValues = { _, _, _, _ in list }
      expectWrong(answers, "6.5")
    }
  }

  @Test func whatARecommenderReturns() {
    for (i, matrix) in Self.matrices.enumerated() {
      let list = Self.lists[i % Self.lists.count]
      var answers = Eighth.reference
      answers.heldOutSplit = { _, _, _ in (matrix, matrix) }
      answers.knownError = { _, _, _ in matrix.elements.first ?? -1 }
      answers.biases = { _, _, _, _ in (list.first ?? 0, list, matrix.elements) }
      answers.softImputeStep = { _, _, _, _ in matrix }
      answers.leastSquaresRows = { _, _, _, _ in matrix }
      for number in ["8.1", "8.2", "8.3", "8.4", "8.5"] { expectWrong(answers, number) }
    }
  }

  @Test func everyNumberThatIsNotItselfIsWrong() {
    var answers = Fourth.reference
    answers.rankApproximation = { svd, k in
      try Fourth.reference.rankApproximation(svd, k).map { _ in .nan }
    }
    #expect(answers.verdict(on: "4.2")?.diagnosis == "not-finite")
  }
}

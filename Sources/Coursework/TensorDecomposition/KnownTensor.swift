import Grading
import LinearAlgebra
import LowRank

/// A tensor whose elements are 1, 2, 3, … in row-major order, so that every element tells its place.
func countingTensor(_ sizes: [Int]) -> Tensor<Double> {
  var count = 0.0
  return Tensor(sizes: sizes) { _ in
    count += 1
    return count
  }
}

/// A tensor of seeded normal numbers.
func randomTensor(_ sizes: [Int], seed: UInt64) -> Tensor<Double> {
  var generator = SeededGenerator(seed: seed)
  return Tensor(sizes: sizes) { _ in generator.nextNormal() }
}

/// An unfolding with `mode` along the rows and the modes in `others` along the columns, the first of them
/// slowest; element by element from the definition.
func unfoldedByHand(
  _ x: Tensor<Double>, _ mode: Int, columns others: [Int]
) -> Matrix<Double> {
  let width = others.reduce(1) { $0 * x.sizes[$1] }
  return Matrix(rows: x.sizes[mode], columns: width) { i, j in
    var (indices, rest) = (x.sizes, j)
    for other in others.reversed() {
      indices[other] = rest % x.sizes[other]
      rest /= x.sizes[other]
    }
    indices[mode] = i
    return x[indices]
  }
}

/// The product of a tensor with a matrix in one mode, element by element from the definition.
func modeProductByHand(
  _ x: Tensor<Double>, _ matrix: Matrix<Double>, _ mode: Int
) -> Tensor<Double> {
  var sizes = x.sizes
  sizes[mode] = matrix.rows
  return Tensor(sizes: sizes) { place in
    (0..<matrix.columns).reduce(0) { sum, k in
      var source = place
      source[mode] = k
      return sum + matrix[place[mode], k] * x[source]
    }
  }
}

/// The modes of a tensor but one, in their own order.
func otherModes(_ x: Tensor<Double>, than mode: Int) -> [Int] {
  x.sizes.indices.filter { $0 != mode }
}

/// A check that an answer refuses shapes that do not fit, with an error that names both.
func refusal<Answers: LessonAnswers>(
  _ input: String, naming shapes: [String], _ call: @escaping @Sendable (Answers) throws -> Void
) -> Check<Answers> {
  .refusal(
    "shapes that do not fit", probes: [Probe(input, 0)], call: { answers, _ in try call(answers) },
    verify: { _, error in
      let text = error.description
      return shapes.allSatisfy({ text.contains($0) })
        ? nil
        : Discrepancy(
          diagnosis: "error-names-nothing",
          message: "The error does not say which shapes met. Name both, and nobody has to search.",
          evidence: "expected \(shapes.joined(separator: " and ")) in the description, found "
            + "“\(text.prefix(120))”.")
    })
}

/// An error that says too little: what the misconceptions throw.
struct ShapesDiffer: Error {}

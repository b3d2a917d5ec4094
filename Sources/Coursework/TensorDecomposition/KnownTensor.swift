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

/// The sizes of a tensor drawn from a seed: so many modes of at most 4 places.
func seededSizes(_ counts: inout SeededCounts, modes: ClosedRange<Int> = 1...4) -> [Int] {
  (0..<counts.next(in: modes)).map { _ in counts.next(in: 1...4) }
}

/// Compares a tensor with what it should be, element by element.
func discrepancy(
  _ found: Tensor<Double>, expected: Tensor<Double>, tolerance: Double
) -> Discrepancy? {
  guard found.sizes == expected.sizes else {
    return Discrepancy(
      diagnosis: "shape", message: "The result has the wrong shape.",
      evidence: "expected a \(expected.shape) tensor, found \(found.shape).")
  }
  return discrepancy(
    found.elements, expected: expected.elements, tolerance: tolerance, "x.elements, number")
}

/// Shapes that do not fit, which an answer has to name.
struct Misfit<Input: Sendable>: Sendable {
  let input: Input
  let shapes: [[Int]]
}

/// What is wrong with an error that should name shapes; 2×3, 2x3, (2, 3) and [2, 3] all name one.
func shapesDiscrepancy(_ text: String, _ shapes: [[Int]]) -> Discrepancy? {
  let numbers = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
  let areNamed = shapes.allSatisfy { shape in
    numbers.indices.contains { numbers[$0...].starts(with: shape) }
  }
  guard !areNamed else { return nil }
  let wanted = shapes.map { $0.map(String.init).joined(separator: "×") }
  return Discrepancy(
    diagnosis: "error-names-nothing",
    message: "The error does not say which shapes met. Name both, and nobody has to search.",
    evidence: "expected \(wanted.joined(separator: " and ")) in the description, found "
      + "“\(text.prefix(120))”.")
}

/// An error that says too little: what the mistakes throw.
struct ShapesDiffer: Error {}

/// An error that names what it was given, in another form than the kit's.
struct ShapesNamed: Error, CustomStringConvertible {
  let description: String
}

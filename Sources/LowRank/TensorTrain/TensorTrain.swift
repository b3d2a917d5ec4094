import LinearAlgebra

/// A tensor train: element (i, j, k, …) is the product of matrices, one for each mode, of which each index
/// picks one: X(i, j, k) = G₀(i) G₁(j) G₂(k).
///
/// Its numbers grow with the number of modes N as a sum, Σ rₙ₋₁Iₙrₙ, where the core of Tucker grows as a
/// product. In quantum physics it is a matrix product state.
///
/// Source: I. V. Oseledets, "Tensor-train decomposition", SIAM J. Sci. Comput. 33, 2011,
/// doi:10.1137/090752286.
public struct TensorTrain<Scalar: RealScalar>: Equatable, Sendable {
  /// The cores, one for each mode: rₙ₋₁×Iₙ×rₙ, where the first r and the last are 1.
  public let cores: [Tensor<Scalar>]

  /// The ranks between the cores, one fewer than there are modes.
  public var ranks: [Int] { cores.dropLast().map { $0.sizes[2] } }

  /// How many numbers the cores are.
  public var storedNumbers: Int { cores.reduce(0) { $0 + $1.elements.count } }

  /// The tensor that the train stands for.
  ///
  /// - Complexity: O(the elements · the largest rank · N).
  public func reconstructed() -> Tensor<Scalar> {
    var left = Matrix<Scalar>(rows: 1, columns: 1, repeating: 1)
    for core in cores {
      let (before, size, after) = (core.sizes[0], core.sizes[1], core.sizes[2])
      let matrix = Matrix(rows: before, columns: size * after, elements: core.elements)
      let product = left * matrix
      left = Matrix(rows: left.rows * size, columns: after, elements: product.elements)
    }
    return Tensor(trusted: cores.map { $0.sizes[1] }, left.elements)
  }
}

/// The tensor train of given ranks by TT-SVD: cut off the first mode by a singular value decomposition, read
/// what is left as a matrix of the next mode, and so on.
///
/// ```swift
/// let x = Tensor<Double>(sizes: [5, 6, 7, 8]) { sin(Double($0.reduce(0, +))) }
/// let train = try tensorTrain(x, ranks: [2, 2, 2])   // exact: a sine of a sum is of rank 2
/// train.storedNumbers                               // 10 + 24 + 28 + 16 = 78, for 1680
/// ```
///
/// The squared errors of the cuts add up to that of the result, and it is at most N − 1 times that of the
/// best train of these ranks (theorem 2.2 and corollary 2.4 of the source, see `TensorTrain`). Another order
/// of the modes gives another train.
///
/// - Parameters:
///   - x: A tensor with N ≥ 1 modes, none of them empty.
///   - ranks: The N − 1 ranks, 1 or more; one that exceeds what its matrix can have is cut to that.
/// - Throws: `modeCount` and `outOfRange`; `nonFinite`; `unsuitable` with `notConverged`, which no finite
///   tensor is known to cause.
/// - Complexity: O(the elements · (the first sizes · ranks)), about.
public func tensorTrain<Scalar: RealScalar>(
  _ x: Tensor<Scalar>, ranks: [Int]
) throws(TensorError) -> TensorTrain<Scalar> {
  guard x.modes >= 1, ranks.count == x.modes - 1 else {
    throw .modeCount(name: "ranks and one more", found: ranks.count + 1, shape: x.shape)
  }
  for size in x.sizes where size < 1 {
    throw .outOfRange(name: "a mode's size", value: size, atLeast: 1, atMost: .max)
  }
  for rank in ranks where rank < 1 {
    throw .outOfRange(name: "a rank", value: rank, atLeast: 1, atMost: .max)
  }
  let (scaled, scale) = try x.scaledForSquares()
  var rest = scaled.elements
  var cores: [Tensor<Scalar>] = []
  var before = 1
  for (mode, rank) in ranks.enumerated() {
    let rows = before * x.sizes[mode]
    let matrix = Tensor(trusted: [rows, rest.count / rows], rest)
    let kept = min(rank, rows, rest.count / rows)
    let u = try matrix.leadingVectors(0, kept)
    cores.append(Tensor(trusted: [before, x.sizes[mode], kept], u.elements))
    rest = matrix.product(with: u.transposed, 0).elements
    before = kept
  }
  cores.append(Tensor(trusted: [before, x.sizes[x.modes - 1], 1], rest.map { $0 * scale }))
  return TensorTrain(cores: cores)
}

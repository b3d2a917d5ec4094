import LinearAlgebra

/// Alternating least squares for CP: the factors on their way.
///
/// With all factors but one held, X₍ₙ₎ ≈ Aₙ Kᵀ with K the Khatri–Rao product of the others is a linear
/// least-squares problem. Its normal equations are Aₙ V = X₍ₙ₎K, where V, the elementwise product of the
/// others' AᵀA, is only R×R.
///
/// X₍ₙ₎K is nearly all the work, and N such products would read the tensor N times. Here the modes stand
/// in two groups. The tensor is multiplied by the factors of the second group once, and what is left, R
/// numbers for each place of the first group, serves every mode of that; then the other way round. So a
/// sweep is two plain products, with no element moved (compare Phan, Tichavský and Cichocki, "Fast
/// Alternating LS Algorithms for High Order CANDECOMP/PARAFAC Tensor Factorizations", IEEE Trans. Signal
/// Process. 61, 2013, doi:10.1109/TSP.2013.2269903).
struct CPIteration<Scalar: RealScalar> {
  /// The factors, with columns of length one.
  private(set) var factors: [Matrix<Scalar>]

  /// The length that the last factor's columns had.
  private(set) var weights: [Scalar]

  /// ‖X − X̂‖/‖X‖ after the last sweep.
  private(set) var error: Scalar = 1

  /// FᵀF for each factor F.
  private var grams: [Matrix<Scalar>]

  private let x: Tensor<Scalar>
  private let norm: Scalar

  /// The elements as a matrix: the first group of modes along the rows, the second along the columns.
  private let matrix: Matrix<Scalar>
  private let groups: (first: Range<Int>, second: Range<Int>)

  private var rank: Int { weights.count }

  /// Begins with factors that are known to fit the tensor, which has two modes or more.
  init(_ x: Tensor<Scalar>, _ factors: [Matrix<Scalar>]) {
    self.x = x
    self.factors = factors.map { $0.withUnitColumns().matrix }
    norm = x.elements.squareSum().squareRoot()
    weights = Array(repeating: 1, count: factors.first?.columns ?? 0)
    grams = self.factors.map(\.gram)
    // Two sides of about one length: their sum is what the groups' own work grows with.
    let sides = (1..<x.modes).map { ($0, x.count(before: $0)) }
    let split = sides.min { left, right in
      func length(_ side: Int) -> Int { side + x.elements.count / Swift.max(side, 1) }
      return length(left.1) < length(right.1)
    }
    let (mode, rows) = split ?? (1, 1)
    groups = (0..<mode, mode..<x.modes)
    matrix = Matrix(
      rows: rows, columns: x.elements.count / Swift.max(rows, 1), elements: x.elements)
  }

  /// Replaces each factor once by the best one for the others as they are then.
  mutating func sweep() throws(LinearAlgebraError) {
    let right = columnwiseProduct(of: factors[groups.second], columns: rank)
    _ = try update(groups.first, matrix.timesThin(right))
    let left = columnwiseProduct(of: factors[groups.first], columns: rank)
    let last = try update(groups.second, matrix.transposedTimesThin(left))
    error = relativeError(last)
  }

  /// Updates the modes of a group.
  ///
  /// - Parameter partial: The tensor times the factors of the other group: a row for each place of this
  ///   one.
  /// - Returns: X₍ₙ₎K of the last mode in the group.
  private mutating func update(
    _ group: Range<Int>, _ partial: Matrix<Scalar>
  ) throws(LinearAlgebraError) -> Matrix<Scalar> {
    var product = partial
    for mode in group {
      product = contracted(partial, group, but: mode)
      let solved = product * (try othersGram(mode).inverseOfGram())
      let (unit, lengths) = solved.withUnitColumns()
      (factors[mode], weights, grams[mode]) = (unit, lengths, unit.gram)
    }
    return product
  }

  /// The sums of a group's rows over the places of all its modes but one, each row times the elements of
  /// their factors.
  private func contracted(
    _ partial: Matrix<Scalar>, _ group: Range<Int>, but kept: Int
  ) -> Matrix<Scalar> {
    var sums = partial.elements
    // From the last mode on, each sum shortens the list; the modes after the kept one are gone when it
    // is reached, and those before it run outside.
    var after = 1
    for mode in group.reversed() {
      let size = x.sizes[mode]
      if mode == kept {
        after = size
        continue
      }
      sums = summed(sums, over: factors[mode], after: after)
    }
    return Matrix(rows: x.sizes[kept], columns: rank, elements: sums)
  }

  /// One mode summed over, times its factor; `after` places follow it.
  private func summed(_ list: [Scalar], over factor: Matrix<Scalar>, after: Int) -> [Scalar] {
    let (size, rank) = (factor.rows, rank)
    let before = list.count / Swift.max(size * after * rank, 1)
    let values = factor.elements
    var sums = [Scalar](repeating: 0, count: before * after * rank)
    for block in 0..<before {
      for i in 0..<size {
        for place in 0..<after {
          let source = ((block * size + i) * after + place) * rank
          let target = (block * after + place) * rank
          for r in 0..<rank { sums[target + r] += list[source + r] * values[i * rank + r] }
        }
      }
    }
    return sums
  }

  /// The elementwise product of the grams of all factors but one: KᵀK.
  private func othersGram(_ mode: Int) -> Matrix<Scalar> {
    Matrix(rows: rank, columns: rank) { i, j in
      grams.indices.reduce(1) { $1 == mode ? $0 : $0 * grams[$1][i, j] }
    }
  }

  /// From ‖X − X̂‖² = ‖X‖² − 2⟨X, X̂⟩ + ‖X̂‖², whose parts are known after a sweep.
  ///
  /// Where they nearly cancel, to half of their digits, the error is computed as it is defined.
  private func relativeError(_ lastProduct: Matrix<Scalar>) -> Scalar {
    guard norm > 0 else { return 0 }
    let last = factors[factors.count - 1].scalingColumns(by: weights)
    let overlap = zip(lastProduct.elements, last.elements).reduce(0) { $0 + $1.0 * $1.1 }
    let all = othersGram(-1)
    var square: Scalar = 0
    for i in 0..<rank {
      for j in 0..<rank { square += weights[i] * all[i, j] * weights[j] }
    }
    let rest = 1 + (square - 2 * overlap) / (norm * norm)
    // The parts may each be larger than ‖X‖²; rounding is measured by the largest of them.
    let size = Swift.max(1, square / (norm * norm))
    return rest > Scalar.ulpOfOne.squareRoot() * size
      ? rest.squareRoot() : x.relativeError(of: CP(trusted: weights, factors).reconstructed())
  }
}

extension Matrix {
  /// AᵀA, exactly symmetric.
  fileprivate var gram: Matrix {
    Matrix.gram(ofBlocks: elements, count: rows, height: columns, width: 1)
  }

  /// The pseudoinverse of a symmetric matrix of inner products: eigenvalues that rounding can make of a
  /// zero count as zero.
  fileprivate func inverseOfGram() throws(LinearAlgebraError) -> Matrix {
    let eigen = try symmetricEigen(self)
    let limit = (eigen.values.first ?? 0) * (Scalar(rows) * Scalar.ulpOfOne)
    let inverses = eigen.values.map { $0 > limit ? 1 / $0 : 0 }
    return eigen.vectors.scalingColumns(by: inverses) * eigen.vectors.transposed
  }

  /// The matrix with columns of length one, and the lengths that they had; a zero column stays.
  fileprivate func withUnitColumns() -> (matrix: Matrix, lengths: [Scalar]) {
    let lengths = (0..<columns).map { column($0).norm }
    return (scalingColumns(by: lengths.map { $0 > 0 ? 1 / $0 : 0 }), lengths)
  }
}

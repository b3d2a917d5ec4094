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

  /// How much of the error may be rounding.
  private(set) var rounding: Scalar = 0

  /// Whether there was a sweep before, so that factors and weights make up an approximation.
  private var isUnderWay = false

  /// Replaces each factor once by the best one for the others as they are then.
  mutating func sweep() throws(LinearAlgebraError) {
    let right = columnwiseProduct(of: factors[groups.second], columns: rank)
    _ = try update(groups.first, matrix.timesThin(right))
    let left = columnwiseProduct(of: factors[groups.first], columns: rank)
    let last = try update(groups.second, matrix.transposedTimesThin(left))
    error = relativeError(last)
    isUnderWay = true
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
      let solved = try best(mode, product)
      let (unit, lengths) = solved.withUnitColumns()
      (factors[mode], weights, grams[mode]) = (unit, lengths, unit.gram)
    }
    return product
  }

  /// The best factor of a mode for the others as they are, by the eigenvectors of V.
  ///
  /// Where terms are nearly collinear, V loses to rounding what tells them apart: directions whose eigenvalue
  /// rounding can make of a zero. In those the factor stays what it is, and only in the others it goes to
  /// where the equations send it: A + (X₍ₙ₎K − AV)V⁺. So no direction that the sum of the terms may hang on is
  /// dropped. In the first sweep there is nothing to keep, and the shortest factor is taken.
  private func best(
    _ mode: Int, _ product: Matrix<Scalar>
  ) throws(LinearAlgebraError) -> Matrix<Scalar> {
    let gram = othersGram(mode)
    let eigen = try symmetricEigen(gram)
    let limit = (eigen.values.first ?? 0) * (Scalar(rank) * Scalar.ulpOfOne)
    let inverses = eigen.values.map { $0 > limit ? 1 / $0 : 0 }
    func solved(_ right: Matrix<Scalar>) -> Matrix<Scalar> {
      (right * eigen.vectors).scalingColumns(by: inverses) * eigen.vectors.transposed
    }
    guard isUnderWay else { return solved(product) }
    let before = factors[mode].scalingColumns(by: weights)
    return before + solved(product - before * gram)
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
  /// Where they nearly cancel, to half of their digits, the error is computed as it is defined. Also ‖X̂‖² may
  /// be what is left of terms that cancel, so what rounding does is measured by the sum of their magnitudes.
  private mutating func relativeError(_ lastProduct: Matrix<Scalar>) -> Scalar {
    guard norm > 0 else { return 0 }
    let last = factors[factors.count - 1].scalingColumns(by: weights)
    let overlap = zip(lastProduct.elements, last.elements).reduce(0) { $0 + $1.0 * $1.1 }
    let all = othersGram(-1)
    var (square, magnitudes): (Scalar, Scalar) = (0, 0)
    for i in 0..<rank {
      for j in 0..<rank {
        let part = weights[i] * all[i, j] * weights[j]
        square += part
        magnitudes += abs(part)
      }
    }
    let rest = 1 + (square - 2 * overlap) / (norm * norm)
    let size = Swift.max(1, magnitudes / (norm * norm))
    if rest > Scalar.ulpOfOne.squareRoot() * size {
      rounding = 8 * Scalar.ulpOfOne * size / rest.squareRoot()
      return rest.squareRoot()
    }
    rounding = 16 * Scalar.ulpOfOne * size.squareRoot()
    return x.relativeError(of: CP(trusted: weights, factors).reconstructed())
  }
}

extension Matrix {
  /// AᵀA, exactly symmetric.
  fileprivate var gram: Matrix {
    Matrix.gram(ofBlocks: elements, count: rows, height: columns, width: 1)
  }

  /// The matrix with columns of length one, and the lengths that they had; a zero column stays.
  fileprivate func withUnitColumns() -> (matrix: Matrix, lengths: [Scalar]) {
    let lengths = (0..<columns).map { column($0).norm }
    return (scalingColumns(by: lengths.map { $0 > 0 ? 1 / $0 : 0 }), lengths)
  }
}

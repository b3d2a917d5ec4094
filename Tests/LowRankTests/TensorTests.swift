import LinearAlgebra
import LowRank
import Testing

/// A tensor of seeded normal numbers.
func normalTensor<Scalar: RealScalar>(
  _ sizes: [Int], seed: UInt64 = 1, _: Scalar.Type = Double.self
) -> Tensor<Scalar> {
  var generator = SeededGenerator(seed: seed)
  return Tensor(sizes: sizes) { _ in Scalar(generator.nextNormal()) }
}

/// A matrix of seeded normal numbers.
func normalMatrix<Scalar: RealScalar>(
  _ rows: Int, _ columns: Int, seed: UInt64, _: Scalar.Type = Double.self
) -> Matrix<Scalar> {
  var generator = SeededGenerator(seed: seed)
  return .normal(rows: rows, columns: columns, using: &generator)
}

@Suite struct TensorTests {
  /// Element (i, j, k) is 100i + 10j + k, so an element tells its place.
  static let places = Tensor<Double>(sizes: [2, 3, 4]) { Double(100 * $0[0] + 10 * $0[1] + $0[2]) }

  @Test func theLastIndexRunsFastest() throws {
    let x = try Tensor<Double>([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])
    #expect(x.sizes == [2, 2, 2])
    #expect(x.elements == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(x[1, 0, 1] == 6)
    #expect(x[[0, 1, 0]] == 3)
    var y = x
    y[0, 0, 0] = 9
    #expect(x[0, 0, 0] == 1)
  }

  @Test func unfoldingsKeepTheOrderOfTheOtherModes() throws {
    let x = Self.places
    #expect(
      try x.unfolded(0).row(1).elements == [
        100, 101, 102, 103, 110, 111, 112, 113, 120, 121, 122, 123,
      ])
    #expect(try x.unfolded(1).row(2).elements == [20, 21, 22, 23, 120, 121, 122, 123])
    #expect(try x.unfolded(2).row(3).elements == [3, 13, 23, 103, 113, 123])
  }

  @Test(arguments: [
    [5], [3, 4], [2, 3, 4], [2, 1, 3, 2], [1, 1, 1], [2, 0, 3], [3, 2, 2, 2, 2],
  ])
  func foldingUndoesUnfolding(sizes: [Int]) throws {
    let x = normalTensor(sizes)
    for mode in sizes.indices {
      let unfolded = try x.unfolded(mode)
      #expect(unfolded.rows == sizes[mode])
      #expect(try Tensor(folding: unfolded, mode: mode, sizes: sizes) == x)
    }
  }

  /// The shapes reach the kernel's every path: one block, many, wide and narrow ones, and width one.
  static let shapes = [
    [4, 40, 3], [40, 3, 5], [3, 5, 40], [2, 9, 37], [1, 7, 16], [9, 1, 100], [30, 30, 70], [6],
    [6, 33],
  ]

  @Test(arguments: shapes) func modeProductIsTheProductWithTheUnfolding(sizes: [Int]) throws {
    try expectModeProducts(sizes, Double.self)
    try expectModeProducts(sizes, Float.self)
  }

  private func expectModeProducts<Scalar: RealScalar>(_ sizes: [Int], _: Scalar.Type) throws {
    let x = normalTensor(sizes, Scalar.self)
    for mode in sizes.indices {
      for rows in [1, 3, 8, 11] {
        let matrix = normalMatrix(rows, sizes[mode], seed: 7, Scalar.self)
        let product = try x.times(matrix, mode: mode)
        let expected = try matrix * x.unfolded(mode)
        // Both sum up to 100 products in different orders: n ε times the product of the norms.
        let bound = 100 * Scalar.ulpOfOne * matrix.frobeniusNorm * x.norm
        #expect(try (product.unfolded(mode) - expected).frobeniusNorm <= bound)
      }
    }
  }

  @Test func productsInSeveralModesAreKroneckerProducts() throws {
    let g = normalTensor([2, 3, 2])
    let factors = [
      normalMatrix(4, 2, seed: 2), normalMatrix(5, 3, seed: 3), normalMatrix(3, 2, seed: 4),
    ]
    let x = try g.times(factors)
    #expect(x.sizes == [4, 5, 3])
    for mode in 0..<3 {
      let others = [0, 1, 2].filter { $0 != mode }.map { factors[$0] }
      let expected =
        try factors[mode] * g.unfolded(mode) * kronecker(others[0], others[1]).transposed
      // Sums of 12 products.
      #expect(try (x.unfolded(mode) - expected).maxNorm <= 100 * .ulpOfOne * x.norm)
    }
  }

  @Test func sumsOfOuterProductsAreKhatriRaoProducts() throws {
    let factors = [
      normalMatrix(4, 2, seed: 2), normalMatrix(5, 2, seed: 3), normalMatrix(3, 2, seed: 4),
    ]
    let x = Tensor<Double>(sizes: [4, 5, 3]) { index in
      (0..<2).reduce(0) {
        $0 + factors[0][index[0], $1] * factors[1][index[1], $1] * factors[2][index[2], $1]
      }
    }
    for mode in 0..<3 {
      let others = [0, 1, 2].filter { $0 != mode }.map { factors[$0] }
      let expected = factors[mode] * (try khatriRao(others)).transposed
      #expect(try (x.unfolded(mode) - expected).maxNorm <= 20 * .ulpOfOne * x.norm)
    }
  }

  @Test func stackedMatricesAreTheLastModesSlices() throws {
    let pictures = (0..<4).map { normalMatrix(2, 3, seed: $0) }
    let x = try Tensor(stacking: pictures)
    #expect(x.sizes == [2, 3, 4])
    for (k, picture) in pictures.enumerated() {
      #expect(try x.slice(2, at: k) == Tensor(picture))
    }
    #expect(try Self.places.slice(1, at: 2).elements == [20, 21, 22, 23, 120, 121, 122, 123])
  }
}

@Suite struct TensorErrorTests {
  let x = TensorTests.places

  private func expect(_ text: String, _ body: () throws -> Void) {
    let error = #expect(throws: TensorError.self, performing: body)
    #expect(error.map { "\($0)" } == text)
  }

  @Test func badShapesAreNamedBoth() {
    expect("the product with mode 1: a 2×3×4 tensor and a 5×4 matrix do not fit together") {
      _ = try x.times(Matrix(rows: 5, columns: 4), mode: 1)
    }
    expect("the Khatri–Rao product: 2×3 and 4×2 do not fit together") {
      _ = try khatriRao(Matrix<Double>(rows: 2, columns: 3), Matrix(rows: 4, columns: 2))
    }
    expect("folding mode 1: 3×9 and 2×3×4 do not fit together") {
      _ = try Tensor<Double>(folding: Matrix(rows: 3, columns: 9), mode: 1, sizes: [2, 3, 4])
    }
    expect("a 2×3 tensor needs 2·3 elements, found 5") {
      _ = try Tensor<Double>(sizes: [2, 3], elements: [1, 2, 3, 4, 5])
    }
    expect("stacking: 1×2 and 2×1 do not fit together") {
      _ = try Tensor<Double>(stacking: [[[1, 2]], [[1], [2]]])
    }
    expect("the factor of mode 1: a 2×3×4 core and a 5×2 matrix do not fit together") {
      let factors = [(3, 2), (5, 2), (6, 4)].map { Matrix<Double>(rows: $0.0, columns: $0.1) }
      _ = try Tucker(core: x, factors: factors)
    }
    expect("the factor of mode 2: a 2×3×4 tensor and 2 terms and a 4×3 matrix do not fit together")
    {
      let factors = [(2, 2), (3, 2), (4, 3)].map { Matrix<Double>(rows: $0.0, columns: $0.1) }
      _ = try cpALS(x, startingFrom: factors)
    }
  }

  @Test func badModesAndRanksAreNamed() {
    expect("mode 3 lies outside a 2×3×4 tensor; modes count from 0") { _ = try x.unfolded(3) }
    expect("the rank of mode 1 is 4; expected 1 to 3") { _ = try hosvd(x, ranks: [2, 4, 4]) }
    expect("expected one of the ranks for each mode of a 2×3×4 tensor, found 2") {
      _ = try hooi(x, ranks: [2, 2])
    }
    expect("the rank is 0; expected 1 or more") { _ = try cpALS(x, rank: 0) }
    expect("the number of modes is 1; expected 2 or more") {
      _ = try cpALS(Tensor<Double>(sizes: [3], elements: [1, 2, 3]), rank: 1)
    }
    var bad = x
    bad[1, 0, 2] = .nan
    expect("element (1, 0, 2) is not finite; every element must be") { _ = try cpALS(bad, rank: 1) }
    expect("element (1, 0, 2) is not finite; every element must be") {
      _ = try sequentiallyTruncatedHOSVD(bad, ranks: [1, 1, 1])
    }
  }
}

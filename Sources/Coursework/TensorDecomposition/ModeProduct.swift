import Grading
import LinearAlgebra
import LowRank
import TensorDecompositionSolutions

/// Exercise 9.3: the mode-n product.
enum ModeProduct {
  typealias Answers = TensorDecompositionAnswers
  typealias Function = @Sendable (Tensor<Double>, Matrix<Double>, Int) throws -> Tensor<Double>

  /// A tensor, a matrix that fits a mode, and the mode.
  struct Factors: Sendable {
    let x: Tensor<Double>
    let matrix: Matrix<Double>
    let mode: Int

    /// The product that the exercise asks for.
    var expected: Tensor<Double> { modeProductByHand(x, matrix, mode) }

    /// A X₍ₙ₎ with mode n left in front.
    var inFront: Tensor<Double> {
      let others = otherModes(x, than: mode)
      let unfolded = matrix * unfoldedByHand(x, mode, columns: others)
      return folded(unfolded, [matrix.rows] + others.map { x.sizes[$0] })
    }

    /// A X₍ₙ₎ cut into the right sizes as it lies.
    var reshaped: Tensor<Double> {
      (try? Tensor(sizes: expected.sizes, elements: inFront.elements)) ?? x
    }

    /// A times an unfolding with the earlier modes fastest, folded with the later ones fastest.
    var mixed: Tensor<Double> {
      let unfolded = matrix * unfoldedByHand(x, mode, columns: otherModes(x, than: mode).reversed())
      return (try? Tensor(folding: unfolded, mode: mode, sizes: expected.sizes)) ?? expected
    }

    /// The product in another mode, where the matrix fits that too.
    func product(inMode other: Int) -> Tensor<Double> {
      x.sizes.indices.contains(other) && matrix.columns == x.sizes[other]
        ? modeProductByHand(x, matrix, other) : expected
    }

    /// The product with another matrix, where A is square.
    func square(_ other: (Matrix<Double>) -> Matrix<Double>) -> Tensor<Double> {
      matrix.rows == matrix.columns ? modeProductByHand(x, other(matrix), mode) : expected
    }

    private func folded(_ matrix: Matrix<Double>, _ sizes: [Int]) -> Tensor<Double> {
      (try? Tensor(sizes: sizes, elements: matrix.elements)) ?? x
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Unfold, multiply, fold: the unfolding of the result is A X₍ₙ₎.",
      "A multiplies from the left, as it is; nothing is transposed.",
      "The result has J places in mode n. Change that one size before you fold.",
      "`Tensor(folding: matrix * x.unfolded(mode), mode: mode, sizes: sizes)`. Look first whether the "
        + "matrix has as many columns as mode n has places.",
    ],
    checks: [
      // Equal sizes first, where every product fits and a mistake is told by name.
      check("cubes and square matrices", [0, 1, 2].map { factors([3, 3, 3], 3, $0, seed: 931) }),
      check(
        "matrices that change the size",
        [
          factors([2, 3, 4], 5, 0, seed: 932), factors([2, 3, 4], 2, 1, seed: 933),
          factors([2, 3, 4], 1, 2, seed: 934), factors([3, 2, 2, 4], 3, 1, seed: 935),
          factors([4], 2, 0, seed: 937), factors([3, 4], 2, 1, seed: 938),
          factors([1, 3, 1], 4, 0, seed: 939), factors([2, 3, 4], 3, 1, scale: 1e-12, seed: 940),
          factors([2, 3, 4], 3, 1, scale: 1e12, seed: 941),
        ] + seeded),
      .refusal(
        "shapes that do not fit",
        probes: [
          misfit([2, 3, 4], 5, 4, 1, seed: 936), misfit([2, 3, 4], 3, 2, 1, seed: 942),
          misfit([2, 3, 4], 2, 2, 2, seed: 943),
        ],
        call: { try $0.modeProduct($1.input.x, $1.input.matrix, $1.input.mode) },
        verify: { shapesDiscrepancy($1.description, $0.shapes) }),
    ],
    mistakes: products + refusals,
    alternatives: [
      Alternative("the library's", at: \.modeProduct) { try $0.times($1, mode: $2) },
      Alternative("sum by sum, with an error of one's own", at: \.modeProduct) { x, matrix, mode in
        guard matrix.columns == x.sizes[mode] else {
          throw ShapesNamed(
            description: "\(x.sizes) in mode \(mode) times (\(matrix.rows), \(matrix.columns))")
        }
        return modeProductByHand(x, matrix, mode)
      },
      Alternative("fibre by fibre, backwards", at: \.modeProduct) { x, matrix, mode in
        guard matrix.columns == x.sizes[mode] else { return try x.times(matrix, mode: mode) }
        var sizes = x.sizes
        sizes[mode] = matrix.rows
        return Tensor(sizes: sizes) { place in
          (0..<matrix.columns).reversed().reduce(0) { sum, k in
            var source = place
            source[mode] = k
            return sum + x[source] * matrix[place[mode], k]
          }
        }
      },
    ])

  private static func factors(
    _ sizes: [Int], _ rows: Int, _ mode: Int, scale: Double = 1, seed: UInt64
  ) -> Probe<Factors> {
    let matrix = randomMatrix(rows, sizes[mode], seed: seed + 50)
    let x = randomTensor(sizes, seed: seed) * scale
    let unit = scale == 1 ? "" : ", elements of size \(brief(scale))"
    return Probe(
      "mode \(mode) of a \(x.shape) tensor and a \(matrix.shape) matrix\(unit)",
      Factors(x: x, matrix: matrix, mode: mode))
  }

  private static var seeded: [Probe<Factors>] {
    var counts = SeededCounts(seed: 9300)
    return (0..<15).map { i in
      let sizes = seededSizes(&counts)
      return factors(
        sizes, counts.next(in: 1...4), counts.next(in: 0...sizes.count - 1), seed: 9300 + UInt64(i))
    }
  }

  private static func misfit(
    _ sizes: [Int], _ rows: Int, _ columns: Int, _ mode: Int, seed: UInt64
  ) -> Probe<Misfit<Factors>> {
    let input = Factors(
      x: countingTensor(sizes), matrix: randomMatrix(rows, columns, seed: seed), mode: mode)
    return Probe(
      "mode \(mode) of a \(input.x.shape) tensor and a \(rows)×\(columns) matrix",
      Misfit(input: input, shapes: [sizes, [rows, columns]]))
  }

  private static func check(_ title: String, _ probes: [Probe<Factors>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.modeProduct($1.x, $1.matrix, $1.mode) },
      verify: { input, found in
        let scale = input.matrix.maxNorm * input.x.norm
        return discrepancy(
          found, expected: input.expected, tolerance: roundoff(input.matrix.columns, scale: scale))
      })
  }

  private static let products: [Mistake<Answers>] = [
    mistake(
      "transposed-matrix",
      "The matrix was transposed: row i of A gives place i of the result.",
      ["Aᵀ for A": { $0.square(\.transposed) }]),
    mistake(
      "wrong-mode", "This is the product in another mode. Modes count from 0.",
      [
        "always mode 0": { $0.product(inMode: 0) },
        "modes counted from the last": { $0.product(inMode: $0.x.modes - 1 - $0.mode) },
        "modes counted from 1": { $0.product(inMode: $0.mode - 1) },
        "always the last": { $0.product(inMode: $0.x.modes - 1) },
      ]),
    mistake(
      "left-in-front",
      "A X₍ₙ₎ was taken as it lies, with mode n in front of the others. Fold it: row i belongs to place i of "
        + "mode n.",
      [
        "mode n left in front": { $0.inFront },
        "cut into the right sizes, not folded": { $0.reshaped },
      ]),
    mistake(
      "two-orders",
      "The unfolding and the folding use different orders: unfold with the last mode fastest, and fold in the "
        + "same way.",
      ["unfolded and folded in different orders": { $0.mixed }]),
    mistake(
      "every-mode", "The matrix multiplied every mode that it fits; only mode n is asked for.",
      [
        "all modes": { input in
          input.x.sizes.indices.reduce(input.x) { product, mode in
            product.sizes[mode] == input.matrix.columns
              ? modeProductByHand(product, input.matrix, mode) : product
          }
        }
      ]),
    mistake(
      "elementwise",
      "The fibres were multiplied element by element. Each place of the result is a sum along the fibre.",
      [
        "the diagonal of A alone": { input in
          let a = input.matrix
          return input.square { _ in
            Matrix(rows: a.rows, columns: a.columns) { $0 == $1 ? a[$0, $1] : 0 }
          }
        }
      ]),
    mistake(
      "last-term",
      "Only one term of each sum is left. Is there `=` where `+=` belongs?",
      [
        "the last": { input in
          let a = input.matrix
          let last = a.columns - 1
          return modeProductByHand(
            input.x, Matrix(rows: a.rows, columns: a.columns) { $1 == last ? a[$0, $1] : 0 },
            input.mode)
        },
        "the first": { input in
          let a = input.matrix
          return modeProductByHand(
            input.x, Matrix(rows: a.rows, columns: a.columns) { $1 == 0 ? a[$0, $1] : 0 },
            input.mode)
        },
      ]),
    mistake(
      "one-term-short", "A term of each sum is missing: it runs over all Iₙ places.",
      [
        "the last": { input in
          let (a, last) = (input.matrix, input.matrix.columns - 1)
          return modeProductByHand(
            input.x, Matrix(rows: a.rows, columns: a.columns) { $1 < last ? a[$0, $1] : 0 },
            input.mode)
        },
        "the first": { input in
          let a = input.matrix
          return modeProductByHand(
            input.x, Matrix(rows: a.rows, columns: a.columns) { $1 > 0 ? a[$0, $1] : 0 },
            input.mode)
        },
      ]),
    mistake(
      "unchanged", "This is x as it was.",
      ["x": { $0.matrix.rows == $0.matrix.columns ? $0.x : $0.expected }]),
    mistake(
      "symmetric", "A was multiplied by its transpose, or twice; it multiplies once.",
      ["AᵀA": { $0.square { $0.transposed * $0 } }, "A²": { $0.square { $0 * $0 } }]),
  ]

  /// What the exercise asks for where the shapes do not fit.
  private static let refusals: [Mistake<Answers>] = [
    Mistake(
      "no-error", nil,
      ways: [
        "shapes not looked at": { x, matrix, mode in
          guard matrix.columns == x.sizes[mode] else { return x }
          return modeProductByHand(x, matrix, mode)
        } as Function,
        "too many columns alone refused": { x, matrix, mode in
          guard matrix.columns <= x.sizes[mode] else { return try x.times(matrix, mode: mode) }
          return modeProductByHand(x, matrix, mode)
        },
        "too few columns alone refused": { x, matrix, mode in
          guard matrix.columns >= x.sizes[mode] else { return try x.times(matrix, mode: mode) }
          return modeProductByHand(x, matrix.firstColumns(x.sizes[mode]), mode)
        },
        "the rows looked at": { x, matrix, mode in
          guard matrix.columns == x.sizes[mode] || matrix.rows == x.sizes[mode] else {
            return try x.times(matrix, mode: mode)
          }
          return matrix.columns == x.sizes[mode] ? modeProductByHand(x, matrix, mode) : x
        },
      ], at: \.modeProduct),
    Mistake(
      "error-names-nothing", nil,
      ways: [
        "an error without the shapes": { x, matrix, mode in
          guard matrix.columns == x.sizes[mode] else { throw ShapesDiffer() }
          return modeProductByHand(x, matrix, mode)
        } as Function,
        "the matrix alone": { x, matrix, mode in
          guard matrix.columns == x.sizes[mode] else {
            throw ShapesNamed(description: "a \(matrix.shape) matrix does not fit")
          }
          return modeProductByHand(x, matrix, mode)
        },
      ], at: \.modeProduct),
  ]

  /// A product that refuses what it should.
  private static func guarded(
    _ product: @escaping @Sendable (Factors) -> Tensor<Double>
  ) -> Function {
    { x, matrix, mode in
      guard matrix.columns == x.sizes[mode] else {
        throw LinearAlgebraError.dimensionMismatch(
          operation: "mode product", left: x.shape, right: matrix.shape)
      }
      return product(Factors(x: x, matrix: matrix, mode: mode))
    }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<String, @Sendable (Factors) -> Tensor<Double>>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      answers.modeProduct = guarded(way)
    }
  }
}

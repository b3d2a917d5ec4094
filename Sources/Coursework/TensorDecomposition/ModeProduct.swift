import Grading
import LinearAlgebra
import LowRank
import TensorDecompositionSolutions

/// Exercise 9.3: the mode-n product.
enum ModeProduct {
  typealias Answers = TensorDecompositionAnswers

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
    var reshaped: Tensor<Double> { folded(inFront, expected.sizes) }

    /// A times an unfolding with the earlier modes fastest, folded with the later ones fastest.
    var mixed: Tensor<Double>? {
      let unfolded = matrix * unfoldedByHand(x, mode, columns: otherModes(x, than: mode).reversed())
      return try? Tensor(folding: unfolded, mode: mode, sizes: expected.sizes)
    }

    /// The product in another mode, where the matrix fits that too.
    func product(inMode other: Int) -> Tensor<Double>? {
      matrix.columns == x.sizes[other] ? modeProductByHand(x, matrix, other) : nil
    }

    private func folded(_ matrix: Matrix<Double>, _ sizes: [Int]) -> Tensor<Double> {
      (try? Tensor(sizes: sizes, elements: matrix.elements)) ?? x
    }

    private func folded(_ tensor: Tensor<Double>, _ sizes: [Int]) -> Tensor<Double> {
      (try? Tensor(sizes: sizes, elements: tensor.elements)) ?? x
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
        ]),
      refusal("mode 1 of a 2×3×4 tensor and a 5×4 matrix", naming: ["2×3×4", "5×4"]) {
        _ = try $0.modeProduct(countingTensor([2, 3, 4]), randomMatrix(5, 4, seed: 936), 1)
      },
    ],
    mistakes: [
      mistake("Aᵀ for A", "transposed-matrix") {
        let isSquare = $0.matrix.rows == $0.matrix.columns
        return isSquare ? modeProductByHand($0.x, $0.matrix.transposed, $0.mode) : $0.expected
      },
      mistake("always mode 0", "wrong-mode") { $0.product(inMode: 0) ?? $0.expected },
      mistake("modes counted from the last", "wrong-mode") {
        $0.product(inMode: $0.x.modes - 1 - $0.mode) ?? $0.expected
      },
      mistake("mode n left in front", "left-in-front") { $0.inFront },
      mistake("cut into the right sizes, not folded", "left-in-front") { $0.reshaped },
      mistake("unfolded and folded in different orders", "two-orders") { $0.mixed ?? $0.expected },
      Mistake("no-error", messages["no-error"], as: "shapes not looked at") {
        $0.modeProduct = { x, matrix, mode in
          guard matrix.columns == x.sizes[mode] else { return x }
          return modeProductByHand(x, matrix, mode)
        }
      },
      Mistake(
        "error-names-nothing", messages["error-names-nothing"], as: "an error without the shapes"
      ) {
        $0.modeProduct = { x, matrix, mode in
          guard matrix.columns == x.sizes[mode] else { throw ShapesDiffer() }
          return modeProductByHand(x, matrix, mode)
        }
      },
    ],
    alternatives: [
      Alternative("the library's") {
        $0.modeProduct = { try $0.times($1, mode: $2) }
      }
    ])

  private static func factors(
    _ sizes: [Int], _ rows: Int, _ mode: Int, seed: UInt64
  ) -> Probe<Factors> {
    let matrix = randomMatrix(rows, sizes[mode], seed: seed + 50)
    let x = randomTensor(sizes, seed: seed)
    return Probe(
      "mode \(mode) of a \(x.shape) tensor and a \(matrix.shape) matrix",
      Factors(x: x, matrix: matrix, mode: mode))
  }

  private static func check(_ title: String, _ probes: [Probe<Factors>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.modeProduct($1.x, $1.matrix, $1.mode) },
      verify: { verify($1, $0) })
  }

  private static func verify(_ found: Tensor<Double>, _ input: Factors) -> Discrepancy? {
    let expected = input.expected
    guard found.sizes == expected.sizes else {
      return Discrepancy(
        diagnosis: "shape", message: "The result has the wrong shape.",
        evidence: "expected a \(expected.shape) tensor, found \(found.shape).")
    }
    let scale = input.matrix.maxNorm * input.x.norm
    return discrepancy(
      Matrix(rows: 1, columns: found.elements.count, elements: found.elements),
      expected: Matrix(rows: 1, columns: found.elements.count, elements: expected.elements),
      tolerance: roundoff(input.matrix.columns, scale: scale))
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "transposed-matrix": "The matrix was transposed: row i of A gives place i of the result.",
    "wrong-mode": "This is the product in another mode. Modes count from 0.",
    "left-in-front":
      "A X₍ₙ₎ was taken as it lies, with mode n in front of the others. Fold it: row i belongs to "
      + "place i of mode n.",
    "two-orders":
      "The unfolding and the folding use different orders: unfold with the last mode fastest, and "
      + "fold in the same way.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ product: @escaping @Sendable (Factors) -> Tensor<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.modeProduct = { x, matrix, mode in
        guard matrix.columns == x.sizes[mode] else {
          throw LinearAlgebraError.dimensionMismatch(
            operation: "mode product", left: x.shape, right: matrix.shape)
        }
        return product(Factors(x: x, matrix: matrix, mode: mode))
      }
    }
  }
}

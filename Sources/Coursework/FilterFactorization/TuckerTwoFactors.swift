import Grading
import LinearAlgebra

/// Exercise 10.6: the three layers of a Tucker-2 factorisation.
enum TuckerTwoFactors {
  typealias Answers = FilterFactorizationAnswers
  typealias Layers = (first: Matrix<Double>, core: Matrix<Double>, last: Matrix<Double>)

  /// A kernel, and the ranks asked for.
  struct Kernel: Sendable {
    let weights: Matrix<Double>
    let inputs: Int
    let side: Int
    let inputRank: Int
    let outputRank: Int

    var outputs: Int { weights.rows }
    var area: Int { side * side }

    /// A row for each input channel, a column for each output and place.
    var byInput: Matrix<Double> { TuckerTwoFactors.byInput(weights, inputs, area) }

    /// A basis of output patterns, N×r₁, and one of input patterns, M×r₂.
    func bases() throws -> (output: Matrix<Double>, input: Matrix<Double>) {
      (try svd(weights).u.firstColumns(outputRank), try svd(byInput).u.firstColumns(inputRank))
    }

    /// The kernel met by a matrix for the outputs and one for the inputs: A×(B·k·k).
    func met(_ output: Matrix<Double>, _ input: Matrix<Double>) -> Matrix<Double> {
      TuckerTwoFactors.met(weights, area, output, input)
    }

    /// The layers for two bases, orthonormal or not.
    func layers(_ output: Matrix<Double>, _ input: Matrix<Double>) -> Layers {
      (input.transposed, met(output.transposed, input.transposed), output)
    }

    func right() throws -> Layers {
      let (output, input) = try bases()
      return layers(output, input)
    }

    /// What three layers of the right shapes make together.
    func product(_ layers: Layers) -> Matrix<Double> {
      TuckerTwoFactors.met(layers.core, area, layers.last, layers.first.transposed)
    }

    /// Whether the layers have the shapes asked for.
    func fits(_ layers: Layers) -> Bool {
      layers.first.shape == "\(inputRank)×\(inputs)"
        && layers.core.shape == "\(outputRank)×\(inputRank * area)"
        && layers.last.shape == "\(outputs)×\(outputRank)"
    }
  }

  /// A kernel's unfolding with a row for each input channel.
  static func byInput(
    _ weights: Matrix<Double>, _ inputs: Int, _ area: Int
  ) -> Matrix<Double> {
    Matrix(rows: inputs, columns: weights.rows * area) { m, column in
      weights[column / area, m * area + column % area]
    }
  }

  /// A kernel whose outputs meet the columns of one matrix, and whose inputs meet those of another.
  static func met(
    _ weights: Matrix<Double>, _ area: Int, _ output: Matrix<Double>, _ input: Matrix<Double>
  ) -> Matrix<Double> {
    let half = output * weights
    return Matrix(rows: output.rows, columns: input.rows * area) { a, column in
      (0..<input.columns).reduce(0) {
        $0 + input[column / area, $1] * half[a, $1 * area + column % area]
      }
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Two decompositions: of `weights` as it is, N×(M·k·k), and of the same numbers with a row for each input "
        + "channel, M×(N·k·k). Their first left singular vectors are the bases.",
      "`last` is U of the first, cut to r₁ columns. `first` is U of the second, cut to r₂ columns and "
        + "transposed.",
      "The core takes both: lastᵀ · weights is r₁×(M·k·k). There channel m and place q stand in column m·k·k + q; "
        + "replace the M channels by r₂ sums over them, with the rows of `first` as weights.",
      "core[a, b·k·k + q] = Σₘ first[b, m] · (lastᵀ · weights)[a, m·k·k + q].",
    ],
    checks: [
      // As many channels everywhere first, where every shape fits and a mistake is told by name.
      check(
        "as many inputs as outputs",
        [kernel(4, 4, 2, 2, 2), kernel(4, 4, 2, 2, 3), kernel(3, 3, 3, 1, 2)]),
      check(
        "other kernels",
        [
          kernel(3, 5, 2, 2, 3), kernel(5, 3, 3, 3, 2), kernel(4, 6, 1, 2, 3),
          kernel(1, 4, 3, 1, 2),
          kernel(4, 1, 2, 2, 1), kernel(1, 1, 2, 1, 1),
        ]),
      check(
        "full ranks, other units, zeros",
        [
          kernel(3, 4, 2, 3, 4), kernel(4, 4, 3, 4, 4), kernel(3, 5, 2, 2, 3, unit: 1e-12),
          kernel(4, 3, 2, 2, 2, unit: 1e12), kernel(3, 3, 2, 2, 2, unit: 0),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("other bases of the same spaces") {
        $0.tuckerTwoFactors = { weights, inputs, side, inputRank, outputRank in
          let kernel = Kernel(
            weights: weights, inputs: inputs, side: side, inputRank: inputRank,
            outputRank: outputRank)
          let (output, input) = try kernel.bases()
          var generator = SeededGenerator(seed: 1066)
          return kernel.layers(
            output * randomOrthogonal(outputRank, using: &generator),
            input * randomOrthogonal(inputRank, using: &generator))
        }
      },
      Alternative("right vectors of the transposed unfoldings, and other lengths") {
        $0.tuckerTwoFactors = { weights, inputs, side, inputRank, outputRank in
          let kernel = Kernel(
            weights: weights, inputs: inputs, side: side, inputRank: inputRank,
            outputRank: outputRank)
          let output = try svd(weights.transposed).v.firstColumns(outputRank)
          let input = try svd(kernel.byInput.transposed).v.firstColumns(inputRank)
          let (first, core, last) = kernel.layers(output, input)
          return (first * -2, core / 6, last * -3)
        }
      },
      Alternative("eigenvectors of the Grams") {
        $0.tuckerTwoFactors = { weights, inputs, side, inputRank, outputRank in
          let kernel = Kernel(
            weights: weights, inputs: inputs, side: side, inputRank: inputRank,
            outputRank: outputRank)
          let byInput = kernel.byInput
          return kernel.layers(
            try symmetricEigen(weights * weights.transposed).vectors.firstColumns(outputRank),
            try symmetricEigen(byInput * byInput.transposed).vectors.firstColumns(inputRank))
        }
      },
      Alternative("the inputs first") {
        $0.tuckerTwoFactors = { weights, inputs, side, inputRank, outputRank in
          let (area, n) = (side * side, weights.rows)
          var wide = Matrix<Double>(rows: inputs, columns: n * area)
          for o in 0..<n {
            for m in 0..<inputs {
              for q in 0..<area { wide[m, o * area + q] = weights[o, m * area + q] }
            }
          }
          let first = try svd(wide).u.firstColumns(inputRank).transposed
          let last = try svd(weights).u.firstColumns(outputRank)
          let narrow = first * wide
          var core = Matrix<Double>(rows: outputRank, columns: inputRank * area)
          for a in 0..<outputRank {
            for b in 0..<inputRank {
              for q in 0..<area {
                for o in 0..<n { core[a, b * area + q] += last[o, a] * narrow[b, o * area + q] }
              }
            }
          }
          return (first, core, last)
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Kernel>]) -> Check<Answers> {
    .measured(
      title, probes: probes,
      call: { answers, kernel -> Layers in
        try answers.tuckerTwoFactors(
          kernel.weights, kernel.inputs, kernel.side, kernel.inputRank, kernel.outputRank)
      },
      verify: verify, measure: measure)
  }

  /// A kernel with a decay along both unfoldings, so that no two of their values are near each other.
  static func kernel(
    _ inputs: Int, _ outputs: Int, _ side: Int, _ inputRank: Int, _ outputRank: Int,
    unit: Double = 1
  ) -> Probe<Kernel> {
    let area = side * side
    var generator = SeededGenerator(seed: UInt64(1060 + 10 * inputs + outputs))
    let left = randomOrthogonal(outputs, using: &generator)
    let right = randomOrthogonal(inputs, using: &generator)
    func falling(_ n: Int) -> [Double] {
      (0..<n).map { i in (0..<i).reduce(1.0) { value, _ in value / 2 } }
    }
    let core = randomMatrix(
      outputs, inputs * area, seed: UInt64(1070 + inputs + 10 * outputs + side))
    let weights = met(
      core * unit, area, left.scalingColumns(by: falling(outputs)),
      right.scalingColumns(by: falling(inputs)))
    let remark = unit == 1 ? "" : unit == 0 ? " of zeros" : ", numbers of the size \(brief(unit))"
    return Probe(
      "\(inputs) → \(outputs) channels, kernel \(side)×\(side)\(remark), r₂ = \(inputRank) and r₁ = "
        + "\(outputRank)",
      Kernel(
        weights: weights, inputs: inputs, side: side, inputRank: inputRank, outputRank: outputRank))
  }

  private static func verify(_ kernel: Kernel, _ found: Layers) -> Discrepancy? {
    for (name, matrix, rows, columns) in [
      ("first", found.first, kernel.inputRank, kernel.inputs),
      ("core", found.core, kernel.outputRank, kernel.inputRank * kernel.area),
      ("last", found.last, kernel.outputs, kernel.outputRank),
    ] {
      guard matrix.rows == rows, matrix.columns == columns else {
        return Discrepancy(
          diagnosis: "shape", message: "A layer has the wrong shape.",
          evidence: "`\(name)`: expected \(rows)×\(columns), found \(matrix.shape).")
      }
      if let wrong = finiteDiscrepancy(matrix.elements, "`\(name)`") { return wrong }
    }
    guard let right = try? kernel.right() else { return nil }
    // The spaces move by rounding over the gaps of values that fall by half, and through the Grams by that
    // of the squares.
    let size = kernel.inputs + kernel.outputs * kernel.area
    return discrepancy(
      kernel.product(found), expected: kernel.product(right),
      tolerance: 1000 * roundoff(size, scale: kernel.weights.frobeniusNorm))
  }

  /// The shapes, and what the layers make together; of other shapes, how large the numbers are.
  private static func measure(_ kernel: Kernel, _ found: Layers) -> Measured? {
    let all = [found.first, found.core, found.last]
    let shape = all.flatMap { [$0.rows, $0.columns] }
    guard kernel.fits(found) else {
      guard all.allSatisfy({ $0.elements.count < 10_000 }) else { return nil }
      return Measured(shape: shape, numbers: [all.reduce(1) { $0 * $1.frobeniusNorm }])
    }
    return Measured(shape: shape, numbers: kernel.product(found).elements)
  }
}

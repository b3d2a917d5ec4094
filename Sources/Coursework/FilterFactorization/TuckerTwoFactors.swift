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
  private static func byInput(
    _ weights: Matrix<Double>, _ inputs: Int, _ area: Int
  ) -> Matrix<Double> {
    Matrix(rows: inputs, columns: weights.rows * area) { m, column in
      weights[column / area, m * area + column % area]
    }
  }

  /// A kernel whose outputs meet the columns of one matrix, and whose inputs meet those of another.
  private static func met(
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
  private static func kernel(
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

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "ranks-exchanged", "The ranks are exchanged: r₂ belongs to the inputs, r₁ to the outputs."
    ) { kernel in
      guard kernel.outputRank <= kernel.inputs, kernel.inputRank <= kernel.outputs else {
        throw shapesDoNotFit
      }
      return try Kernel(
        weights: kernel.weights, inputs: kernel.inputs, side: kernel.side,
        inputRank: kernel.outputRank, outputRank: kernel.inputRank
      ).right()
    },
    mistake(
      "unfolding-poured",
      "For the input channels the weights were decomposed as they come, cut into M rows or not. The second "
        + "unfolding has in row m what belongs to channel m: the columns m·k·k + q of every row."
    ) { kernel in
      let poured = Matrix(
        rows: kernel.inputs, columns: kernel.outputs * kernel.area,
        elements: kernel.weights.elements)
      return kernel.layers(
        try kernel.bases().output, try svd(poured).u.firstColumns(kernel.inputRank))
    }.or(
      "the basis of the outputs for both",
      layers { kernel in
        guard kernel.inputs == kernel.outputs else { throw shapesDoNotFit }
        let u = try svd(kernel.weights).u
        return kernel.layers(
          u.firstColumns(kernel.outputRank), u.firstColumns(kernel.inputRank))
      }),
    mistake(
      "unfolding-mixed",
      "For the input channels column c of the weights was taken for channel c % M; it is channel c / (k·k)."
    ) { kernel in
      let mixed = Matrix(rows: kernel.inputs, columns: kernel.outputs * kernel.area) { m, c in
        kernel.weights[c / kernel.area, c % kernel.area * kernel.inputs + m]
      }
      return kernel.layers(
        try kernel.bases().output, try svd(mixed).u.firstColumns(kernel.inputRank))
    },
    mistake(
      "smallest", "The bases are made of the last singular vectors; the leading ones are the first."
    ) { kernel in
      kernel.layers(
        lastColumns(kernel.outputRank, of: try svd(kernel.weights).u),
        lastColumns(kernel.inputRank, of: try svd(kernel.byInput).u))
    },
    mistake(
      "first-channels",
      "The first channels were kept as they are; bases of patterns are asked for, from the decompositions."
    ) { kernel in
      kernel.layers(
        Matrix.identity(kernel.outputs).firstColumns(kernel.outputRank),
        Matrix.identity(kernel.inputs).firstColumns(kernel.inputRank))
    },
    mistake(
      "u-along-rows",
      "The basis of the inputs was read along the rows of U: its vectors are the columns, and become the rows "
        + "of `first`."
    ) { kernel in
      let u = try svd(kernel.byInput).u
      guard u.rows == u.columns else { return try kernel.right() }
      return kernel.layers(
        try kernel.bases().output,
        u[rows: 0..<kernel.inputRank, columns: 0..<u.columns].transposed)
    }.or(
      "of the outputs",
      layers { kernel in
        let u = try svd(kernel.weights).u
        guard u.rows == u.columns else { return try kernel.right() }
        return kernel.layers(
          u[rows: 0..<kernel.outputRank, columns: 0..<u.columns].transposed,
          try kernel.bases().input)
      }),
    mistake(
      "sequential",
      "The second basis was taken from the kernel after the first had met it. Both come from the kernel as it "
        + "is given."
    ) { kernel in
      let output = try kernel.bases().output
      let narrowed = output.transposed * kernel.weights
      let input = try svd(byInput(narrowed, kernel.inputs, kernel.area)).u
      return kernel.layers(output, input.firstColumns(min(kernel.inputRank, input.columns)))
    }.or(
      "the inputs first",
      layers { kernel in
        let input = try kernel.bases().input
        let narrowed = met(kernel.weights, kernel.area, .identity(kernel.outputs), input.transposed)
        let output = try svd(narrowed).u
        return kernel.layers(output.firstColumns(min(kernel.outputRank, output.columns)), input)
      }),
    mistake(
      "core-half",
      "The core met one of the two bases only; it is the kernel seen in both, r₁×(r₂·k·k)."
    ) { kernel in
      let (output, input) = try kernel.bases()
      return (input.transposed, output.transposed * kernel.weights, output)
    }.or(
      "the inputs' alone",
      layers { kernel in
        let (output, input) = try kernel.bases()
        return (input.transposed, kernel.met(.identity(kernel.outputs), input.transposed), output)
      }
    ).or(
      "the inputs' alone, and the first r₁ outputs as they are",
      layers { kernel in
        let (output, input) = try kernel.bases()
        let whole = kernel.met(.identity(kernel.outputs), input.transposed)
        return (
          input.transposed, whole[rows: 0..<kernel.outputRank, columns: 0..<whole.columns], output
        )
      }
    ).or(
      "the outputs' alone, and the first r₂ inputs as they are",
      layers { kernel in
        let (output, input) = try kernel.bases()
        let whole = output.transposed * kernel.weights
        return (
          input.transposed,
          whole[rows: 0..<whole.rows, columns: 0..<kernel.inputRank * kernel.area], output
        )
      }),
    mistake(
      "right-vectors",
      "Of an unfolding with a column for each input channel the right vectors are input patterns, V; its left ones, "
        + "U, belong to outputs and places."
    ) { kernel in
      let (output, input) = try kernel.bases()
      let u = try svd(kernel.byInput.transposed).u
      guard u.rows >= kernel.inputs, u.columns >= kernel.inputRank else {
        return kernel.layers(output, input)
      }
      return kernel.layers(
        output, u[rows: 0..<kernel.inputs, columns: 0..<kernel.inputRank])
    },
    mistake("core-itself", "The core is the kernel itself; it has to meet both bases.") { kernel in
      let (output, input) = try kernel.bases()
      return (input.transposed, kernel.weights, output)
    },
    mistake(
      "core-cut",
      "The core is a corner of the kernel; it is the kernel after both bases have met it."
    ) { kernel in
      let (output, input) = try kernel.bases()
      let corner = kernel.weights[
        rows: 0..<kernel.outputRank, columns: 0..<kernel.inputRank * kernel.area]
      return (input.transposed, corner, output)
    },
    mistake(
      "core-order",
      "The core's columns stand in the order (q, b). Column b·k·k + q is asked for, channel by channel."
    ) { kernel in
      let (first, core, last) = try kernel.right()
      let rank = kernel.inputRank
      return (
        first,
        Matrix(rows: core.rows, columns: core.columns) { a, c in
          core[a, c % rank * kernel.area + c / rank]
        }, last
      )
    },
    mistake(
      "last-product-only", "Only the last channel is in the core: `=` where `+=` belongs?"
    ) { kernel in
      let (first, _, last) = try kernel.right()
      let half = last.transposed * kernel.weights
      let m = kernel.inputs - 1
      return (
        first,
        Matrix(rows: half.rows, columns: kernel.inputRank * kernel.area) { a, c in
          first[c / kernel.area, m] * half[a, m * kernel.area + c % kernel.area]
        }, last
      )
    },
    mistake(
      "columns-mixed",
      "Where the core meets the inputs, column q·M + m was read for channel m and place q; it is m·k·k + q."
    ) { kernel in
      let (first, _, last) = try kernel.right()
      let half = last.transposed * kernel.weights
      return (
        first,
        Matrix(rows: half.rows, columns: kernel.inputRank * kernel.area) { a, c in
          (0..<kernel.inputs).reduce(0) {
            $0 + first[c / kernel.area, $1] * half[a, c % kernel.area * kernel.inputs + $1]
          }
        }, last
      )
    },
    mistake(
      "kernels-reflected",
      "Rows and columns of the core's kernels are exchanged: place q stays place q."
    ) { kernel in
      let (first, core, last) = try kernel.right()
      let (k, area) = (kernel.side, kernel.area)
      return (
        first,
        Matrix(rows: core.rows, columns: core.columns) { a, c in
          core[a, c / area * area + c % k * k + c % area / k]
        }, last
      )
    },
    mistake("values-in-last", "`last` carries the singular values, and the core has them already.")
    {
      kernel in
      let (first, core, last) = try kernel.right()
      return (
        first, core,
        last.scalingColumns(
          by: try singularValues(of: kernel.weights).prefix(kernel.outputRank).map { $0 })
      )
    }.or(
      "in `first`",
      layers { kernel in
        let (first, core, last) = try kernel.right()
        return (
          first.scalingRows(
            by: try singularValues(of: kernel.byInput).prefix(kernel.inputRank).map { $0 }), core,
          last
        )
      }),
    mistake(
      "first-as-columns", "`first` is not transposed: asked for is a row for each of r₂, r₂×M."
    ) {
      kernel in
      let (first, core, last) = try kernel.right()
      return (first.transposed, core, last)
    },
    mistake("last-as-rows", "`last` is transposed: asked for is a row for each output, N×r₁.") {
      kernel in
      let (first, core, last) = try kernel.right()
      return (first, core, last.transposed)
    },
    mistake(
      "exchanged", "`first` and `last` stand in each other's place: `first` works on the M inputs."
    ) { kernel in
      let (first, core, last) = try kernel.right()
      return (last, core, first)
    }.or(
      "transposed",
      layers { kernel in
        let (first, core, last) = try kernel.right()
        return (last.transposed, core, first.transposed)
      }),
    mistake("not-cut", "The ranks are not looked at: all vectors of both bases are there.") {
      kernel in
      kernel.layers(try svd(kernel.weights).u, try svd(kernel.byInput).u)
    },
  ]

  private static func lastColumns(_ count: Int, of u: Matrix<Double>) -> Matrix<Double> {
    u[rows: 0..<u.rows, columns: max(u.columns - count, 0)..<u.columns]
  }

  private static func layers(
    _ layers: @escaping @Sendable (Kernel) throws -> Layers
  ) -> (inout Answers) -> Void {
    {
      $0.tuckerTwoFactors = { weights, inputs, side, inputRank, outputRank in
        try layers(
          Kernel(
            weights: weights, inputs: inputs, side: side, inputRank: inputRank,
            outputRank: outputRank))
      }
    }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ wrong: @escaping @Sendable (Kernel) throws -> Layers
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, layers(wrong))
  }
}

import Grading
import LinearAlgebra

extension TuckerTwoFactors {
  static let mistakes: [Mistake<Answers>] = [
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

  static func layers(
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

  static func mistake(
    _ diagnosis: String, _ message: String, _ wrong: @escaping @Sendable (Kernel) throws -> Layers
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, layers(wrong))
  }
}

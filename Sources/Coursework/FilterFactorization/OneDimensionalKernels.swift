import Grading
import LinearAlgebra

/// Exercise 10.5: two one-dimensional kernels.
enum OneDimensionalKernels {
  typealias Answers = FilterFactorizationAnswers
  typealias Pair = (vertical: Matrix<Double>, horizontal: Matrix<Double>)

  /// A kernel, and its matrix B by a decomposition.
  struct Kernel: Sendable {
    let inputs: Int
    let outputs: Int
    let side: Int
    let rank: Int
    let b: SVD<Double>

    /// The kernel as the exercise gives it, N×(M·k·k).
    var weights: Matrix<Double> { weights(of: b.reconstructed()) }

    /// A kernel from a matrix like B.
    func weights(of b: Matrix<Double>) -> Matrix<Double> {
      Matrix(rows: outputs, columns: inputs * side * side) { n, column in
        b[column / side, n * side + column % side]
      }
    }

    /// B from a pair, whose shapes fit.
    func product(_ pair: Pair) -> Matrix<Double> {
      pair.vertical.transposed
        * Matrix(rows: rank, columns: outputs * side) { r, column in
          pair.horizontal[column / side, r * side + column % side]
        }
    }

    /// The pair of given columns: uᵣ as they are, vᵣ as they are.
    func pair(_ u: Matrix<Double>, _ v: Matrix<Double>) -> Pair {
      (
        u.transposed,
        Matrix(rows: outputs, columns: u.columns * side) { n, column in
          v[n * side + column % side, column / side]
        }
      )
    }

    /// The pair with the chosen terms, each uᵣ and vᵣ times a power of σᵣ.
    func pair(
      _ terms: Range<Int>, _ left: @escaping (Double) -> Double, _ right: (Double) -> Double
    ) -> Pair {
      let values = Array(b.singularValues[terms])
      return pair(
        b.u[rows: 0..<b.u.rows, columns: terms].scalingColumns(by: values.map(left)),
        b.v[rows: 0..<b.v.rows, columns: terms].scalingColumns(by: values.map(right)))
    }

    var best: Pair { pair(0..<rank, { _ in 1 }, { $0 }) }
    var twice: Pair { pair(0..<rank, { $0 }, { $0 }) }
    var never: Pair { pair(0..<rank, { _ in 1 }, { _ in 1 }) }
    var smallest: Pair {
      pair(b.singularValues.count - rank..<b.singularValues.count, { _ in 1 }, { $0 })
    }

    /// The pair of the kernel whose pictures are reflected at their diagonal.
    var reflected: Pair? {
      let w = weights
      let turned = Matrix(rows: inputs * side, columns: outputs * side) { row, column in
        w[column / side, (row / side * side + column % side) * side + row % side]
      }
      guard let cut = try? svd(turned).truncated(to: rank) else { return nil }
      return pair(cut.u, cut.v.scalingColumns(by: cut.singularValues))
    }

    /// The horizontal kernels with their columns in the order (j, r).
    var mixed: Pair {
      let pair = best
      return (
        pair.vertical,
        Matrix(rows: outputs, columns: rank * side) { n, column in
          pair.horizontal[n, column % rank * side + column / rank]
        }
      )
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "First write the kernel as B, (M·k)×(N·k): row m·k + i, column n·k + j. Row m·k + i of B, for output "
        + "n, holds the weights in columns (m·k + i)·k + j of row n.",
      "`Matrix(rows: inputs * side, columns: weights.rows * side) { row, column in weights[column / side, "
        + "row * side + column % side] }`",
      "Take `svd(b).truncated(to: rank)`. The rows of Uᵀ are the vertical kernels.",
      "Column r of VΣ holds σᵣvᵣ: its element n·k + j belongs into row n and column r·k + j of `horizontal`.",
    ],
    checks: [
      .measured(
        "kernels",
        probes: [kernel(2, 3, 3, 2), kernel(4, 2, 3, 3), kernel(3, 3, 2, 1), kernel(1, 4, 5, 5)],
        call: { try $0.oneDimensionalKernels($1.weights, $1.inputs, $1.side, $1.rank) },
        verify: verify,
        measure: measure)
    ],
    mistakes: [
      mistake("Σ in both", "values-twice") { $0.twice },
      mistake("Σ in neither", "values-missing") { $0.never },
      mistake("the smallest values", "smallest") { $0.smallest },
      mistake("rows and columns of the kernel exchanged", "rows-for-columns") {
        $0.reflected ?? $0.best
      },
      mistake("the columns of the second kernel as (j, r)", "order") { $0.mixed },
      mistake("the kernel as N×(M·k·k) cut as it is", "shape") { kernel in
        let cut = (try? svd(kernel.weights))?.truncated(to: min(kernel.rank, kernel.outputs))
        return (cut?.v.transposed ?? kernel.weights, cut?.u ?? kernel.weights)
      },
      mistake("vertical kernels as columns", "shape") {
        ($0.best.vertical.transposed, $0.best.horizontal)
      },
    ],
    alternatives: [
      Alternative("√Σ on both sides, and other signs") {
        $0.oneDimensionalKernels = { weights, inputs, side, rank in
          let kernel = try known(weights, inputs, side, rank)
          return kernel.pair(0..<rank, { -$0.squareRoot() }, { -$0.squareRoot() })
        }
      },
      Alternative("Σ on the left") {
        $0.oneDimensionalKernels = { weights, inputs, side, rank in
          try known(weights, inputs, side, rank).pair(0..<rank, { $0 }, { _ in 1 })
        }
      },
    ])

  private static func kernel(_ inputs: Int, _ outputs: Int, _ side: Int, _ rank: Int)
    -> Probe<Kernel>
  {
    let (rows, columns) = (inputs * side, outputs * side)
    // Each a third below the one before: no two are near each other, and the rest counts.
    var values = [8.0]
    while values.count < min(rows, columns) { values.append(values[values.count - 1] / 1.5) }
    let b = KnownMatrix(
      rows: rows, columns: columns, values: values, seed: UInt64(1000 + 10 * inputs + side))
    return Probe(
      "\(inputs) → \(outputs) channels, kernel \(side)×\(side), rank \(rank)",
      Kernel(inputs: inputs, outputs: outputs, side: side, rank: rank, b: b.svd))
  }

  private static func verify(_ kernel: Kernel, _ found: Pair) -> Discrepancy? {
    let (rows, columns) = (kernel.inputs * kernel.side, kernel.rank * kernel.side)
    for (name, matrix, shape) in [
      ("vertical", found.vertical, (kernel.rank, rows)),
      ("horizontal", found.horizontal, (kernel.outputs, columns)),
    ] {
      guard matrix.rows == shape.0 && matrix.columns == shape.1 else {
        return Discrepancy(
          diagnosis: "shape", message: "A kernel has the wrong shape.",
          evidence: "`\(name)`: expected \(shape.0)×\(shape.1), found \(matrix.shape).")
      }
      if let wrong = finiteDiscrepancy(matrix.elements, "`\(name)`") { return wrong }
    }
    // The truncation of B moves by rounding over the gap, σ₁/(σᵣ − σᵣ₊₁): at most 3·1.5ᴿ.
    let size = max(rows, kernel.outputs * kernel.side)
    var tolerance = roundoff(size, scale: kernel.b.singularValues[0])
    for _ in 0..<kernel.rank + 3 { tolerance *= 1.5 }
    return discrepancy(
      kernel.product(found), expected: kernel.product(kernel.best), tolerance: tolerance)
  }

  /// The shapes, and the kernels put together again: how Σ is shared is free.
  private static func measure(_ kernel: Kernel, _ found: Pair) -> Measured? {
    let (v, h) = found
    let shape = [v.rows, v.columns, h.rows, h.columns]
    guard v.rows == kernel.rank, v.columns == kernel.inputs * kernel.side,
      h.rows == kernel.outputs, h.columns == kernel.rank * kernel.side
    else { return nil }
    return Measured(shape: shape, numbers: kernel.product(found).elements)
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "values-twice": "The singular values are in both kernels: Σ was used twice.",
    "values-missing": "The singular values are in neither kernel.",
    "smallest": "These are the R smallest singular values; keep the largest.",
    "rows-for-columns":
      "Kernel rows and columns are exchanged: i goes with the input channel, j with the output channel.",
    "order": "The columns of `horizontal` stand in the order (j, r). Column r·k + j is asked for.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ pair: @escaping @Sendable (Kernel) -> Pair
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.oneDimensionalKernels = { pair(try known($0, $1, $2, $3)) }
    }
  }

  /// The kernel that a function is given, with B and its decomposition.
  private static func known(
    _ weights: Matrix<Double>, _ inputs: Int, _ side: Int, _ rank: Int
  ) throws -> Kernel {
    let b = Matrix(rows: inputs * side, columns: weights.rows * side) { row, column in
      weights[column / side, row * side + column % side]
    }
    return Kernel(
      inputs: inputs, outputs: weights.rows, side: side, rank: rank, b: try svd(b))
  }
}

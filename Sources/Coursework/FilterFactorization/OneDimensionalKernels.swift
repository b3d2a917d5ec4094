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

    /// The right pair, with Σ on the right.
    var best: Pair { pair(0..<rank, { _ in 1 }, { $0 }) }

    /// The best pair of the kernel with its weights in other places: B[m·k + i, n·k + j] from another
    /// column of another row of the weights, and back.
    func rearranged(
      _ place: (_ row: Int, _ column: Int) -> (n: Int, column: Int)
    ) throws -> Pair {
      let w = weights
      let turned = Matrix(rows: inputs * side, columns: outputs * side) { row, column in
        let (n, c) = place(row, column)
        return w[n, c]
      }
      let cut = try svd(turned).truncated(to: rank)
      return pair(cut.u, cut.v.scalingColumns(by: cut.singularValues))
    }

    /// Horizontal kernels, element by element.
    func horizontal(_ element: (_ n: Int, _ column: Int) -> Double) -> Matrix<Double> {
      Matrix(rows: outputs, columns: rank * side, element)
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
      // As many inputs as outputs first, where every shape fits and a mistake is told by name.
      check(
        "as many inputs as outputs", [kernel(3, 3, 3, 2), kernel(2, 2, 3, 4), kernel(4, 4, 2, 3)]),
      check(
        "other kernels",
        [
          kernel(2, 3, 3, 2), kernel(4, 2, 3, 3), kernel(3, 3, 2, 1), kernel(1, 4, 5, 5),
          kernel(4, 1, 3, 3), kernel(3, 2, 1, 2), kernel(1, 1, 3, 1), kernel(2, 3, 2, 4),
        ]),
      check(
        "kernels in other units, of low rank, of zeros",
        [
          kernel(3, 2, 3, 2, unit: 1e-12), kernel(2, 3, 3, 4, unit: 1e12),
          kernel(2, 3, 2, 3, kept: 2), kernel(2, 2, 3, 2, kept: 0),
        ]),
    ],
    mistakes: mistakes + arrangements + alongRows,
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
      Alternative("from Bᵀ, with loops") {
        $0.oneDimensionalKernels = { weights, inputs, side, rank in
          let outputs = weights.rows
          var b = Matrix<Double>(rows: outputs * side, columns: inputs * side)
          for n in 0..<outputs {
            for m in 0..<inputs {
              for i in 0..<side {
                for j in 0..<side {
                  b[n * side + j, m * side + i] = weights[n, (m * side + i) * side + j]
                }
              }
            }
          }
          let cut = try svd(b)
          var vertical = Matrix<Double>(rows: rank, columns: inputs * side)
          var horizontal = Matrix<Double>(rows: outputs, columns: rank * side)
          for r in 0..<rank {
            let root = cut.singularValues[r].squareRoot()
            for row in 0..<inputs * side { vertical[r, row] = root * cut.v[row, r] }
            for n in 0..<outputs {
              for j in 0..<side { horizontal[n, r * side + j] = root * cut.u[n * side + j, r] }
            }
          }
          return (vertical, horizontal)
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Kernel>]) -> Check<Answers> {
    .measured(
      title, probes: probes,
      call: { answers, kernel -> Pair in
        try answers.oneDimensionalKernels(kernel.weights, kernel.inputs, kernel.side, kernel.rank)
      },
      verify: verify, measure: measure)
  }

  /// A kernel whose B has values that fall by a third, the first `kept` of them if that is said.
  static func kernel(
    _ inputs: Int, _ outputs: Int, _ side: Int, _ rank: Int, unit: Double = 1, kept: Int? = nil
  ) -> Probe<Kernel> {
    let (rows, columns) = (inputs * side, outputs * side)
    // Each a third below the one before: no two are near each other, and the rest counts.
    var values = [8 * unit]
    while values.count < min(rows, columns) { values.append(values[values.count - 1] / 1.5) }
    if let kept { values = values.enumerated().map { $0.offset < kept ? $0.element : 0 } }
    let b = KnownMatrix(
      rows: rows, columns: columns, values: values, seed: UInt64(1000 + 10 * inputs + side))
    let remark =
      (unit == 1 ? "" : ", numbers of the size \(brief(unit))")
      + (kept.map { $0 == 0 ? " of zeros" : " with \($0) values in B that are not 0" } ?? "")
    return Probe(
      "\(inputs) → \(outputs) channels, kernel \(side)×\(side)\(remark), rank \(rank)",
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

  /// The shapes, and the kernels put together again: how Σ is shared is free. Of other shapes, how large
  /// the numbers are.
  private static func measure(_ kernel: Kernel, _ found: Pair) -> Measured? {
    let (v, h) = found
    let shape = [v.rows, v.columns, h.rows, h.columns]
    guard v.rows == kernel.rank, v.columns == kernel.inputs * kernel.side,
      h.rows == kernel.outputs, h.columns == kernel.rank * kernel.side
    else {
      guard max(v.elements.count, h.elements.count) < 10_000 else { return nil }
      return Measured(shape: shape, numbers: [v.frobeniusNorm * h.frobeniusNorm])
    }
    return Measured(shape: shape, numbers: kernel.product(found).elements)
  }

  /// The kernel that a function is given, with B and its decomposition.
  static func known(
    _ weights: Matrix<Double>, _ inputs: Int, _ side: Int, _ rank: Int
  ) throws -> Kernel {
    let b = Matrix(rows: inputs * side, columns: weights.rows * side) { row, column in
      weights[column / side, row * side + column % side]
    }
    return Kernel(
      inputs: inputs, outputs: weights.rows, side: side, rank: rank, b: try svd(b))
  }
}

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
  private static func kernel(
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

  private static let mistakes: [Mistake<Answers>] = [
    mistake("values-twice", "The singular values are in both kernels: Σ was used twice.") {
      kernel in
      kernel.pair(0..<kernel.rank, { $0 }, { $0 })
    },
    mistake("values-missing", "The singular values are in neither kernel.") { kernel in
      kernel.pair(0..<kernel.rank, { _ in 1 }, { _ in 1 })
    },
    mistake("one-root", "One kernel has √σ, the other nothing: the product has √σ for σ.") {
      kernel in
      kernel.pair(0..<kernel.rank, { _ in 1 }, { $0.squareRoot() })
    }.or(
      "on the left",
      pairs { kernel in kernel.pair(0..<kernel.rank, { $0.squareRoot() }, { _ in 1 }) }),
    mistake("root-and-value", "One kernel has √σ, the other σ: together they must have σ.") {
      kernel in
      kernel.pair(0..<kernel.rank, { $0.squareRoot() }, { $0 })
    },
    mistake("halves", "Each kernel has σ/2, and their product σ²/4. It takes roots, not halves.") {
      kernel in
      kernel.pair(0..<kernel.rank, { $0 / 2 }, { $0 / 2 })
    },
    mistake("smallest", "These are the R smallest singular values; keep the largest.") { kernel in
      let count = kernel.b.singularValues.count
      return kernel.pair(count - kernel.rank..<count, { _ in 1 }, { $0 })
    },
    mistake("second-first", "The terms begin with the second value; the largest is the first.") {
      kernel in
      let count = kernel.b.singularValues.count
      guard kernel.rank < count else { return kernel.best }
      return kernel.pair(1..<kernel.rank + 1, { _ in 1 }, { $0 })
    },
    mistake("first-alone", "Only the first of the R terms is there.") { kernel in
      let values = kernel.b.singularValues
      return kernel.pair(0..<kernel.rank, { _ in 1 }, { $0 == values[0] ? $0 : 0 })
    },
    mistake(
      "rows-for-columns",
      "Kernel rows and columns are exchanged: i goes with the input channel, j with the output channel."
    ) { kernel in
      let k = kernel.side
      return try kernel.rearranged { row, column in
        (column / k, (row / k * k + column % k) * k + row % k)
      }
    },
    mistake(
      "reshaped",
      "The weights were poured into B as they come. B has a row for each (m, i) and a column for each "
        + "(n, j), so they have to be put there one by one."
    ) { kernel in
      let (k, width) = (kernel.side, kernel.outputs * kernel.side)
      let length = kernel.inputs * k * k
      return try kernel.rearranged { row, column in
        let place = row * width + column
        return (place / length, place % length)
      }
    },
    mistake(
      "columns-mixed",
      "In B the output channel and the kernel column of a column are mixed up: column n·k + j is output n "
        + "and kernel column j."
    ) { kernel in
      try kernel.rearranged { row, column in
        (column % kernel.outputs, row * kernel.side + column / kernel.outputs)
      }
    },
    mistake(
      "rows-mixed",
      "In B the input channel and the kernel row of a row are mixed up: row m·k + i is channel m and kernel "
        + "row i."
    ) { kernel in
      let (k, m) = (kernel.side, kernel.inputs)
      return try kernel.rearranged { row, column in
        (column / k, (row % m * k + row / m) * k + column % k)
      }
    },
    mistake("not-cut", "The rank is not looked at: all terms are there.") { kernel in
      kernel.pair(0..<kernel.b.singularValues.count, { _ in 1 }, { $0 })
    },
  ]

  /// Slips in where the numbers are put. How σ is shared makes a difference here: it stays with its
  /// vector, wherever that goes.
  private static let arrangements: [Mistake<Answers>] = [
    arrangement(
      "order", "The columns of `horizontal` stand in the order (j, r). Column r·k + j is asked for."
    ) { kernel, u, v in
      let right = kernel.pair(u, v)
      return (
        right.vertical,
        kernel.horizontal { n, column in
          right.horizontal[n, column % kernel.rank * kernel.side + column / kernel.rank]
        }
      )
    },
    arrangement(
      "reshaped-back",
      "The terms were poured into `horizontal` as they come. Element n·k + j of vᵣ belongs into row n, column "
        + "r·k + j."
    ) { kernel, u, v in
      let elements = v.transposed.elements
      return (
        u.transposed, kernel.horizontal { elements[$0 * kernel.rank * kernel.side + $1] }
      )
    },
    arrangement(
      "output-mixed",
      "Element j·N + n of vᵣ was taken for output n and kernel column j; it is element n·k + j."
    ) { kernel, u, v in
      (
        u.transposed,
        kernel.horizontal { v[$1 % kernel.side * kernel.outputs + $0, $1 / kernel.side] }
      )
    },
    arrangement(
      "vertical-as-columns",
      "The vertical kernels stand in columns; asked for is a row for each: R×(M·k)."
    ) { kernel, u, v in (u, kernel.pair(u, v).horizontal) },
    arrangement(
      "horizontal-as-terms",
      "`horizontal` has a row for each term; asked for is a row for each output, N×(R·k)."
    ) { _, u, v in (u.transposed, v.transposed) },
    arrangement(
      "horizontal-as-columns",
      "`horizontal` has a row for each (n, j); asked for is a row for each output, N×(R·k)."
    ) { _, u, v in (u.transposed, v) },
    arrangement(
      "sides-exchanged",
      "U and V have changed places, as they do in Bᵀ: the uᵣ of B are the vertical kernels, its vᵣ the horizontal "
        + "ones."
    ) { kernel, u, v in
      guard kernel.inputs == kernel.outputs else { return kernel.pair(u, v) }
      return kernel.pair(v, u)
    },
    arrangement("exchanged", "The two kernels stand in each other's place: `vertical` comes first.")
    {
      kernel, u, v in
      let right = kernel.pair(u, v)
      return (right.horizontal, right.vertical)
    },
  ]

  private static let alongRows: [Mistake<Answers>] = [
    mistake(
      "v-for-vt",
      "V was read along its rows: vᵣ is its column r, and element n·k + j of it belongs to output n."
    ) { kernel in
      let (b, k) = (kernel.b, kernel.side)
      guard b.v.rows == b.v.columns else { return kernel.best }
      return (
        kernel.best.vertical,
        kernel.horizontal { b.singularValues[$1 / k] * b.v[$1 / k, $0 * k + $1 % k] }
      )
    }.or(
      "with Σ on the left",
      pairs { kernel in
        let (b, k) = (kernel.b, kernel.side)
        guard b.v.rows == b.v.columns else { return kernel.best }
        let left = kernel.pair(0..<kernel.rank, { $0 }, { _ in 1 })
        return (left.vertical, kernel.horizontal { b.v[$1 / k, $0 * k + $1 % k] })
      }),
    mistake(
      "u-for-ut", "U was read along its rows: uᵣ is its column r, and becomes row r of `vertical`."
    ) { kernel in
      let u = kernel.b.u
      guard u.rows == u.columns else { return kernel.best }
      return (u[rows: 0..<kernel.rank, columns: 0..<u.columns], kernel.best.horizontal)
    }.or(
      "with Σ on the left",
      pairs { kernel in
        let u = kernel.b.u
        guard u.rows == u.columns else { return kernel.best }
        let rows = u[rows: 0..<kernel.rank, columns: 0..<u.columns]
        return (
          rows.scalingRows(by: Array(kernel.b.singularValues.prefix(kernel.rank))),
          kernel.pair(0..<kernel.rank, { _ in 1 }, { _ in 1 }).horizontal
        )
      }),
    mistake(
      "as-it-is",
      "The kernel was decomposed as it is, N×(M·k·k): that gives full kernels and a 1×1 layer. Write it as B "
        + "first, with a row for each (m, i) and a column for each (n, j)."
    ) { kernel in
      let cut = try svd(kernel.weights)
      guard kernel.rank <= cut.singularValues.count else { return kernel.best }
      let terms = cut.truncated(to: kernel.rank)
      return (terms.v.transposed, terms.u.scalingColumns(by: terms.singularValues))
    }
    .or("in the shapes asked for, Σ in `vertical`", pairs { try reshaped($0) { ($0, 1) } })
    .or("in the shapes asked for, Σ in `horizontal`", pairs { try reshaped($0) { (1, $0) } })
    .or(
      "in the shapes asked for, roots in both",
      pairs { try reshaped($0) { ($0.squareRoot(), $0.squareRoot()) } }),
  ]

  /// The kernel decomposed as it is, and its vectors cut to the shapes that are asked for.
  private static func reshaped(
    _ kernel: Kernel, _ shares: (Double) -> (Double, Double)
  ) throws -> Pair {
    let cut = try svd(kernel.weights)
    let (rank, side) = (kernel.rank, kernel.side)
    let values = (0..<rank).map { r in
      r < cut.singularValues.count ? shares(cut.singularValues[r]) : (0, 0)
    }
    let length = min(kernel.inputs * side, cut.v.rows)
    return (
      Matrix(rows: rank, columns: kernel.inputs * side) { r, c in
        r < cut.v.columns && c < length ? cut.v[c, r] * values[r].0 : 0
      },
      kernel.horizontal { n, c in
        c / side < cut.u.columns ? cut.u[n, c / side] * values[c / side].1 : 0
      }
    )
  }

  /// A mistake with Σ on the right, on the left, and with its roots on both sides.
  private static func arrangement(
    _ diagnosis: String, _ message: String,
    _ pair: @escaping @Sendable (Kernel, _ u: Matrix<Double>, _ v: Matrix<Double>) throws -> Pair
  ) -> Mistake<Answers> {
    @Sendable func arranged(_ kernel: Kernel, _ left: Double, _ right: Double) throws -> Pair {
      let values = kernel.b.singularValues.prefix(kernel.rank)
      func weights(_ exponent: Double) -> [Double] {
        values.map { exponent == 0 ? 1 : exponent == 1 ? $0 : $0.squareRoot() }
      }
      return try pair(
        kernel, kernel.b.u.firstColumns(kernel.rank).scalingColumns(by: weights(left)),
        kernel.b.v.firstColumns(kernel.rank).scalingColumns(by: weights(right)))
    }
    return mistake(diagnosis, message) { try arranged($0, 0, 1) }
      .or("\(diagnosis), Σ on the left", pairs { try arranged($0, 1, 0) })
      .or("\(diagnosis), roots on both sides", pairs { try arranged($0, 0.5, 0.5) })
  }

  private static func pairs(
    _ pair: @escaping @Sendable (Kernel) throws -> Pair
  ) -> (inout Answers) -> Void {
    { $0.oneDimensionalKernels = { try pair(try known($0, $1, $2, $3)) } }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ wrong: @escaping @Sendable (Kernel) throws -> Pair
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, pairs(wrong))
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

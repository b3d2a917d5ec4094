import Grading
import LinearAlgebra

extension OneDimensionalKernels {
  static let mistakes: [Mistake<Answers>] = [
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
  static let arrangements: [Mistake<Answers>] = [
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

  static let alongRows: [Mistake<Answers>] = [
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

  static func mistake(
    _ diagnosis: String, _ message: String, _ wrong: @escaping @Sendable (Kernel) throws -> Pair
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, pairs(wrong))
  }
}

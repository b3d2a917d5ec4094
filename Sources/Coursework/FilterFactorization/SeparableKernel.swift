import Grading
import LinearAlgebra

/// Exercise 10.2: the plain kernel that a depthwise separable layer stands for.
enum SeparableKernel {
  typealias Answers = FilterFactorizationAnswers

  /// A separable layer.
  struct Layer: Sendable {
    let depthwise: Matrix<Double>
    let pointwise: Matrix<Double>

    var inputs: Int { depthwise.rows }
    var outputs: Int { pointwise.rows }
    var area: Int { depthwise.columns }

    var fits: Bool { pointwise.columns == depthwise.rows }

    /// The side, where the area is a square.
    var side: Int { (1...max(area, 1)).first { $0 * $0 >= area } ?? 1 }

    /// A kernel from a weight for each output, input and place.
    func kernel(_ weight: (_ n: Int, _ m: Int, _ q: Int) -> Double) -> Matrix<Double> {
      Matrix(rows: outputs, columns: inputs * area) { weight($0, $1 / area, $1 % area) }
    }

    var right: Matrix<Double> { kernel { pointwise[$0, $1] * depthwise[$1, $2] } }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Follow one number: pixel q of input channel m is multiplied by the depthwise kernel of m, and what "
        + "comes out by the weight that output n has for channel m.",
      "Two multiplications one after the other are one by the product. So the weight of output n for channel m "
        + "and place q is P[n, m] · D[m, q].",
      "Column c of the result belongs to channel c / (k·k) and to place c % (k·k).",
      "`Matrix(rows: pointwise.rows, columns: depthwise.rows * area) { n, c in pointwise[n, c / area] * "
        + "depthwise[c / area, c % area] }`, and before it the test whether both fit.",
    ],
    checks: [
      // Where all sizes are the same every product fits, and a mistake is told by name.
      check("as many inputs as outputs", [layer(4, 4, 2), layer(9, 9, 3), layer(3, 3, 3)]),
      check(
        "other layers",
        [
          layer(3, 5, 2), layer(5, 2, 3), layer(1, 4, 3), layer(4, 1, 2), layer(3, 2, 1),
          layer(1, 1, 1), layer(2, 3, 5), layer(3, 4, 2, unit: 1e-12), layer(2, 4, 3, unit: 1e12),
          zero,
        ] + seeded),
      .refusal(
        "layers that do not fit",
        probes: [unfit(3, 4), unfit(4, 3), unfit(1, 2)],
        call: { try $0.separableKernel($1.depthwise, $1.pointwise) }),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("row by row, appended") {
        $0.separableKernel = { depthwise, pointwise in
          guard depthwise.rows == pointwise.columns else { throw shapesDoNotFit }
          let elements = (0..<pointwise.rows).flatMap { n in
            (0..<depthwise.rows).flatMap { m in depthwise.row(m).map { $0 * pointwise[n, m] } }
          }
          return Matrix(
            rows: pointwise.rows, columns: depthwise.rows * depthwise.columns, elements: elements)
        }
      },
      Alternative("as a product with a matrix of blocks") {
        $0.separableKernel = { depthwise, pointwise in
          guard depthwise.rows == pointwise.columns else { throw shapesDoNotFit }
          let area = depthwise.columns
          return pointwise
            * Matrix(rows: depthwise.rows, columns: depthwise.rows * area) { m, c in
              c / area == m ? depthwise[m, c % area] : 0
            }
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Layer>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.separableKernel($1.depthwise, $1.pointwise) },
      verify: { layer, found in
        let scale = layer.depthwise.maxNorm * layer.pointwise.maxNorm
        return discrepancy(
          found, expected: layer.right, tolerance: roundoff(layer.inputs, scale: scale))
      })
  }

  private static func layer(
    _ inputs: Int, _ outputs: Int, _ side: Int, unit: Double = 1, seed: UInt64? = nil
  ) -> Probe<Layer> {
    let seed = seed ?? UInt64(1020 + 100 * inputs + 10 * outputs + side)
    let remark = unit == 1 ? "" : ", numbers of the size \(brief(unit))"
    return Probe(
      "\(inputs) → \(outputs) channels, kernels \(side)×\(side)\(remark)",
      Layer(
        depthwise: randomMatrix(inputs, side * side, seed: seed) * unit,
        pointwise: randomMatrix(outputs, inputs, seed: seed + 1)))
  }

  /// Sizes drawn from a seed.
  private static let seeded: [Probe<Layer>] = {
    var counts = SeededCounts(seed: 1050)
    return (0..<50).map { i in
      let (inputs, outputs) = (counts.next(in: 1...6), counts.next(in: 1...6))
      return layer(inputs, outputs, counts.next(in: 1...4), seed: UInt64(10_500 + 2 * i))
    }
  }()

  private static let zero = Probe(
    "a depthwise layer of zeros",
    Layer(
      depthwise: Matrix(rows: 2, columns: 4), pointwise: randomMatrix(3, 2, seed: 1029)))

  private static func unfit(_ inputs: Int, _ expected: Int) -> Probe<Layer> {
    Probe(
      "\(inputs) depthwise kernels and a pointwise layer of \(expected) channels",
      Layer(
        depthwise: randomMatrix(inputs, 9, seed: 1027),
        pointwise: randomMatrix(2, expected, seed: 1028)))
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "pointwise-transposed",
      "The pointwise weights were read as [m, n]: output n's weight for channel m stands in row n."
    ) { layer in
      guard layer.inputs == layer.outputs else { return layer.right }
      return layer.kernel { layer.pointwise[$1, $0] * layer.depthwise[$1, $2] }
    },
    mistake(
      "channels-summed",
      "This is the product P·D: it adds the channels up. But each channel meets its own pixels, so the plain "
        + "kernel has its own weights for each, N×(M·k·k)."
    ) { $0.pointwise * $0.depthwise }
    .or("over again for each channel") {
      $0.separableKernel = { depthwise, pointwise in
        guard pointwise.columns == depthwise.rows else { throw shapesDoNotFit }
        let product = pointwise * depthwise
        return Matrix(rows: product.rows, columns: depthwise.rows * depthwise.columns) {
          product[$0, $1 % depthwise.columns]
        }
      }
    },
    mistake(
      "kernel-of-the-output",
      "Each output took one depthwise kernel, its own. There is one for each input channel."
    ) { layer in
      guard layer.outputs <= layer.inputs else { return layer.right }
      return layer.kernel { layer.pointwise[$0, $1] * layer.depthwise[$0, $2] }
    },
    mistake(
      "places-first",
      "The columns stand in the order (q, m). Column m·k·k + q is asked for: channel by channel."
    ) { layer in
      Matrix(rows: layer.outputs, columns: layer.inputs * layer.area) { n, c in
        layer.pointwise[n, c % layer.inputs] * layer.depthwise[c % layer.inputs, c / layer.inputs]
      }
    },
    mistake(
      "column-mixed",
      "Column c was split into c / M and c % M for channel and place; it is c / (k·k) and c % (k·k)."
    ) { layer in
      Matrix(rows: layer.outputs, columns: layer.inputs * layer.area) { n, c in
        let (m, q) = (c / layer.inputs, c % layer.inputs)
        guard m < layer.inputs, q < layer.area else { return layer.right[n, c] }
        return layer.pointwise[n, m] * layer.depthwise[m, q]
      }
    },
    mistake(
      "reflected",
      "Rows and columns of each kernel are exchanged. A place keeps its number: q comes from q."
    ) { layer in
      let side = layer.side
      guard side * side == layer.area else { return layer.right }
      return layer.kernel {
        layer.pointwise[$0, $1] * layer.depthwise[$1, $2 % side * side + $2 / side]
      }
    },
    mistake(
      "turned-round",
      "Each kernel is turned by 180°, as the convolution of mathematics has it. Here a place keeps its number."
    ) { layer in
      layer.kernel { layer.pointwise[$0, $1] * layer.depthwise[$1, layer.area - 1 - $2] }
    },
    mistake("added", "The weights were added; what comes one after the other multiplies.") {
      layer in
      layer.kernel { layer.pointwise[$0, $1] + layer.depthwise[$1, $2] }
    },
    mistake(
      "overwritten",
      "All channels were written into the first k·k columns: channel m has columns of its own, from m·k·k on."
    ) { layer in
      layer.kernel { n, m, q in
        let last = layer.inputs - 1
        return m == 0 ? layer.pointwise[n, last] * layer.depthwise[last, q] : 0
      }
    }.or("added up there") {
      $0.separableKernel = { depthwise, pointwise in
        let layer = Layer(depthwise: depthwise, pointwise: pointwise)
        guard layer.fits else { throw shapesDoNotFit }
        let sums = pointwise * depthwise
        return layer.kernel { n, m, q in m == 0 ? sums[n, q] : 0 }
      }
    },
    Mistake(
      "wrong-sizes-compared",
      "Layers that fit were refused: what must agree is the number of depthwise kernels and the columns of the "
        + "pointwise layer, one for each."
    ) {
      $0.separableKernel = { depthwise, pointwise in
        guard depthwise.rows == pointwise.rows else { throw shapesDoNotFit }
        return try Answers.reference.separableKernel(depthwise, pointwise)
      }
    }.or("the places with the channels") {
      $0.separableKernel = { depthwise, pointwise in
        guard depthwise.columns == pointwise.columns else { throw shapesDoNotFit }
        return try Answers.reference.separableKernel(depthwise, pointwise)
      }
    },
    mistake("depthwise-alone", "The pointwise weights are missing: all outputs are alike.") {
      layer in
      layer.kernel { layer.depthwise[$1, $2] }
    },
    mistake("pointwise-alone", "The depthwise kernels are missing: all places are alike.") {
      layer in
      layer.kernel { n, m, _ in layer.pointwise[n, m] }
    },
    mistake("inputs-first", "The kernel is transposed: a row for each output is asked for.") {
      $0.right.transposed
    },
    mistake(
      "row-for-each-pair",
      "There is a row for each pair of output and channel; asked for is one for each output, M·k·k long."
    ) { layer in
      Matrix(
        rows: layer.outputs * layer.inputs, columns: layer.area, elements: layer.right.elements)
    },
    mistake(
      "averaged", "The channels were averaged: divided by M. The pointwise layer adds them."
    ) { $0.right / Double($0.inputs) },
    mistake(
      "last-channel-forgotten",
      "The last input channel is missing: the channels are 0..<M, all of them."
    ) { layer in
      layer.kernel {
        $1 < layer.inputs - 1 ? layer.pointwise[$0, $1] * layer.depthwise[$1, $2] : 0
      }
    },
    Mistake("no-error", nil, as: "as many channels as both have") {
      $0.separableKernel = { depthwise, pointwise in
        let count = min(depthwise.rows, pointwise.columns)
        return try Answers.reference.separableKernel(
          depthwise[rows: 0..<count, columns: 0..<depthwise.columns],
          pointwise[rows: 0..<pointwise.rows, columns: 0..<count])
      }
    }.or("an empty kernel") {
      $0.separableKernel = { depthwise, pointwise in
        guard depthwise.rows == pointwise.columns else { return Matrix(rows: 0, columns: 0) }
        return try Answers.reference.separableKernel(depthwise, pointwise)
      }
    },
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ kernel: @escaping @Sendable (Layer) -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) {
      $0.separableKernel = { depthwise, pointwise in
        guard depthwise.rows == pointwise.columns else { throw shapesDoNotFit }
        return kernel(Layer(depthwise: depthwise, pointwise: pointwise))
      }
    }
  }
}

import Grading
import LinearAlgebra
import LowRank
import TensorDecompositionSolutions

/// Exercise 9.6: the tensor that a core and factors stand for.
enum TuckerReconstruction {
  typealias Answers = TensorDecompositionAnswers
  typealias Function = @Sendable (Tensor<Double>, [Matrix<Double>]) throws -> Tensor<Double>

  /// A core and its factors.
  struct Parts: Sendable {
    let core: Tensor<Double>
    let factors: [Matrix<Double>]

    var fit: Bool {
      factors.count == core.modes && zip(factors, core.sizes).allSatisfy { $0.columns == $1 }
    }

    /// The core, multiplied in the given modes.
    func product(in modes: [Int]) -> Tensor<Double> {
      modes.reduce(core) { modeProductByHand($0, factors[$1], $1) }
    }

    var expected: Tensor<Double> { product(in: Array(core.sizes.indices)) }

    /// Whether every size is the same, so that nothing can be told from shapes.
    var isCube: Bool {
      Set(core.sizes + factors.flatMap { [$0.rows, $0.columns] }).count == 1 && core.modes > 1
    }

    /// What other factors give, where all sizes are the same.
    func cube(_ changed: ([Matrix<Double>]) -> [Matrix<Double>]) -> Tensor<Double> {
      isCube ? Parts(core: core, factors: changed(factors)).expected : expected
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Every element of the core is the weight of an outer product of one column from each factor.",
      "Start with the core. Multiply it by U₀ in mode 0, what comes out by U₁ in mode 1, and so on.",
      "`tensor.times(factor, mode: mode)` is the mode product; it throws where the columns do not fit.",
      "A loop over `factors.enumerated()` does it. Compare `factors.count` with `core.modes` first.",
    ],
    checks: [
      // Cubes first, where every product fits and a mistake is told by name.
      check("a cube and square factors", [parts([3, 3, 3], [3, 3, 3], seed: 961)]),
      check(
        "cores that grow",
        [
          parts([2, 2, 2], [4, 3, 5], seed: 962), parts([2, 3, 1], [3, 3, 4], seed: 963),
          parts([1, 1, 1], [2, 3, 4], seed: 964), parts([2, 3], [4, 5], seed: 965),
          parts([3], [4], seed: 966), parts([2, 1, 2, 2], [2, 3, 2, 3], seed: 967),
          parts([3, 4, 2], [2, 2, 1], seed: 968),
          parts([2, 2, 2], [3, 4, 2], scale: 1e-12, seed: 969),
          parts([2, 2, 2], [3, 4, 2], scale: 1e12, seed: 970),
          parts([2, 2, 2], [3, 4, 2], scale: 0, seed: 971),
        ] + seeded),
      .refusal(
        "factors that do not fit",
        probes: [
          misfit("a factor too few", [2, 2, 2], [(3, 2), (3, 2)]),
          misfit("a factor too many", [2, 2], [(3, 2), (3, 2), (3, 2)]),
          misfit("no factors", [2], []),
          misfit("a column too many in mode 1", [2, 2, 2], [(3, 2), (3, 3), (3, 2)]),
          misfit("a column too few in mode 2", [2, 2, 2], [(3, 2), (3, 2), (3, 1)]),
          misfit("rows for columns in mode 0", [2, 3], [(2, 4), (5, 3)]),
        ],
        call: { try $0.tuckerReconstruction($1.core, $1.factors) }),
    ],
    mistakes: products + refusals,
    alternatives: [
      alternative("the last mode first") { $0.product(in: $0.core.sizes.indices.reversed()) },
      alternative("from the unfolding in mode 0 and the Kronecker product") { parts in
        var others = Matrix<Double>.identity(1)
        for factor in parts.factors.dropFirst() { others = kronecker(others, factor) }
        let unfolded =
          parts.factors[0] * unfoldedByHand(parts.core, 0, columns: Array(1..<parts.core.modes))
          * others.transposed
        return (try? Tensor(sizes: parts.factors.map(\.rows), elements: unfolded.elements))
          ?? parts.core
      },
      alternative("a sum of outer products") { parts in
        var sum = Tensor<Double>(sizes: parts.factors.map(\.rows)) { _ in 0 }
        forEachPlace(parts.core.sizes) { place in
          let weight = parts.core[place]
          sum =
            sum
            + Tensor(sizes: sum.sizes) { index in
              zip(parts.factors, zip(index, place)).reduce(weight) { $0 * $1.0[$1.1.0, $1.1.1] }
            }
        }
        return sum
      },
      Alternative("the library's product with all factors", at: \.tuckerReconstruction) {
        guard $0.modes == $1.count else { throw ShapesDiffer() }
        return try $0.times($1)
      },
    ])

  /// Goes through all places of a tensor of these sizes.
  private static func forEachPlace(_ sizes: [Int], _ body: ([Int]) -> Void) {
    let count: Int = sizes.reduce(1, *)
    for number in 0..<count {
      var (place, rest) = (sizes, number)
      for mode in sizes.indices.reversed() {
        place[mode] = rest % sizes[mode]
        rest /= sizes[mode]
      }
      body(place)
    }
  }

  private static func parts(
    _ ranks: [Int], _ sizes: [Int], scale: Double = 1, seed: UInt64
  ) -> Probe<Parts> {
    let factors = zip(sizes, ranks).enumerated().map { mode, size in
      randomMatrix(size.0, size.1, seed: seed + 50 * UInt64(mode + 1))
    }
    let core = randomTensor(ranks, seed: seed) * scale
    let unit = scale == 1 ? "" : ", elements of size \(brief(scale))"
    return Probe(
      "a \(core.shape) core and factors with \(sizes) rows\(unit)",
      Parts(core: core, factors: factors))
  }

  private static var seeded: [Probe<Parts>] {
    var counts = SeededCounts(seed: 9600)
    return (0..<15).map { i in
      let ranks = seededSizes(&counts)
      return parts(ranks, ranks.map { _ in counts.next(in: 1...4) }, seed: 9600 + UInt64(i))
    }
  }

  private static func misfit(
    _ name: String, _ ranks: [Int], _ shapes: [(Int, Int)]
  ) -> Probe<Parts> {
    Probe(
      name,
      Parts(
        core: countingTensor(ranks),
        factors: shapes.map { randomMatrix($0.0, $0.1, seed: 960) }))
  }

  private static func check(_ title: String, _ probes: [Probe<Parts>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.tuckerReconstruction($1.core, $1.factors) },
      verify: { parts, found in
        // A product of N matrices: each rounds by its own length.
        let scale = parts.factors.reduce(parts.core.norm) { $0 * max($1.frobeniusNorm, 1) }
        let length: Int = parts.core.sizes.reduce(0, +)
        return discrepancy(
          found, expected: parts.expected, tolerance: roundoff(length, scale: scale))
      })
  }

  private static let products: [Mistake<Answers>] = [
    mistake(
      "transposed-factors",
      "The factors were transposed. Uᵀ goes from the tensor to the core; back from the core it is U.",
      ["Uᵀ for U": { $0.cube { $0.map(\.transposed) } }]),
    mistake(
      "reversed", "The factors stand in reverse: factor m belongs to mode m.",
      ["the last in mode 0": { $0.cube { $0.reversed() } }]),
    mistake(
      "rotated", "The factors are one mode off: modes count from 0.",
      [
        "the next": { $0.cube { Array($0.dropFirst() + $0.prefix(1)) } },
        "the one before": { $0.cube { Array($0.suffix(1) + $0.dropLast()) } },
      ]),
    mistake(
      "one-for-all", "One factor multiplied every mode; each mode has its own.",
      [
        "the first": { $0.cube { factors in factors.map { _ in factors[0] } } },
        "the last": { $0.cube { factors in factors.map { _ in factors[factors.count - 1] } } },
      ]),
    mistake(
      "one-mode",
      "Only one mode was multiplied. Does each step start with what the one before gave, or with the core?",
      [
        "the last, from the core": { $0.product(in: [$0.core.modes - 1]) },
        "the first": { $0.product(in: [0]) },
      ]),
    mistake(
      "mode-missing", "A mode is missing: every one is multiplied by its factor.",
      [
        "the last": { $0.product(in: Array(0..<$0.core.modes - 1)) },
        "the first": { $0.product(in: Array($0.core.sizes.indices.dropFirst())) },
      ]),
    mistake(
      "always-mode-0", "All factors were multiplied in mode 0; factor m belongs to mode m.",
      [
        "U₂U₁U₀G": { parts in
          guard parts.isCube else { return parts.expected }
          return parts.factors.reduce(parts.core) { modeProductByHand($0, $1, 0) }
        }
      ]),
    mistake(
      "diagonal-only",
      "Only the core's diagonal was used: that is the model of CP. In Tucker's every element counts.",
      [
        "g₀₀₀, g₁₁₁, …": { parts in
          let core = Tensor(sizes: parts.core.sizes) { Set($0).count == 1 ? parts.core[$0] : 0 }
          return Parts(core: core, factors: parts.factors).expected
        }
      ]),
    mistake(
      "core-forgotten", "The core's elements are missing: they are the weights.",
      [
        "all of them 1": { parts in
          Parts(core: parts.core.map { _ in 1 }, factors: parts.factors).expected
        }
      ]),
    mistake(
      "orthonormalised",
      "The columns of the factors were made orthonormal first. Take the factors as they are: their lengths count.",
      [
        "by a QR": { parts in
          let factors = parts.factors.map { factor in
            guard factor.rows >= factor.columns, let q = try? qr(factor).q else { return factor }
            return q
          }
          return Parts(core: parts.core, factors: factors).expected
        }
      ]),
    mistake(
      "inverted",
      "The pseudoinverses of the factors stand for them: that is the way from the tensor to the core.",
      [
        "transposed": { parts in
          let factors = parts.factors.map { (try? pseudoinverse($0).transposed) ?? $0 }
          return Parts(core: parts.core, factors: factors).expected
        }
      ]),
    mistake(
      "multiple", "The tensor is right but for a factor.",
      ["twice": { $0.expected * 2 }, "half": { $0.expected * 0.5 }]),
    mistake("core-itself", "This is the core: nothing was multiplied.", ["G": { $0.core }]),
    mistake(
      "added", "The products of the modes were added up. Multiply one after the other.",
      [
        "a sum over the modes": { parts in
          guard parts.isCube else { return parts.expected }
          return parts.factors.indices.map { parts.product(in: [$0]) }.dropFirst()
            .reduce(parts.product(in: [0])) { $0 + $1 }
        }
      ]),
  ]

  /// What the exercise asks for where factors do not fit.
  private static let refusals: [Mistake<Answers>] = [
    Mistake(
      "no-error", nil,
      ways: [
        "the number of factors not looked at": { core, factors in
          var tensor = core
          for (mode, factor) in factors.prefix(core.modes).enumerated() {
            tensor = try tensor.times(factor, mode: mode)
          }
          return tensor
        } as Function,
        "too few factors alone refused": { core, factors in
          guard factors.count >= core.modes else { throw ShapesDiffer() }
          return try core.times(Array(factors.prefix(core.modes)))
        },
        "columns not looked at": { core, factors in
          let parts = Parts(core: core, factors: factors)
          guard factors.count == core.modes else { throw ShapesDiffer() }
          return parts.fit ? parts.expected : core
        },
      ], at: \.tuckerReconstruction)
  ]

  /// A product that refuses what it should.
  private static func guarded(_ product: @escaping @Sendable (Parts) -> Tensor<Double>) -> Function
  {
    { core, factors in
      let parts = Parts(core: core, factors: factors)
      guard parts.fit else { throw ShapesDiffer() }
      return product(parts)
    }
  }

  private static func alternative(
    _ name: String, _ product: @escaping @Sendable (Parts) -> Tensor<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.tuckerReconstruction = guarded(product) }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<String, @Sendable (Parts) -> Tensor<Double>>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      answers.tuckerReconstruction = guarded(way)
    }
  }
}

import Grading
import LinearAlgebra

/// Exercise 5.4: the weights of rank D that change the outputs least.
enum DataAwareTruncation {
  typealias Answers = NetworkCompressionAnswers
  typealias Weights = @Sendable (Layer) throws -> Matrix<Double>

  /// A layer with samples.
  struct Layer: Sendable {
    let weights: Matrix<Double>
    let x: Matrix<Double>
    let rank: Int

    /// Y, samples×outputs.
    var sums: Matrix<Double> { x * weights.transposed }

    /// Whether the samples leave a choice: their outputs have no more than D directions.
    var isFree: Bool { x.rows <= rank && rank < weights.rows }

    /// The eigenvectors of YᵀY, largest first.
    func directions(of y: Matrix<Double>) throws -> Matrix<Double> {
      try symmetricEigen(y.transposed * y).vectors
    }

    /// The weights projected on some columns of a matrix.
    func projected(on vectors: Matrix<Double>, _ range: Range<Int>? = nil) -> Matrix<Double> {
      let range = (range ?? 0..<rank).clamped(to: 0..<vectors.columns)
      let u = vectors[rows: 0..<vectors.rows, columns: range]
      return u * (u.transposed * weights)
    }

    var expected: Matrix<Double> { get throws { projected(on: try directions(of: sums)) } }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "What matters is not W but what it puts out: Y = XWᵀ, samples×outputs.",
      "The principal directions of Y are eigenvectors of YᵀY, outputs×outputs. `symmetricEigen` "
        + "gives "
        + "them as columns, the largest eigenvalue first.",
      "Keep the first D as U. Projecting the outputs on them, YUUᵀ, is XWᵀUUᵀ = X(UUᵀW)ᵀ.",
      "`u * (u.transposed * weights)`, with `u` the first D columns of the eigenvectors.",
    ],
    checks: [
      // Square first, where every product fits and a mistake is told by name.
      check(
        "projected weights",
        [
          layer(5, 5, 3, seed: 533), layer(5, 5, 2, samples: 5, seed: 535),
          layer(4, 5, 2, seed: 531),
          layer(5, 3, 1, seed: 532), layer(4, 4, 4, seed: 534),
          layer(4, 6, 2, samples: 4, seed: 536), layer(4, 5, 2, seed: 539, size: 1e-12),
          layer(5, 4, 3, seed: 543, size: 1e-12), layer(4, 5, 2, seed: 540, size: 1e12),
          layer(1, 3, 1, seed: 541),
        ]),
      // Here some of the directions are free, and what a mistake takes for them is no function of it.
      check(
        "fewer samples than directions, and weights of zeros",
        [
          layer(6, 6, 4, samples: 2, seed: 537), layer(5, 4, 3, samples: 1, seed: 538), zeros,
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("with the right singular vectors of Y", at: \.dataAwareTruncation) { w, x, k in
        let v = try svd(x * w.transposed, .full).v
        let u = v.firstColumns(k)
        return u * u.transposed * w
      },
      Alternative("less the other directions", at: \.dataAwareTruncation) { w, x, k in
        let y = x * w.transposed
        let vectors = try symmetricEigen(y.transposed * y).vectors
        let rest = vectors[rows: 0..<vectors.rows, columns: k..<vectors.columns]
        return w - rest * (rest.transposed * w)
      },
      Alternative("divided by the number of samples", at: \.dataAwareTruncation) { w, x, k in
        let gram = x.transposed * x / Double(x.rows)
        let u = -(try symmetricEigen(w * gram * w.transposed).vectors.firstColumns(k))
        return u * u.transposed * w
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Layer>]) -> Check<Answers> {
    .measured(
      title, probes: probes, call: { try $0.dataAwareTruncation($1.weights, $1.x, $1.rank) },
      verify: verify, measure: measure)
  }

  private static func verify(_ layer: Layer, _ found: Matrix<Double>) -> Discrepancy? {
    let (m, n) = (layer.weights.rows, layer.weights.columns)
    if let wrong = shapeDiscrepancy(found, m, n) ?? finiteDiscrepancy(found.elements, "the result")
    {
      return wrong
    }
    let size = layer.weights.frobeniusNorm
    // Eigenvectors of YᵀY turn by rounding over the gap between eigenvalues: here the gaps are at least
    // a hundredth of the largest.
    let tolerance = roundoff(layer.x.rows + m, scale: 1000 * size) + .leastNonzeroMagnitude
    guard layer.isFree else {
      guard let expected = try? layer.expected else { return nil }
      return discrepancy(found, expected: expected, tolerance: tolerance)
    }
    guard let values = try? singularValues(of: found) else {
      return finiteDiscrepancy([.nan], "the result")
    }
    return residualDiscrepancy(
      (layer.x * (layer.weights - found).transposed).maxNorm,
      tolerance: roundoff(n, scale: 1000 * size * layer.x.frobeniusNorm), "outputs-changed",
      "There are no more samples than directions kept, so their outputs must not change.",
      "‖X(W − Ŵ)ᵀ‖")
      ?? residualDiscrepancy(
        values.count > layer.rank ? values[layer.rank] : 0, tolerance: tolerance, "rank",
        "The rank is above D: this is more than D directions.", "σ of place D + 1")
  }

  /// The weights, or the outputs where only they are determined; for answers of D rows, whose signs are
  /// free, what they make with themselves.
  private static func measure(_ layer: Layer, _ found: Matrix<Double>) -> Measured? {
    guard max(found.rows, found.columns) <= 100 else { return nil }
    let shape = Measured(shape: [found.rows, found.columns], numbers: [])
    let (m, n) = (layer.weights.rows, layer.weights.columns)
    if found.rows == m, found.columns == n {
      // Of fewer directions than D there may be any number.
      let values = (try? singularValues(of: found)) ?? [.nan]
      return layer.isFree
        ? shape + (layer.x * found.transposed).measured
          + Array(values.dropFirst(layer.rank)).measured
        // What is zero beside W is alike, whatever rounding left.
        : Measured(
          shape: [m, n], numbers: found.elements, scale: 1e-6 * layer.weights.maxNorm)
    }
    return found.rows == layer.rank && found.columns == n
      ? shape + (found.transposed * found).measured : found.measured
  }

  /// Samples that vary most where the weights are small, so that the two truncations differ.
  private static func layer(
    _ m: Int, _ n: Int, _ rank: Int, samples: Int = 24, seed: UInt64, size: Double = 1
  ) -> Probe<Layer> {
    let values = Array([4, 3, 2, 1.2, 0.7, 0.5].prefix(min(m, n)))
    let known = KnownMatrix(rows: m, columns: n, values: values, seed: seed)
    var generator = SeededGenerator(seed: seed + 50)
    let spread = (0..<n).map { j in 1 + 2 * Double(j) }
    let scores = Matrix<Double>.normal(rows: samples, columns: n, using: &generator)
    let shifted = scores.map { $0 + 0.8 }
    let v = randomOrthogonal(n, using: &generator)
    let remark = size == 1 ? "" : ", both of the size \(brief(size))"
    return Probe(
      "weights of \(m)×\(n) and \(samples) samples at rank \(rank)\(remark)",
      Layer(
        weights: known.a * size,
        x: shifted.scalingColumns(by: spread) * v.transposed * size, rank: rank))
  }

  private static var zeros: Probe<Layer> {
    Probe(
      "weights that are all 0",
      Layer(
        weights: Matrix(rows: 3, columns: 4), x: randomMatrix(9, 4, seed: 542), rank: 2))
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "not-cut", "These are the weights as they were; nothing was cut.", ["W": { $0.weights }]),
    mistake(
      "plain",
      "This is the plain truncation of W: it knows nothing of the samples. Look at Y = XWᵀ.",
      [
        "the SVD of W": { layer in
          let factors = try svd(layer.weights)
          return factors.truncated(to: min(layer.rank, factors.singularValues.count))
            .reconstructed()
        }
      ]),
    mistake(
      "inputs",
      "These are the principal directions of the inputs X. What counts is what comes out: Y = XWᵀ.",
      [
        "WVVᵀ": { layer in
          let vectors = try layer.directions(of: layer.x)
          let v = vectors.firstColumns(min(layer.rank, vectors.columns))
          return layer.weights * v * v.transposed
        },
        "VVᵀW": { layer in
          guard layer.weights.rows == layer.x.columns else { return try layer.expected }
          return layer.projected(on: try layer.directions(of: layer.x))
        },
      ]),
    mistake(
      "smallest", "The smallest eigenvalues were kept; the largest come first.",
      [
        "the last D": { layer in
          let m = layer.weights.rows
          return layer.projected(on: try layer.directions(of: layer.sums), m - layer.rank..<m)
        },
        "the last D right singular vectors": { layer in
          let v = try svd(layer.sums, .full).v
          let u = v[rows: 0..<v.rows, columns: v.columns - layer.rank..<v.columns]
          return u * (u.transposed * layer.weights)
        },
      ]),
    mistake(
      "centred", "The outputs were centred. Their mean is a part of what the layer computes.",
      [
        "Y less its means": { layer in
          let y = layer.sums
          let means = (0..<y.columns).map { y.column($0).reduce(0, +) / Double(y.rows) }
          let centred = Matrix(rows: y.rows, columns: y.columns) { y[$0, $1] - means[$1] }
          return layer.projected(on: try layer.directions(of: centred))
        },
        "X less its means": { layer in
          let x = layer.x
          let means = (0..<x.columns).map { x.column($0).reduce(0, +) / Double(x.rows) }
          let centred = Matrix(rows: x.rows, columns: x.columns) { x[$0, $1] - means[$1] }
          return layer.projected(
            on: try layer.directions(of: centred * layer.weights.transposed))
        },
      ]),
    mistake(
      "one-short", "One direction too few: this has rank D − 1.",
      [
        "D − 1": { layer in
          layer.projected(on: try layer.directions(of: layer.sums), 0..<layer.rank - 1)
        }
      ]),
    mistake(
      "one-over", "One direction too many: this has rank D + 1.",
      [
        "D + 1": { layer in
          layer.projected(on: try layer.directions(of: layer.sums), 0..<layer.rank + 1)
        }
      ]),
    mistake(
      "first-dropped",
      "The first direction, the most important one, is missing: columns count "
        + "from 0.",
      [
        "1 ..< D": { layer in
          layer.projected(on: try layer.directions(of: layer.sums), 1..<max(layer.rank, 1))
        },
        "1 ... D": { layer in
          layer.projected(on: try layer.directions(of: layer.sums), 1..<layer.rank + 1)
        },
      ]),
    mistake(
      "rows-for-columns",
      "Rows of the matrix of eigenvectors were taken for them. The eigenvectors are its columns.",
      [
        "the transposed eigenvectors": { layer in
          layer.projected(on: try layer.directions(of: layer.sums).transposed)
        }
      ]),
    mistake(
      "transposed-projection",
      "This is UᵀU for UUᵀ, or U on the wrong side: UUᵀ projects what comes out, so it stands "
        + "left of W.",
      [
        "WUUᵀ": { layer in
          guard layer.weights.rows == layer.weights.columns else { return try layer.expected }
          let u = try layer.directions(of: layer.sums).firstColumns(layer.rank)
          return layer.weights * u * u.transposed
        }
      ]),
    mistake(
      "sums-transposed",
      "The outputs were computed as XW; a sample x gives Wx, so for samples in rows they are XWᵀ.",
      [
        "XW": { layer in
          guard layer.weights.rows == layer.x.columns else { return try layer.expected }
          return layer.projected(on: try layer.directions(of: layer.x * layer.weights))
        }
      ]),
    mistake(
      "samples-side",
      "YYᵀ is samples×samples; its eigenvectors combine samples. Asked for are directions of the "
        + "outputs, "
        + "of YᵀY.",
      [
        "YYᵀ": { layer in
          guard layer.x.rows == layer.weights.rows else { return try layer.expected }
          return layer.projected(on: try layer.directions(of: layer.sums.transposed))
        }
      ]),
    mistake(
      "not-rebuilt", "This is UᵀW, D×inputs. Asked for is Ŵ = UUᵀW, of the shape of W.",
      [
        "UᵀW": { layer in
          try layer.directions(of: layer.sums).firstColumns(layer.rank).transposed
            * layer.weights
        }
      ]),
    mistake(
      "outputs-returned",
      "These are the projected outputs. Asked for are the weights that give "
        + "them, UUᵀW.",
      [
        "YUUᵀ": { layer in
          let u = try layer.directions(of: layer.sums).firstColumns(layer.rank)
          return layer.sums * u * u.transposed
        }
      ]),
    mistake(
      "transposed", "The result is transposed: Ŵ has the shape of W, outputs×inputs.",
      ["Ŵᵀ": { layer in try layer.expected.transposed }]),
    mistake(
      "eigenvalues-multiplied",
      "The eigenvalues, or their roots, were multiplied in. A projection is UUᵀ alone.",
      [
        "UΛUᵀW": { layer in
          let y = layer.sums
          let pairs = try symmetricEigen(y.transposed * y)
          let u = pairs.vectors.firstColumns(layer.rank)
          return u.scalingColumns(by: Array(pairs.values.prefix(layer.rank)))
            * (u.transposed * layer.weights)
        },
        "U√ΛUᵀW": { layer in
          let y = layer.sums
          let pairs = try symmetricEigen(y.transposed * y)
          let u = pairs.vectors.firstColumns(layer.rank)
          let roots = pairs.values.prefix(layer.rank).map { max($0, 0).squareRoot() }
          return u.scalingColumns(by: roots) * (u.transposed * layer.weights)
        },
      ]),
    mistake(
      "absolute-threshold",
      "Directions with small eigenvalues were left out. W and X may be of any size: the D largest "
        + "are kept, "
        + "however small.",
      [
        "10⁻¹⁰": { layer in
          let y = layer.sums
          let pairs = try symmetricEigen(y.transposed * y)
          let count = pairs.values.prefix(layer.rank).count { $0 > 1e-10 }
          // What the samples do not reach is free.
          return layer.isFree ? try layer.expected : layer.projected(on: pairs.vectors, 0..<count)
        }
      ]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Weights>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      put(way, into: &answers)
    }
  }

  private static func put(_ weights: @escaping Weights, into answers: inout Answers) {
    answers.dataAwareTruncation = { try weights(Layer(weights: $0, x: $1, rank: $2)) }
  }
}

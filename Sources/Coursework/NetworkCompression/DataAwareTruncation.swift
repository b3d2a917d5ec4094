import Grading
import LinearAlgebra

/// Exercise 5.4: the weights of rank D that change the outputs least.
enum DataAwareTruncation {
  typealias Answers = NetworkCompressionAnswers

  /// A layer with samples whose sums have known principal directions.
  struct Layer: Sendable {
    let weights: Matrix<Double>
    let x: Matrix<Double>
    let rank: Int

    /// The eigenvectors of YᵀY, largest first; none where there is no decomposition.
    func directions(of y: Matrix<Double>) -> Matrix<Double>? {
      try? symmetricEigen(y.transposed * y).vectors
    }

    /// The weights projected on some of the directions of their outputs.
    func projected(_ range: Range<Int>, centred: Bool = false) -> Matrix<Double>? {
      var y = x * weights.transposed
      if centred {
        let means = (0..<y.columns).map { y.column($0).reduce(0, +) / Double(y.rows) }
        y = Matrix(rows: y.rows, columns: y.columns) { i, j in y[i, j] - means[j] }
      }
      return directions(of: y).map { vectors in
        let range = range.clamped(to: 0..<vectors.columns)
        let u = vectors[rows: 0..<vectors.rows, columns: range]
        return u * (u.transposed * weights)
      }
    }

    /// The weights projected on the principal directions of their inputs.
    var inputProjected: Matrix<Double>? {
      directions(of: x).map { vectors in
        let v = vectors.firstColumns(min(rank, vectors.columns))
        return weights * v * v.transposed
      }
    }

    var plain: Matrix<Double>? {
      try? svd(weights).truncated(to: min(rank, weights.rows, weights.columns)).reconstructed()
    }
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "What matters is not W but what it puts out: Y = XWᵀ, samples×outputs.",
        "The principal directions of Y are eigenvectors of YᵀY, outputs×outputs. `symmetricEigen` gives "
          + "them as columns, the largest eigenvalue first.",
        "Keep the first D as U. Projecting the outputs on them, YUUᵀ, is XWᵀUUᵀ = X(UUᵀW)ᵀ.",
      ],
    checks: [
      Check(
        "projected weights",
        probes: [
          layer(4, 5, 2, seed: 531), layer(5, 3, 1, seed: 532), layer(5, 5, 3, seed: 533),
          layer(4, 4, 4, seed: 534),
        ],
        call: { try $0.dataAwareTruncation($1.weights, $1.x, $1.rank) },
        verify: verify, symptoms: symptoms)
    ],
    mistakes: [
      mistake("plain truncation", "plain") { $0.plain },
      mistake("directions of the inputs", "inputs") { $0.inputProjected },
      mistake("the smallest eigenvalues", "smallest") {
        $0.projected($0.weights.rows - $0.rank..<$0.weights.rows)
      },
      mistake("centred outputs", "centred") { $0.projected(0..<$0.rank, centred: true) },
      mistake("one direction too few", "one-short") { $0.projected(0..<max($0.rank - 1, 0)) },
      mistake("UᵀW alone", "not-rebuilt") { layer in
        layer.directions(of: layer.x * layer.weights.transposed).map {
          $0.firstColumns(layer.rank).transposed * layer.weights
        }
      },
      mistake("nothing cut", "not-cut") { $0.weights },
    ],
    alternatives: [
      Alternative("with the right singular vectors of Y") {
        $0.dataAwareTruncation = { w, x, k in
          let u = try svd(x * w.transposed).v.firstColumns(k)
          return u * u.transposed * w
        }
      }
    ])

  private static func verify(_ layer: Layer, _ found: Matrix<Double>) -> Discrepancy? {
    guard let expected = layer.projected(0..<layer.rank) else { return nil }
    // Eigenvectors of YᵀY turn by rounding over the gap between eigenvalues: here the gaps are at least
    // a hundredth of the largest.
    return discrepancy(
      found, expected: expected,
      tolerance: roundoff(layer.x.rows, scale: 1000 * layer.weights.frobeniusNorm))
  }

  private static var symptoms: [Symptom<Layer, Matrix<Double>>] {
    [
      Symptom("not-cut", "These are the weights as they were; nothing was cut.") {
        resembles($1, $0.weights)
      },
      Symptom(
        "plain",
        "This is the plain truncation of W: it knows nothing of the samples. Look at Y = XWᵀ."
      ) { layer, found in layer.plain.map { resembles(found, $0) } ?? false },
      Symptom(
        "inputs",
        "These are the principal directions of the inputs X. What counts is what comes out: Y = XWᵀ."
      ) { layer, found in layer.inputProjected.map { resembles(found, $0) } ?? false },
      Symptom("smallest", "The smallest eigenvalues were kept; the largest come first.") {
        layer, found in
        layer.projected(layer.weights.rows - layer.rank..<layer.weights.rows)
          .map { resembles(found, $0) } ?? false
      },
      Symptom(
        "centred", "The outputs were centred. Their mean is a part of what the layer computes."
      ) { layer, found in
        layer.projected(0..<layer.rank, centred: true).map { resembles(found, $0) } ?? false
      },
      Symptom("one-short", "One direction too few: this has rank D − 1.") { layer, found in
        layer.projected(0..<max(layer.rank - 1, 0)).map { resembles(found, $0) } ?? false
      },
      Symptom(
        "not-rebuilt", "This is UᵀW, D×inputs. Asked for is Ŵ = UUᵀW, of the shape of W."
      ) { layer, found in
        guard found.rows == layer.rank, found.columns == layer.weights.columns,
          let u = layer.directions(of: layer.x * layer.weights.transposed)
        else { return false }
        // Signs are free, so compare what is rebuilt.
        let top = u.firstColumns(layer.rank)
        return layer.projected(0..<layer.rank).map { resembles(top * found, $0) } ?? false
      },
    ]
  }

  /// Samples that vary most where the weights are small, so that the two truncations differ.
  private static func layer(_ m: Int, _ n: Int, _ rank: Int, seed: UInt64) -> Probe<Layer> {
    let values = Array([4, 3, 2, 1.2, 0.7].prefix(min(m, n)))
    let known = KnownMatrix(rows: m, columns: n, values: values, seed: seed)
    var generator = SeededGenerator(seed: seed + 50)
    let spread = (0..<n).map { j in 1 + 2 * Double(j) }
    let scores = Matrix<Double>.normal(rows: 24, columns: n, using: &generator)
    let shifted = scores.map { $0 + 0.8 }
    let v = randomOrthogonal(n, using: &generator)
    return Probe(
      "weights of \(m)×\(n) and 24 samples at rank \(rank)",
      Layer(
        weights: known.a, x: shifted.scalingColumns(by: spread) * v.transposed, rank: rank))
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ weights: @escaping @Sendable (Layer) throws -> Matrix<Double>?
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.dataAwareTruncation = { w, x, k in
        try weights(Layer(weights: w, x: x, rank: k)) ?? Matrix(rows: 0, columns: 0)
      }
    }
  }
}

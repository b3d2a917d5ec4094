import Grading
import LinearAlgebra

/// Exercise 2.6: the x that the first k layers of a matrix give for Ax = b.
enum TruncatedSolution {
  typealias Answers = SVDProofAnswers

  /// Equations, and how many layers to solve them with.
  struct Equations: Sendable {
    let a: Matrix<Double>
    let b: Vector<Double>
    let count: Int
    /// What the exercise asks for.
    let x: Vector<Double>
    /// How far an answer that is right but for rounding may be from it.
    let tolerance: Double

    init(_ known: KnownMatrix, _ b: Vector<Double>, _ count: Int) {
      (a, self.b, self.count) = (known.a, b, count)
      var x = Vector(Array(repeating: 0.0, count: known.a.columns))
      for i in 0..<count {
        x = x + known.v.column(i) * (known.u.column(i).dot(b) / known.values[i])
      }
      self.x = x
      // Rounding moves a layer by ε σ₁ beside its own size, or beside the gap to the first value that
      // is left out.
      guard count > 0 else {
        tolerance = 0
        return
      }
      let last = known.values[count - 1]
      let gap = count < known.values.count ? last - known.values[count] : last
      let size = max(a.rows, a.columns)
      tolerance = roundoff(size, scale: b.norm / last * known.values[0] / min(last, gap))
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "In the coordinates of U and V, A only stretches: what x has along vᵢ comes out σᵢ times as large "
        + "along uᵢ. So what must x have along vᵢ?",
      "uᵢᵀb/σᵢ. The k numbers uᵢᵀb are one product: Uₖᵀ times b.",
      "`try svd(a).truncated(to: count)` has the k layers: `u`, `singularValues`, `v`. Divide the numbers "
        + "of Uₖᵀb by the values, one by one.",
      "These k numbers are the coordinates of x. x itself is `v` times them: each column of V as much as "
        + "its number says.",
    ],
    checks: [
      // Square first, where V for Vᵀ, or U for V, would fit too.
      check(
        "square matrices",
        [
          probe("a 2×2 matrix, k = 2", 2, 2, [3, 1], 2, seed: 261),
          probe("a 3×3 matrix, k = 3", 3, 3, [5, 2, 1], 3, seed: 262),
          probe("a 3×3 matrix, k = 2", 3, 3, [5, 2, 1], 2, seed: 263),
          probe("a 4×4 matrix, k = 1", 4, 4, [9, 5, 2, 0.5], 1, seed: 264),
        ]),
      check(
        "other shapes",
        [
          probe("a 6×3 matrix, k = 3", 6, 3, [7, 4, 1], 3, seed: 265),
          probe("a 6×3 matrix, k = 2", 6, 3, [7, 4, 1], 2, seed: 266),
          probe("a 3×5 matrix, k = 3", 3, 5, [7, 4, 2], 3, seed: 267),
          probe("a 3×5 matrix, k = 1", 3, 5, [7, 4, 2], 1, seed: 268),
          probe("a 5×1 matrix, k = 1", 5, 1, [3], 1, seed: 269),
          probe("a 1×4 matrix, k = 1", 1, 4, [3], 1, seed: 270),
        ]),
      check(
        "matrices of lower rank, and no layer at all",
        [
          probe("a 5×4 matrix of rank 2, k = 2", 5, 4, [4, 2, 0, 0], 2, seed: 271),
          probe("a 4×4 matrix of rank 3, k = 2", 4, 4, [4, 2, 1, 0], 2, seed: 272),
          probe("a 3×6 matrix of rank 2, k = 2", 3, 6, [4, 2, 0], 2, seed: 273),
          probe("a 4×3 matrix, k = 0", 4, 3, [3, 2, 1], 0, seed: 274),
        ]),
      check(
        "a right side of zeros, small values, and matrices of very small and very large numbers",
        [
          Probe("a 4×3 matrix, b = 0", Equations(known(4, 3, [3, 2, 1], 275), zeros(4), 3)),
          probe("a value of 10⁻⁶ σ₁, k = 3", 4, 3, [1, 0.5, 1e-6], 3, seed: 276),
          probe("a matrix times 10⁻¹², k = 3", 4, 3, [5e-12, 2e-12, 1e-12], 3, seed: 277),
          probe("a matrix times 10⁻¹², k = 2", 4, 3, [5e-12, 2e-12, 1e-12], 2, seed: 279),
          probe("a matrix times 10¹², k = 2", 4, 3, [5e12, 2e12, 1e12], 2, seed: 278),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      variant("the pseudoinverse of the layers") { a, b, k in
        let f = try svd(a).truncated(to: k)
        return f.v.scalingColumns(by: f.singularValues.map { 1 / $0 }) * f.u.transposed * b
      },
      variant("layer by layer") { a, b, k in
        let f = try svd(a)
        var x = Vector(Array(repeating: 0.0, count: a.columns))
        for i in 0..<k {
          x = x + f.v.column(i) * (f.u.column(i).dot(b) / f.singularValues[i])
        }
        return x
      },
      variant("from the full decomposition") { a, b, k in
        let f = try svd(a, .full)
        return Vector(
          (0..<a.columns).map { j in
            (0..<k).reduce(0) { $0 + f.v[j, $1] * f.u.column($1).dot(b) / f.singularValues[$1] }
          })
      },
      variant("least squares with the matrix of k layers") { a, b, k in
        guard k > 0 else { return zeros(a.columns) }
        let f = try svd(a).truncated(to: k)
        return try leastSquares(
          f.reconstructed(), b, tolerance: f.singularValues[k - 1] / 2)
      },
      variant("another method's decomposition") { a, b, k in
        try x(try svd(a, accuracy: .high).truncated(to: k), b)
      },
    ])

  private static func known(_ m: Int, _ n: Int, _ values: [Double], _ seed: UInt64) -> KnownMatrix {
    KnownMatrix(rows: m, columns: n, values: values, seed: seed)
  }

  private static func zeros(_ n: Int) -> Vector<Double> { Vector(Array(repeating: 0, count: n)) }

  /// Equations with a right side that has something of every direction.
  private static func probe(
    _ name: String, _ m: Int, _ n: Int, _ values: [Double], _ count: Int, seed: UInt64
  ) -> Probe<Equations> {
    let b = (0..<m).map { i -> Double in i % 3 == 1 ? -2 - Double(i) : 2 + Double(i) }
    return Probe(name, Equations(known(m, n, values, seed), Vector(b), count))
  }

  private static func check(_ title: String, _ probes: [Probe<Equations>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.truncatedSolution($1.a, $1.b, $1.count) },
      verify: { equations, found in
        discrepancy(
          found.elements, expected: equations.x.elements, tolerance: equations.tolerance, "element")
      })
  }

  typealias Function = @Sendable (Matrix<Double>, Vector<Double>, Int) throws -> Vector<Double>

  private static func variant(_ name: String, _ solution: @escaping Function) -> Alternative<
    Answers
  > {
    Alternative(name) { $0.truncatedSolution = solution }
  }

  /// The x of a decomposition, with each coordinate made in one way or another.
  static func x(
    _ f: SVD<Double>, _ b: Vector<Double>,
    coordinate: (_ along: Double, _ sigma: Double) -> Double = { $0 / $1 }
  ) throws -> Vector<Double> {
    let alongU = f.u.transposed * b
    return f.v * Vector(zip(alongU, f.singularValues).map(coordinate))
  }
}

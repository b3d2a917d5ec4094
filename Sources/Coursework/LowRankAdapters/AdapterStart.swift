import Grading
import LinearAlgebra

// What exercises 13.4 and 13.5 have in common: a part that stands still, and two factors beside it.

/// What stands still, B and A; all three are compared by what no rotation of the factors changes.
struct AdapterStart: Sendable {
  let still: Matrix<Double>
  let b: Matrix<Double>
  let a: Matrix<Double>

  /// What an orthogonal matrix between the factors does not change: their shapes, their product and their
  /// norms. Where they have no product their shapes say enough.
  var measured: Measured? {
    guard isOrdinary(still), isOrdinary(b), isOrdinary(a) else { return nil }
    // A that came transposed has a product, too.
    let product =
      b.columns == a.rows ? b * a : b.columns == a.columns ? b * a.transposed : nil
    let norms = [b, a].map { $0.frobeniusNorm * $0.frobeniusNorm }
    return Measured(
      shape: [still.rows, still.columns, b.rows, b.columns, a.rows, a.columns],
      numbers: still.elements + (product?.elements ?? []) + norms)
  }

  /// What is wrong with the factors: their shapes, their product, or that they don't share its values evenly.
  ///
  /// - Parameters:
  ///   - product: What BA must be.
  ///   - rank: r.
  ///   - what: What BA is, in words.
  ///   - tolerance: What an element of BA may be off.
  func discrepancyOfFactors(
    product: Matrix<Double>, rank: Int, what: String, tolerance: Double
  ) -> Discrepancy? {
    for (name, factor, rows, columns) in [
      ("B", b, product.rows, rank), ("A", a, rank, product.columns),
    ] {
      if factor.rows != rows || factor.columns != columns {
        return Discrepancy(
          diagnosis: "shape", message: "\(name) has the wrong shape.",
          evidence: "expected \(rows)×\(columns), found \(factor.shape).")
      }
      if let wrong = finiteDiscrepancy(factor.elements, name) { return wrong }
    }
    if let wrong = discrepancy(b * a, expected: product, tolerance: tolerance) {
      return Discrepancy(
        diagnosis: "product", message: "BA is not \(what).", evidence: wrong.evidence)
    }
    // Of balanced factors both are the same; each of its numbers adds up r products.
    let apart = (b.transposed * b - a * a.transposed).maxNorm
    return residualDiscrepancy(
      apart, tolerance: 2 * Double(rank) * tolerance, "unbalanced",
      "BA is right, but B and A do not share its singular values evenly: BᵀB and AAᵀ differ.",
      "the largest difference of their elements")
  }

  /// The ways in which Σ is put in a wrong place, each with what is said of it.
  static let wrongPlaces: [(diagnosis: String, message: String, sides: [SigmaWeight.Sides])] = [
    (
      "one-sided",
      "All of Σ stands in one factor. The product is right; but each factor is to have the roots.",
      [(\.sigma, \.one), (\.one, \.sigma)]
    ),
    (
      "sigma-forgotten", "Σ is missing: this product is UVᵀ, with all values 1.",
      [(\.one, \.one)]
    ),
    (
      "sigma-twice", "Σ stands in both factors, so the product has σ². Take its roots.",
      [(\.sigma, \.sigma)]
    ),
    (
      "halves", "Each factor has σ/2, and their product σ²/4. It takes roots, not halves.",
      [(\.half, \.half)]
    ),
    (
      "one-root", "Only one factor has the roots: the product has √σ for σ.",
      [(\.root, \.one), (\.one, \.root)]
    ),
    (
      "unequal",
      "The product is right, but one factor is twice what it should be, and the other half.",
      [(\.twiceRoot, \.halfRoot), (\.halfRoot, \.twiceRoot)]
    ),
    (
      "root-of-root", "The root was taken twice: the product has √σ for σ.",
      [(\.rootOfRoot, \.rootOfRoot)]
    ),
    ("squares", "Each factor has σ²; it takes the root of σ.", [(\.square, \.square)]),
    (
      "root-beside-whole", "One factor has σ and the other √σ: the product has σ√σ for σ.",
      [(\.sigma, \.root), (\.root, \.sigma)]
    ),
  ]

  /// Factors of those of the r first terms whose value is above a fixed number.
  static func factorsAbove(
    _ least: Double, of matrix: Matrix<Double>, rank: Int
  ) throws -> (b: Matrix<Double>, a: Matrix<Double>) {
    let kept = try singularValues(of: matrix).prefix(rank).count { $0 > least }
    return try factors(matrix, rank: kept)
  }

  /// Factors of the r first terms with weights of one's own on both sides.
  static func factors(
    _ matrix: Matrix<Double>, rank: Int, _ u: SigmaWeight.Side = \.root,
    _ v: SigmaWeight.Side = \.root
  ) throws -> (b: Matrix<Double>, a: Matrix<Double>) {
    let all = try svd(matrix)
    let cut = all.truncated(to: min(max(rank, 0), all.singularValues.count))
    let weights = cut.singularValues.map { SigmaWeight(sigma: $0) }
    return (
      cut.u.scalingColumns(by: weights.map { $0[keyPath: u] }),
      cut.v.transposed.scalingRows(by: weights.map { $0[keyPath: v] })
    )
  }
}

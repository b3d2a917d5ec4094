import Grading
import LinearAlgebra

/// Exercise 13.3: merge an adapter, and undo it.
enum SwappedAdapter {
  typealias Answers = LowRankAdaptersAnswers
  typealias Output = @Sendable (Swap) throws -> Matrix<Double>

  /// Weights with an adapter in them, and the one that comes in its place.
  struct Swap: Sendable {
    let w: Matrix<Double>
    let oldB: Matrix<Double>
    let oldA: Matrix<Double>
    let newB: Matrix<Double>
    let newA: Matrix<Double>
    let alpha: Double

    var oldRank: Int { oldA.rows }
    var newRank: Int { newA.rows }
    var oldScale: Double { oldRank == 0 ? 0 : alpha / Double(oldRank) }
    var newScale: Double { newRank == 0 ? 0 : alpha / Double(newRank) }
    var expected: Matrix<Double> { scaled(by: oldScale, newScale) }

    func scaled(by old: Double, _ new: Double) -> Matrix<Double> {
      w - oldB * oldA * old + newB * newA * new
    }

    /// Both factors from one function of r and α, which is not called for r = 0.
    func scaled(_ scale: (_ rank: Double, _ alpha: Double) -> Double) -> Matrix<Double> {
      scaled(
        by: oldRank == 0 ? 0 : scale(Double(oldRank), alpha),
        newRank == 0 ? 0 : scale(Double(newRank), alpha))
    }

    /// A bound of the terms that are added up.
    var size: Double {
      w.maxNorm + abs(oldScale) * oldB.frobeniusNorm * oldA.frobeniusNorm
        + abs(newScale) * newB.frobeniusNorm * newA.frobeniusNorm
    }

    var isSquare: Bool {
      w.rows == w.columns && oldRank == w.rows && newRank == w.rows
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "What is in the weights is W + (α/r)BA of the old adapter. What has to be subtracted, what added?",
      "BA is `b * a`, outputs×inputs: here it may be built, once, as that is what merging is.",
      "Each adapter has its own r, so its own factor: `alpha / Double(oldA.rows)` and "
        + "`alpha / Double(newA.rows)`.",
      "With r = 0 the factor is infinite and the product zero, which makes NaN. Leave such a term out.",
    ],
    checks: [
      check(
        "weights",
        // Square first, where every product fits and a mistake is told by name.
        [
          swap(4, 4, 4, 4, alpha: 6, seed: 1341), swap(5, 4, 2, 3, alpha: 4, seed: 1342),
          swap(3, 6, 3, 1, alpha: 4.5, seed: 1343), swap(1, 5, 1, 2, alpha: 16, seed: 1344),
          swap(6, 1, 2, 2, alpha: 1, seed: 1345), swap(1, 1, 1, 1, alpha: -2, seed: 1346),
          swap(4, 5, 2, 2, alpha: 8, seed: 1347), swap(3, 3, 5, 4, alpha: 2, seed: 1348),
          swap(4, 3, 2, 1, alpha: 3, seed: 1349, size: 1e-12),
          swap(4, 3, 1, 2, alpha: 3, seed: 1350, size: 1e12),
          swap(12, 15, 4, 6, alpha: 5, seed: 1351),
        ]),
      check(
        "no adapter before, or none after",
        [
          swap(4, 3, 0, 2, alpha: 5, seed: 1352), swap(3, 4, 2, 0, alpha: 5, seed: 1353),
          swap(3, 2, 0, 0, alpha: 5, seed: 1354), swap(4, 4, 0, 4, alpha: 3, seed: 1355),
          swap(5, 2, 3, 0, alpha: 2, seed: 1356),
        ]),
    ],
    mistakes: factors + terms,
    alternatives: [
      Alternative("the new one first, in place") {
        $0.swappedAdapter = { w, oldB, oldA, newB, newA, alpha in
          var w = w
          for (b, a, sign) in [(newB, newA, 1.0), (oldB, oldA, -1.0)] {
            for k in 0..<a.rows {
              for i in 0..<w.rows {
                for j in 0..<w.columns {
                  w[i, j] += sign * alpha * b[i, k] * a[k, j] / Double(a.rows)
                }
              }
            }
          }
          return w
        }
      },
      Alternative("transposed") {
        $0.swappedAdapter = { w, oldB, oldA, newB, newA, alpha in
          var turned = w.transposed
          if oldA.rows > 0 {
            turned = turned - oldA.transposed * (oldB.transposed * (alpha / Double(oldA.rows)))
          }
          if newA.rows > 0 {
            turned = turned + newA.transposed * (newB.transposed * (alpha / Double(newA.rows)))
          }
          return turned.transposed
        }
      },
      Alternative("one product of both side by side") {
        $0.swappedAdapter = { w, oldB, oldA, newB, newA, alpha in
          let (r, s) = (oldA.rows, newA.rows)
          guard r + s > 0 else { return w }
          let b = Matrix(rows: w.rows, columns: r + s) { i, k in
            k < r
              ? -oldB[i, k] * alpha / Double(r) : newB[i, k - r] * alpha / Double(s)
          }
          let a = Matrix(rows: r + s, columns: w.columns) { k, j in
            k < r ? oldA[k, j] : newA[k - r, j]
          }
          return w + b * a
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Swap>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.swappedAdapter($1.w, $1.oldB, $1.oldA, $1.newB, $1.newA, $1.alpha) },
      verify: { swap, found in
        discrepancy(
          found, expected: swap.expected,
          tolerance: roundoff(swap.oldRank + swap.newRank + 1, scale: swap.size))
      })
  }

  private static func swap(
    _ outputs: Int, _ inputs: Int, _ old: Int, _ new: Int, alpha: Double, seed: UInt64,
    size: Double = 1
  ) -> Probe<Swap> {
    let remark = size == 1 ? "" : ", numbers of the size \(brief(size))"
    let root = size.squareRoot()
    return Probe(
      "\(outputs)×\(inputs) weights, r from \(old) to \(new), α = \(brief(alpha))\(remark)",
      Swap(
        w: randomMatrix(outputs, inputs, seed: seed) * size,
        oldB: randomMatrix(outputs, old, seed: seed + 100) * root,
        oldA: randomMatrix(old, inputs, seed: seed + 200) * root,
        newB: randomMatrix(outputs, new, seed: seed + 300) * root,
        newA: randomMatrix(new, inputs, seed: seed + 400) * root, alpha: alpha))
  }

  /// Slips in the factors.
  private static let factors: [Mistake<Answers>] = [
    mistake(
      "scale-lost", "The factor α/r is missing: an adapter is (α/r)BA.",
      ["BA": { $0.scaled { _, _ in 1 } }]),
    mistake(
      "scale-lost-once", "One of the two products lacks its factor α/r.",
      [
        "the old one": { $0.scaled(by: $0.oldRank == 0 ? 0 : 1, $0.newScale) },
        "the new one": { $0.scaled(by: $0.oldScale, $0.newRank == 0 ? 0 : 1) },
      ]),
    mistake(
      "alpha-alone",
      "The products were multiplied by α alone; divide by r, the number of rows of A.",
      ["αBA": { $0.scaled { $1 } }]),
    mistake(
      "rank-alone", "The products were divided by r, and not multiplied by α.",
      ["BA/r": { $0.scaled { rank, _ in 1 / rank } }]),
    mistake(
      "inverse", "The factor stands upside down: it is α/r, not r/α.",
      ["r/α": { $0.scaled { $0 / $1 } }]),
    mistake(
      "root-of-rank", "α was divided by √r; divide by r itself.",
      ["α/√r": { $0.scaled { $1 / $0.squareRoot() } }]),
    mistake(
      "one-rank-for-both", "One factor was used for both adapters; each is divided by its own r.",
      [
        "the old r": { $0.scaled(by: $0.oldScale, $0.oldRank == 0 ? $0.newScale : $0.oldScale) },
        "the new r": { $0.scaled(by: $0.newRank == 0 ? $0.oldScale : $0.newScale, $0.newScale) },
        "their sum": { swap in
          let scale = swap.alpha / Double(max(swap.oldRank + swap.newRank, 1))
          return swap.scaled(by: scale, scale)
        },
        "each the other's": {
          $0.oldRank == 0 || $0.newRank == 0
            ? $0.expected : $0.scaled(by: $0.newScale, $0.oldScale)
        },
      ]),
    mistake(
      "another-size",
      "α was divided by another size; r is the number of rows of A, and of columns of B.",
      [
        "inputs": { swap in
          let scale = swap.alpha / Double(swap.w.columns)
          return swap.scaled(by: scale, scale)
        },
        "outputs": { swap in
          let scale = swap.alpha / Double(swap.w.rows)
          return swap.scaled(by: scale, scale)
        },
      ]),
    mistake(
      "whole-division",
      "α/r was divided as whole numbers, which drops what is behind the point: `alpha / Double(…)`.",
      ["Int(α)/r": { $0.scaled { Double(Int($1) / Int($0)) } }]),
    mistake(
      "zero-rank",
      "With r = 0 there is no adapter. α/0 is infinite, and infinity times 0 is NaN: leave that term out.",
      [
        "α/0 · 0": {
          $0.oldRank == 0 || $0.newRank == 0 ? $0.w.map { _ in .nan } : $0.expected
        },
        "of the old one alone": { $0.oldRank == 0 ? $0.w.map { _ in .nan } : $0.expected },
        "of the new one alone": { $0.newRank == 0 ? $0.w.map { _ in .nan } : $0.expected },
      ]),
    mistake(
      "zero-rank-of-one",
      "Where one of the adapters has r = 0 the weights came back as they were. The other one still counts.",
      [
        "either": { $0.oldRank == 0 || $0.newRank == 0 ? $0.w : $0.expected },
        "the old one": { $0.oldRank == 0 ? $0.w : $0.expected },
        "the new one": { $0.newRank == 0 ? $0.w : $0.expected },
      ]),
  ]

  /// Slips in what is added to what.
  private static let terms: [Mistake<Answers>] = [
    mistake(
      "old-kept", "The old adapter is still in the weights: subtract its product.",
      ["+ new": { $0.scaled(by: 0, $0.newScale) }]),
    mistake(
      "new-lost", "The old adapter was taken off, and the new one not added.",
      ["− old": { $0.scaled(by: $0.oldScale, 0) }]),
    mistake(
      "nothing-changed", "The weights came back as they were.", ["W": { $0.w }]),
    mistake(
      "signs-exchanged",
      "The old adapter was added and the new one subtracted; it is the other way round.",
      ["+ old − new": { $0.scaled(by: -$0.oldScale, -$0.newScale) }]),
    mistake(
      "both-added",
      "Both adapters were added; the old one is in the weights already, and comes off.",
      ["+ old + new": { $0.scaled(by: -$0.oldScale, $0.newScale) }]),
    mistake(
      "both-subtracted", "Both adapters were subtracted; the new one is added.",
      ["− old − new": { $0.scaled(by: $0.oldScale, -$0.newScale) }]),
    mistake(
      "weights-lost", "These are the products alone; the weights stand before them.",
      [
        "new − old": { $0.expected - $0.w },
        "new": { $0.newB * $0.newA * $0.newScale },
        "old − new": { $0.w - $0.expected },
      ]),
    mistake(
      "taken-off-twice", "The old adapter was taken off twice, or the new one added twice.",
      [
        "old": { $0.scaled(by: 2 * $0.oldScale, $0.newScale) },
        "new": { $0.scaled(by: $0.oldScale, 2 * $0.newScale) },
      ]),
    mistake(
      "weights-scaled", "The weights were multiplied by a factor; only the products are.",
      [
        "the new one's": {
          $0.newRank == 0
            ? $0.expected
            : ($0.w - $0.oldB * $0.oldA * $0.oldScale + $0.newB * $0.newA) * $0.newScale
        }
      ]),
    mistake(
      "factors-swapped",
      "The factors were subtracted from each other before they were multiplied. The difference of two products is "
        + "not the product of two differences.",
      [
        "(B′ − B)(A′ − A)": {
          $0.oldRank == $0.newRank
            ? $0.w + ($0.newB - $0.oldB) * ($0.newA - $0.oldA) * $0.newScale : $0.expected
        }
      ]),
    mistake(
      "transposed", "The result is transposed: it has the shape of the weights.",
      ["Wᵀ": { $0.expected.transposed }]),
    square(
      "factors-reversed",
      "The factors stand in the wrong order or are transposed: the product is BA.",
      [
        "AB": { $0.w - $0.oldA * $0.oldB * $0.oldScale + $0.newA * $0.newB * $0.newScale },
        "BAᵀ": {
          $0.w - $0.oldB * $0.oldA.transposed * $0.oldScale + $0.newB * $0.newA.transposed
            * $0.newScale
        },
        "BᵀA": {
          $0.w - $0.oldB.transposed * $0.oldA * $0.oldScale + $0.newB.transposed * $0.newA
            * $0.newScale
        },
        "(BA)ᵀ": {
          $0.w - ($0.oldB * $0.oldA).transposed * $0.oldScale
            + ($0.newB * $0.newA).transposed * $0.newScale
        },
      ]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Output>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in put(way, into: &answers) }
  }

  /// A mistake that can be made where all matrices are square.
  private static func square(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Output>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      put({ $0.isSquare ? try way($0) : $0.expected }, into: &answers)
    }
  }

  private static func put(_ output: @escaping Output, into answers: inout Answers) {
    answers.swappedAdapter = {
      try output(Swap(w: $0, oldB: $1, oldA: $2, newB: $3, newA: $4, alpha: $5))
    }
  }
}

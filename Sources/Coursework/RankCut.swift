import Grading
import LinearAlgebra

/// A matrix with its decomposition, and the rank asked for.
struct RankCut: Sendable {
  let known: KnownMatrix
  let rank: Int

  /// A probe with an m×n matrix; its values are 8, 5, 3, 2 and 0.5 if nothing is said.
  static func probe(
    _ m: Int, _ n: Int, _ rank: Int, seed: UInt64, values: [Double]? = nil, full: Bool = false,
    _ remark: String? = nil
  ) -> Probe<RankCut> {
    let values = values ?? Array([8, 5, 3, 2, 0.5].prefix(min(m, n)))
    let known = KnownMatrix(rows: m, columns: n, values: values, seed: seed, full: full)
    let name =
      "the \(full ? "full" : "thin") SVD of a \(m)×\(n) matrix\(remark.map { " " + $0 } ?? "")"
    return Probe("\(name) at rank \(rank)", RankCut(known: known, rank: rank))
  }

  /// Values of very different sizes, some of them equal or 0.
  static let hardCases: [Probe<RankCut>] = [
    probe(4, 5, 3, seed: 77, values: [8e-12, 5e-12, 3e-12, 2e-12], "with σ₁ = 8·10⁻¹²"),
    probe(4, 3, 1, seed: 85, values: [8e-13, 5e-13, 3e-13], "with σ₁ = 8·10⁻¹³"),
    probe(5, 4, 3, seed: 78, values: [8e12, 5e12, 3e12, 2e12], "with σ₁ = 8·10¹²"),
    probe(4, 4, 3, seed: 79, values: [3, 3, 3, 1], "with σ = (3, 3, 3, 1)"),
    probe(5, 4, 4, seed: 80, values: [4, 1, 0, 0], "with σ = (4, 1, 0, 0)"),
    probe(3, 4, 2, seed: 81, values: [0, 0, 0], "of zeros"),
    probe(1, 1, 1, seed: 82), probe(1, 5, 1, seed: 83), probe(5, 1, 1, seed: 84),
    probe(1, 5, 0, seed: 83),
  ]

  /// Shapes and ranks drawn from a seed, with values that descend from 1.
  static func seeded(_ seed: UInt64, count: Int = 15) -> [Probe<RankCut>] {
    var counts = SeededCounts(seed: seed)
    return (0..<count).map { i in
      let (m, n) = (counts.next(in: 2...12), counts.next(in: 2...12))
      let values = (1...min(m, n)).map { 1 / Double($0) }
      return probe(
        m, n, counts.next(in: 1...min(m, n)), seed: seed + UInt64(i), values: values,
        full: i % 3 == 0)
    }
  }
}

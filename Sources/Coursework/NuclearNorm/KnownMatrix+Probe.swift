import Grading
import LinearAlgebra

extension KnownMatrix {
  /// The matrix as a probe, named by its shape and its values.
  static func probe(
    _ m: Int, _ n: Int, _ values: [Double], seed: UInt64
  ) -> Probe<KnownMatrix> {
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe(
      "a \(m)×\(n) matrix with σ = (\(list))",
      KnownMatrix(rows: m, columns: n, values: values, seed: seed))
  }

  /// Matrices of seeded shapes, with values that fall from 4 by a seeded share.
  static func seeded(_ count: Int, seed: UInt64) -> [Probe<KnownMatrix>] {
    var counts = SeededCounts(seed: seed)
    return (0..<count).map { i -> Probe<KnownMatrix> in
      let (m, n) = (counts.next(in: 1...7), counts.next(in: 1...7))
      let share = Double(counts.next(in: 2...9)) / 10
      var values = [4.0]
      while values.count < min(m, n) { values.append(values[values.count - 1] * share) }
      return probe(m, n, values, seed: seed + UInt64(i))
    }
  }

  /// The product with each value changed by `weight`.
  func changed(_ weight: (Double) -> Double) -> Matrix<Double> {
    let count = values.count
    return u.firstColumns(count).scalingColumns(by: values.map(weight))
      * v.firstColumns(count).transposed
  }
}

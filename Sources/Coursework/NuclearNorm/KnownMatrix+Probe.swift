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

  /// The product with each value changed by `weight`.
  func changed(_ weight: (Double) -> Double) -> Matrix<Double> {
    let count = values.count
    return u.firstColumns(count).scalingColumns(by: values.map(weight))
      * v.firstColumns(count).transposed
  }
}

/// Interim: the plain triple loop. The packed, register-tiled kernel replaces it.
func plainProduct<Scalar: RealScalar>(
  _ left: [Scalar], _ right: [Scalar], into result: inout [Scalar],
  rows: Int, inner: Int, columns: Int
) {
  for i in 0..<rows {
    for k in 0..<inner {
      let x = left[i * inner + k]
      for j in 0..<columns { result[i * columns + j] += x * right[k * columns + j] }
    }
  }
}

extension Double: RealScalar {
  public static func multiply(
    _ left: [Double], _ right: [Double], into result: inout [Double],
    rows: Int, inner: Int, columns: Int
  ) {
    plainProduct(left, right, into: &result, rows: rows, inner: inner, columns: columns)
  }
}

extension Float: RealScalar {
  public static func multiply(
    _ left: [Float], _ right: [Float], into result: inout [Float],
    rows: Int, inner: Int, columns: Int
  ) {
    plainProduct(left, right, into: &result, rows: rows, inner: inner, columns: columns)
  }
}

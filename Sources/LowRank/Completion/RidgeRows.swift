import LinearAlgebra

/// For each line the vector u that makes Σ(x − uᵀv)² + λ‖u‖² least over the entries of that line:
/// (Σvvᵀ + λI)u = Σxv. A line without entries has the zero vector.
///
/// - Parameters:
///   - lines: The entries, line by line.
///   - values: Their numbers, in the order that the lines' indices speak of.
///   - factor: The vectors v, one a row, for the other places.
/// - Returns: The vectors u, one a row.
/// - Complexity: O(count · k² + lines · k³).
func ridgeRows(
  _ lines: EntryLines, _ values: [Double], _ factor: Matrix<Double>, penalty: Double
) -> Matrix<Double> {
  let (v, k) = (factor.elements, factor.columns)
  var result: [Double] = []
  result.reserveCapacity(lines.count * k)
  var gram = Matrix<Double>(rows: k, columns: k)
  for line in 0..<lines.count {
    let places = lines.starts[line]..<lines.starts[line + 1]
    // The vectors of this line under each other, for one product of matrices.
    var chosen = [Double](repeating: 0, count: places.count * k)
    var solution = [Double](repeating: 0, count: k)
    for (row, place) in places.enumerated() {
      let value = values[lines.indices[place]]
      let start = lines.others[place] * k
      for a in 0..<k {
        chosen[row * k + a] = v[start + a]
        solution[a] += value * v[start + a]
      }
    }
    let vectors = Matrix(rows: places.count, columns: k, elements: chosen)
    gram.setToProduct(.transposed(vectors), .plain(vectors))
    var system = gram.elements
    for a in 0..<k { system[a * k + a] += penalty }
    solvePositive(&system, &solution)
    result += solution
  }
  return Matrix(rows: lines.count, columns: k, elements: result)
}

/// Solves a symmetric positive semidefinite system in place, of which the lower half is given.
///
/// Cholesky's factor, then two triangular systems (Golub and Van Loan, "Matrix Computations", 4th
/// edition, algorithm 4.2.1). Where a pivot is nothing but rounding the unknown is set to 0, which is
/// one of the solutions that least squares allows. O(k³).
private func solvePositive(_ a: inout [Double], _ x: inout [Double]) {
  let k = x.count
  var largest = 0.0
  for i in 0..<k { largest = max(largest, a[i * k + i]) }
  let negligible = largest * Double(k) * .ulpOfOne
  for j in 0..<k {
    var pivot = a[j * k + j]
    for c in 0..<j { pivot -= a[j * k + c] * a[j * k + c] }
    guard pivot > negligible else {
      for i in j..<k { a[i * k + j] = 0 }
      continue
    }
    let root = pivot.squareRoot()
    a[j * k + j] = root
    for i in j + 1..<max(k, j + 1) {
      var sum = a[i * k + j]
      for c in 0..<j { sum -= a[i * k + c] * a[j * k + c] }
      a[i * k + j] = sum / root
    }
  }
  for i in 0..<k {
    for c in 0..<i { x[i] -= a[i * k + c] * x[c] }
    x[i] = a[i * k + i] > 0 ? x[i] / a[i * k + i] : 0
  }
  for i in (0..<k).reversed() {
    for c in i + 1..<max(k, i + 1) { x[i] -= a[c * k + i] * x[c] }
    x[i] = a[i * k + i] > 0 ? x[i] / a[i * k + i] : 0
  }
}

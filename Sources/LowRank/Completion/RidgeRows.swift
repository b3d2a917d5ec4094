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
  var gram = [Double](repeating: 0, count: k * k)
  var solution = [Double](repeating: 0, count: k)
  for line in 0..<lines.count {
    for index in gram.indices { gram[index] = 0 }
    for index in 0..<k {
      gram[index * k + index] = penalty
      solution[index] = 0
    }
    for place in lines.starts[line]..<lines.starts[line + 1] {
      let value = values[lines.indices[place]]
      let start = lines.others[place] * k
      for a in 0..<k {
        let x = v[start + a]
        solution[a] += value * x
        // The lower half is enough for Cholesky's factor.
        for b in 0...a { gram[a * k + b] += x * v[start + b] }
      }
    }
    solvePositive(&gram, &solution)
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

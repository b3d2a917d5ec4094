import LinearAlgebra

extension Network {
  /// The network in integers, each rounded so that it makes up for the errors of those rounded before it.
  ///
  /// Plain rounding makes each weight's own error small. What counts is that of the sums, ‖R(w − ŵ)‖ with RᵀR
  /// = XᵀX + λI for the layer's inputs X. R is triangular: so begin with the last weight of a row, and let each
  /// next one carry what the others have left over. Every layer sees what the rounded ones before it give.
  ///
  /// That is GPTQ in other words (Frantar, Ashkboos, Hoefler and Alistarh, "GPTQ: Accurate post-training
  /// quantization for generative pre-trained transformers", ICLR 2023, arXiv 2210.17323), and the nearest plane
  /// of L. Babai ("On Lovász' lattice reduction and the nearest lattice point problem", Combinatorica 6, 1986,
  /// doi:10.1007/BF02579403). λ is a hundredth of the mean of XᵀX's diagonal, as in GPTQ. A step belongs to a
  /// row, and is that of plain rounding.
  ///
  /// - Parameters:
  ///   - width: How many bits a weight has.
  ///   - inputs: Samples, one a row, of the kind that the network will see.
  /// - Returns: Dense and low-rank layers in integers, others as they are.
  /// - Throws: `LinearAlgebraError.nonFinite` where a weight is NaN or infinite.
  /// - Complexity: O(samples · n² + n³ + weights · n) for a layer of n inputs.
  public func quantized(
    _ width: BitWidth, compensatingOn inputs: Matrix<Float>
  ) throws(LinearAlgebraError) -> Network {
    var result: [any Layer] = []
    var x = inputs
    for layer in layers {
      var rounded: any Layer = layer
      if let dense = layer as? DenseLayer {
        rounded = QuantizedLayer(
          factors: [try QuantizedMatrix(dense.weights.values, width, compensatingOn: x)],
          bias: dense.biases, activation: dense.activation)
      } else if let thin = layer as? LowRankLayer {
        let right = try QuantizedMatrix(thin.vTransposed.values, width, compensatingOn: x)
        var middle = Matrix<Float>(rows: 0, columns: 0)
        middle.setToProduct(.plain(x), .transposed(right.dequantized()))
        let left = try QuantizedMatrix(thin.u.values, width, compensatingOn: middle)
        rounded = QuantizedLayer(
          factors: [left, right], bias: thin.biases, activation: thin.activation)
      }
      result.append(rounded)
      var outputs = Matrix<Float>(rows: 0, columns: 0)
      rounded.forward(x, into: &outputs)
      x = outputs
    }
    return Network(result)
  }
}

extension QuantizedMatrix {
  /// A matrix with a step for each row, its integers chosen for what it makes of `inputs`, one a row.
  ///
  /// - Throws: `LinearAlgebraError.nonFinite` where an element is NaN or infinite.
  /// - Precondition: The inputs have as many columns as the matrix.
  init(
    _ matrix: Matrix<Float>, _ width: BitWidth, compensatingOn inputs: Matrix<Float>
  ) throws(LinearAlgebraError) {
    require(
      inputs.columns == matrix.columns,
      "\(inputs.shape) inputs do not fit a \(matrix.shape) matrix")
    let plain = try QuantizedMatrix(matrix, width)
    let (m, n, most) = (matrix.rows, matrix.columns, Float(width.largest))
    guard let r = triangularFactor(of: inputs) else {
      self = plain
      return
    }
    var errors = Matrix<Float>(rows: n, columns: m)  // column i is w − ŵ of row i
    var integers = [Int8](repeating: 0, count: m * n)
    for j in (0..<n).reversed() {
      // What the weights after j have left over, for all rows at once.
      var carried = [Float](repeating: 0, count: m)
      for k in j + 1..<max(n, j + 1) {
        let share = r[j, k] / r[j, j]
        for i in 0..<m { carried[i] += share * errors[k, i] }
      }
      for i in 0..<m where plain.steps[i] > 0 {
        let quotient = (matrix[i, j] + carried[i]) / plain.steps[i]
        let q = min(max(quotient.rounded(.toNearestOrEven), -most), most)
        integers[i * n + j] = Int8(q)
        errors[j, i] = matrix[i, j] - q * plain.steps[i]
      }
    }
    self.init(
      rows: m, columns: n, width: width, sharing: .row, integers: integers, steps: plain.steps)
  }
}

/// R, upper triangular, with RᵀR = XᵀX + λI and λ a hundredth of the mean of XᵀX's diagonal: Cholesky's factor
/// (Golub and Van Loan, "Matrix Computations", 4th edition, algorithm 4.2.2). Nil where X is zero or not
/// finite. O(samples · n² + n³).
private func triangularFactor(of inputs: Matrix<Float>) -> Matrix<Float>? {
  let (x, n) = (Matrix<Double>(inputs), inputs.columns)
  var a = x.transposed * x
  let mean = (0..<n).reduce(0) { $0 + a[$1, $1] } / Double(max(n, 1))
  guard mean.isFinite, mean > 0 else { return nil }
  for j in 0..<n { a[j, j] += mean / 100 }
  // Row by row, each taken off the rows below it.
  for j in 0..<n {
    let root = a[j, j].squareRoot()
    for k in j..<n { a[j, k] /= root }
    for i in j + 1..<max(n, j + 1) {
      let factor = a[j, i]
      for k in i..<n { a[i, k] -= factor * a[j, k] }
    }
  }
  return Matrix<Float>(a)
}

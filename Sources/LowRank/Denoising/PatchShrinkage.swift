import LinearAlgebra

/// A noisy picture, its small squares shrunk as the rows of a matrix.
///
/// The squares, *patches*, are written as the rows of a matrix, less their mean; its singular values are
/// shrunk (`WhiteNoise.shrunk`), and each point becomes the mean of what its patches say. Patches
/// resemble each other far more than the rows of a picture do, so their matrix is nearer to low rank.
/// C.-A. Deledalle, J. Salmon and A. Dalalyan, "Image denoising with patch based PCA: local versus global",
/// British Machine Vision Conference 2011, doi:10.5244/C.25.25, compare such matrices.
///
/// Where patches overlap they share noise. The noise of the matrix is then not independent, and what is
/// known of shrinkage does not cover it; with `step` equal to `side` it does.
///
/// - Parameters:
///   - noisy: An m×n matrix, with white noise.
///   - deviation: The standard deviation of the noise, in the units of the picture.
///   - side: The side of a patch; a smaller picture has smaller ones.
///   - step: How far neighbouring patches lie apart, from 1 to `side`.
///   - window: The side of the neighbourhood whose patches make one matrix; neighbourhoods overlap by
///     half. Without it all patches of the picture make one.
/// - Returns: An m×n matrix.
/// - Throws: `DenoisingError` for no rows or columns, or the deviation; `LinearAlgebraError` for NaN or ∞.
/// - Complexity: O(mn · side⁴/step²), and O(side⁶) for each neighbourhood.
public func patchesShrunk(
  _ noisy: Matrix<Double>, deviation: Double, side: Int = 8, step: Int = 1, window: Int? = nil
) throws -> Matrix<Double> {
  _ = try WhiteNoise(rows: noisy.rows, columns: noisy.columns, deviation: deviation)
  try noisy.checkFinite()
  let side = max(1, min(side, noisy.rows, noisy.columns))
  let step = max(1, min(step, side))
  var sum = PatchSum(rows: noisy.rows, columns: noisy.columns)
  func windows(_ size: Int) -> [Range<Int>] {
    let length = min(max(window ?? size, side), size)
    return starts(size, length, max(1, length / 2)).map { $0..<$0 + length }
  }
  for rows in windows(noisy.rows) {
    for columns in windows(noisy.columns) {
      let patches = Patches(
        picture: noisy, side: side,
        rows: starts(rows.count, side, step).map { $0 + rows.lowerBound },
        columns: starts(columns.count, side, step).map { $0 + columns.lowerBound })
      try patches.shrink(deviation: deviation, into: &sum)
    }
  }
  return sum.mean
}

/// Where parts of a length start that are `step` apart and cover the whole.
private func starts(_ size: Int, _ length: Int, _ step: Int) -> [Int] {
  let regular = Array(stride(from: 0, through: size - length, by: step))
  return regular.last == size - length ? regular : regular + [size - length]
}

/// The sum of what patches say of each point, and how many they are.
private struct PatchSum {
  var values: Matrix<Double>
  var counts: Matrix<Double>

  init(rows: Int, columns: Int) {
    values = Matrix(rows: rows, columns: columns)
    counts = values
  }

  var mean: Matrix<Double> {
    Matrix(rows: values.rows, columns: values.columns) { i, j in values[i, j] / counts[i, j] }
  }
}

/// The patches at a grid of places. They are made some rows of the grid at a time: all of them at once
/// would take side² times the memory of the picture.
private struct Patches {
  let picture: Matrix<Double>
  let side: Int
  let rows: [Int]
  let columns: [Int]

  /// The rows of the grid, as many at a time as make some thousand patches.
  var parts: [[Int]] {
    let length = max(1, 4096 / max(columns.count, 1))
    return stride(from: 0, to: rows.count, by: length).map {
      Array(rows[$0..<min($0 + length, rows.count)])
    }
  }

  /// The patches that start in some rows of the picture, one a row, less `mean`.
  func patches(_ rows: [Int], less mean: [Double]) -> Matrix<Double> {
    var elements = Array(repeating: 0.0, count: rows.count * columns.count * mean.count)
    var place = 0
    for row in rows {
      for column in columns {
        for i in 0..<side {
          for j in 0..<side {
            elements[place] = picture[row + i, column + j] - mean[i * side + j]
            place += 1
          }
        }
      }
    }
    return Matrix(rows: rows.count * columns.count, columns: mean.count, elements: elements)
  }

  var mean: [Double] {
    let count = Double(rows.count * columns.count)
    return (0..<side * side).map { point in
      rows.reduce(0) { sum, row in
        columns.reduce(sum) { $0 + picture[row + point / side, $1 + point % side] }
      } / count
    }
  }

  func shrink(deviation: Double, into sum: inout PatchSum) throws {
    let mean = mean
    var gram = Matrix<Double>(rows: side * side, columns: side * side)
    for part in parts {
      let patches = patches(part, less: mean)
      gram = gram + patches.transposed * patches
    }
    let count = rows.count * columns.count
    let filter = try filter(gram, count: count, deviation: deviation)
    for part in parts {
      let shrunk = (patches(part, less: mean) * filter).elements
      var place = 0
      for row in part {
        for column in columns {
          for i in 0..<side {
            for j in 0..<side {
              sum.values[row + i, column + j] += shrunk[place] + mean[i * side + j]
              sum.counts[row + i, column + j] += 1
              place += 1
            }
          }
        }
      }
    }
  }

  /// V diag(d/σ) Vᵀ for the values σ of the matrix M of patches and the shrunk ones d: M times it is
  /// U diag(d) Vᵀ. MᵀM loses the digits of small values, but those are shrunk to 0.
  private func filter(
    _ gram: Matrix<Double>, count: Int, deviation: Double
  ) throws -> Matrix<Double> {
    if deviation == 0 { return .identity(side * side) }
    let noise = try WhiteNoise(rows: count, columns: side * side, deviation: deviation)
    let eigen = try symmetricEigen(gram)
    let values = eigen.values.map { max($0, 0).squareRoot() }
    let kept = zip(noise.shrunk(values), values).map { $1 > 0 ? $0 / $1 : 0 }
    return eigen.vectors.scalingColumns(by: kept) * eigen.vectors.transposed
  }
}

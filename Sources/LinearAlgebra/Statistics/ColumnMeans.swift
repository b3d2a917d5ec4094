/// The mean of each column of a matrix with at least one row. O(mn).
package func columnMeans(_ samples: Matrix<Double>) -> Vector<Double> {
  var sums = [Double](repeating: 0, count: samples.columns)
  for i in 0..<samples.rows {
    for j in 0..<samples.columns { sums[j] += samples[i, j] }
  }
  return Vector(sums.map { $0 / Double(samples.rows) })
}

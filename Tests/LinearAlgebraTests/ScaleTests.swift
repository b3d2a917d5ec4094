import Foundation
import LinearAlgebra
import Testing

/// Rows, columns and right-hand sides in units that lie far apart keep all their digits.
@Suite struct ScaleTests {
  var generator = SeededGenerator(seed: 161)

  /// The number times 2 to a power.
  private func scaled(_ value: Double, _ power: Int) -> Double {
    Double(sign: .plus, exponent: power, significand: value)
  }

  @Test func solutionsOfDiagonalSystems() throws {
    let values: [Double] = [6.02e23, 1.38e-23, 1e300, 1e-300, .leastNonzeroMagnitude]
    let ones = try solve(Matrix<Double>.diagonal(values), Vector(values))
    #expect(ones == [1, 1, 1, 1, 1])
    let far: Vector<Double> = [6.02e223, 1.38e-223]
    #expect(try solve(Matrix<Double>.identity(2), far) == far)
    let floats: Vector<Float> = [6.02e23, 1.38e-23]
    #expect(try solve(Matrix<Float>.diagonal(floats.elements), floats) == [1, 1])
    #expect(try solve(Matrix<Float>.identity(2), floats) == floats)
  }

  /// Powers of two for rows, columns and right-hand sides change no digit of a solution.
  @Test(arguments: [3, 8, 33], [300, 500])
  mutating func solutionsInAnyUnits(_ n: Int, _ reach: Int) throws {
    let a = Matrix<Double>.normal(rows: n, columns: n, using: &generator)
    let b = Matrix<Double>.normal(rows: n, columns: 2, using: &generator)
    func draw(_ count: Int) -> [Int] {
      (0..<count).map { _ in Int.random(in: -reach...reach, using: &generator) }
    }
    let (rows, columns, sides) = (draw(n), draw(n), draw(2))
    let x = try solve(a, b)
    // The products of the powers stay within the normal numbers.
    let scaledA = Matrix(rows: n, columns: n) { i, j in scaled(a[i, j], rows[i] + columns[j]) }
    let scaledB = Matrix(rows: n, columns: 2) { i, j in scaled(b[i, j], rows[i] + sides[j]) }
    let found = try solve(scaledA, scaledB)
    for i in 0..<n {
      for j in 0..<2 {
        // The rows may be eliminated in another order, so the digits agree to the condition number.
        let back = scaled(found[i, j], columns[i] - sides[j])
        let largest: Double = x.column(j).elements.map(abs).max() ?? 0
        #expect(abs(back - x[i, j]) <= 1e-11 * largest)
      }
    }
  }

  /// With zeros, the largest element of a row tells the unit of its column, not that of the row.
  @Test mutating func solutionsOfSparseSystemsInAnyUnits() throws {
    let pattern: Matrix<Double> = [[1, 0, 0, 2], [3, 1, 0, 0], [0, 2, 1, 0], [1, 0, 4, 1]]
    let right: Vector<Double> = [1, -2, 3, 4]
    let x = try solve(pattern, right)
    for _ in 0..<200 {
      let (rows, columns) = (
        (0..<4).map { _ in Int.random(in: -490...490, using: &generator) },
        (0..<4).map { _ in Int.random(in: -490...490, using: &generator) }
      )
      let a = Matrix(rows: 4, columns: 4) { i, j in scaled(pattern[i, j], rows[i] + columns[j]) }
      let found = try solve(a, Vector((0..<4).map { scaled(right[$0], rows[$0]) }))
      for j in 0..<4 { #expect(abs(scaled(found[j], columns[j]) - x[j]) < 1e-13) }
    }
  }

  /// Growth of elements by 2⁹⁹⁹ on the way still ends well: Wilkinson's worst case for partial pivoting.
  @Test func growthOnTheWay() throws {
    let n = 1000
    let a = Matrix<Double>(rows: n, columns: n) { i, j in
      i == j || j == n - 1 ? 1 : i > j ? -1 : 0
    }
    let x = try solve(a, a * Vector(repeatElement(1, count: n)))
    #expect(x.elements.allSatisfy { $0.isFinite })
  }

  @Test func hopelessSystemsNameTheirCondition() throws {
    let a: Matrix<Double> = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    for matrix in [a, a * 1e200, a.scalingRows(by: [1, 1e-100, 1e100])] {
      let error = #expect(throws: LinearAlgebraError.self) { try solve(matrix, [1, 2, 4]) }
      switch error {
      case .illConditioned(let condition): #expect(condition > 1e15)
      // Elimination may hit the zero exactly.
      case .singular(let pivot): #expect(pivot == 2)
      default: Issue.record("\(String(describing: error))")
      }
    }
    #expect(
      "\(LinearAlgebraError.illConditioned(condition: 3.84e16))"
        == "the matrix is singular but for rounding: its condition number is about 3.8·10^16")
    // Hilbert's matrix of order 8 has a condition number of 3·10¹⁰ in the 1-norm: some digits are left.
    let hilbert = Matrix<Double>(rows: 8, columns: 8) { i, j in 1 / Double(i + j + 1) }
    let x = try solve(hilbert, hilbert * Vector(repeatElement(1, count: 8)))
    #expect((x - Vector(repeatElement(1, count: 8))).norm < 1e-4)
    let large = Matrix<Double>(rows: 14, columns: 14) { i, j in 1 / Double(i + j + 1) }
    #expect(throws: LinearAlgebraError.self) { try solve(large, large) }
  }

  /// The estimate that decides is within a factor of ten of the truth, mostly.
  @Test mutating func wellConditionedSystemsAreSolved() throws {
    for n in [1, 2, 7, 40] {
      for _ in 0..<20 {
        let a = Matrix<Double>.normal(rows: n, columns: n, using: &generator)
        _ = try solve(a, Matrix.identity(n))
      }
    }
  }

  @Test(arguments: [(3, 3), (7, 4), (4, 7)])
  mutating func factorsOfColumnsInAnyUnits(_ rows: Int, _ columns: Int) throws {
    let a = Matrix<Double>.normal(rows: rows, columns: columns, using: &generator)
    let powers = (0..<columns).map { _ in Int.random(in: -1000...1000, using: &generator) }
    let far = Matrix(rows: rows, columns: columns) { i, j in scaled(a[i, j], powers[j]) }
    let (near, found) = (try qr(a), try qr(far))
    #expect(found.q == near.q)
    for i in 0..<near.r.rows {
      for j in 0..<columns { #expect(found.r[i, j] == scaled(near.r[i, j], powers[j])) }
    }
    let pivoted = try pivotedQR(far)
    let sizes = pivoted.r.diagonal
    #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 >= $1 })
    let order = (0..<columns).sorted { powers[$0] > powers[$1] }
    // Powers that lie 10 apart leave no doubt about the order.
    if zip(order, order.dropFirst()).allSatisfy({ powers[$0] > powers[$1] + 10 }) {
      #expect(pivoted.permutation.prefix(sizes.count) == order.prefix(sizes.count)[...])
    }
    for j in 0..<columns {
      let (source, power) = (pivoted.permutation[j], powers[pivoted.permutation[j]])
      let column = Vector(
        (0..<rows).map { i in
          (0..<pivoted.r.rows).reduce(0) {
            $0 + pivoted.q[i, $1] * scaled(pivoted.r[$1, j], -power)
          }
        })
      let error = (column - a.column(source)).norm
      #expect(error <= 20 * Double(rows + columns) * .ulpOfOne * a.column(source).norm)
    }
  }

  @Test func triangleOfUnlikeRowsIsItself() throws {
    let a: Matrix<Double> = [[1e200, 2e200], [0, 1e-200]]
    #expect(try qr(a).r == a)
    #expect(try pivotedQR(.diagonal([1e-300, 1e300])).r == .diagonal([1e300, 1e-300]))
  }

  @Test func smallEigenvaluesAcrossTheWholeRange() throws {
    let values = [1e300, 1e150, 1, 1e-150, 1e-300]
    let eigen = try symmetricEigen(Matrix<Double>.diagonal(values.reversed()), accuracy: .high)
    for (found, value) in zip(eigen.values, values) {
      #expect(abs(found / value - 1) < 1e-14)
    }
    // D [[2, 1], [1, 2]] D with D = diag(2⁵⁰⁰, 2⁻⁵⁰⁰): 2·2¹⁰⁰⁰, and the determinant 3 divided by it.
    let far: Matrix<Double> = [[0x2p1000, 1], [1, 0x2p-1000]]
    let pair = try symmetricEigen(far, accuracy: .high)
    #expect(abs(pair.values[0] / 0x2p1000 - 1) < 1e-14)
    #expect(abs(pair.values[1] / 0x1.8p-1000 - 1) < 1e-14)
    #expect(throws: LinearAlgebraError.self) {
      try symmetricEigen([[1e-300, 1e300], [1e300, 1e-300]] as Matrix<Double>, accuracy: .high)
    }
  }

  @Test mutating func covarianceOfColumnsInAnyUnits() throws {
    let small = try covariance(ofRows: [[0, 0], [1e200, 0], [2e200, 1]] as Matrix<Double>)[1, 1]
    #expect(abs(small - 1.0 / 3) < 1e-15)
    let a = Matrix<Double>.normal(rows: 9, columns: 4, using: &generator)
    let powers = [700, -3, 2, -250]
    let far = Matrix(rows: 9, columns: 4) { i, j in scaled(a[i, j], powers[j]) }
    let (near, found) = (try covariance(ofRows: a), try covariance(ofRows: far))
    for i in 0..<4 {
      for j in 0..<4 { #expect(found[i, j] == scaled(near[i, j], powers[i] + powers[j])) }
    }
  }

  @Test func leastSquaresNearTheLargestNumber() throws {
    let x = try leastSquares(Matrix<Double>.identity(2) * 1e308, [1.7e308, 1.7e308])
    #expect((x - [1.7, 1.7]).norm < 1e-14)
    // Singular values that overflow: 4·10³⁰⁸.
    let ones = Matrix<Double>(rows: 4, columns: 4, repeating: 1e308)
    let quarter = try leastSquares(ones, [1e308, 1e308, 1e308, 1e308])
    #expect((quarter - Vector(repeatElement(0.25, count: 4))).norm < 1e-14)
    #expect(try ones.rank() == 1)
    let inverse = try pseudoinverse(ones)
    #expect((inverse * 1e308 - Matrix(rows: 4, columns: 4, repeating: 0.0625)).maxNorm < 1e-14)
    #expect(try Matrix<Double>.diagonal([1.7e308, 1.7e308]).conditionNumber() == 1)
    #expect(
      try Matrix<Double>.diagonal([.leastNonzeroMagnitude, .leastNonzeroMagnitude]).rank() == 2)
    let two = try leastSquares(
      Matrix<Double>.identity(2), Matrix(rows: [[1e200, 1e-200], [2e200, 3e-200]]))
    for (found, value) in zip(two.elements, [1e200, 1e-200, 2e200, 3e-200]) {
      #expect(abs(found / value - 1) < 1e-14)
    }
  }

  @Test func leastSquaresTellsWhatIsLeft() throws {
    let fit = try leastSquaresFit(
      [[1, 0], [1, 1], [1, 2]], [[1, 1], [2, 2], [4, 3]] as Matrix<Double>)
    #expect(fit.rank == 2)
    #expect(abs(fit.residuals[0] - (1.0 / 6).squareRoot()) < 1e-14)
    #expect(fit.residuals[1] < 1e-14)
    #expect(fit.singularValues.count == 2)
    let one = try leastSquaresFit([[1, 1], [1, 1]], [[1], [3]] as Matrix<Double>)
    #expect(one.rank == 1)
    #expect(abs(one.residuals[0] - 2.0.squareRoot()) < 1e-14)
  }

  @Test func unitVectorsOfExtremeOnes() {
    let half = 0.5.squareRoot()
    for size in [1.7e308, 0x1p-1063, .leastNonzeroMagnitude, 1] {
      let unit = Vector<Double>([size, -size]).normalized()
      #expect((unit - [half, -half]).norm < 1e-15)
    }
    #expect(Vector<Double>([0, 0]).normalized() == [0, 0])
    #expect(
      Vector<Float>([3e38, 3e38]).normalized().elements.allSatisfy { abs($0 - 0.70710677) < 1e-6 })
  }

  @Test func energyOfExtremeValues() {
    for unit in [1e300, 1e-300, 1] {
      let f = SVD<Double>(u: .identity(2), singularValues: [2 * unit, unit], v: .identity(2))
      #expect(abs(f.energy(1) - 0.8) < 1e-15)
      #expect(f.energy(0) == 0)
      #expect(f.energy(7) == 1)
    }
  }
}

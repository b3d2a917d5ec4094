import Foundation
import LinearAlgebra

/// A matrix with a name, so that a failure says which one it was.
struct Sample<Scalar: RealScalar>: CustomStringConvertible, Sendable {
  let name: String
  let matrix: Matrix<Scalar>

  init(_ name: String, _ matrix: Matrix<Scalar>) {
    self.name = name
    self.matrix = matrix
  }

  var description: String { "\(name) \(matrix.shape) \(Scalar.self)" }
}

/// Matrices that are known to break what is written with only random ones in mind.
enum Families {
  /// General matrices: random ones of every shape, and the named ones of the literature.
  static func general<Scalar: RealScalar>(_: Scalar.Type) -> [Sample<Scalar>] {
    random() + structured() + deficient() + scaled()
  }

  static func random<Scalar: RealScalar>() -> [Sample<Scalar>] {
    var generator = SeededGenerator(seed: 11)
    let shapes = [
      (1, 1), (1, 9), (9, 1), (2, 2), (3, 3), (5, 4), (4, 5), (8, 8), (17, 16), (33, 33), (40, 7),
      (7, 40), (70, 65), (100, 100),
    ]
    return shapes.map { rows, columns in
      Sample("normal", .normal(rows: rows, columns: columns, using: &generator))
    }
  }

  static func structured<Scalar: RealScalar>() -> [Sample<Scalar>] {
    let sine = 0.6
    return [
      Sample("identity", .identity(12)),
      // Every value is one, and every element of the reduction is zero or one.
      Sample("permutation", Matrix(rows: 9, columns: 9) { i, j in (4 * i + 2) % 9 == j ? 1 : 0 }),
      Sample("reversal", Matrix(rows: 8, columns: 8) { i, j in i + j == 7 ? 1 : 0 }),
      Sample("Hilbert", Matrix(rows: 12, columns: 12) { i, j in 1 / Scalar(i + j + 1) }),
      // Kahan 1966: a triangle whose smallest value no diagonal element betrays.
      Sample(
        "Kahan",
        Matrix(rows: 20, columns: 20) { i, j in
          Scalar(pow(sine, Double(i)) * (i == j ? 1 : i < j ? -0.8 : 0))
        }),
      // Läuchli 1961: what forming AᵀA cannot see.
      Sample(
        "Läuchli",
        Matrix(rows: 6, columns: 5) { i, j in
          i == 0 ? 1 : i == j + 1 ? Scalar.ulpOfOne.squareRoot() / 4 : 0
        }),
      Sample(
        "Vandermonde",
        Matrix(rows: 15, columns: 10) { i, j in Scalar(pow(Double(i) / 14, Double(j))) }),
      Sample("repeated values", .diagonal([3, 1, 3, 1, 3, -1, 2, 2])),
      Sample(
        "bidiagonal",
        Matrix(rows: 30, columns: 30) { i, j in i == j ? 1 : i + 1 == j ? 1 : 0 }),
    ]
  }

  static func deficient<Scalar: RealScalar>() -> [Sample<Scalar>] {
    var generator = SeededGenerator(seed: 12)
    let tall = Matrix<Scalar>.normal(rows: 30, columns: 3, using: &generator)
    let wide = Matrix<Scalar>.normal(rows: 3, columns: 25, using: &generator)
    return [
      Sample("zero", Matrix(rows: 6, columns: 4)),
      Sample("zero", Matrix(rows: 4, columns: 6)),
      Sample("zero", Matrix(rows: 5, columns: 5)),
      // A reduction that does not scale underflows here, and then divides by zero.
      Sample("ones", Matrix(rows: 20, columns: 30, repeating: 1)),
      Sample("ones", Matrix(rows: 30, columns: 30, repeating: 1)),
      Sample("rank three", tall * wide),
      Sample("one element", Matrix(rows: 7, columns: 5) { i, j in i == 6 && j == 4 ? -2 : 0 }),
      Sample("zero columns", Matrix(rows: 8, columns: 8) { i, j in j % 2 == 0 ? 0 : tall[i, 0] }),
      Sample("nilpotent", Matrix(rows: 10, columns: 10) { i, j in i + 1 == j ? 1 : 0 }),
      Sample("singular bidiagonal", singularBidiagonal()),
    ]
  }

  static func scaled<Scalar: RealScalar>() -> [Sample<Scalar>] {
    var generator = SeededGenerator(seed: 13)
    let base = Matrix<Scalar>.normal(rows: 12, columns: 9, using: &generator)
    let square = Matrix<Scalar>.normal(rows: 14, columns: 14, using: &generator)
    let (large, small) = (
      Scalar.greatestFiniteMagnitude / 256, Scalar.leastNormalMagnitude * 16
    )
    let decades = Scalar.self == Float.self ? 60.0 : 600.0
    func graded(_ i: Int) -> Scalar { Scalar(pow(10, -decades / 2 * Double(i) / 13)) }
    return [
      Sample("near the largest", base.map { $0 * large / 4 }),
      Sample("near the smallest", base.map { $0 * small }),
      Sample("subnormal", base.map { $0 * Scalar.leastNormalMagnitude / 64 }),
      Sample("one subnormal", [[Scalar.leastNonzeroMagnitude, 0], [0, 0]]),
      Sample("graded rows", square.scalingRows(by: (0..<14).map(graded))),
      Sample("graded columns", square.scalingColumns(by: (0..<14).reversed().map(graded))),
      Sample("graded diagonal", .diagonal((0..<14).map(graded))),
      Sample(
        "graded both ways",
        square.scalingRows(by: (0..<14).map(graded)).scalingColumns(by: (0..<14).map(graded))),
    ]
  }

  /// Symmetric matrices.
  static func symmetric<Scalar: RealScalar>(_: Scalar.Type) -> [Sample<Scalar>] {
    var generator = SeededGenerator(seed: 14)
    let random = [1, 2, 3, 5, 17, 64, 90].map { n -> Sample<Scalar> in
      let a = Matrix<Scalar>.normal(rows: n, columns: n, using: &generator)
      return Sample("symmetric normal", a + a.transposed)
    }
    let fromGeneral = (structured() + deficient() + scaled() as [Sample<Scalar>]).map { sample in
      let a = sample.matrix.map { $0 / 4 }
      let n = min(a.rows, a.columns)
      let square = a[rows: 0..<n, columns: 0..<n]
      return Sample("symmetric part, " + sample.name, square + square.transposed)
    }
    return random + fromGeneral + [
      Sample("Wilkinson W21+", wilkinson()),
      Sample("tridiagonal", toeplitz(40)),
      Sample("zero diagonal", Matrix(rows: 6, columns: 6) { i, j in abs(i - j) == 1 ? 1 : 0 }),
      Sample(
        "clustered", Matrix(rows: 20, columns: 20) { i, j in i == j ? 1 : Scalar.ulpOfOne * 3 }),
      Sample("indefinite", [[0, 1], [1, 0]]),
    ]
  }

  /// Wilkinson's tridiagonal matrix with pairs of eigenvalues that agree to many digits.
  static func wilkinson<Scalar: RealScalar>() -> Matrix<Scalar> {
    Matrix(rows: 21, columns: 21) { i, j in
      i == j ? Scalar(abs(i - 10)) : abs(i - j) == 1 ? 1 : 0
    }
  }

  /// The second difference, whose eigenvalues are 2 − 2cos(kπ/(n+1)).
  static func toeplitz<Scalar: RealScalar>(_ n: Int) -> Matrix<Scalar> {
    Matrix(rows: n, columns: n) { i, j in i == j ? 2 : abs(i - j) == 1 ? -1 : 0 }
  }

  private static func singularBidiagonal<Scalar: RealScalar>() -> Matrix<Scalar> {
    Matrix(rows: 10, columns: 10) { i, j in
      i == j ? (i % 3 == 1 ? 0 : Scalar(i + 1)) : i + 1 == j ? 1 : 0
    }
  }
}

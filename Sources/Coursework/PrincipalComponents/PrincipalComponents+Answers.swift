import Grading
import LinearAlgebra

extension PrincipalComponents {
  /// Wrong answers to exercise 3.3.
  static var mistakes: [Mistake<Answers>] {
    [
      mistake("not centred", "not-centred") { set in
        let eigen = try symmetricEigen(set.scatter(set.x, over: set.freedom))
        return (eigen.values, eigen.vectors)
      },
      mistake("svd of the raw samples, σ² over n", "not-centred") { set in
        let factors = try svd(set.x)
        return (factors.singularValues.map { $0 * $0 / Double(set.x.rows) }, factors.v)
      },
      mistake("n for n − 1", "divided-by-n") { set in
        (set.variances.map { $0 * set.freedom / Double(set.x.rows) }, set.components)
      },
      mistake("σ², not divided", "not-divided") { set in
        (set.variances.map { $0 * set.freedom }, set.components)
      },
      mistake("σ for σ²", "sigma-for-variance") { set in
        (try svd(set.deviations).singularValues, set.components)
      },
      mistake("σ/(n − 1)", "sigma-for-variance") { set in
        (try svd(set.deviations).singularValues.map { $0 / set.freedom }, set.components)
      },
      mistake("standard deviations", "sigma-for-variance") { set in
        (set.variances.map { $0.squareRoot() }, set.components)
      },
      mistake("of the correlations", "standardised") { set in
        let eigen = try symmetricEigen(set.correlation)
        return (eigen.values, eigen.vectors)
      },
      mistake("U for V", "samples-for-columns") { set in
        (set.variances, try svd(set.deviations).u)
      },
      mistake("samples in columns", "samples-for-columns") { set in
        let factors = try svd(set.rowsCentred.transposed)
        return (factors.singularValues.map { $0 * $0 / set.freedom }, factors.v)
      },
      mistake("the scores", "scores") { set in (set.variances, set.deviations * set.components) },
      mistake("rows of V", "rows-of-components") { set in
        (set.variances, set.components.transposed)
      },
      mistake("ascending", "unsorted") { set in
        (set.variances.reversed(), reversedColumns(set.components))
      },
      mistake("values turned round, vectors not", "unsorted") { set in
        (set.variances.reversed(), set.components)
      },
      mistake("vectors turned round, values not", "out-of-step") { set in
        (set.variances, reversedColumns(set.components))
      },
      mistake("components times their deviations", "scaled-components") { set in
        (set.variances, set.components.scalingColumns(by: set.variances.map { $0.squareRoot() }))
      },
    ]
  }

  /// Right answers to exercise 3.3 that differ from the solution.
  static var alternatives: [Alternative<Answers>] {
    [
      variant("eigenvectors of the covariance") { set in (set.variances, set.components) },
      variant("other signs, and a rotation within repeated variances") { set in
        var v = set.components.map { -$0 }
        for j in 1..<max(v.columns, 1)
        where set.variances[j - 1] - set.variances[j] <= 1e-9 * set.variances[0] {
          for i in 0..<v.rows {
            let (x, y) = (v[i, j - 1], v[i, j])
            (v[i, j - 1], v[i, j]) = (0.6 * x - 0.8 * y, 0.8 * x + 0.6 * y)
          }
        }
        return (set.variances, v)
      },
      variant("samples in columns, and U") { set in
        let factors = try svd(set.deviations.transposed)
        return (factors.singularValues.map { $0 * $0 / set.freedom }, factors.u)
      },
      variant("the last bit changed") { set in
        (set.variances.map(\.nextUp), set.components.map(\.nextDown))
      },
    ]
  }

  private static func reversedColumns(_ v: Matrix<Double>) -> Matrix<Double> {
    Matrix(rows: v.rows, columns: v.columns) { i, j in v[i, v.columns - 1 - j] }
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ components: @escaping @Sendable (SampleSet) throws -> Components
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.principalComponents = { x in try components(try SampleSet(measuring: x)) }
    }
  }

  private static func variant(
    _ name: String, _ components: @escaping @Sendable (SampleSet) throws -> Components
  ) -> Alternative<Answers> {
    Alternative(name) {
      $0.principalComponents = { x in try components(try SampleSet(measuring: x)) }
    }
  }
}

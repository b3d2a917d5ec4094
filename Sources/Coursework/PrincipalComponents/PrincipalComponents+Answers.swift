import Grading
import LinearAlgebra

extension PrincipalComponents {
  /// Wrong answers to exercise 3.3.
  static let mistakes: [Mistake<Answers>] = [
    mistake(
      "not-centred",
      "The samples were not centred: the first direction is then that of the mean, and no component."
    ) { set in
      let eigen = try symmetricEigen(set.scatter(set.x, over: set.freedom))
      return (eigen.values, eigen.vectors)
    }
    .or("svd of the raw samples") {
      $0.principalComponents = from { set in
        let factors = try svd(set.x)
        return (factors.singularValues.map { $0 * $0 / set.freedom }, factors.v)
      }
    }
    .or("svd of the raw samples, σ² over n") {
      $0.principalComponents = from { set in
        let factors = try svd(set.x)
        return (factors.singularValues.map { $0 * $0 / Double(set.x.rows) }, factors.v)
      }
    }
    .or("svd of the raw samples, σ²") {
      $0.principalComponents = from { set in
        let factors = try svd(set.x)
        return (factors.singularValues.map { $0 * $0 }, factors.v)
      }
    },
    mistake(
      "rows-centred",
      "The mean of each row was removed; a sample is a row, and each column has a mean."
    ) { set in
      let factors = try svd(set.rowsCentred)
      return (factors.singularValues.map { $0 * $0 / set.freedom }, factors.v)
    },
    mistake("one-mean", "One mean of all numbers was removed; each column has its own.") { set in
      let mean = set.mean.reduce(0, +) / Double(set.mean.count)
      let factors = try svd(set.subtracting(set.mean.map { _ in mean }))
      return (factors.singularValues.map { $0 * $0 / set.freedom }, factors.v)
    },
    mistake(
      "absolute-threshold",
      "Small variances were taken for 0, but the numbers are small themselves. Nothing is small in itself."
    ) { set in (set.variances.map { $0 < 1e-12 ? 0 : $0 }, set.components) },
    scaled(
      "divided-by-n",
      "The variances are too small by the factor (n − 1)/n: divide σ² by n − 1, not by n."
    ) { $0.freedom / Double($0.x.rows) },
    scaled("not-divided", "These are σ²; the variances are σ²/(n − 1).") { $0.freedom },
    scaled(
      "divided-by-columns",
      "σ² was divided by the number of columns, or by p − 1; n counts the rows."
    ) {
      $0.freedom / Double($0.x.columns)
    }
    .or("p − 1") {
      $0.principalComponents = from { set in
        let factor = set.freedom / Double(max(set.x.columns - 1, 1))
        return (set.variances.map { $0 * factor }, set.components)
      }
    },
    scaled(
      "divided-twice", "Divided by n − 1 twice: the covariance has that division in it already."
    ) {
      1 / $0.freedom
    },
    mistake(
      "sigma-for-variance",
      "A variance is a square: σ²/(n − 1). If all samples are doubled, it grows by 4, not by 2."
    ) { set in (set.variances.map { ($0 * set.freedom).squareRoot() }, set.components) }
    .or("σ/(n − 1)") {
      $0.principalComponents = from { set in
        (set.variances.map { ($0 * set.freedom).squareRoot() / set.freedom }, set.components)
      }
    }
    .or("standard deviations") {
      $0.principalComponents = from { set in
        (set.variances.map { $0.squareRoot() }, set.components)
      }
    },
    mistake(
      "standardised",
      "The columns were divided by their deviations: these are the components of the correlations."
    ) { set in
      let eigen = try symmetricEigen(set.correlation)
      return (eigen.values, eigen.vectors)
    },
    mistake(
      "shares",
      "The variances were divided by their sum: these are shares; asked for are the variances."
    ) { set in
      let sum = set.variances.reduce(0, +)
      return (set.variances.map { $0 / sum }, set.components)
    },
    mistake(
      "samples-for-columns",
      "The vectors have a number for each sample: with a sample in each row, U belongs to the samples and V "
        + "to the columns."
    ) { set in (set.variances, try svd(set.deviations).u) }
    .or("samples in columns") {
      $0.principalComponents = from { set in
        let factors = try svd(set.rowsCentred.transposed)
        return (factors.singularValues.map { $0 * $0 / set.freedom }, factors.v)
      }
    },
    mistake(
      "scores",
      "These are the scores, a row for each sample. Asked for are the components, a row for each "
        + "column of the samples."
    ) { set in (set.variances, set.deviations * set.components) },
    mistake(
      "rows-of-components",
      "The components are the rows of this matrix; they must be its columns. This is Vᵀ."
    ) { set in (set.variances, set.components.transposed) },
    mistake("unsorted", "The variances must descend, and the components follow their order.") {
      set in
      (set.variances.reversed(), reversedColumns(set.components))
    }
    .or("values turned round, vectors not") {
      $0.principalComponents = from { set in (set.variances.reversed(), set.components) }
    },
    mistake(
      "out-of-step",
      "The variances are right and so are the components, but not in the same order."
    ) { set in (set.variances, reversedColumns(set.components)) },
    mistake(
      "scaled-components",
      "The columns have the right directions, but not length 1: a component is a unit vector."
    ) { set in
      (set.variances, set.components.scalingColumns(by: set.variances.map { $0.squareRoot() }))
    }
    .or("by their variances") {
      $0.principalComponents = from { set in
        (set.variances, set.components.scalingColumns(by: set.variances))
      }
    },
    mistake("one-missing", "The last component is missing: there are p of them.") { set in
      (set.variances.dropLast(), set.components.firstColumns(set.components.columns - 1))
    },
    mistake(
      "covariance",
      "These are the columns of the covariance matrix; asked for are its eigenvectors."
    ) {
      set in (set.variances, set.covariance)
    },
  ]

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

  /// An answer from samples that are measured rightly.
  private static func from(
    _ components: @escaping @Sendable (SampleSet) throws -> Components
  ) -> @Sendable (Matrix<Double>) throws -> Components {
    { x in try components(try SampleSet(measuring: x)) }
  }

  /// The right components with their variances multiplied.
  private static func scaled(
    _ diagnosis: String, _ message: String, by factor: @escaping @Sendable (SampleSet) -> Double
  ) -> Mistake<Answers> {
    mistake(diagnosis, message) { set in (set.variances.map { $0 * factor(set) }, set.components) }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ components: @escaping @Sendable (SampleSet) throws -> Components
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.principalComponents = from(components) }
  }

  private static func variant(
    _ name: String, _ components: @escaping @Sendable (SampleSet) throws -> Components
  ) -> Alternative<Answers> {
    Alternative(name) {
      $0.principalComponents = { x in try components(try SampleSet(measuring: x)) }
    }
  }
}

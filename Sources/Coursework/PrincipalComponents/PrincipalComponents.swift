import Grading
import LinearAlgebra

/// Exercise 3.3: the principal components.
enum PrincipalComponents {
  typealias Answers = PrincipalComponentsAnswers
  typealias Components = (variances: [Double], components: Matrix<Double>)

  static let exercise = Exercise<Answers>(
    hints: [
      "Centre the samples, or take their covariance: without that the first component is the mean.",
      "`try svd(x)` gives `singularValues`, descending, and `v`. With a sample in each row, the "
        + "components are the columns of `v`; those of `u` belong to the samples.",
      "XᵀX = VΣ²Vᵀ, and the covariance is XᵀX/(n − 1). So what are the variances?",
      "`factors.singularValues.map { $0 * $0 / Double(samples.rows - 1) }`, and `factors.v` as it "
        + "stands. `symmetricEigen` of the covariance gives the same.",
    ],
    checks: [
      .measured(
        "samples with different means", probes: sets.map { Probe($0.name, $0) },
        call: { try $0.principalComponents($1.x) },
        verify: verify, measure: { _, _ in nil }, symptoms: symptoms)
    ],
    mistakes: PrincipalComponents.mistakes,
    alternatives: PrincipalComponents.alternatives)

  private static let sets = [
    SampleSet(count: 5, mean: [4, 3], variances: [6, 1], seed: 321),
    SampleSet(count: 8, mean: [1, 20, -7, 2], variances: [9, 4, 1, 0.25], seed: 322),
    SampleSet(
      "five samples with 100 added", count: 5, mean: [104, 103], variances: [6, 1], seed: 321),
    SampleSet(
      "seven samples with the variances 2, 2, 1", count: 7, mean: [5, -4, 3],
      variances: [2, 2, 1], seed: 323),
    SampleSet(count: 3, mean: [2], variances: [4], seed: 324),
  ]

  private static func verify(_ set: SampleSet, _ found: Components) -> Discrepancy? {
    let p = set.x.columns
    guard found.variances.count == p else {
      return Discrepancy(
        diagnosis: "shape", message: "The number of variances is wrong.",
        evidence: "expected \(p), found \(found.variances.count).")
    }
    if let wrong = shapeDiscrepancy(found.components, p, p)
      ?? finiteDiscrepancy(found.variances, "the variances")
      ?? finiteDiscrepancy(found.components.elements, "the components")
    {
      return wrong
    }
    // A variance is a sum of squares of numbers that carry the rounding of the samples.
    let tolerance = roundoff(set.x.rows, scale: set.scale * set.scale / set.freedom)
    for (k, (variance, expected)) in zip(found.variances, set.variances).enumerated() {
      let residual = abs(variance - expected)
      if residual > tolerance {
        return Discrepancy(
          diagnosis: "value", message: "The variances are not the expected ones.",
          evidence: "variance \(k): expected \(brief(expected)), found \(brief(variance)); "
            + residualText(residual, tolerance))
      }
    }
    let v = found.components
    return residualDiscrepancy(
      (v.transposed * v - .identity(p)).maxNorm, tolerance: roundoff(p, scale: 1),
      "not-orthonormal", "The components are not orthonormal columns.", "‖VᵀV − I‖")
      ?? residualDiscrepancy(
        eigenResidual(set.covariance, set.variances, v), tolerance: tolerance,
        "no-components", "The columns are not the components of their variances.",
        "‖CV − V diag(λ)‖, with C the covariance")
  }

  /// ‖CV − V diag(λ)‖, where the shapes are known to fit.
  private static func eigenResidual(
    _ c: Matrix<Double>, _ values: [Double], _ v: Matrix<Double>
  ) -> Double {
    (c * v - v.scalingColumns(by: values)).maxNorm
  }

  private static var symptoms: [Symptom<SampleSet, Components>] {
    [
      Symptom(
        "scores",
        "These are the scores, a row for each sample. Asked for are the components, a row for each "
          + "column of the samples."
      ) { set, found in
        spansAlike(found.components, set.deviations * set.components)
      },
      Symptom(
        "samples-for-columns",
        "The vectors have a number for each sample: with a sample in each row, U belongs to the "
          + "samples and V to the columns. The components are in V."
      ) { set, found in found.components.rows == set.x.rows },
      Symptom(
        "not-centred",
        "The samples were not centred: add 100 to each, and the components must not move. The first "
          + "one here is nearly the direction of the mean."
      ) { set, found in
        guard let values = try? symmetricEigen(set.scatter(set.x, over: 1)).values else {
          return false
        }
        return [1, set.freedom, Double(set.x.rows)].contains { divisor in
          resembles(found.variances, values.map { $0 / divisor })
        }
      },
      Symptom(
        "divided-by-n",
        "The variances are too small by the factor (n − 1)/n: divide σ² by n − 1, not by n."
      ) { set, found in
        resembles(found.variances, set.variances.map { $0 * set.freedom / Double(set.x.rows) })
      },
      Symptom("not-divided", "These are σ²; the variances are σ²/(n − 1).") { set, found in
        resembles(found.variances, set.variances.map { $0 * set.freedom })
      },
      Symptom(
        "sigma-for-variance",
        "A variance is a square: σ²/(n − 1). If all samples are doubled, it grows by 4, not by 2."
      ) { set, found in
        let sigma = set.variances.map { ($0 * set.freedom).squareRoot() }
        return [1, set.freedom, set.freedom.squareRoot(), Double(set.x.rows)].contains { divisor in
          resembles(found.variances, sigma.map { $0 / divisor })
        }
      },
      Symptom(
        "standardised",
        "The columns were divided by their deviations: these are the components of the correlations."
      ) { set, found in
        (try? symmetricEigen(set.correlation).values).map { resembles(found.variances, $0) }
          ?? false
      },
      Symptom(
        "unsorted", "The variances must descend, and the components follow their order."
      ) { set, found in
        !resembles(found.variances, set.variances)
          && resembles(found.variances.sorted(by: >), set.variances)
      },
      Symptom(
        "rows-of-components",
        "The components are the rows of this matrix; they must be its columns. This is Vᵀ."
      ) { set, found in
        fits(set, found)
          && eigenResidual(set.covariance, set.variances, found.components.transposed)
            <= 1e-6 * set.variances[0]
      },
      Symptom(
        "scaled-components",
        "The columns have the right directions, but not length 1: a component is a unit vector."
      ) { set, found in
        guard fits(set, found) else { return false }
        let unit = found.components.scalingColumns(
          by: (0..<found.components.columns).map { 1 / found.components.column($0).norm })
        return unit.elements.allSatisfy(\.isFinite)
          && eigenResidual(set.covariance, set.variances, unit) <= 1e-6 * set.variances[0]
      },
      Symptom(
        "out-of-step",
        "The variances are right and so are the components, but not in the same order."
      ) { set, found in
        fits(set, found)
          && (0..<found.components.columns).allSatisfy { j in
            let x = found.components.column(j)
            let y = set.covariance * x
            return (y - x * x.dot(y)).norm <= 1e-6 * set.variances[0]
          }
      },
    ]
  }

  /// Whether the variances are right, and the components have the right shape.
  private static func fits(_ set: SampleSet, _ found: Components) -> Bool {
    resembles(found.variances, set.variances)
      && found.components.shape == set.components.shape
  }

  private static func spansAlike(
    _ found: Matrix<Double>, _ expected: Matrix<Double>
  ) -> Bool {
    guard found.shape == expected.shape else { return false }
    // A rotation within repeated variances is free, so lengths and products are compared, not
    // columns.
    return resembles(found.transposed * found, expected.transposed * expected)
      && resembles(found * found.transposed, expected * expected.transposed)
  }
}

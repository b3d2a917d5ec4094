import Grading
import LinearAlgebra

/// Exercise 3.3: the principal components.
enum PrincipalComponents {
  typealias Answers = PrincipalComponentsAnswers
  typealias Components = (variances: [Double], components: Matrix<Double>)

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Centre the samples, or take their covariance: without that the first component is the mean.",
      "`try svd(x)` gives `singularValues`, descending, and `v`. With a sample in each row, the "
        + "components are the columns of `v`; those of `u` belong to the samples.",
      "XᵀX = VΣ²Vᵀ, and the covariance is XᵀX/(n − 1). So what are the variances?",
      "`factors.singularValues.map { $0 * $0 / Double(samples.rows - 1) }`, and `factors.v` as it "
        + "stands. `symmetricEigen` of the covariance gives the same.",
    ],
    checks: [
      check(
        "samples with different means",
        [
          SampleSet(count: 5, mean: [4, 3], variances: [6, 1], seed: 321),
          SampleSet(count: 8, mean: [1, 20, -7, 2], variances: [9, 4, 1, 0.25], seed: 322),
          SampleSet(
            "five samples with 100 added", count: 5, mean: [104, 103], variances: [6, 1], seed: 321),
          SampleSet(count: 3, mean: [2], variances: [4], seed: 324),
        ]),
      check(
        "one sample more than columns, equal variances, and directions without variance",
        [
          SampleSet(
            "seven samples with the variances 2, 2, 1", count: 7, mean: [5, -4, 3],
            variances: [2, 2, 1], seed: 323),
          SampleSet(count: 4, mean: [3, 2, -1], variances: [5, 2, 1], seed: 325),
          SampleSet(
            "6 samples of 3 numbers that lie in a plane", count: 6, mean: [3, 2, -1],
            variances: [5, 2, 0], seed: 326),
          SampleSet(
            "6 samples of 3 numbers that lie on a line", count: 6, mean: [3, 2, -1],
            variances: [5, 0, 0], seed: 327),
        ]),
      check(
        "very small and very large numbers, and large means with a small spread",
        [
          SampleSet(
            "6 samples, times 10⁻¹²", count: 6, mean: [3e-12, 2e-12], variances: [5e-24, 2e-24],
            seed: 328),
          SampleSet(
            "6 samples of 3 numbers, times 10⁻¹²", count: 6, mean: [3e-12, 2e-12, 0],
            variances: [5e-24, 2e-24, 1e-24], seed: 329),
          SampleSet(
            "6 samples, times 10¹²", count: 6, mean: [3e12, 2e12], variances: [5e24, 2e24],
            seed: 330),
          SampleSet(
            "6 samples with means of 10⁶", count: 6, mean: [1e6, -2e6], variances: [5, 2], seed: 331
          ),
        ]),
    ],
    mistakes: PrincipalComponents.mistakes,
    alternatives: PrincipalComponents.alternatives)

  private static func check(_ title: String, _ sets: [SampleSet]) -> Check<Answers> {
    .measured(
      title, probes: sets.map { Probe($0.name, $0) },
      call: { try $0.principalComponents($1.x) },
      verify: verify,
      measure: { set, found in
        measuredPairs(
          found.variances, found.components, of: set.deviations, scale: set.variances[0])
      })
  }

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
    let tolerance = roundoff(
      set.x.rows, scale: set.scale * set.deviations.frobeniusNorm / set.freedom)
    for (k, (variance, expected)) in zip(found.variances, set.variances).enumerated() {
      let residual = abs(variance - expected)
      if !(residual <= tolerance) {
        let (wanted, given) = apart(expected, variance)
        return Discrepancy(
          diagnosis: "value", message: "The variances are not the expected ones.",
          evidence: "variance \(k): expected \(wanted), found \(given); "
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
}

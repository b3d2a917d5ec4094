import Grading

/// Exercise 10.2: what a depthwise separable layer costs.
enum SeparableShare {
  typealias Answers = FilterFactorizationAnswers

  /// The side of the kernels and the channels, as numbers to calculate with.
  struct Sizes: Sendable {
    let k: Double
    let m: Double
    let n: Double

    init(_ k: Int, _ m: Int, _ n: Int) {
      (self.k, self.m, self.n) = (Double(k), Double(m), Double(n))
    }

    var plain: Double { k * k * m * n }
    var share: Double { 1 / n + 1 / (k * k) }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Count the weights of both layers. The plain one has N kernels of k·k·M numbers.",
      "The depthwise part has M kernels of k·k numbers, the pointwise part N of M numbers.",
      "(k²M + MN)/(k²MN). M drops out: 1/N + 1/k².",
    ],
    checks: [
      Check(
        "shares",
        probes: [
          sizes(3, 32, 64), sizes(5, 16, 32), sizes(5, 32, 16), sizes(3, 64, 3), sizes(1, 4, 8),
          sizes(7, 2, 1),
        ],
        call: {
          try $0.separableShare(Int($1.k), Int($1.m), Int($1.n))
        },
        verify: { sizes, found in
          if let wrong = finiteDiscrepancy([found], "the share") { return wrong }
          return residualDiscrepancy(
            abs(found - sizes.share), tolerance: roundoff(1, scale: sizes.share), "value",
            "The share is not the expected one.",
            "expected \(brief(sizes.share)), found \(brief(found))")
        })
    ],
    mistakes: [
      mistake("1/M for 1/N", "inputs-for-outputs", inputsForOutputs),
      mistake("k for k²", "side-not-squared", sideNotSquared),
      mistake("costs multiplied", "product", product),
      mistake("the inverse", "upside-down") { 1 / $0.share },
      mistake("no pointwise layer", "pointwise-missing", pointwiseMissing),
      mistake("no depthwise layer", "depthwise-missing", depthwiseMissing),
      mistake("what is saved", "saving") { 1 - $0.share },
      mistake("integers divided", "whole-numbers") { $0.share.rounded(.down) },
      mistake("not divided", "count") { $0.k * $0.k * $0.m + $0.m * $0.n },
    ],
    alternatives: [
      Alternative("1/N + 1/k²") {
        $0.separableShare = { k, _, n in 1 / Double(n) + 1 / Double(k * k) }
      }
    ])

  private static let inputsForOutputs: @Sendable (Sizes) -> Double = {
    1 / $0.m + 1 / ($0.k * $0.k)
  }
  private static let sideNotSquared: @Sendable (Sizes) -> Double = { 1 / $0.n + 1 / $0.k }
  private static let product: @Sendable (Sizes) -> Double = { 1 / ($0.n * $0.k * $0.k) }
  private static let pointwiseMissing: @Sendable (Sizes) -> Double = { 1 / $0.n }
  private static let depthwiseMissing: @Sendable (Sizes) -> Double = { 1 / ($0.k * $0.k) }

  private static func sizes(_ k: Int, _ m: Int, _ n: Int) -> Probe<Sizes> {
    Probe("k = \(k), M = \(m), N = \(n)", Sizes(k, m, n))
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "inputs-for-outputs":
      "1/M stands where 1/N belongs. The depthwise part, k²M, is one N-th of the plain layer.",
    "side-not-squared": "A kernel has k² numbers, not k.",
    "product": "The two layers stand one after the other: their costs add up.",
    "upside-down": "This is the plain layer's cost as a multiple of the separable one's.",
    "pointwise-missing": "The pointwise layer, MN, is missing.",
    "depthwise-missing": "The depthwise layer, k²M, is missing.",
    "saving": "This is the share that is saved. Asked for is the share that is left.",
    "whole-numbers":
      "Whole numbers were divided, which drops the fraction. Make them Double first.",
    "count": "This is the number of weights; divide by those of the plain layer.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ share: @escaping @Sendable (Sizes) -> Double
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.separableShare = { share(Sizes($0, $1, $2)) }
    }
  }
}

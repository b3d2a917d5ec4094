import Grading

/// Exercise 4.1: how many numbers a rank-k approximation stores.
enum StoredNumbers {
  typealias Answers = ImageCompressionAnswers

  /// A picture's shape and a rank.
  struct Size: Sendable {
    let m: Int
    let n: Int
    let k: Int
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "What do you need to rebuild Aₖ = σ₁u₁v₁ᵀ + … + σₖuₖvₖᵀ? Count the numbers of one term.",
        "One term needs uᵢ with m numbers, σᵢ with 1, and vᵢ with n.",
        "There are k such terms: k times (m + 1 + n).",
      ],
    checks: [
      Check(
        "counts",
        probes: [
          size(400, 400, 100), size(400, 400, 10), size(784, 1024, 50), size(5, 3, 2),
          size(3, 5, 1), size(1, 1, 1), size(400, 300, 0),
        ],
        call: { try $0.storedNumbers($1.m, $1.n, $1.k) },
        verify: { discrepancy($1, expected: $0.k * ($0.m + 1 + $0.n)) },
        symptoms: [
          Symptom("square-sigma", "Σ was counted as a k×k square; of it only the diagonal is kept.")
          { $1 == $0.k * ($0.m + $0.k + $0.n) },
          Symptom("sigma-forgotten", "The k singular values are missing from the count.") {
            $1 == $0.k * ($0.m + $0.n)
          },
          Symptom(
            "degrees-of-freedom",
            "k(m + n − k) is the number of degrees of freedom. Asked for is what is stored: U, the "
              + "values and V, though the numbers depend on each other."
          ) { $1 == $0.k * ($0.m + $0.n - $0.k) },
          Symptom(
            "whole-factors", "U and V were counted whole; a rank of k keeps k columns of each."
          ) { size, found in wholeFactors(size).contains(found) },
          Symptom("picture", "This is mn, what the picture itself stores.") { $1 == $0.m * $0.n },
        ])
    ],
    mistakes: [
      mistake("Σ as k×k", "square-sigma") { m, n, k in k * (m + k + n) },
      mistake("Σ forgotten", "sigma-forgotten") { m, n, k in k * (m + n) },
      mistake("degrees of freedom", "degrees-of-freedom") { m, n, k in k * (m + n - k) },
      mistake("full U and V", "whole-factors") { m, n, k in m * m + k + n * n },
      mistake("thin U and V", "whole-factors") { m, n, k in min(m, n) * (m + n) + k },
      mistake("the picture itself", "picture") { m, n, _ in m * n },
    ],
    alternatives: [
      Alternative("term by term") {
        $0.storedNumbers = { m, n, k in (0..<k).reduce(0) { count, _ in count + m + 1 + n } }
      }
    ])

  private static func size(_ m: Int, _ n: Int, _ k: Int) -> Probe<Size> {
    Probe("\(m)×\(n) at rank \(k)", Size(m: m, n: n, k: k))
  }

  /// What full and thin factors hold, with k, all or none of the singular values.
  private static func wholeFactors(_ size: Size) -> [Int] {
    let (m, n, side) = (size.m, size.n, min(size.m, size.n))
    return [m * m + n * n, side * (m + n)].flatMap { [$0 + size.k, $0 + side, $0] }
  }

  private static func mistake(
    _ name: String, _ diagnosis: String, _ count: @escaping @Sendable (Int, Int, Int) -> Int
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.storedNumbers = count }
  }
}

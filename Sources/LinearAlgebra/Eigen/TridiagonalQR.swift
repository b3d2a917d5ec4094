/// The eigenvalues of a symmetric tridiagonal matrix, and what they ask of its vectors.
///
/// Implicit QR with Wilkinson's shift, in the arrangement that suits graded matrices (Dubrulle,
/// "A short note on the implicit QL algorithm for symmetric tridiagonal matrices", Numer. Math. 15,
/// 1970, p. 450; Golub and Van Loan, §8.3.5). Wilkinson's shift converges from any start, in the end
/// cubically. About 1.7 sweeps a value, O(n²), and 6n³ operations on the vectors. Divide and conquer
/// needs fewer, and several times the code.
///
/// Each sweep runs towards the end with the smaller elements. The reverse of a tridiagonal matrix is
/// tridiagonal: a map of positions serves both directions.
struct TridiagonalQR<Scalar: RealScalar> {
  private var d: [Scalar]
  private var e: [Scalar]
  private let vectors: AlignedMatrix<Scalar>
  private var log = RotationLog<Scalar>()

  /// Below this, an element beside the diagonal is zero: ε²‖T‖, where the rounding of the reduction
  /// is ε‖T‖.
  private var threshold: Scalar = 0

  /// The block being worked on, and the direction of its sweeps.
  private var block = 0..<0
  private var isReversed = false

  /// The eigenvalues, in no order, of the matrix with `d` on its diagonal and `e` beside it. Where
  /// A = QTQᵀ, the rows of `vectors` hold Qᵀ, and turn into the eigenvectors of A.
  static func values(
    _ d: [Scalar], _ e: [Scalar], vectors: AlignedMatrix<Scalar>
  ) throws(LinearAlgebraError) -> [Scalar] {
    var state = TridiagonalQR(d: d, e: e, vectors: vectors)
    try state.run()
    return state.d
  }

  private init(d: [Scalar], e: [Scalar], vectors: AlignedMatrix<Scalar>) {
    (self.d, self.e, self.vectors) = (d, e, vectors)
    let largest = max(d.reduce(0) { max($0, abs($1)) }, e.reduce(0) { max($0, abs($1)) })
    threshold = max(
      Scalar.ulpOfOne * Scalar.ulpOfOne * largest, Scalar.leastNormalMagnitude)
  }

  private mutating func run() throws(LinearAlgebraError) {
    let n = d.count
    // Some two sweeps a value is what it takes.
    let limit = 30 * n + 30
    var sweeps = 0
    var end = n
    while let next = nextBlock(before: end) {
      end = next.upperBound
      if !next.overlaps(block) {
        isReversed = abs(d[next.lowerBound]) < abs(d[next.upperBound - 1])
      }
      block = next
      sweep()
      sweeps += 1
      if sweeps > limit {
        throw .notConverged(algorithm: "tridiagonal QR", iterations: sweeps)
      }
      if log.count > 32 * n { log.apply(to: vectors) }
    }
    log.apply(to: vectors)
  }

  /// The last run of elements beside the diagonal that are not negligible, among the first `end`
  /// rows; those that are become zero.
  private mutating func nextBlock(before end: Int) -> Range<Int>? {
    var last = end - 1
    while last > 0, isNegligible(last - 1) {
      e[last - 1] = 0
      last -= 1
    }
    guard last > 0 else { return nil }
    var first = last - 1
    while first > 0, !isNegligible(first - 1) { first -= 1 }
    if first > 0 { e[first - 1] = 0 }
    return first..<last + 1
  }

  /// Whether an element is beneath the rounding of its two neighbours on the diagonal.
  private func isNegligible(_ i: Int) -> Bool {
    let element = abs(e[i])
    guard element > threshold else { return true }
    return element <= Scalar.ulpOfOne * (abs(d[i]) * abs(d[i + 1])).squareRoot()
  }

  private func diagonal(_ p: Int) -> Int {
    isReversed ? block.upperBound - 1 - p : block.lowerBound + p
  }

  private func beside(_ p: Int) -> Int {
    isReversed ? block.upperBound - 2 - p : block.lowerBound + p
  }

  /// One sweep over the block.
  private mutating func sweep() {
    let last = block.count - 1
    let (i, j, corner) = (diagonal(last), beside(last - 1), e[beside(last - 1)])

    // d₀ less the shift: the eigenvalue of the last 2×2 block that is nearer to its last element.
    let half = (d[diagonal(last - 1)] - d[i]) / (2 * corner)
    let root = (half * half + 1).squareRoot()
    var g = d[diagonal(0)] - d[i] + corner / (half + (half < 0 ? -root : root))

    var (cosine, sine, change): (Scalar, Scalar, Scalar) = (1, 1, 0)
    for p in 0..<last {
      let (q, r) = (diagonal(p), diagonal(p + 1))
      let f = sine * e[beside(p)]
      let b = cosine * e[beside(p)]
      let rotation = GivensRotation(g, f)
      (cosine, sine) = (rotation.cosine, rotation.sine)
      if p > 0 { e[beside(p - 1)] = rotation.length }
      g = d[q] - change
      let sum = (d[r] - g) * sine + 2 * cosine * b
      change = sine * sum
      d[q] = g + change
      g = cosine * sum - b
      log.append(cosine, sine)
    }
    d[i] -= change
    e[j] = g
    log.endSweep(first: diagonal(0), step: isReversed ? -1 : 1)
  }
}

/// The eigenvalues of a symmetric tridiagonal matrix, and what they ask of its vectors.
///
/// Implicit QR with Wilkinson's shift, in the arrangement that suits graded matrices (Dubrulle,
/// "A short note on the implicit QL algorithm for symmetric tridiagonal matrices", Numer. Math. 15,
/// 1970, p. 450; Golub and Van Loan, §8.3.5). Wilkinson's shift converges from any start, in the end
/// cubically. About 1.7 sweeps a value, O(n²), and 6n³ operations on the vectors. Divide and conquer
/// needs fewer, and solves its small blocks so.
///
/// Each sweep runs towards the end with the smaller elements. The reverse of a tridiagonal matrix is
/// tridiagonal: a map of positions serves both directions.
struct TridiagonalQR {
  private let d: AlignedRow<Double>
  private let e: AlignedRow<Double>
  private var log: RotationLog<Double>

  /// Below this, an element beside the diagonal is zero: ε²‖T‖, where the rounding of the reduction
  /// is ε‖T‖.
  private let threshold: Double

  /// The block being worked on, and the direction of its sweeps.
  private var block = 0..<0
  private var isReversed = false

  /// The sweeps so far, and the rows that are not yet known to be finished.
  private var sweeps = 0
  private var end: Int

  /// The eigenvalues, in no order, of the matrix with `d` on its diagonal and `e` beside it. Where
  /// A = QTQᵀ, the rows of `vectors` hold Qᵀ, and turn into the eigenvectors of A.
  static func values(
    _ d: [Double], _ e: [Double], vectors: AlignedMatrix<Double>
  ) throws(LinearAlgebraError) -> [Double] {
    var state = TridiagonalQR(d: d, e: e, vectors: vectors)
    try applying { () throws(LinearAlgebraError) in [try state.nextBatch()] }
    return d.indices.map { state.d[$0] }
  }

  private init(d: [Double], e: [Double], vectors: AlignedMatrix<Double>) {
    let lists = AlignedMatrix<Double>(rows: 2, columns: d.count)
    lists.copy(d + e + Array(repeating: 0, count: d.count - e.count)) { $0 }
    (self.d, self.e) = (lists.row(0), lists.row(1))
    let largest = max(self.d.amax(from: 0), self.e.amax(from: 0))
    threshold = max(
      Double.ulpOfOne * Double.ulpOfOne * largest, Double.leastNormalMagnitude)
    end = d.count
    log = RotationLog(of: vectors)
  }

  /// Runs sweeps until there are enough rotations to apply, or no more to come.
  private mutating func nextBatch() throws(LinearAlgebraError) -> RotationBatch<Double> {
    // Some two sweeps a value is what it takes.
    let limit = 30 * d.count + 30
    while !log.isFull, let next = nextBlock() {
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
    }
    return log.takeBatch()
  }

  /// The last run of elements beside the diagonal that are not negligible, among the first `end`
  /// rows; those that are become zero.
  private func nextBlock() -> Range<Int>? {
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
  ///
  /// Above the threshold, the square of an element neither underflows nor loses digits.
  private func isNegligible(_ i: Int) -> Bool {
    let element = abs(e[i])
    let allowed = (Double.ulpOfOne * abs(d[i])) * (Double.ulpOfOne * abs(d[i + 1]))
    return element <= threshold || element * element <= allowed
  }

  /// One sweep over the block.
  private mutating func sweep() {
    let length = block.count - 1
    let step = isReversed ? -1 : 1
    let firstRow = isReversed ? block.upperBound - 1 : block.lowerBound
    let lastRow = firstRow + step * length
    // The element beside rows q and q + step of the diagonal.
    let shiftBack = isReversed ? -1 : 0
    let corner = e[lastRow - step + shiftBack]

    // d₀ less the shift: the eigenvalue of the last 2×2 block that is nearer to its last element.
    let half = (d[lastRow - step] - d[lastRow]) / (2 * corner)
    let root = (half * half + 1).squareRoot()
    var g = d[firstRow] - d[lastRow] + corner / (half + (half < 0 ? -root : root))

    let (cosines, sines) = log.addSweep(first: firstRow, step: step, length: length)
    var (cosine, sine, change): (Double, Double, Double) = (1, 1, 0)
    var q = firstRow
    for p in 0..<length {
      let beside = e[q + shiftBack]
      let (f, b) = (sine * beside, cosine * beside)
      let rotation = GivensRotation(g, f)
      (cosine, sine) = (rotation.cosine, rotation.sine)
      if p > 0 { e[q - step + shiftBack] = rotation.length }
      g = d[q] - change
      let sum = (d[q + step] - g) * sine + 2 * cosine * b
      change = sine * sum
      d[q] = g + change
      g = cosine * sum - b
      cosines[p] = cosine
      sines[p] = sine
      q += step
    }
    d[lastRow] -= change
    e[lastRow - step + shiftBack] = g
  }
}

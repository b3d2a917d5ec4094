/// The singular values of an upper bidiagonal matrix, and what they ask of its vectors.
///
/// Implicit QR with the choice between a shift and none of Demmel and Kahan ("Accurate Singular
/// Values of Bidiagonal Matrices", SIAM J. Sci. Stat. Comput. 11, 1990, doi:10.1137/0911052): no
/// shift where a shift would cost the small values their digits. It finds every singular value of
/// the bidiagonal matrix to high relative accuracy, and needs no special case for zeros on the
/// diagonal. About two sweeps a value, O(n²), and 12n³ operations on the vectors.
///
/// Each sweep chases the bulge away from the end with the larger elements. Reversing the order of
/// rows and columns of an upper bidiagonal matrix gives a lower one, which is the transpose of an
/// upper one. So a sweep that runs upwards is one that runs downwards, on the elements in reverse
/// order, with left and right exchanged: there is one sweep here, and a map of its positions.
struct BidiagonalQR<Scalar: RealScalar> {
  private var d: [Scalar]
  private var e: [Scalar]

  /// The left singular vectors as rows, multiplied up to now by the logged rotations.
  private let left: AlignedMatrix<Scalar>
  private let right: AlignedMatrix<Scalar>
  private var leftLog = RotationLog<Scalar>()
  private var rightLog = RotationLog<Scalar>()

  /// Below this, an element above the diagonal is zero.
  private var threshold: Scalar = 0

  /// The block being worked on, and the direction of its sweeps.
  private var block = 0..<0
  private var isReversed = false

  /// One unit of rounding. The dropped elements then cost less than the reduction to bidiagonal form
  /// did; a sweep converges cubically, so asking for more seldom costs another.
  private static var tolerance: Scalar { Scalar.ulpOfOne }

  /// The singular values of the matrix with `d` on its diagonal and `e` above, in no order and with
  /// signs. Where A = QBPᵀ, the rows of `left` hold Qᵀ and those of `right` Pᵀ, and turn into the
  /// singular vectors of A.
  static func values(
    _ d: [Scalar], _ e: [Scalar], left: AlignedMatrix<Scalar>, right: AlignedMatrix<Scalar>
  ) throws(LinearAlgebraError) -> [Scalar] {
    var state = BidiagonalQR(d: d, e: e, left: left, right: right)
    try state.run()
    return state.d
  }

  private init(
    d: [Scalar], e: [Scalar], left: AlignedMatrix<Scalar>, right: AlignedMatrix<Scalar>
  ) {
    (self.d, self.e, self.left, self.right) = (d, e, left, right)
  }

  private mutating func run() throws(LinearAlgebraError) {
    let n = d.count
    threshold = thresholdForZero()
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
      guard let smallest = deflate() else { continue }
      sweep(shift: shift(smallest: smallest))
      sweeps += 1
      if sweeps > limit {
        throw .notConverged(algorithm: "bidiagonal QR", iterations: sweeps)
      }
      if leftLog.count > 32 * n { applyLogs() }
    }
    applyLogs()
  }

  private mutating func applyLogs() {
    leftLog.apply(to: left)
    rightLog.apply(to: right)
  }

  /// A lower bound of the smallest singular value, times the tolerance: Demmel and Kahan, §2.
  private func thresholdForZero() -> Scalar {
    let n = d.count
    let floor = Scalar(n * n) * Scalar.leastNormalMagnitude
    guard n > 1 else { return floor }
    var mu = abs(d[0])
    var smallest = mu
    for i in 1..<n where smallest > 0 {
      mu = abs(d[i]) * (mu / (mu + abs(e[i - 1])))
      smallest = min(smallest, mu)
    }
    return max(Self.tolerance * smallest / Scalar(n).squareRoot(), floor)
  }

  /// The last run of elements above the diagonal that are not zero, among the first `end` rows.
  private mutating func nextBlock(before end: Int) -> Range<Int>? {
    var last = end - 1
    while last > 0 {
      if abs(e[last - 1]) > threshold { break }
      e[last - 1] = 0
      last -= 1
    }
    guard last > 0 else { return nil }
    var first = last - 1
    while first > 0 {
      if abs(e[first - 1]) <= threshold {
        e[first - 1] = 0
        break
      }
      first -= 1
    }
    return first..<last + 1
  }
}

extension BidiagonalQR {
  // Positions within the block, as the sweep counts them.

  private func diagonal(_ p: Int) -> Int {
    isReversed ? block.upperBound - 1 - p : block.lowerBound + p
  }

  private func above(_ p: Int) -> Int {
    isReversed ? block.upperBound - 2 - p : block.lowerBound + p
  }

  /// Sets elements above the diagonal to zero where that changes no singular value by more than the
  /// tolerance, relative to itself (Demmel and Kahan, §2, criteria 1 and 2).
  ///
  /// - Returns: A lower bound of the block's smallest value, or nothing where the block fell apart.
  private mutating func deflate() -> Scalar? {
    let last = block.count - 1
    if abs(e[above(last - 1)]) <= Self.tolerance * abs(d[diagonal(last)]) {
      e[above(last - 1)] = 0
      return nil
    }
    var mu = abs(d[diagonal(0)])
    var smallest = mu
    for p in 0..<last {
      let element = abs(e[above(p)])
      if element <= Self.tolerance * mu {
        e[above(p)] = 0
        return nil
      }
      mu = abs(d[diagonal(p + 1)]) * (mu / (mu + element))
      smallest = min(smallest, mu)
    }
    return smallest
  }

  /// The shift for the next sweep: the smaller singular value of the last 2×2 block, or zero where
  /// it would spoil the small values (Demmel and Kahan, §3).
  private func shift(smallest: Scalar) -> Scalar {
    var largest: Scalar = 0
    for i in block { largest = max(largest, abs(d[i])) }
    for i in block.dropLast() { largest = max(largest, abs(e[i])) }
    let last = block.count - 1
    if Scalar(d.count) * Self.tolerance * (smallest / largest) <= Scalar.ulpOfOne / 100 { return 0 }
    let shift = smallerSingularValue(
      d[diagonal(last - 1)], e[above(last - 1)], d[diagonal(last)])
    let ratio = shift / abs(d[diagonal(0)])
    return ratio * ratio < Scalar.ulpOfOne ? 0 : shift
  }

  /// The smaller singular value of the matrix of f and g over 0 and h, without overflow, to nearly
  /// all digits (after the closed form in LAPACK's working note 3, Demmel and Kahan 1988).
  private func smallerSingularValue(_ f: Scalar, _ g: Scalar, _ h: Scalar) -> Scalar {
    let (small, large) = (min(abs(f), abs(h)), max(abs(f), abs(h)))
    let g = abs(g)
    guard small > 0 else { return 0 }
    let ratio = small / large
    let difference = (large - small) / large
    if g < large {
      let square = (g / large) * (g / large)
      let sum = ((1 + ratio) * (1 + ratio) + square).squareRoot()
      return small * (2 / (sum + (difference * difference + square).squareRoot()))
    }
    let inverse = large / g
    guard inverse > 0 else { return small * large / g }
    let (x, y) = ((1 + ratio) * inverse, difference * inverse)
    return 2 * (small * inverse) / ((1 + x * x).squareRoot() + (1 + y * y).squareRoot())
  }

  /// One sweep over the block.
  private mutating func sweep(shift: Scalar) {
    // The lists of one side are the other's where the order is reversed.
    if isReversed { swap(&leftLog, &rightLog) }
    if shift == 0 { sweepWithoutShift() } else { sweepWithShift(shift) }
    let step = isReversed ? -1 : 1
    leftLog.endSweep(first: diagonal(0), step: step)
    rightLog.endSweep(first: diagonal(0), step: step)
    if isReversed { swap(&leftLog, &rightLog) }
    let lastAbove = above(block.count - 2)
    if abs(e[lastAbove]) <= threshold { e[lastAbove] = 0 }
  }

  /// Implicit QR with no shift, in a form that adds and subtracts nothing, so that every element
  /// keeps its relative accuracy (Demmel and Kahan, §3).
  private mutating func sweepWithoutShift() {
    let last = block.count - 1
    var (cosine, oldCosine, oldSine): (Scalar, Scalar, Scalar) = (1, 1, 0)
    for p in 0..<last {
      let right = GivensRotation(d[diagonal(p)] * cosine, e[above(p)])
      if p > 0 { e[above(p - 1)] = oldSine * right.length }
      let left = GivensRotation(oldCosine * right.length, d[diagonal(p + 1)] * right.sine)
      d[diagonal(p)] = left.length
      rightLog.append(right.cosine, right.sine)
      leftLog.append(left.cosine, left.sine)
      (cosine, oldCosine, oldSine) = (right.cosine, left.cosine, left.sine)
    }
    let h = d[diagonal(last)] * cosine
    d[diagonal(last)] = h * oldCosine
    e[above(last - 1)] = h * oldSine
  }

  /// Implicit QR with a shift, chasing the bulge down (Golub and Van Loan, §8.6.3).
  private mutating func sweepWithShift(_ shift: Scalar) {
    let last = block.count - 1
    let first = d[diagonal(0)]
    var f = (abs(first) - shift) * ((first < 0 ? -1 : 1) + shift / first)
    var g = e[above(0)]
    for p in 0..<last {
      let (i, j, k) = (diagonal(p), above(p), diagonal(p + 1))
      let right = GivensRotation(f, g)
      if p > 0 { e[above(p - 1)] = right.length }
      f = right.cosine * d[i] + right.sine * e[j]
      e[j] = right.cosine * e[j] - right.sine * d[i]
      g = right.sine * d[k]
      d[k] *= right.cosine
      let left = GivensRotation(f, g)
      d[i] = left.length
      f = left.cosine * e[j] + left.sine * d[k]
      d[k] = left.cosine * d[k] - left.sine * e[j]
      if p + 1 < last {
        g = left.sine * e[above(p + 1)]
        e[above(p + 1)] *= left.cosine
      }
      rightLog.append(right.cosine, right.sine)
      leftLog.append(left.cosine, left.sine)
    }
    e[above(last - 1)] = f
  }
}

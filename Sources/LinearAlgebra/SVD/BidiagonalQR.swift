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
  private let d: AlignedRow<Scalar>
  private let e: AlignedRow<Scalar>

  /// What the left and the right singular vectors, as rows, are still to be multiplied by.
  private var leftLog: RotationLog<Scalar>
  private var rightLog: RotationLog<Scalar>

  /// Below this, an element above the diagonal is zero.
  private var threshold: Scalar = 0

  /// The block being worked on, and the direction of its sweeps.
  private var block = 0..<0
  private var isReversed = false

  /// The sweeps so far, and the rows that are not yet known to be finished.
  private var sweeps = 0
  private var end: Int

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
    try applying { () throws(LinearAlgebraError) in try state.nextBatches() }
    return d.indices.map { state.d[$0] }
  }

  private init(
    d: [Scalar], e: [Scalar], left: AlignedMatrix<Scalar>, right: AlignedMatrix<Scalar>
  ) {
    let lists = AlignedMatrix<Scalar>(rows: 2, columns: d.count)
    lists.copy(d + e + Array(repeating: 0, count: d.count - e.count)) { $0 }
    (self.d, self.e) = (lists.row(0), lists.row(1))
    (leftLog, rightLog) = (RotationLog(of: left), RotationLog(of: right))
    end = d.count
    threshold = thresholdForZero()
  }

  /// Runs sweeps until there are enough rotations to apply, or no more to come.
  private mutating func nextBatches() throws(LinearAlgebraError) -> [RotationBatch<Scalar>] {
    // Some two sweeps a value is what it takes.
    let limit = 30 * d.count + 30
    while !leftLog.isFull, let next = nextBlock() {
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
    }
    return [leftLog.takeBatch(), rightLog.takeBatch()]
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
  private func nextBlock() -> Range<Int>? {
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
    let (first, step, length) = (diagonal(0), isReversed ? -1 : 1, block.count - 1)
    var left = leftLog.addSweep(first: first, step: step, length: length)
    var right = rightLog.addSweep(first: first, step: step, length: length)
    // What belongs to one side is the other's where the order is reversed.
    if isReversed { swap(&left, &right) }
    if shift == 0 {
      sweepWithoutShift(left, right)
    } else {
      sweepWithShift(shift, left, right)
    }
    let lastAbove = above(length - 1)
    if abs(e[lastAbove]) <= threshold { e[lastAbove] = 0 }
  }

  /// The cosines and the sines of a sweep, to be written.
  private typealias Rotations = (cosines: AlignedRow<Scalar>, sines: AlignedRow<Scalar>)

  /// Implicit QR with no shift, in a form that adds and subtracts nothing, so that every element
  /// keeps its relative accuracy (Demmel and Kahan, §3).
  private func sweepWithoutShift(_ leftRotations: Rotations, _ rightRotations: Rotations) {
    let last = block.count - 1
    var (cosine, oldCosine, oldSine): (Scalar, Scalar, Scalar) = (1, 1, 0)
    for p in 0..<last {
      let right = GivensRotation(d[diagonal(p)] * cosine, e[above(p)])
      if p > 0 { e[above(p - 1)] = oldSine * right.length }
      let left = GivensRotation(oldCosine * right.length, d[diagonal(p + 1)] * right.sine)
      d[diagonal(p)] = left.length
      (rightRotations.cosines[p], rightRotations.sines[p]) = (right.cosine, right.sine)
      (leftRotations.cosines[p], leftRotations.sines[p]) = (left.cosine, left.sine)
      (cosine, oldCosine, oldSine) = (right.cosine, left.cosine, left.sine)
    }
    let h = d[diagonal(last)] * cosine
    d[diagonal(last)] = h * oldCosine
    e[above(last - 1)] = h * oldSine
  }

  /// Implicit QR with a shift, chasing the bulge down (Golub and Van Loan, §8.6.3).
  private func sweepWithShift(
    _ shift: Scalar, _ leftRotations: Rotations, _ rightRotations: Rotations
  ) {
    let last = block.count - 1
    let step = isReversed ? -1 : 1
    // Above rows i and i + step of the diagonal stands the element i + offset of `e`.
    let offset = isReversed ? -1 : 0
    var i = diagonal(0)
    let first = d[i]
    var f = (abs(first) - shift) * ((first < 0 ? -1 : 1) + shift / first)
    var g = e[i + offset]
    for p in 0..<last {
      let (j, k) = (i + offset, i + step)
      let right = GivensRotation(f, g)
      if p > 0 { e[j - step] = right.length }
      f = right.cosine * d[i] + right.sine * e[j]
      let bulge = right.cosine * e[j] - right.sine * d[i]
      let next = right.cosine * d[k]
      let left = GivensRotation(f, right.sine * d[k])
      d[i] = left.length
      f = left.cosine * bulge + left.sine * next
      d[k] = left.cosine * next - left.sine * bulge
      if p + 1 < last {
        g = left.sine * e[j + step]
        e[j + step] *= left.cosine
      }
      (rightRotations.cosines[p], rightRotations.sines[p]) = (right.cosine, right.sine)
      (leftRotations.cosines[p], leftRotations.sines[p]) = (left.cosine, left.sine)
      i = k
    }
    e[above(last - 1)] = f
  }
}

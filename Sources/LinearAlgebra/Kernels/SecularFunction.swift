/// A secular function f(λ) = 1 + Σ wⱼ/(pⱼ − λ) with positive weights, and the sums over all its poles.
///
/// A pole is kept as two numbers, d and s, such that pⱼ − pₖ = (dⱼ − dₖ)(sⱼ + sₖ). With s = ½ the poles are the
/// dⱼ themselves, and with s = d they are the dⱼ², whose differences would lose their digits to the squares.
/// Where λ stands is said by a pole near to it, the *origin*, and the *offset* from there: so each pⱼ − λ
/// is known to nearly all digits, which the orthogonality of the vectors depends on.
///
/// Each sum costs a division a pole; divisions of whole vectors set the pace.
struct SecularFunction {
  /// A place λ = p + offset, with p = pⱼ for a pole whose d and s these are.
  struct Place {
    var d: Double
    var s: Double
    var offset: Double

    /// λ itself, where s is ½.
    var value: Double { d + offset }

    /// The square root of λ, where s is d.
    var root: Double { offset == 0 ? d : d + offset / (d + (d * d + offset).squareRoot()) }
  }

  /// The sums over the poles below a place and over those above it, each with its derivative: ψ ≤ 0 ≤ φ.
  struct Sums {
    var psi = 0.0
    var psiSlope = 0.0
    var phi = 0.0
    var phiSlope = 0.0
  }

  /// The number of poles.
  let count: Int
  private let d: AlignedRow<Double>
  private let s: AlignedRow<Double>

  /// The weights; where vectors are asked for, their roots with signs.
  private let weights: AlignedRow<Double>

  /// Creates a function from the d and the s of its poles, and its weights.
  init(d: [Double], s: [Double], weights: [Double]) {
    precondition(d.count == s.count && d.count == weights.count)
    count = d.count
    let lists = AlignedMatrix<Double>(rows: 3, columns: count)
    (self.d, self.s, self.weights) = (lists.row(0), lists.row(1), lists.row(2))
    for j in 0..<count { (self.d[j], self.s[j], self.weights[j]) = (d[j], s[j], weights[j]) }
    // What fills the last vector is a pole far away with no weight.
    for j in count..<lists.stride { (self.d.base[j], self.s.base[j]) = (0x1p300, 1) }
  }

  /// The function with its poles in another order, and other weights.
  func reordered(_ order: [Int], weights: [Double]) -> SecularFunction {
    SecularFunction(d: order.map { d[$0] }, s: order.map { s[$0] }, weights: weights)
  }

  /// The place of pole `j`, and an offset from it.
  func place(_ j: Int, offset: Double) -> Place { Place(d: d[j], s: s[j], offset: offset) }

  func weight(_ j: Int) -> Double { weights[j] }

  /// pⱼ − pₖ.
  func gap(_ j: Int, _ k: Int) -> Double { (d[j] - d[k]) * (s[j] + s[k]) }

  private var vectors: Int { (count + Double.laneCount - 1) / Double.laneCount }

  /// The poles of vector `index` less the place.
  @inline(__always)
  private func differences(_ index: Int, _ place: Place) -> Double.Lanes {
    (d.lanes[index] - place.d) * (s.lanes[index] + place.s) - place.offset
  }

  /// The sums at a place between pole `below` and the next one. O(n).
  func sums(_ place: Place, below: Int) -> Sums {
    typealias Lanes = Double.Lanes
    let border = below / Double.laneCount
    let one = Lanes(repeating: 1)
    var (value, slope) = (Lanes(), Lanes())
    var result = Sums()
    @inline(__always) func term(_ index: Int) -> (Lanes, Lanes) {
      let inverse = one / differences(index, place)
      let term = weights.lanes[index] * inverse
      return (term, term * inverse)
    }
    for index in 0..<border {
      let (t, u) = term(index)
      value += t
      slope += u
    }
    // In the vector that holds the border, the sign of a term tells its side.
    let (t, u) = term(border)
    let isBelow = t .< 0
    value += t.replacing(with: 0, where: .!isBelow)
    slope += u.replacing(with: 0, where: .!isBelow)
    (result.psi, result.psiSlope) = (value.total, slope.total)
    value = t.replacing(with: 0, where: isBelow)
    slope = u.replacing(with: 0, where: isBelow)
    for index in border + 1..<max(vectors, border + 1) {
      let (t, u) = term(index)
      value += t
      slope += u
    }
    (result.phi, result.phiSlope) = (value.total, slope.total)
    return result
  }

  /// Writes the weights for which the given places, one above each pole, are the exact zeros of f:
  /// Löwner's formula, wᵢ = Πⱼ (λⱼ − pᵢ) / Πⱼ≠ᵢ (pⱼ − pᵢ). For the poles of the given vectors; O(n) for each.
  ///
  /// Pairs of factors keep to the order of one, and so do the products (Gu and Eisenstat 1995).
  func writeWeights(vectors range: Range<Int>, zeros: SecularZeros, into result: AlignedRow<Double>)
  {
    precondition(zeros.count == count && result.count == count && range.upperBound <= vectors)
    typealias Lanes = Double.Lanes
    var indices = Lanes()
    for lane in 0..<Double.laneCount { indices[lane] = Double(lane) }
    for index in range {
      let (di, si) = (d.lanes[index], s.lanes[index])
      let positions = indices + Double(index * Double.laneCount)
      var product = Lanes(repeating: 1)
      for j in 0..<count {
        let zero = zeros[j]
        let above = (zero.d - di) * (zero.s + si) + zero.offset
        let gaps = (d.base[j] - di) * (s.base[j] + si)
        product *= above / gaps.replacing(with: 1, where: positions .== Double(j))
      }
      result.lanes[index] = product
    }
    // The rest of a row is zero.
    if range.upperBound == vectors {
      for j in count..<vectors * Double.laneCount { result.base[j] = 0 }
    }
  }

  /// Writes weight / (pⱼ − λ) for every pole.
  func writeQuotients(_ place: Place, into row: AlignedRow<Double>) {
    precondition(row.count == count)
    for index in 0..<vectors { row.lanes[index] = weights.lanes[index] / differences(index, place) }
  }

  /// Multiplies a row by the d of the poles.
  func scaleByRoots(_ row: AlignedRow<Double>) {
    precondition(row.count == count)
    for j in 0..<count { row.base[j] *= d.base[j] }
  }

  /// How many parts the poles' vectors are worth being shared in, for work of O(n) on each.
  var parts: Int {
    count * count < Tuning.sharedElements ? 1 : min(vectors, Tuning.piecesOfThread * coreCount)
  }

  /// The poles' vectors that belong to a part.
  func vectors(ofPart part: Int) -> Range<Int> {
    vectors * part / parts..<vectors * (part + 1) / parts
  }

  /// The poles that belong to a part.
  func poles(ofPart part: Int) -> Range<Int> {
    let range = vectors(ofPart: part)
    return range.lowerBound * Double.laneCount..<min(range.upperBound * Double.laneCount, count)
  }
}

/// The zeros of a secular function, a place for each. A reference: threads write their own.
struct SecularZeros {
  private let list: AlignedMatrix<Double>

  init(count: Int) { list = AlignedMatrix(rows: 3, columns: count) }

  var count: Int { list.columns }

  subscript(j: Int) -> SecularFunction.Place {
    @inline(__always)
    get {
      precondition(j >= 0 && j < list.columns)
      let (base, stride) = (list.base + j, list.stride)
      return SecularFunction.Place(d: base[0], s: base[stride], offset: base[2 * stride])
    }
    nonmutating set {
      (list[0, j], list[1, j], list[2, j]) = (newValue.d, newValue.s, newValue.offset)
    }
  }
}

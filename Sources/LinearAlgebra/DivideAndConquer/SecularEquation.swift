/// The zeros of a secular function 1 + Σ wⱼ/(pⱼ − λ), whose poles ascend: one above each of them.
///
/// Each is found by rational interpolation: what the poles below contribute is replaced by a constant
/// and one pole at the nearest of them, likewise what those above contribute, with the value and the slope
/// of each side; where that is zero is the next place to look ("the middle way" of Li, "Solving Secular
/// Equations Stably and Efficiently", LAPACK working note 89, 1994). Some four steps are usual. The zero
/// stays bracketed: a step that leaves the bracket, or the third in a row that does not halve it, is
/// replaced by a bisection.
enum SecularEquation {
  /// The zeros of a function with distinct poles and positive weights. O(n) a step, O(n²) in all; the
  /// threads share them.
  static func zeros(of function: SecularFunction) -> SecularZeros {
    let zeros = SecularZeros(count: function.count)
    concurrently(function.parts) { part in
      for j in function.poles(ofPart: part) { zeros[j] = zero(of: function, above: j) }
    }
    return zeros
  }

  /// The zero above pole `j`, from the pole that is nearer to it.
  private static func zero(of f: SecularFunction, above j: Int) -> SecularFunction.Place {
    guard j + 1 < f.count else { return lastZero(of: f) }
    let gap = f.gap(j + 1, j)
    let middle = f.sums(f.place(j, offset: gap / 2), below: j)
    // The sum of all but the two neighbours, taken for constant, gives the first guess.
    let (left, right) = (f.weight(j), f.weight(j + 1))
    let rest = middle.value + 2 * (left - right) / gap
    if middle.value >= 0 {
      let guess = root(rest, rest * gap + left + right, left * gap)
      return search(f, below: j, from: j, left: 0, right: gap, guess: guess, within: 0...gap / 2)
    }
    let guess = root(rest, left + right - rest * gap, -right * gap)
    return search(
      f, below: j, from: j + 1, left: -gap, right: 0, guess: guess, within: -gap / 2...0)
  }

  /// The zero above the last pole: at most the sum of the weights away from it.
  private static func lastZero(of f: SecularFunction) -> SecularFunction.Place {
    let last = f.count - 1
    let sum = (0..<f.count).reduce(0) { $0 + f.weight($1) }
    return search(
      f, below: last, from: last, left: 0, right: .infinity, guess: sum,
      within: f.weight(last) / 2...2 * sum)
  }

  /// Narrows the bracket of offsets from pole `origin` down to the zero between two poles that stand at the
  /// offsets `left` and `right` from there.
  private static func search(
    _ f: SecularFunction, below: Int, from origin: Int, left: Double, right: Double,
    guess: Double, within bracket: ClosedRange<Double>
  ) -> SecularFunction.Place {
    var (low, high) = (bracket.lowerBound, bracket.upperBound)
    var place = f.place(origin, offset: guess)
    if !(low < guess && guess < high) { place.offset = (low + high) / 2 }
    var (width, slow) = (high - low, 0)
    while true {
      let sums = f.sums(place, below: below)
      let value = sums.value
      if abs(value) <= sums.rounding(at: place.offset) { return place }
      if value < 0 { low = place.offset } else { high = place.offset }
      slow = high - low > width / 2 ? slow + 1 : 0
      width = high - low

      let (a, b) = (left - place.offset, right - place.offset)
      let step =
        right.isFinite
        ? root(
          value - a * sums.psiSlope - b * sums.phiSlope,
          (a + b) * value - a * b * (sums.psiSlope + sums.phiSlope), a * b * value)
        : a + a * a * sums.psiSlope / (value - a * sums.psiSlope)
      var next = place.offset + step
      if !(low < next && next < high) || slow > 2 {
        next = low + (high - low) / 2
        slow = 0
      }
      if !(low < next && next < high) || next == place.offset { return place }
      place.offset = next
    }
  }

  /// The zero of cx² − ax + b that a step goes to, where Li's condition says which of the two it is.
  private static func root(_ c: Double, _ a: Double, _ b: Double) -> Double {
    let discriminant = max(a * a - 4 * b * c, 0).squareRoot()
    return a > 0 ? 2 * b / (a + discriminant) : (a - discriminant) / (2 * c)
  }
}

extension SecularFunction.Sums {
  /// The value of the function.
  var value: Double { 1 + (psi + phi) }

  /// What rounding may make of a zero: of the sums, and of the offset by a unit.
  func rounding(at offset: Double) -> Double {
    Double.ulpOfOne * (1 + 8 * (phi - psi) + abs(offset) * (psiSlope + phiSlope))
  }
}

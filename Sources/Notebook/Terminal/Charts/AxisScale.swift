import Foundation

/// Where the numbers of an axis lie, and its ticks at round numbers.
struct AxisScale: Equatable {
  struct Tick: Equatable {
    /// The place between 0 and 1.
    var place: Double
    var label: String
  }

  private(set) var ticks: [Tick] = []
  private let isLog: Bool
  /// The ends, as numbers on a linear axis and as decimal logarithms on another.
  private var lower: Double
  private var upper: Double

  /// Lays an axis over `values`.
  ///
  /// - Parameters:
  ///   - most: About how many ticks there is room for.
  ///   - roundsOut: Whether the axis ends at ticks, and not at the outermost values.
  init(_ values: [Double], axis: Axis, mostTicks most: Int, roundsOut: Bool) {
    isLog = axis.scale == .log
    let numbers = Self.ends(values, axis)
    lower = isLog ? log10(numbers.low) : numbers.low
    upper = isLog ? log10(numbers.high) : numbers.high
    // Closer than this, ticks could not be told apart by their labels.
    let least = isLog ? 1e-9 : max(1e-13 * max(abs(lower), abs(upper)), 1e-290)
    if upper - lower <= least {
      let padding = isLog ? 0.5 : lower == 0 ? 1 : abs(lower) * 0.1
      (lower, upper) = (lower - padding, upper + padding)
    }
    let roundsOut = roundsOut && axis.range == nil
    if isLog, upper - lower >= 1 {
      layDecades(most: most, roundsOut: roundsOut)
    } else {
      layEvenly(most: most, roundsOut: roundsOut && !isLog)
    }
  }

  /// Whether an axis can show a number at all.
  static func canShow(_ value: Double, on axis: Axis) -> Bool {
    value.isFinite && (axis.scale == .linear || value > 0)
  }

  /// The place of a number between 0 and 1; nil where it lies outside the axis.
  func place(of value: Double) -> Double? {
    let place = position(isLog ? log10(value) : value)
    return place >= -1e-9 && place <= 1 + 1e-9 ? min(max(place, 0), 1) : nil
  }

  private func position(_ value: Double) -> Double {
    (value / 2 - lower / 2) / (upper / 2 - lower / 2)
  }

  /// The ends that are asked for, or else the outermost of the values that can be shown.
  private static func ends(_ values: [Double], _ axis: Axis) -> (low: Double, high: Double) {
    let shown = values.filter { canShow($0, on: axis) }
    let standard = axis.scale == .log ? (1.0, 10.0) : (0.0, 1.0)
    var ends = (low: shown.min() ?? standard.0, high: shown.max() ?? standard.1)
    if let range = axis.range {
      if canShow(range.lowerBound, on: axis) { ends.low = range.lowerBound }
      if canShow(range.upperBound, on: axis) { ends.high = range.upperBound }
      if ends.low > ends.high { ends.low = ends.high }
    }
    // Far enough from the largest number that no sum below overflows.
    return axis.scale == .log
      ? ends : (min(max(ends.low, -1e307), 1e307), min(max(ends.high, -1e307), 1e307))
  }
}

// MARK: - Ticks

extension AxisScale {
  /// One tick a decade, or one for every few.
  private mutating func layDecades(most: Int, roundsOut: Bool) {
    if roundsOut {
      let isShort = upper.rounded(.down) <= lower.rounded(.up)
      lower = isShort ? lower.rounded(.down) : Self.roundedDown(lower)
      upper = isShort ? upper.rounded(.up) : -Self.roundedDown(-upper)
    }
    let first = Int((lower - 1e-9).rounded(.up))
    let last = Int((upper + 1e-9).rounded(.down))
    guard last > first else { return layEvenly(most: most, roundsOut: false) }
    let step = max(1, Int((Double(last - first) / Double(max(most - 1, 1))).rounded(.up)))
    let exponents = Array(stride(from: first, through: last, by: step))
    let areShort = first >= -2 && last <= 4
    ticks = exponents.map { exponent in
      let label =
        areShort
        ? NumberFormat.significant(NumberFormat.power(exponent), digits: 6)
        : NumberFormat.powerOfTen(exponent)
      return Tick(place: position(Double(exponent)), label: label)
    }
  }

  /// The next logarithm below (or at) `logarithm` of 1, 2 or 5 times a power of ten; turning the
  /// sign of both turns down into up, as 10, 5, 2 are 1, 2, 5 mirrored.
  private static func roundedDown(_ logarithm: Double) -> Double {
    let decade = logarithm.rounded(.down)
    let steps = [0, log10(2), log10(5)].map { decade + $0 }
    return steps.last { $0 <= logarithm + 1e-9 } ?? decade
  }

  /// Ticks at multiples of 1, 2 or 5 times a power of ten.
  private mutating func layEvenly(most: Int, roundsOut: Bool) {
    var low = isLog ? pow(10, lower) : lower
    var high = isLog ? pow(10, upper) : upper
    let exponentAndStep = Self.roundStep(high - low, most: most)
    let step = exponentAndStep.step
    guard step > 0, step.isFinite else { return }
    if roundsOut {
      (low, high) = ((low / step).rounded(.down) * step, (high / step).rounded(.up) * step)
      (lower, upper) = (low, high)
    }
    let first = (low / step - 1e-9).rounded(.up)
    let last = (high / step + 1e-9).rounded(.down)
    guard last >= first, last - first <= 50 else { return }
    let multiples = stride(from: first, through: last, by: 1)
    let largest = max(abs(first), abs(last)) * step
    ticks = multiples.map { multiple in
      let value = multiple * step
      return Tick(
        place: position(isLog ? log10(value) : value),
        label: Self.label(value, stepExponent: exponentAndStep.exponent, largest: largest))
    }
  }

  /// The smallest of 1, 2, 5 times a power of ten that divides `span` into at most `most` steps.
  static func roundStep(_ span: Double, most: Int) -> (step: Double, exponent: Int) {
    let raw = span / Double(max(most, 1))
    guard raw > 0, raw.isFinite else { return (0, 0) }
    let exponent = NumberFormat.decimalExponent(raw)
    let power = NumberFormat.power(exponent)
    for factor in [1.0, 2, 5] where raw <= factor * power * (1 + 1e-9) {
      return (factor * power, exponent)
    }
    return (NumberFormat.power(exponent + 1), exponent + 1)
  }

  private static func label(_ value: Double, stepExponent: Int, largest: Double) -> String {
    if value == 0 { return "0" }
    if largest >= 1e6 || stepExponent < -5 {
      let digits = NumberFormat.decimalExponent(value) - stepExponent + 1
      return NumberFormat.scientific(value, digits: min(max(digits, 1), 15))
    }
    return NumberFormat.grouped(NumberFormat.fixed(value, decimals: max(0, -stepExponent)))
  }
}

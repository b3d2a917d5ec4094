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
  private let holdsWholeNumbers: Bool
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
    holdsWholeNumbers = !values.isEmpty && values.allSatisfy { $0 == $0.rounded() }
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
    if isLog {
      layRatios(most: most, roundsOut: roundsOut)
    } else {
      layEvenly(most: most, roundsOut: roundsOut)
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

  /// The place of a number, or the end of the axis that it lies beyond.
  func nearestPlace(of value: Double) -> Double {
    guard !isLog || value > 0 else { return 0 }
    let place = position(isLog ? log10(value) : value)
    return place.isNaN ? 0 : min(max(place, 0), 1)
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
  /// Ticks at 1, 2 and 5 times the powers of ten; at all digits times them where these are few, at
  /// the powers alone where they are many.
  private mutating func layRatios(most: Int, roundsOut: Bool) {
    // Less than half a decade would be lost in what rounding adds.
    if roundsOut, upper - lower >= 0.5 {
      (lower, upper) = (Self.roundedDown(lower), -Self.roundedDown(-upper))
    }
    let usual = multiples(of: [1, 2, 5])
    let fine = usual.count < 3 ? multiples(of: Array(1...9)) : usual
    let room = most + 2
    if let marks = [fine, usual].first(where: { (2...room).contains($0.count) }) {
      return lay(marks)
    }
    let decades = multiples(of: [1])
    if decades.count > 1 {
      let gaps = Double(decades.count - 1)
      let isFew = decades.count <= room
      let step = isFew ? 1 : max(1, Int((gaps / Double(max(most - 1, 1))).rounded(.up)))
      return lay(stride(from: 0, to: decades.count, by: step).map { decades[$0] })
    }
    if upper - lower >= 0.5, fine.count > 1 { return lay(fine) }
    layEvenly(most: most, roundsOut: false)
  }

  /// A digit times a power of ten.
  private typealias Multiple = (digit: Int, exponent: Int)

  /// The multiples of powers of ten that lie on the axis.
  private func multiples(of digits: [Int]) -> [Multiple] {
    let decades = Int(lower.rounded(.down))...Int(upper.rounded(.up))
    return decades.flatMap { exponent in digits.map { (digit: $0, exponent: exponent) } }
      .filter {
        (lower - 1e-9...upper + 1e-9).contains(Double($0.exponent) + log10(Double($0.digit)))
      }
  }

  private mutating func lay(_ marks: [Multiple]) {
    let areShort = marks.allSatisfy { (-2...4).contains($0.exponent) }
    ticks = marks.map { digit, exponent in
      let power = NumberFormat.powerOfTen(exponent)
      let label =
        areShort
        ? NumberFormat.grouped(
          NumberFormat.significant(Double(digit) * NumberFormat.power(exponent), digits: 6))
        : digit == 1 ? power : "\(digit)·\(power)"
      return Tick(place: position(Double(exponent) + log10(Double(digit))), label: label)
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
    var exponentAndStep = Self.roundStep(high - low, most: most)
    // Between whole numbers, such as ranks and steps, there is nothing to say.
    if holdsWholeNumbers, exponentAndStep.step < 1, high - low >= 2 { exponentAndStep = (1, 0) }
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

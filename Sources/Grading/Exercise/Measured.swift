/// What of an answer is compared with other answers: its shape and its numbers.
///
/// Two answers are alike where their shapes are the same and their numbers agree. What an answer is free
/// to choose, a sign or a rotation, must not show in it.
public struct Measured: Equatable, Sendable {
  /// The sizes, and whatever else is told apart exactly.
  public var shape: [Int]

  /// The numbers.
  public var numbers: [Double]

  /// Whether the numbers are counts: then nearly right is wrong like any other.
  public var isExact: Bool

  /// The size of numbers beside which a difference counts as small, where the numbers' own is smaller.
  public var scale: Double

  /// Creates a measure.
  public init(shape: [Int] = [], numbers: [Double], isExact: Bool = false, scale: Double = 0) {
    self.shape = shape
    self.numbers = numbers
    self.isExact = isExact
    self.scale = scale
  }

  /// The measure of an answer that has two parts.
  public static func + (one: Measured, other: Measured) -> Measured {
    Measured(
      shape: one.shape + [one.numbers.count] + other.shape, numbers: one.numbers + other.numbers,
      isExact: one.isExact && other.isExact, scale: max(one.scale, other.scale))
  }

  /// The largest difference of numbers as a share of the other's largest number: 0 where both are the
  /// same, ∞ where the shapes differ, or one has a number where the other has none.
  public func distance(to other: Measured) -> Double {
    guard shape == other.shape, numbers.count == other.numbers.count else { return .infinity }
    // Most of what is compared is the same to the last bit.
    if numbers == other.numbers { return 0 }
    var worst = 0.0
    var scale = max(self.scale, other.scale)
    for i in numbers.indices {
      let (mine, theirs) = (numbers[i], other.numbers[i])
      scale = max(scale, finite(theirs))
      guard mine != theirs, !(mine.isNaN && theirs.isNaN) else { continue }
      let difference = abs(mine - theirs)
      guard difference.isFinite else { return .infinity }
      worst = max(worst, difference)
    }
    return worst == 0 ? 0 : scale == 0 ? .infinity : isExact ? .infinity : worst / scale
  }
}

private func finite(_ value: Double) -> Double { value.isFinite ? abs(value) : 0 }

/// A value that is compared number by number.
public protocol Measurable {
  /// Its shape and its numbers.
  var measured: Measured { get }
}

extension Int: Measurable {
  public var measured: Measured { Measured(numbers: [Double(self)], isExact: true) }
}

extension Double: Measurable {
  public var measured: Measured { Measured(numbers: [self]) }
}

extension Array: Measurable where Element: Measurable {
  public var measured: Measured {
    let parts = map(\.measured)
    return Measured(
      shape: [count] + parts.flatMap(\.shape), numbers: parts.flatMap(\.numbers),
      isExact: !parts.isEmpty && parts.allSatisfy(\.isExact))
  }
}

extension Int32: Measurable {
  public var measured: Measured { Measured(numbers: [Double(self)], isExact: true) }
}

extension Int8: Measurable {
  public var measured: Measured { Measured(numbers: [Double(self)], isExact: true) }
}

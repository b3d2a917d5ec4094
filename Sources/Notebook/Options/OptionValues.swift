/// The options of a run: what the command line gave, or else their defaults.
public struct OptionValues: Equatable, Sendable {
  var given: [String: String] = [:]
  var declared: [LessonOption] = []

  /// The value of an option, or nil where it has none; an option without a value has "" if given.
  public subscript(name: String) -> String? {
    given[name] ?? declared.first { $0.name == name }?.defaultValue
  }

  /// Whether the command line gave the option.
  public func isGiven(_ name: String) -> Bool { given[name] != nil }

  /// The option's value as a whole number.
  ///
  /// - Throws: `UsageError` where there is no value, or another kind of value, or one out of range.
  public func integer(_ name: String, in range: ClosedRange<Int>? = nil) throws -> Int {
    let text = try value(name, "a whole number")
    return try Self.integer(text, of: name, in: range, whole: text)
  }

  /// The option's value as whole numbers with commas between them.
  ///
  /// A default is a suggestion: it is brought into the range, and what then repeats is left out. A
  /// value that was given must lie in the range.
  ///
  /// - Throws: `UsageError` where there is no value, or another kind of value, or one out of range.
  public func integers(_ name: String, in range: ClosedRange<Int>? = nil) throws -> [Int] {
    let text = try value(name, "whole numbers with commas between them")
    let allowed = isGiven(name) ? range : nil
    let numbers = try text.split(separator: ",", omittingEmptySubsequences: false).map {
      try Self.integer(String($0), of: name, in: allowed, whole: text)
    }
    guard let range, !isGiven(name) else { return numbers }
    var seen: Set<Int> = []
    return numbers.map { min(max($0, range.lowerBound), range.upperBound) }
      .filter { seen.insert($0).inserted }
  }

  /// The option's value as a finite number.
  ///
  /// - Throws: `UsageError` where there is no value, or another kind of value.
  public func number(_ name: String, in range: ClosedRange<Double>? = nil) throws -> Double {
    let expected =
      range.map { range in
        range.upperBound.isFinite
          ? "a number from \(Self.short(range.lowerBound)) to \(Self.short(range.upperBound))"
          : "a number, \(Self.short(range.lowerBound)) or more"
      } ?? "a number"
    let text = try value(name, expected)
    guard let number = Double(text.withoutBlanks), number.isFinite,
      range?.contains(number) ?? true
    else {
      throw UsageError(option: name, expected: expected, found: text)
    }
    return number
  }

  /// A bound as one would say it: 1000, and not 1000.0.
  private static func short(_ bound: Double) -> String {
    Int(exactly: bound).map(String.init) ?? "\(bound)"
  }

  private func value(_ name: String, _ expected: String) throws -> String {
    guard let value = self[name] else {
      throw UsageError("\(name): expected \(expected), and none was given")
    }
    return value
  }

  private static func integer(
    _ text: String, of name: String, in range: ClosedRange<Int>?, whole: String
  ) throws -> Int {
    let bounds = range.map { " from \($0.lowerBound) to \($0.upperBound)" } ?? ""
    let isList = whole != text
    guard let number = Int(text.withoutBlanks), range?.contains(number) ?? true else {
      throw UsageError(
        option: name,
        expected: isList
          ? "whole numbers\(bounds) with commas between them" : "a whole number\(bounds)",
        found: whole)
    }
    return number
  }
}

extension String {
  fileprivate var withoutBlanks: String { filter { $0 != " " } }
}

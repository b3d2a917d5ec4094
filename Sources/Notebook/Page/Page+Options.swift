import Datasets

extension Page {
  /// The value of an option, or nil where it has none.
  public func option(_ name: String) -> String? { options[name] }

  /// Whether the command line gave the option.
  public func isGiven(_ name: String) -> Bool { options.isGiven(name) }

  /// Which files the run may replace: those of the kit's own, or with `--force` any.
  public var replacement: Replacement { isGiven("--force") ? .any : .own }

  /// The option's value as a whole number.
  ///
  /// - Throws: `UsageError` where there is no value, or another kind of value, or one out of range.
  public func integer(_ name: String, in range: ClosedRange<Int>? = nil) throws -> Int {
    try options.integer(name, in: range)
  }

  /// The option's value as whole numbers with commas between them.
  ///
  /// A default is brought into the range, and what then repeats is left out. A value that was given
  /// must lie in it.
  ///
  /// - Throws: `UsageError` where there is no value, or another kind of value, or one out of range.
  public func integers(_ name: String, in range: ClosedRange<Int>? = nil) throws -> [Int] {
    try options.integers(name, in: range)
  }

  /// The option's value as a finite number; `0 ... .infinity` asks for 0 or more.
  ///
  /// - Throws: `UsageError` where there is no value, or another kind of value, or one out of range.
  public func number(_ name: String, in range: ClosedRange<Double>? = nil) throws -> Double {
    try options.number(name, in: range)
  }
}

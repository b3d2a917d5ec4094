/// A number as people write it in a cell: `1,234.50`, `−3`, `12 %`, `$5`, `1.234,50 €`.
struct CellNumber: Equatable {
  let value: Double

  /// What the number counts: "%", a currency's sign or code, or nothing.
  let unit: String

  /// The finite number that a cell holds; nil where it holds something else.
  ///
  /// Between thousands there may be the other decimal sign, a blank or an apostrophe.
  init?(_ cell: String, _ sign: DecimalSign) {
    let text = Cell.trimmed(cell)
    if Self.isPlain(text, sign) {
      // `Double` also reads hexadecimal digits and the names of what is not finite.
      guard let number = Double(text), number.isFinite else { return nil }
      self.init(value: number, unit: "")
      return
    }
    let scalars = Array(text.unicodeScalars)
    guard scalars.count <= 64, let first = scalars.firstIndex(where: Self.isOfNumber),
      let last = scalars.lastIndex(where: Self.isOfNumber)
    else { return nil }
    let (before, sign1) = Self.unsigned(scalars[..<first])
    let (after, sign2) = Self.unsigned(scalars[(last + 1)...])
    let units = [before, after].filter { !$0.isEmpty }
    guard units.count <= 1, units.allSatisfy(Self.isUnit), before != "%", sign2.isEmpty,
      let number = Self.digits(scalars[first...last], sign),
      let value = Double(sign1 + number), value.isFinite
    else { return nil }
    self.init(value: value, unit: units.first ?? "")
  }

  private init(value: Double, unit: String) {
    self.value = value
    self.unit = unit
  }

  private static func isPlain(_ text: String, _ sign: DecimalSign) -> Bool {
    text.utf8.allSatisfy {
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || "+-eE".utf8.contains($0)
        || $0 == UInt8(ascii: ".") && sign == .point
    } && !text.isEmpty
  }

  /// What a number begins and ends with: a digit, or the decimal sign of `.5` and `5.`
  private static func isOfNumber(_ scalar: Unicode.Scalar) -> Bool {
    "0"..."9" ~= scalar || scalar == "." || scalar == ","
  }

  /// The text without blanks, and the sign that stood in it.
  private static func unsigned(_ scalars: ArraySlice<Unicode.Scalar>) -> (String, String) {
    var (text, sign) = ("", "")
    for scalar in scalars where !isBlank(scalar) {
      switch scalar {
      case "-", "\u{2212}": sign += "-"
      case "+": sign += "+"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return (text, sign.count > 1 ? "?" : sign)
  }

  /// The digits, with a point for the decimal sign and nothing between thousands.
  private static func digits(
    _ scalars: ArraySlice<Unicode.Scalar>, _ sign: DecimalSign
  ) -> String? {
    let text = scalars[...]
    let exponent = text.firstIndex { $0 == "e" || $0 == "E" } ?? text.endIndex
    let decimal = text[..<exponent].firstIndex(of: sign.character) ?? exponent
    guard let whole = withoutGroups(text[..<decimal], sign) else { return nil }
    let decimals = text[decimal..<exponent].dropFirst()
    guard decimals.allSatisfy({ "0"..."9" ~= $0 }), !(whole.isEmpty && decimals.isEmpty)
    else { return nil }
    var result = whole.isEmpty ? "0" : whole
    if !decimals.isEmpty { result += "." + string(decimals) }
    guard exponent < text.endIndex else { return result }
    let power = string(text[exponent...].dropFirst())
    return Int(power).map { "\(result)e\($0)" }
  }

  /// The digits of a whole number; nil where it is none, or its thousands are parted elsewhere than
  /// after every third digit.
  private static func withoutGroups(
    _ scalars: ArraySlice<Unicode.Scalar>, _ sign: DecimalSign
  ) -> String? {
    guard let mark = scalars.first(where: { !("0"..."9" ~= $0) }) else { return string(scalars) }
    guard isBlank(mark) || mark == sign.other.character || mark == "'" || mark == "\u{2019}" else {
      return nil
    }
    let groups = scalars.split(separator: mark, omittingEmptySubsequences: false)
    guard (1...3).contains(groups[0].count), groups[0].first != "0",
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.allSatisfy({ $0.allSatisfy { "0"..."9" ~= $0 } })
    else { return nil }
    return groups.map(string).joined()
  }

  private static func isUnit(_ text: String) -> Bool {
    if text == "%" { return true }
    let letters = text.unicodeScalars.filter { $0.properties.generalCategory != .currencySymbol }
    let signs = text.unicodeScalars.count - letters.count
    if signs == 1 { return letters.count <= 2 && letters.allSatisfy(\.properties.isAlphabetic) }
    return signs == 0 && currencies.contains(text.uppercased())
  }

  private static let currencies: Set<String> = [
    "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK",
    "PLN",
    "CZK", "HUF", "BRL", "MXN", "ZAR", "KRW", "TRY", "RUB", "KR", "KR.", "ZŁ", "FR.", "FT", "KČ",
  ]

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .spaceSeparator || scalar == "\t"
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}

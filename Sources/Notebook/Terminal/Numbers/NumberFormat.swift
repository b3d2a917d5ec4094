import Foundation

/// Numbers as text, the same on every machine and in every locale.
enum NumberFormat {
  /// A number with `decimals` digits after the point; never `-0`.
  static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return notFinite(value) }
    let text = String(format: "%.*f", max(0, decimals), value)
    let isZero = !text.contains { ("1"..."9").contains($0) }
    return isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text
  }

  /// A number with `digits` significant digits in scientific notation: 1.2e-14.
  static func scientific(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return notFinite(value) }
    guard value != 0 else { return "0" }
    let parts = String(format: "%.*e", max(0, digits - 1), value).split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return "\(value)" }
    return "\(parts[0])e\(exponent)"
  }

  /// A number with about `digits` significant digits, without zeros at the end, in scientific
  /// notation where it is huge or tiny.
  static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return notFinite(value) }
    guard value != 0 else { return "0" }
    if value == value.rounded(), abs(value) < 1e9 { return fixed(value, decimals: 0) }
    let exponent = decimalExponent(value)
    if exponent < -4 || exponent >= max(digits, 6) {
      let parts = scientific(value, digits: digits).split(separator: "e")
      return trimmed(String(parts[0])) + "e" + parts[1]
    }
    return trimmed(fixed(value, decimals: digits - 1 - exponent))
  }

  /// A whole number with its thousands set apart: 8 010, 80 100.
  static func grouped(_ value: Int) -> String { grouped(String(value)) }

  /// A number as it is written, with the thousands before its point set apart by spaces at which no
  /// line breaks.
  static func grouped(_ text: String) -> String {
    let digits = text.drop { $0 == "-" }.prefix(while: \.isNumber)
    guard digits.count > 3, digits.allSatisfy(\.isASCII) else { return text }
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped += "\u{A0}" }
      grouped.append(digit)
    }
    return text.prefix { $0 == "-" } + grouped + text[digits.endIndex...]
  }

  /// The exponent e with 10ᵉ ≤ |value| < 10ᵉ⁺¹, for a finite value other than 0.
  static func decimalExponent(_ value: Double) -> Int {
    let parts = String(format: "%.16e", value).split(separator: "e")
    return parts.count == 2 ? Int(parts[1]) ?? 0 : 0
  }

  /// A power of ten with raised digits: 10⁻³.
  static func powerOfTen(_ exponent: Int) -> String {
    let raised: [Character: String] = [
      "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷",
      "8": "⁸", "9": "⁹",
    ]
    return "10" + String(exponent).compactMap { raised[$0] }.joined()
  }

  static func notFinite(_ value: Double) -> String {
    value.isNaN ? "NaN" : value < 0 ? "-∞" : "∞"
  }

  /// A decimal fraction without the zeros at its end.
  static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}

extension NumberFormat {
  /// 10ᵉ, rounded correctly.
  static func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }
}

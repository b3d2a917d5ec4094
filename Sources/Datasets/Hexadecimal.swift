/// A number in hexadecimal digits, with zeros in front.
func hexadecimal(_ value: Int, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}

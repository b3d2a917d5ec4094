/// How a number of a tensor file is stored, and what 32-bit float it becomes.
///
/// Sources: IEEE 754-2019 for 16, 32 and 64 bits; bfloat16 is the upper half of a 32-bit float.
enum NumberFormat: Equatable {
  case float16(isBigEndian: Bool)
  case bfloat16
  case float32(isBigEndian: Bool)
  case float64(isBigEndian: Bool)
  case integer(byteCount: Int, isSigned: Bool, isBigEndian: Bool)
  case truth

  /// The types of safetensors that are converted.
  init?(safetensors name: String) {
    switch name {
    case "F16": self = .float16(isBigEndian: false)
    case "BF16": self = .bfloat16
    case "F32": self = .float32(isBigEndian: false)
    case "F64": self = .float64(isBigEndian: false)
    default: return nil
    }
  }

  /// The types of NumPy, as `<f4`.
  init?(numpy code: String) {
    let isBigEndian = code.hasPrefix(">")
    switch code.dropFirst() {
    case "f2": self = .float16(isBigEndian: isBigEndian)
    case "f4": self = .float32(isBigEndian: isBigEndian)
    case "f8": self = .float64(isBigEndian: isBigEndian)
    case "b1": self = .truth
    case "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8":
      guard let size = code.last?.wholeNumberValue else { return nil }
      self = .integer(
        byteCount: size, isSigned: code.dropFirst().first == "i", isBigEndian: isBigEndian)
    default: return nil
    }
    guard let order = code.first, "<>|=".contains(order) else { return nil }
  }

  var byteCount: Int {
    switch self {
    case .float16, .bfloat16: 2
    case .float32: 4
    case .float64: 8
    case .integer(let byteCount, _, _): byteCount
    case .truth: 1
    }
  }

  /// The number whose first byte stands at `place`, rounded to the nearest 32-bit float.
  @inline(__always)
  func value(_ bytes: [UInt8], at place: Int) -> Float {
    switch self {
    case .float16(let isBigEndian):
      return Self.widened(UInt16(truncatingIfNeeded: bits(bytes, place, isBigEndian)))
    case .bfloat16:
      return Float(bitPattern: UInt32(truncatingIfNeeded: bits(bytes, place, false)) << 16)
    case .float32(let isBigEndian):
      return Float(bitPattern: UInt32(truncatingIfNeeded: bits(bytes, place, isBigEndian)))
    case .float64(let isBigEndian):
      return Float(Double(bitPattern: bits(bytes, place, isBigEndian)))
    case .integer(let byteCount, let isSigned, let isBigEndian):
      let value = bits(bytes, place, isBigEndian)
      guard isSigned else { return Float(value) }
      let free = 64 - 8 * byteCount
      return Float((Int64(bitPattern: value) << free) >> free)
    case .truth: return bytes[place] == 0 ? 0 : 1
    }
  }

  @inline(__always)
  private func bits(_ bytes: [UInt8], _ place: Int, _ isBigEndian: Bool) -> UInt64 {
    var bits: UInt64 = 0
    for index in 0..<byteCount {
      let byte = bytes[place + (isBigEndian ? index : byteCount - 1 - index)]
      bits = bits << 8 | UInt64(byte)
    }
    return bits
  }

  /// The number of a 16-bit float: 1 bit of sign, 5 of exponent, 10 of fraction.
  static func widened(_ half: UInt16) -> Float {
    let sign: Float = half & 0x8000 == 0 ? 1 : -1
    let exponent = Int(half >> 10 & 31)
    let fraction = UInt32(half & 0x3FF)
    switch exponent {
    case 0: return sign * Float(fraction) * 0x1p-24
    case 31:
      let bits = UInt32(half & 0x8000) << 16 | 0x7F80_0000 | fraction << 13
      return Float(bitPattern: bits)
    default:
      let bits = UInt32(half & 0x8000) << 16 | UInt32(exponent + 112) << 23 | fraction << 13
      return Float(bitPattern: bits)
    }
  }
}

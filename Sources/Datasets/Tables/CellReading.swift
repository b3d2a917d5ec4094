/// What a cell can be read as before it is known which sign stands before decimals.
enum CellReading: Equatable {
  /// Nothing, or a word for it.
  case missing

  /// A number that reads the same with either sign, such as 12.
  case number

  /// A number with one of the signs alone, such as 1.5 or 1,234.5.
  case only(DecimalSign)

  /// A number with either sign and not the same one: 1,234 may be a thousand and some, or one and some.
  /// What stands in it is the sign.
  case either(DecimalSign)

  case text

  init(_ cell: String) {
    if let plain = Self(digitsOf: cell) {
      self = plain
      return
    }
    if Cell.isMissing(cell) {
      self = .missing
      return
    }
    switch (CellNumber(cell, .point), CellNumber(cell, .comma)) {
    case (nil, nil): self = .text
    case (.some, nil): self = .only(.point)
    case (nil, .some): self = .only(.comma)
    case (let point?, let comma?):
      let sign: DecimalSign = cell.contains(",") ? .comma : .point
      if point.value == comma.value {
        self = .number
      } else if point.unit.isEmpty || point.unit == "%" {
        self = .either(sign)
      } else {
        // No price has three decimals.
        self = .only(sign.other)
      }
    }
  }

  /// A number of digits alone, or with a point that cannot part thousands: most numbers are such, and are
  /// told in one go. Nil for all else.
  private init?(digitsOf cell: String) {
    var (digits, decimals): (Int, Int?) = (0, nil)
    for (place, byte) in cell.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        decimals = decimals.map { $0 + 1 }
      case UInt8(ascii: ".") where decimals == nil: decimals = 0
      case UInt8(ascii: "-") where place == 0: break
      default: return nil
      }
    }
    guard digits > 0, digits < 300, decimals != 3 else { return nil }
    self = decimals == nil ? .number : .only(.point)
  }

  var isNumber: Bool { self != .text && self != .missing }
}

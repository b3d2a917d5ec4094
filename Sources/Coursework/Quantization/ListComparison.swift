import Grading

/// Says that a list has the wrong length.
func lengthDiscrepancy(_ found: Int, _ expected: Int, _ what: String) -> Discrepancy? {
  found == expected
    ? nil
    : Discrepancy(
      diagnosis: "length", message: "The result has the wrong length.",
      evidence: "expected \(expected) numbers, \(what), found \(found).")
}

/// Compares a list of finite numbers with another as long, to the rounding of a few operations.
func listDiscrepancy(_ found: [Double], _ expected: [Double], _ what: String) -> Discrepancy? {
  for (i, (value, wanted)) in zip(found, expected).enumerated() {
    // A quotient, or a product with a reciprocal: two roundings.
    let tolerance = 4 * Double.ulpOfOne * abs(wanted)
    if abs(value - wanted) > tolerance {
      return Discrepancy(
        diagnosis: "value", message: "The numbers are not the expected ones.",
        evidence: "\(what) \(i): expected \(brief(wanted)), found \(brief(value)); "
          + residualText(abs(value - wanted), tolerance))
    }
  }
  return nil
}

/// Compares a list of whole numbers with another.
func listDiscrepancy<Number: BinaryInteger>(
  _ found: [Number], _ expected: [Number], _ what: String
) -> Discrepancy? {
  if let wrong = lengthDiscrepancy(found.count, expected.count, "one for each \(what)") {
    return wrong
  }
  guard let place = found.indices.first(where: { found[$0] != expected[$0] }) else { return nil }
  return Discrepancy(
    diagnosis: "value", message: "The numbers are not the expected ones.",
    evidence: "\(what) \(place): expected \(expected[place]), found \(found[place]).")
}

/// Numbers that people hold to be so small that nothing can be smaller.
let smallNumbers: [Double] = [1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, .ulpOfOne, 1e-16]

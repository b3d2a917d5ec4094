import Foundation
import Grading
import LinearAlgebra

// How the checks compare numbers. Two measures, never mixed: `roundoff` decides what passes, and
// follows from ε, size and scale; `resembles` decides what a mistake looks like, and is loose,
// because a mistake is far from the truth and may itself be computed with errors.

/// The rounding error that an answer computed in doubles may have.
///
/// A product of length n errs by at most nε times the product of the norms (Higham, Accuracy and
/// Stability of Numerical Algorithms, section 3.5), and the kit's factorisations by 5nε. The factor
/// 20 leaves room for both, and for an answer that sums in another order.
func roundoff(_ size: Int, scale: Double) -> Double {
  20 * Double(max(size, 1)) * .ulpOfOne * scale
}

/// Whether a matrix is what a certain mistake would have given: of its shape, and equal to 10⁻⁶.
func resembles(_ found: Matrix<Double>, _ mistaken: Matrix<Double>) -> Bool {
  found.rows == mistaken.rows && found.columns == mistaken.columns
    && resembles(found.elements, mistaken.elements)
}

/// Whether a list of numbers is what a certain mistake would have given.
func resembles(_ found: [Double], _ mistaken: [Double]) -> Bool {
  guard found.count == mistaken.count else { return false }
  let scale = mistaken.reduce(0) { max($0, abs($1)) }
  return zip(found, mistaken).allSatisfy { abs($0 - $1) <= 1e-6 * scale }
}

/// Compares a matrix with what it should be, element by element.
func discrepancy(
  _ found: Matrix<Double>, expected: Matrix<Double>, tolerance: Double
) -> Discrepancy? {
  if let wrong = shapeDiscrepancy(found, expected.rows, expected.columns) { return wrong }
  if let wrong = finiteDiscrepancy(found.elements, "the result") { return wrong }
  let residuals = zip(found.elements, expected.elements).map { abs($0 - $1) }
  guard let worst = residuals.indices.max(by: { residuals[$0] < residuals[$1] }),
    residuals[worst] > tolerance
  else { return nil }
  let (i, j) = (worst / found.columns, worst % found.columns)
  let (wanted, given) = apart(expected.elements[worst], found.elements[worst])
  return Discrepancy(
    diagnosis: "value", message: "The numbers are not the expected ones.",
    evidence: "element (\(i), \(j)): expected \(wanted), found \(given); "
      + residualText(residuals[worst], tolerance))
}

/// Compares lists of numbers, one by one.
func discrepancy(
  _ found: [Double], expected: [Double], tolerance: Double, _ name: String = "number"
) -> Discrepancy? {
  guard found.count == expected.count else {
    return Discrepancy(
      diagnosis: "shape", message: "The result has the wrong length.",
      evidence: "expected \(expected.count) numbers, found \(found.count).")
  }
  if let wrong = finiteDiscrepancy(found, "the result") { return wrong }
  for (i, pair) in zip(found, expected).enumerated() where !(abs(pair.0 - pair.1) <= tolerance) {
    let (wanted, given) = apart(pair.1, pair.0)
    return Discrepancy(
      diagnosis: "value", message: "The numbers are not the expected ones.",
      evidence: "\(name) \(i): expected \(wanted), found \(given); "
        + residualText(abs(pair.0 - pair.1), tolerance))
  }
  return nil
}

/// Compares a number with what it should be.
func discrepancy(_ found: Double, expected: Double, tolerance: Double) -> Discrepancy? {
  if let wrong = finiteDiscrepancy([found], "the result") { return wrong }
  let residual = abs(found - expected)
  guard !(residual <= tolerance) else { return nil }
  let (wanted, given) = apart(expected, found)
  return Discrepancy(
    diagnosis: "value", message: "The number is not the expected one.",
    evidence: "expected \(wanted), found \(given); " + residualText(residual, tolerance))
}

/// Compares a number with what it should be. Some ten operations, none of which cancels, round by a few
/// ε of the result.
func discrepancy(_ found: Double, expected: Double) -> Discrepancy? {
  discrepancy(found, expected: expected, tolerance: roundoff(4, scale: abs(expected)))
}

/// Compares an integer with what it should be.
func discrepancy(_ found: Int, expected: Int) -> Discrepancy? {
  found == expected
    ? nil
    : Discrepancy(
      diagnosis: "value", message: "The number is not the expected one.",
      evidence: "expected \(expected), found \(found).")
}

/// Says that a matrix has the wrong shape.
func shapeDiscrepancy(_ found: Matrix<Double>, _ rows: Int, _ columns: Int) -> Discrepancy? {
  found.rows == rows && found.columns == columns
    ? nil
    : Discrepancy(
      diagnosis: "shape", message: "The result has the wrong shape.",
      evidence: "expected a \(rows)×\(columns) matrix, found \(found.rows)×\(found.columns).")
}

/// Says that a number is NaN or infinite.
func finiteDiscrepancy(_ found: [Double], _ name: String) -> Discrepancy? {
  guard let bad = found.firstIndex(where: { !$0.isFinite }) else { return nil }
  return Discrepancy(
    diagnosis: "not-finite", message: "The result is not a finite number everywhere.",
    evidence: "expected finite numbers, found \(brief(found[bad])) in \(name).")
}

/// Says that a residual exceeds its tolerance; a residual that is NaN does too.
func residualDiscrepancy(
  _ residual: Double, tolerance: Double, _ diagnosis: String, _ message: String, _ quantity: String
) -> Discrepancy? {
  residual <= tolerance
    ? nil
    : Discrepancy(
      diagnosis: diagnosis, message: message,
      evidence: "\(quantity): " + residualText(residual, tolerance))
}

/// A residual beside its tolerance.
func residualText(_ residual: Double, _ tolerance: Double) -> String {
  let (large, small) = apart(residual, tolerance, digits: 2)
  return "residual \(large) > tolerance \(small)."
}

/// Two numbers in as many digits as it takes to see that they differ.
func apart(_ one: Double, _ other: Double, digits: Int = 6) -> (String, String) {
  for count in digits..<17 {
    let pair = (brief(one, digits: count), brief(other, digits: count))
    if pair.0 != pair.1 || one == other || one.isNaN && other.isNaN { return pair }
  }
  return (brief(one, digits: 17), brief(other, digits: 17))
}

/// A number in few digits; NaN without the sign that C prints before it.
func brief(_ value: Double, digits: Int = 6) -> String {
  if value.isNaN { return "NaN" }
  if value.isInfinite { return value < 0 ? "−∞" : "∞" }
  return String(format: "%.\(digits)g", value)
}

/// What a mistake throws where real code would stop, because the shapes do not fit.
let shapesDoNotFit = MistakeDoesNotApply()

/// A mistake cannot be made on an input.
struct MistakeDoesNotApply: Error {}

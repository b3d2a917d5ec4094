// What is lost where singular values are taken as roots of the eigenvalues of AᵀA or AAᵀ. The errors change
// with the order of the operations, so that no function predicts them; their size is known.

/// How far such roots, all of them together, may be from the singular values.
///
/// An eigenvalue of AᵀA errs by some ε·σ₁², whatever its size. So the root of a large one is right, and that
/// of a value below √ε·σ₁ is noise of that size.
///
/// - Parameters:
///   - values: The singular values, descending.
///   - size: The larger side of the matrix. The larger of the two products has that many eigenvalues, and
///     what is beyond the values is noise too.
func gramError(_ values: [Double], size: Int) -> Double {
  guard let largest = values.first, largest > 0 else { return 0 }
  let share = 20 * Double(max(size, 1)) * .ulpOfOne
  let errors = values.map { value in
    let ratio = value / largest
    return ratio > 0 ? min(share.squareRoot(), share / ratio) : share.squareRoot()
  }
  let beyond = Double(max(size - values.count, 0)) * share.squareRoot()
  return largest * (errors.reduce(0, +) + beyond)
}

/// Whether a matrix has values that rounding in AᵀA hides, or turns negative.
func drownsInGram(_ values: [Double], size: Int) -> Bool {
  guard let largest = values.first, let least = values.last, largest > 0 else { return false }
  return least <= (20 * Double(max(size, 1)) * .ulpOfOne).squareRoot() * largest
}

import LinearAlgebra

/// A matrix of small signed integers, and the steps by which they count.
///
/// ```swift
/// let w: Matrix<Float> = [[2, -0.5], [0.1, 0.25]]
/// let q = try QuantizedMatrix(w, .eight)
/// q.integers         // [127, -32, 51, 127]
/// q.byteCount        // 4 integers, and 2 steps of 4 bytes: 12
/// q.dequantized()    // [[2, -0.504], [0.1004, 0.25]]
/// ```
///
/// Quantization is symmetric: zero stays zero, and the largest magnitude that shares a step becomes ±Q.
/// So w ≈ q·step with step = max |w| / Q and q = w/step rounded to the nearest integer, ties to the even
/// one; no weight moves by more than half a step (Jacob et al., "Quantization and training of neural
/// networks for efficient integer-arithmetic-only inference", CVPR 2018, arXiv 1712.05877, §2.1, with the
/// zero point at zero).
public struct QuantizedMatrix: Equatable, Sendable {
  /// The number of rows, m.
  public let rows: Int

  /// The number of columns, n.
  public let columns: Int

  /// The number of bits.
  public let width: BitWidth

  /// Which weights share a step.
  public let sharing: ScaleSharing

  /// The mn integers in row-major order, each in −Q...Q.
  public let integers: [Int8]

  /// The step of each row, or the one of all. A step is zero where all that share it are zero, or so
  /// small that it would lie below the normal numbers, 1.2·10⁻³⁸: those weights become zero.
  public let steps: [Float]

  /// Rounds a matrix. O(mn).
  ///
  /// - Throws: `LinearAlgebraError.nonFinite` where an element is NaN or infinite.
  public init(
    _ matrix: Matrix<Float>, _ width: BitWidth, scale sharing: ScaleSharing = .row
  ) throws(LinearAlgebraError) {
    let magnitudes = (0..<matrix.rows).map { matrix.amax(inRow: $0) }
    if let row = magnitudes.firstIndex(where: { !$0.isFinite }) {
      let column = (0..<matrix.columns).first { !matrix[row, $0].isFinite } ?? 0
      throw .nonFinite(row: row, column: column)
    }
    let shared = sharing == .row ? magnitudes : [magnitudes.max() ?? 0]
    steps = shared.map { quantizationStep(largest: $0, width) }
    var integers = [Int8](repeating: 0, count: matrix.rows * matrix.columns)
    for row in 0..<matrix.rows {
      matrix.round(row: row, by: steps[sharing == .row ? row : 0], into: &integers)
    }
    (rows, columns, self.width, self.sharing) = (matrix.rows, matrix.columns, width, sharing)
    self.integers = integers
  }

  /// Puts together integers and steps that are there already.
  init(
    rows: Int, columns: Int, width: BitWidth, sharing: ScaleSharing, integers: [Int8],
    steps: [Float]
  ) {
    (self.rows, self.columns, self.width) = (rows, columns, width)
    (self.sharing, self.integers, self.steps) = (sharing, integers, steps)
  }

  /// The step of row `i`.
  public func step(ofRow i: Int) -> Float { steps[sharing == .row ? i : 0] }

  /// The matrix of q·step, m×n: what the integers stand for. O(mn).
  public func dequantized() -> Matrix<Float> {
    Matrix(rows: rows, columns: columns) { i, j in
      Float(integers[i * columns + j]) * step(ofRow: i)
    }
  }

  /// What it takes to store: the integers without gaps, and four bytes for each step.
  public var byteCount: Int { (integers.count * width.rawValue + 7) / 8 + 4 * steps.count }
}

/// The step by which integers up to Q reach `largest`; zero where it would not be a normal number, whose
/// quotients could overflow; NaN or infinite where `largest` is.
func quantizationStep(largest: Float, _ width: BitWidth) -> Float {
  let count = Float(width.largest)
  let step = largest / count
  if step < .leastNormalMagnitude { return 0 }
  // A quotient that was rounded up can lead back beyond the largest number there is.
  return largest.isFinite && (step * count).isInfinite ? step.nextDown : step
}

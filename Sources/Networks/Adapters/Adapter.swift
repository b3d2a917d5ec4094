import LinearAlgebra

/// A product of two thin factors that is added to the weights of a layer: (α/r)BA.
///
/// It has r(m + n) numbers where the weights have mn (E. Hu and others, "LoRA: Low-rank adaptation of large
/// language models", ICLR 2022, arXiv 2106.09685, §4.1).
public struct Adapter: Equatable, Sendable {
  /// B, outputs×r.
  public var b: Matrix<Float>

  /// A, r×inputs.
  public var a: Matrix<Float>

  /// α/r, what the product is multiplied by.
  public let scale: Float

  /// Creates an adapter.
  ///
  /// - Precondition: B has as many columns as A has rows.
  public init(b: Matrix<Float>, a: Matrix<Float>, scale: Float = 1) {
    require(
      b.columns == a.rows,
      "a \(b.shape) and a \(a.shape) factor do not fit together")
    (self.b, self.a, self.scale) = (b, a, scale)
  }

  /// r, the most that the rank of the product can be.
  public var rank: Int { a.rows }

  /// How many numbers A and B have.
  public var count: Int { b.rows * rank + rank * a.columns }

  /// (α/r)BA, outputs×inputs. O(mnr).
  public var product: Matrix<Float> { b * a * scale }
}

/// The rank-D truncation of a matrix that changes a little at a time, followed without a new
/// decomposition.
///
/// Each step multiplies a block of p right vectors by W and by Wᵀ, once, and turns it into the best
/// approximations that it holds (subspace iteration with a Rayleigh–Ritz step; Golub and Van Loan,
/// "Matrix Computations", 4th edition, §8.2.4). What one product cannot do, many steps do: the block was
/// near at the step before. It holds more than D vectors, since value D + 1 is often close to value D
/// and would take many products to tell apart; the last vector of the block is what must stay away.
///
/// All memory is used again from step to step.
public struct SubspaceTracker: Sendable {
  /// D.
  public let rank: Int

  /// U, m×D, with orthonormal columns: the left singular vectors, nearly.
  public private(set) var u: Matrix<Float>

  /// VS, n×D: the right singular vectors, each multiplied by its value.
  public private(set) var scaledV: Matrix<Float>

  /// The p right vectors, n×p, of length one.
  private var right: Matrix<Float>

  /// Their images, m×p, and the orthonormal basis of those.
  private var images: Matrix<Float>
  private var left: Matrix<Float>

  /// Wᵀ times that basis, n×p.
  private var back: Matrix<Float>

  private var gram: Matrix<Float>
  private var turn: Matrix<Float>
  private var topTurn: Matrix<Float>
  private var small: SmallSymmetric
  private var order: [Int]

  /// Starts from an exact decomposition.
  ///
  /// - Parameters:
  ///   - svd: The decomposition of the matrix as it is now, m×n.
  ///   - rank: D, at least 1.
  ///   - extra: How many vectors more the block holds; as many as there are at most.
  /// - Precondition: `rank` is in `1...min(m, n)`, `extra` not negative.
  public init(_ svd: SVD<Float>, rank: Int, extra: Int = 20) {
    require(
      rank >= 1 && rank <= svd.singularValues.count && extra >= 0,
      "cannot follow \(rank) of \(svd.singularValues.count) values with \(extra) more")
    let size = rank + min(extra, svd.singularValues.count - rank)
    self.rank = rank
    u = svd.u.firstColumns(rank)
    scaledV = svd.v.firstColumns(rank)
      .scalingColumns(by: Array(svd.singularValues.prefix(rank)))
    right = svd.v.firstColumns(size)
    images = Matrix(rows: svd.u.rows, columns: size)
    left = images
    back = Matrix(rows: svd.v.rows, columns: size)
    gram = Matrix(rows: size, columns: size)
    turn = gram
    topTurn = Matrix(rows: size, columns: rank)
    small = SmallSymmetric(size: size)
    order = Array(0..<size)
  }

  /// Follows the matrix to where it is now. O(mnp).
  ///
  /// - Precondition: The shape is that of the start.
  public mutating func follow(_ weights: Matrix<Float>) {
    require(
      weights.rows == u.rows && weights.columns == scaledV.rows,
      "cannot follow from a \(u.rows)×\(scaledV.rows) to a \(weights.shape) matrix")
    let size = right.columns
    images.setToProduct(.plain(weights), .plain(right))
    gram.setToProduct(.transposed(images), .plain(images))
    for index in 0..<size * size { small.elements[index] = Double(gram.storage[index]) }
    small.orthonormalize()
    for index in 0..<size * size { turn.storage[index] = Float(small.factor[index]) }
    left.setToProduct(.plain(images), .plain(turn))

    // W ≈ left · backᵀ, and the Gram matrix of `back` is nearly diag(σ²).
    back.setToProduct(.transposed(weights), .plain(left))
    gram.setToProduct(.transposed(back), .plain(back))
    for index in 0..<size * size { small.elements[index] = Double(gram.storage[index]) }
    small.diagonalize()
    let diagonal = small.elements
    order.sort { diagonal[$0 * size + $0] > diagonal[$1 * size + $1] }
    for (place, source) in order.enumerated() {
      let square = max(diagonal[source * size + source], 0)
      let scale = square > 0 ? 1 / square.squareRoot() : 0
      for i in 0..<size {
        let element = small.factor[i * size + source]
        turn.storage[i * size + place] = Float(element * scale)
        if place < rank { topTurn.storage[i * rank + place] = Float(element) }
      }
    }
    u.setToProduct(.plain(left), .plain(topTurn))
    scaledV.setToProduct(.plain(back), .plain(topTurn))
    right.setToProduct(.plain(back), .plain(turn))
    for index in order.indices { order[index] = index }
  }

  /// The truncation UΣVᵀ itself, m×n. O(mnD).
  public var truncation: Matrix<Float> { u * scaledV.transposed }
}

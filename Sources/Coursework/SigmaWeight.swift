/// What a singular value may become where it is shared out between U and V: the columns of U and the rows of Vᵀ
/// are multiplied by it.
struct SigmaWeight {
  /// A way to reach one of the weights.
  typealias Side = KeyPath<SigmaWeight, Double> & Sendable
  /// What U takes, and what V.
  typealias Sides = (u: Side, v: Side)

  let sigma: Double
  var one: Double { 1 }
  var half: Double { sigma / 2 }
  var root: Double { sigma.squareRoot() }
  var twiceRoot: Double { 2 * root }
  var halfRoot: Double { root / 2 }
  var rootOfRoot: Double { root.squareRoot() }
  var square: Double { sigma * sigma }
  var inverseRoot: Double { sigma > 0 ? 1 / root : 0 }
}

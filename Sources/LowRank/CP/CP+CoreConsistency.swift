import LinearAlgebra

extension CP {
  /// How well a tensor agrees with its terms standing apart, in percent: the core consistency.
  ///
  /// Take the factors as those of a Tucker decomposition, and look for the core G that fits X best. Where X is a
  /// sum of these terms and noise, G is near the diagonal T of the weights' ones: the value is
  /// 100(1 − ‖G − T‖²/R). One term too many, and the terms mix: it falls, often below zero. A rule of thumb, to
  /// be read beside the error, and no test.
  ///
  /// R. Bro and H. A. L. Kiers, "A new efficient method for determining the number of components in PARAFAC
  /// models", Journal of Chemometrics 17, 2003, doi:10.1002/cem.801.
  ///
  /// - Parameter x: The tensor that the decomposition was made for.
  /// - Throws: `dimensionMismatch` where a mode has another size; `unsuitable` where a factor is not finite.
  /// - Complexity: O(R · the elements + Rᴺ) for N modes.
  public func coreConsistency(for x: Tensor<Scalar>) throws(TensorError) -> Scalar {
    guard rank > 0, factors.count == x.modes else {
      throw .modeCount(name: "factors", found: factors.count, shape: x.shape)
    }
    var inverses: [Matrix<Scalar>] = []
    for (mode, factor) in factors.enumerated() {
      // The weights go with the first mode, so that the core's diagonal should be ones.
      let own = mode == 0 ? factor.scalingColumns(by: weights) : factor
      do throws(LinearAlgebraError) {
        inverses.append(try pseudoinverse(own))
      } catch {
        throw .unsuitable(error)
      }
    }
    let core = try x.times(inverses)
    let ideal = Tensor<Scalar>(sizes: core.sizes) { at in
      at.allSatisfy { $0 == at[0] } ? 1 : 0
    }
    let off = (core - ideal).norm
    return 100 * (1 - off * off / Scalar(rank))
  }
}

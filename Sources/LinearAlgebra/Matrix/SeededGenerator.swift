import Foundation

/// A random number generator whose stream follows from its seed, the same on every machine.
///
/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, doi:10.1145/2660193.2660195): one addition and
/// a mixing function a number. All seeds run through one cycle of 2⁶⁴ numbers, each from a place of its
/// own: a seed that is larger by 0x9E3779B97F4A7C15 is one number ahead. That constant, 2⁶⁴ divided by
/// the golden ratio, keeps small seeds apart: two seeds below 2³² begin at least 10⁹ numbers away from
/// each other.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates the generator of the stream that belongs to `seed`.
  public init(seed: UInt64) { state = seed }

  /// The next 64 random bits of the stream.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number drawn evenly from [0, 1), a multiple of 2⁻⁵³.
  public mutating func nextUniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number drawn from the normal distribution with mean 0 and variance 1 (Box and Muller 1958).
  public mutating func nextNormal() -> Double {
    let radius = (-2 * log(1 - nextUniform())).squareRoot()
    return radius * cos(2 * .pi * nextUniform())
  }
}

/// What is left of diag(d) and a vector z beside it after *deflation*: the poles whose element of z is not
/// negligible and that are apart from each other, and so make up a secular equation.
///
/// An element of z that is negligible leaves its pole as it is. Of two poles that are nearly equal, a
/// rotation of the two coordinates makes one element of z zero (Dongarra and Sorensen, "A fully parallel
/// algorithm for the symmetric eigenvalue problem", SIAM J. Sci. Stat. Comput. 8, 1987, doi:10.1137/0908018).
/// What is dropped by it is at most the tolerance. On many matrices most poles go so, and with them most
/// of the work. O(n), after sorting.
struct Deflation {
  /// A rotation of the coordinates `first` and `second`: (x, y) ← (cx + sy, cy − sx).
  struct Rotation {
    let first: Int
    let second: Int
    let cosine: Double
    let sine: Double
  }

  /// The coordinates that the equation is for, by ascending poles.
  private(set) var active: [Int] = []

  /// The coordinates that are done.
  private(set) var deflated: [Int] = []

  /// The rotations of the coordinates, in order.
  private(set) var rotations: [Rotation] = []

  /// Takes out what it can of the coordinates in `range`, whose elements `d` and `z` hold. Rotations change
  /// both.
  ///
  /// - Parameters:
  ///   - small: An element of z up to which it is negligible.
  ///   - tolerance: An element beside the diagonal up to which it is.
  ///   - kept: A coordinate that stays as it is, and active.
  init(
    of range: Range<Int>, d: inout [Double], z: inout [Double], small: Double, tolerance: Double,
    keeping kept: Int? = nil
  ) {
    let start = range.lowerBound
    for j in d.indices.sorted(by: { d[$0] < d[$1] }) {
      if abs(z[j]) <= small && start + j != kept {
        deflated.append(start + j)
        continue
      }
      if let last = active.last, last != kept, start + j != kept {
        let i = last - start
        let length = (z[i] * z[i] + z[j] * z[j]).squareRoot()
        let (cosine, sine) = (z[j] / length, -z[i] / length)
        let gap = d[j] - d[i]
        if abs(gap * cosine * sine) <= tolerance {
          rotations.append(
            Rotation(first: start + i, second: start + j, cosine: cosine, sine: sine))
          (z[i], z[j]) = (0, length)
          (d[i], d[j]) = (d[i] + gap * sine * sine, d[j] - gap * sine * sine)
          active.removeLast()
          deflated.append(start + i)
        }
      }
      active.append(start + j)
    }
  }
}

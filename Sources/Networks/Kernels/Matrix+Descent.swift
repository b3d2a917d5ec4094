// What an optimiser does with all the numbers of a parameter: one pass that reads each array once
// and writes once what changes. It is as fast as memory; threads share the elements.

import LinearAlgebra

extension Matrix<Float> {
  /// One step of gradient descent with momentum: v ← μv + g + λw, w ← w − ηv. O(mn).
  ///
  /// - Parameters:
  ///   - gradient: g, of this matrix's shape.
  ///   - velocity: v, of this matrix's shape; without momentum it is neither read nor written, and
  ///     may be empty.
  ///   - rate: η.
  ///   - momentum: μ.
  ///   - decay: λ.
  mutating func descend(
    _ gradient: Matrix, velocity: inout Matrix, rate: Float, momentum: Float, decay: Float
  ) {
    require(hasShape(of: gradient), "cannot descend \(shape) by a \(gradient.shape) gradient")
    guard momentum != 0 else {
      return inParts { span, w in
        gradient.storage.withUnsafeBufferPointer { g in
          for i in span { w[i] -= rate * (g[i] + decay * w[i]) }
        }
      }
    }
    require(hasShape(of: velocity), "cannot descend \(shape) with a \(velocity.shape) velocity")
    velocity.storage.withUnsafeMutableBufferPointer { velocity in
      guard let base = velocity.baseAddress else { return }
      nonisolated(unsafe) let v = base
      inParts { span, w in
        gradient.storage.withUnsafeBufferPointer { g in
          for i in span {
            let next = momentum * v[i] + (g[i] + decay * w[i])
            v[i] = next
            w[i] -= rate * next
          }
        }
      }
    }
  }

  /// One step of Adam: m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g², w ← w − ηm / (√(s·k) + ε). O(mn).
  ///
  /// - Parameters:
  ///   - gradient: g, to which λw is added first.
  ///   - first: m, of this matrix's shape.
  ///   - second: s, of this matrix's shape.
  ///   - rate: η, already divided by 1 − β₁ᵗ.
  ///   - correction: k = 1 / (1 − β₂ᵗ).
  ///   - decays: β₁ and β₂.
  ///   - epsilon: ε.
  ///   - decay: λ.
  mutating func descendAdam(
    _ gradient: Matrix, first: inout Matrix, second: inout Matrix, rate: Float,
    correction: Float, decays: (Float, Float), epsilon: Float, decay: Float
  ) {
    require(
      hasShape(of: gradient) && hasShape(of: first) && hasShape(of: second),
      "cannot descend \(shape) by \(gradient.shape), \(first.shape) and \(second.shape)")
    let (beta1, beta2) = decays
    first.storage.withUnsafeMutableBufferPointer { first in
      second.storage.withUnsafeMutableBufferPointer { second in
        guard let m = first.baseAddress, let s = second.baseAddress else { return }
        nonisolated(unsafe) let moments = (m, s)
        inParts { span, w in
          let (m, s) = moments
          gradient.storage.withUnsafeBufferPointer { g in
            for i in span {
              let x = g[i] + decay * w[i]
              let mean = beta1 * m[i] + (1 - beta1) * x
              let square = beta2 * s[i] + (1 - beta2) * x * x
              m[i] = mean
              s[i] = square
              w[i] -= rate * mean / ((square * correction).squareRoot() + epsilon)
            }
          }
        }
      }
    }
  }

  private func hasShape(of other: Matrix) -> Bool {
    rows == other.rows && columns == other.columns
  }

  /// Calls `body` for spans of the elements, on several threads where that pays.
  private mutating func inParts(_ body: (Range<Int>, UnsafeMutablePointer<Float>) -> Void) {
    let count = rows * columns
    let parts = count < 100_000 ? 1 : coreCount
    storage.withUnsafeMutableBufferPointer { elements in
      guard let base = elements.baseAddress else { return }
      nonisolated(unsafe) let shared = base
      concurrently(parts) { part in
        body(count * part / parts..<count * (part + 1) / parts, shared)
      }
    }
  }
}

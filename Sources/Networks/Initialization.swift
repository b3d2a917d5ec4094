import Foundation
import LinearAlgebra

/// How the weights of a layer begin.
public enum Initialization: String, Sendable, CaseIterable {
  /// Weights and biases evenly from ±1/√n, for n inputs: of variance 1/(3n). What PyTorch's `Linear` does.
  case uniform

  /// Weights from the normal distribution with variance 2/n, biases zero: so ReLU layers keep the size of
  /// what passes (He, Zhang, Ren and Sun, ICCV 2015, doi:10.1109/ICCV.2015.123).
  case he

  /// The Marchenko–Pastur edge s(√m + √n): hardly a singular value of the m×n weights lies above it before
  /// training, where s is their standard deviation (Marchenko and Pastur 1967,
  /// doi:10.1070/SM1967v001n04ABEH001994).
  public func edge(rows: Int, columns: Int) -> Double {
    standardDeviation(inputs: columns)
      * (Double(rows).squareRoot() + Double(columns).squareRoot())
  }

  /// The standard deviation of a weight, for a layer with so many inputs.
  public func standardDeviation(inputs: Int) -> Double {
    switch self {
    case .uniform: (1 / (3 * Double(inputs))).squareRoot()
    case .he: (2 / Double(inputs)).squareRoot()
    }
  }
}

extension DenseLayer {
  /// Creates a layer with weights drawn at random.
  public init(
    inputs: Int, outputs: Int, activation: Activation, initialization: Initialization,
    using generator: inout SeededGenerator
  ) {
    switch initialization {
    case .uniform:
      let bound = 1 / Float(inputs).squareRoot()
      func draw() -> Float { bound * (2 * Float(generator.nextUniform()) - 1) }
      self.init(
        weights: Matrix(rows: outputs, columns: inputs) { _, _ in draw() },
        bias: (0..<outputs).map { _ in draw() }, activation: activation)
    case .he:
      let deviation = Float(initialization.standardDeviation(inputs: inputs))
      self.init(
        weights: Matrix.normal(rows: outputs, columns: inputs, using: &generator) * deviation,
        bias: Array(repeating: 0, count: outputs), activation: activation)
    }
  }
}

extension Network {
  /// A network of dense layers, with ReLU after each but the last.
  ///
  /// - Parameter sizes: The number of inputs, of each hidden layer's outputs, and of classes.
  /// - Precondition: At least two sizes, all positive.
  public static func dense(
    _ sizes: [Int], initialization: Initialization, using generator: inout SeededGenerator
  ) -> Network {
    require(
      sizes.count >= 2 && sizes.allSatisfy { $0 > 0 },
      "a network needs two sizes or more, all above 0, not \(sizes)")
    return Network(
      (1..<sizes.count).map { index in
        DenseLayer(
          inputs: sizes[index - 1], outputs: sizes[index],
          activation: index == sizes.count - 1 ? .identity : .relu,
          initialization: initialization, using: &generator)
      })
  }
}

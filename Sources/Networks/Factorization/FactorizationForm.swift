import LinearAlgebra

/// The ways to put a chain of smaller convolutions in a convolution's place, each by one rank.
public enum FactorizationForm: String, CaseIterable, Sendable {
  /// R kernels like the layer's, then 1×1: the SVD of its weights as a matrix.
  case matrix = "matrix SVD"

  /// R kernels k×1, then 1×k.
  case spatial = "k×1, 1×k"

  /// 1×1 to r₂ channels, k×k to r₁ = 2r₂, 1×1: r₂ is the rank.
  case tucker = "Tucker-2"

  /// 1×1 to R channels, k×1 and 1×k on each alone, 1×1.
  case cp = "CP"

  /// q kernels for each input channel alone, then 1×1.
  case separable = "separable"

  /// B kernels that all input channels share, then 1×1.
  case shared = "shared"

  /// What the rank is called.
  public var letter: String {
    switch self {
    case .matrix, .spatial, .cp: "R"
    case .tucker: "r₂"
    case .separable: "q"
    case .shared: "B"
    }
  }

  /// The name with a rank, as in `CP, R = 8`.
  public func title(_ rank: Int) -> String { "\(rawValue), \(letter) = \(rank)" }

  /// The rank at which the chain gives what the layer gives, whatever its weights are.
  ///
  /// Tucker-2 with r₁ = 2r₂ reaches it where the layer has at least half as many inputs as outputs.
  public func fullRank(of shape: ConvolutionShape) -> Int {
    let (area, k, l) = (
      shape.kernel.height * shape.kernel.width, shape.kernel.height, shape.kernel.width
    )
    let (m, n) = (shape.input.channels, shape.output.channels)
    return switch self {
    case .matrix: min(n, m * area)
    case .spatial: min(m * k, n * l)
    case .tucker: m
    case .cp: m * area
    case .separable: min(n, area)
    case .shared: min(n * m, area)
    }
  }

  /// How many weights the chain has, without the biases.
  public func weightCount(of shape: ConvolutionShape, rank: Int) -> Int {
    let (k, l) = (shape.kernel.height, shape.kernel.width)
    let (m, n) = (shape.input.channels, shape.output.channels)
    return switch self {
    case .matrix: rank * (m * k * l + n)
    case .spatial: rank * (k * m + l * n)
    case .tucker: m * rank + k * l * rank * min(2 * rank, n) + min(2 * rank, n) * n
    case .cp: rank * (m + k + l + n)
    case .separable: rank * (k * l * m + m * n)
    case .shared: rank * (k * l + m * n)
    }
  }

  /// The largest rank at which the chain has fewer weights than the layer; 0 where there is none.
  public func breakEvenRank(of shape: ConvolutionShape) -> Int {
    (1...fullRank(of: shape)).last {
      weightCount(of: shape, rank: $0) < shape.weightCount
    } ?? 0
  }
}

extension ConvolutionLayer {
  /// The layer in the given form.
  ///
  /// - Parameters:
  ///   - form: What the chain consists of.
  ///   - rank: From 1 to the form's full rank.
  ///   - seed: The random start of CP.
  /// - Throws: As the form's own function.
  public func factorized(
    _ form: FactorizationForm, rank: Int, seed: UInt64 = 1
  ) throws -> FactorizedConvolution {
    switch form {
    case .matrix: try matrixFactorized(rank: rank)
    case .spatial: try spatiallyFactorized(rank: rank)
    case .tucker:
      try tucker2(outputRank: min(2 * rank, shape.output.channels), inputRank: rank)
    case .cp: try cpFactorized(rank: rank, sweeps: 100, seed: seed)
    case .separable: try depthwiseSeparable(multiplier: rank)
    case .shared: try sharingFilters(rank)
    }
  }
}

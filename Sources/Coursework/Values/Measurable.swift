import Grading
import LinearAlgebra
import LowRank

extension Vector: Measurable where Scalar == Double {
  public var measured: Measured { Measured(shape: [count], numbers: elements) }
}

extension Matrix: Measurable where Scalar == Double {
  public var measured: Measured { Measured(shape: [rows, columns], numbers: elements) }
}

extension Tensor: Measurable where Scalar == Double {
  public var measured: Measured { Measured(shape: sizes, numbers: elements) }
}

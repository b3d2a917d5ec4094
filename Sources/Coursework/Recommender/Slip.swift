import LinearAlgebra

/// A mistake that leaves a trace of its own: what it is called, what it earns, what the learner is
/// told, and what it makes of an input.
struct Slip<Input: Sendable>: Sendable {
  let name: String
  let diagnosis: String
  let message: String
  let result: @Sendable (Input) throws -> Matrix<Double>
}

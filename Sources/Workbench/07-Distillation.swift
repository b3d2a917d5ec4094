// Made by `swift run course stubs --write` from Solutions/07-Distillation.swift. Do not edit.

// swift-format-ignore-file

import DistillationSolutions
import Exchange
import LinearAlgebra

/// Exercise 7.1 (1 point): The error beforehand.
///
/// Returns the relative error of a truncation, from the spectrum alone.
///
/// It is ‖A − Aₖ‖F/‖A‖F = √(σₖ₊₁² + σₖ₊₂² + …)/√(σ₁² + σ₂² + …).
///
/// - Parameters:
///   - singularValues: All singular values of A, descending.
///   - rank: The rank k, from 0 to their number.
/// - Returns: A number from 0 to 1; 0 where all values are 0.
public func truncationError(singularValues: [Double], rank: Int) throws -> Double {
  try Workbench.answer("7.1") {
    try $0.ask("truncationError", { packet in packet.put(singularValues); packet.put(rank) }) { reader in
      try reader.take()
    }
  } or: {
    try DistillationSolutions.truncationError(singularValues: singularValues, rank: rank)
  }
}

/// Exercise 7.2 (2 points): What truncation drops.
///
/// Returns what truncation drops: the residual A − Aₖ.
///
/// It is the sum of all layers after the first k, and what the network of the lesson learns to predict.
/// The signs of uᵢ and vᵢ cancel in it.
///
/// - Parameters:
///   - a: An m×n matrix.
///   - rank: The rank k, from 0 to min(m, n).
/// - Returns: The m×n matrix A − Aₖ: A itself for k = 0, all zeros for k = min(m, n).
/// - Throws: What `svd` throws.
public func truncationResidual(_ a: Matrix<Double>, rank: Int) throws -> Matrix<Double> {
  try Workbench.answer("7.2") {
    try $0.ask("truncationResidual", { packet in packet.put(a); packet.put(rank) }) { reader in
      try reader.take()
    }
  } or: {
    try DistillationSolutions.truncationResidual(a, rank: rank)
  }
}

/// Exercise 7.3 (3 points): A held-out block.
///
/// Predicts a held-out block of a matrix from the other three.
///
/// The matrix is [A B; C D], and A is not to be seen. The prediction is B Dₖ⁺ C, with
/// Dₖ⁺ = v₁u₁ᵀ/σ₁ + … + vₖuₖᵀ/σₖ, the pseudoinverse of D cut to rank k. Where the whole matrix has rank k,
/// and D as well, it is exactly A (Owen and Perry 2009).
///
/// - Parameters:
///   - b: The block beside A, r×q.
///   - c: The block below A, p×s.
///   - d: The block beside C and below B, p×q.
///   - rank: The rank k, from 0 to min(p, q). A value that is zero to rounding has no inverse: use at most
///     as many as `SVD.rank()` counts.
/// - Returns: The r×s prediction of A; all zeros for k = 0, and where D holds zeros only.
/// - Throws: What `svd` throws.
public func predictedBlock(
  b: Matrix<Double>, c: Matrix<Double>, d: Matrix<Double>, rank: Int
) throws -> Matrix<Double> {
  try Workbench.answer("7.3") {
    try $0.ask("predictedBlock", { packet in packet.put(b); packet.put(c); packet.put(d); packet.put(rank) }) { reader in
      try reader.take()
    }
  } or: {
    try DistillationSolutions.predictedBlock(b: b, c: c, d: d, rank: rank)
  }
}

/// Exercise 7.4 (2 points): Soft targets.
///
/// Returns the softmax of logits at a temperature.
///
/// Of each row z it is exp(zⱼ/T)/Σᵢ exp(zᵢ/T). Subtract the largest element of a row from all of them
/// first: it changes nothing, and `exp` does not overflow.
///
/// - Parameters:
///   - logits: A samples×classes matrix with at least one class; there may be no samples.
///   - temperature: The temperature T > 0.
/// - Returns: A matrix of the same shape whose rows have sum 1, also where logits are in the thousands.
public func softened(_ logits: Matrix<Double>, temperature: Double) throws -> Matrix<Double> {
  try Workbench.answer("7.4") {
    try $0.ask("softened", { packet in packet.put(logits); packet.put(temperature) }) { reader in
      try reader.take()
    }
  } or: {
    try DistillationSolutions.softened(logits, temperature: temperature)
  }
}

/// Exercise 7.5 (3 points): Learning from a teacher.
///
/// Returns the gradient by which a student learns from a teacher and from
/// labels.
///
/// A sample with the teacher's logits z, the student's y and its label costs
/// αT² H(softmax(z/T), softmax(y/T)) + (1 − α) H(label, softmax(y)), where H(p, q) = −Σ pⱼ ln qⱼ. The
/// gradient with respect to y is αT(softmax(y/T) − softmax(z/T)) + (1 − α)(softmax(y) − e), where e is 1 at
/// the label and 0 elsewhere. The loss of a batch is the mean over its samples.
///
/// - Parameters:
///   - student: The student's logits y, samples×classes; they may be in the thousands.
///   - teacher: The teacher's logits z, of the same shape.
///   - labels: The class of each sample, from 0.
///   - temperature: The temperature T > 0.
///   - share: The share α of the teacher, from 0 to 1.
/// - Returns: The gradient of the mean, samples×classes.
public func distillationGradient(
  student: Matrix<Double>, teacher: Matrix<Double>, labels: [Int], temperature: Double,
  share: Double
) throws -> Matrix<Double> {
  try Workbench.answer("7.5") {
    try $0.ask("distillationGradient", { packet in packet.put(student); packet.put(teacher); packet.put(labels); packet.put(temperature); packet.put(share) }) { reader in
      try reader.take()
    }
  } or: {
    try DistillationSolutions.distillationGradient(student: student, teacher: teacher, labels: labels, temperature: temperature, share: share)
  }
}
